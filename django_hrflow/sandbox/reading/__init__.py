"""Read real CV files into HR-JSON, without network, models or accounts."""

from .documents import Document, read_file
from .entities import Entity, find_entities
from .parsing import parsing_object
from .profile import parse_resume
from .skills import SKILLS, Skill, related, reveal
from .unreadable import UnreadableFile

__all__ = [
    "SKILLS",
    "Document",
    "Entity",
    "Skill",
    "UnreadableFile",
    "find_entities",
    "parse_resume",
    "parsing_object",
    "read_file",
    "related",
    "reveal",
]
