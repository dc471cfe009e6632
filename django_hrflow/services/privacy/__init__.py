"""A person's rights: to get all that is kept of them, and to be forgotten.

``find_person`` says which rows are meant, ``export_person`` copies them, ``erase_person`` orders
their erasure, which ``advance`` brings to its end; ``turn_away`` keeps the forgotten forgotten.
"""

from django_hrflow.services.privacy.erasure import advance, erase_person
from django_hrflow.services.privacy.export import export_person
from django_hrflow.services.privacy.late import is_erased, turn_away
from django_hrflow.services.privacy.person import Person, find_person

__all__ = [
    "Person",
    "advance",
    "erase_person",
    "export_person",
    "find_person",
    "is_erased",
    "turn_away",
]
