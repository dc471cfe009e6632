"""Find out what keeps the app from working, and say how to mend it.

``examine()`` gives a finding for each thing that must be right; none holds a secret or tells of a
person.
"""

from collections.abc import Iterator

from django_hrflow.services.diagnosis import queue, remote, site
from django_hrflow.services.diagnosis.finding import Finding, Status

__all__ = ["Finding", "Status", "examine"]


def examine(url: str | None = None) -> Iterator[Finding]:
    """Look at one thing after the other; ``url`` is the webhook's, as HrFlow would call it.

    Each question has a time-out, the longest being that of a call to HrFlow.
    """
    yield from site.settings()
    yield from site.database()
    yield from site.storage()
    for alias in remote.aliases():
        yield remote.key(alias)
    if url:
        yield from remote.webhook(url)
    yield from queue.broker()
    yield from queue.rate_limit()
    yield from site.work()
