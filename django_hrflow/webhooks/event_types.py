"""Name every event type that HrFlow's documents and SDKs ever mentioned.

The list is for menus, documentation and typo hints. It is no filter: nobody published a complete
list, so a type that is missing here is as good as any other.
"""

from itertools import product

_STATUSES = ("success", "update", "error")

# HrFlow.ai's guide to webhooks; an earlier edition said "indexing" where today's says "storing".
_GUIDE = tuple(
    f"profile.{layer}.{status}"
    for layer, status in product(("parsing", "storing", "searching", "indexing"), _STATUSES)
)
# The constants of the official JavaScript SDK, which hold those of the PHP SDK.
_LAYERS = tuple(
    name
    for item, layer, status in product(
        ("profile", "job"), ("parsing", "scoring", "revealing", "reasoning", "embedding"), _STATUSES
    )
    if (name := f"{item}.{layer}.{status}") not in _GUIDE
)
_ACTIONS = tuple(
    f"action.{layer}.{status}"
    for layer, status in product(("stage", "rating"), ("success", "error"))
)
_AGENTS = tuple(
    f"agent.{layer}.{status}" for layer, status in product(("training", "scoring"), _STATUSES)
)
# The only names that the official Python SDK knows, and before them those of Riminder, which
# called a job a filter.
_PYTHON_SDK = tuple(
    f"profile.{layer}.{status}"
    for layer, status in product(("parse", "score"), ("success", "error"))
) + tuple(
    f"{item}.{layer}.{status}"
    for item, layer, status in product(
        ("job", "filter"), ("train", "score"), ("start", "success", "error")
    )
)

EVENT_TYPES: tuple[str, ...] = _GUIDE + _LAYERS + _ACTIONS + _AGENTS + _PYTHON_SDK
"""Every documented event type, today's names first."""
