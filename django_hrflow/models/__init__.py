"""Tables and queries; nothing here speaks to the network.

Source, Board, Profile and Job mirror what HrFlow holds; Embedding and Score keep its answers about
them. Resume, Event and Call are jobs that this side must bring to an end. A Receipt says which
receiver has had which event, a Cursor how far a sync has come, an Erasure that a person was
forgotten, an ErasedKey who must not come back, and a Heartbeat when the sweep last ran.
"""

from django_hrflow.models.answer import Embedding, Score
from django_hrflow.models.call import Call
from django_hrflow.models.container import Board, Source
from django_hrflow.models.cursor import Cursor
from django_hrflow.models.erasure import ErasedKey, Erasure, Identity
from django_hrflow.models.event import Event, Receipt
from django_hrflow.models.heartbeat import Heartbeat
from django_hrflow.models.job import Job
from django_hrflow.models.lease import Claim, LeaseLost
from django_hrflow.models.profile import Profile
from django_hrflow.models.resume import Resume

__all__ = [
    "Board",
    "Call",
    "Claim",
    "Cursor",
    "Embedding",
    "ErasedKey",
    "Erasure",
    "Event",
    "Heartbeat",
    "Identity",
    "Job",
    "LeaseLost",
    "Profile",
    "Receipt",
    "Resume",
    "Score",
    "Source",
]
