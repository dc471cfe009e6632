"""Celery's doorway: an id or a few words in, one service called, JSON out.

``tasks.parse_resume.delay(resume.pk)`` works as with any task; ``enqueue(tasks.parse_resume, pk)``
waits for the transaction to commit and survives a broker that is away. Called in place, as in
``tasks.search_profiles(text_keywords=["python"])``, a task answers at once.
"""

from django_hrflow.tasks.calls import run_call
from django_hrflow.tasks.containers import get_board, get_source, list_boards, list_sources
from django_hrflow.tasks.jobs import (
    archive_job,
    edit_job,
    embed_job,
    get_job,
    index_job,
    list_jobs,
    score_jobs,
    search_jobs,
)
from django_hrflow.tasks.profiles import (
    archive_profile,
    edit_profile,
    embed_profile,
    get_profile,
    get_profile_parsing,
    index_profile,
    list_profile_attachments,
    list_profiles,
    score_profiles,
    search_profiles,
)
from django_hrflow.tasks.rows import (
    enqueue,
    erase_person,
    parse_resume,
    process_event,
    publish_due,
    run_due,
    sweep,
)
from django_hrflow.tasks.syncing import sync, sync_container
from django_hrflow.tasks.texts import (
    check_webhook,
    embed_item,
    embed_text,
    link_text,
    parse_text,
    reveal_text,
    tag_text,
)
from django_hrflow.tasks.upkeep import canary, clean, purge

__all__ = [
    "archive_job",
    "archive_profile",
    "canary",
    "check_webhook",
    "clean",
    "edit_job",
    "edit_profile",
    "embed_item",
    "embed_job",
    "embed_profile",
    "embed_text",
    "enqueue",
    "erase_person",
    "get_board",
    "get_job",
    "get_profile",
    "get_profile_parsing",
    "get_source",
    "index_job",
    "index_profile",
    "link_text",
    "list_boards",
    "list_jobs",
    "list_profile_attachments",
    "list_profiles",
    "list_sources",
    "parse_resume",
    "parse_text",
    "process_event",
    "publish_due",
    "purge",
    "reveal_text",
    "run_call",
    "run_due",
    "score_jobs",
    "score_profiles",
    "search_jobs",
    "search_profiles",
    "sweep",
    "sync",
    "sync_container",
    "tag_text",
]
