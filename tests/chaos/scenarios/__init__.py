"""One thing broken at a time: each goal that the random kills do not show has a module here.

A module has ``FULL`` and ``SHORT``, the sizes of a night and of the ordinary test-suite (empty
where the suite has these tests anyway), and ``run(folder, **size)``, which gives ``Findings``. Its
first line names the goal.
"""

from tests.chaos.scenarios import (
    broker_away,
    crash_points,
    dead_beat,
    no_webhooks,
    one_winner,
    poison,
    restarts,
    same_key,
    state_machine,
)

SCENARIOS = {
    each.__name__.rpartition(".")[2].replace("_", "-"): each
    for each in (
        crash_points, broker_away, state_machine, one_winner, poison, same_key, dead_beat, restarts,
        no_webhooks,
    )
}  # fmt: skip


def described():
    """What each scenario is there for, a line each."""
    return "\n".join(
        f"  {name:<13} {each.__doc__.splitlines()[0]}" for name, each in SCENARIOS.items()
    )
