"""What a sandbox holds and accepts when nobody says otherwise; imports nothing heavy."""

from hashlib import sha1

DEFAULT_PORT = 8010
DEFAULT_API_SECRET = "ask_" + "5a9db0c0" * 4
DEFAULT_WEBHOOK_SECRET = "sandbox-webhook-secret"  # noqa: S105 - known to everybody, opens nothing


def key_of(name: str) -> str:
    """The 40-hex key of a source or board called ``name``: the same in every sandbox."""
    return sha1(name.encode(), usedforsecurity=False).hexdigest()


CAREERS_SOURCE = "Careers site"
REALTIME_SOURCE = "Real-time"
MAIN_BOARD = "Main board"

CAREERS_SOURCE_KEY = key_of(CAREERS_SOURCE)
REALTIME_SOURCE_KEY = key_of(REALTIME_SOURCE)
MAIN_BOARD_KEY = key_of(MAIN_BOARD)
