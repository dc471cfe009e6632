"""Judges a finished run from its histories and databases alone; knows nothing of the package."""

from collections import Counter
from dataclasses import dataclass, field


@dataclass
class Verdict:
    """What a run came to; ``good`` when nothing was lost, doubled, stuck or contradictory."""

    acknowledged: int = 0
    profiles: int = 0
    lost: list = field(default_factory=list)
    doubled_remotely: dict = field(default_factory=dict)
    doubled_locally: dict = field(default_factory=dict)
    stuck: dict = field(default_factory=dict)
    phantom: list = field(default_factory=list)
    effects_missing: list = field(default_factory=list)
    effects_doubled: dict = field(default_factory=dict)
    unmirrored: int = 0
    zombie_writes: int = 0

    @property
    def good(self):
        return not (
            self.lost or self.doubled_remotely or self.doubled_locally or self.stuck
            or self.phantom or self.effects_missing or self.effects_doubled or self.unmirrored
        )  # fmt: skip

    def __str__(self):
        counts = {
            name: len(value) if isinstance(value, list | dict) else value
            for name, value in vars(self).items()
        }
        return ", ".join(f"{name.replace('_', ' ')} {count}" for name, count in counts.items())


def judge(stack, history, receivers=("good", "moody", "poisoned"), without=()):
    """Compare what was acknowledged with what is there, ``without`` some references."""
    verdict = Verdict()
    acknowledged = {
        each["reference"]: each["number"]
        for each in history.read()
        if each.get("acknowledged") and each["reference"] not in without
    }
    verdict.acknowledged = len(acknowledged)
    rows = stack.query("SELECT reference, state FROM django_hrflow_resume")
    states = {reference: state for reference, state in rows if reference not in without}
    verdict.doubled_locally = {r: n for r, n in Counter(r for r, _s in rows).items() if n > 1}
    profiles = stack.query("SELECT reference FROM django_hrflow_profile")
    mirrored = {reference for (reference,) in profiles}
    verdict.profiles = len(profiles)
    verdict.lost = [r for r in acknowledged if states.get(r) != "parsed" or r not in mirrored]
    verdict.stuck = {r: s for r, s in states.items() if s != "parsed"}
    remote = stack.control("profiles")
    verdict.doubled_remotely = {r: n for r, n in remote["creations"].items() if n > 1}
    verdict.phantom = [r for r in remote["creations"] if r not in states]
    _judge_effects(stack, verdict, states, receivers)
    verdict.zombie_writes = sum(
        each.read_text(errors="replace").count("zombie write refused")
        for each in stack.folder.glob("*.log")
    )
    return verdict


def _judge_effects(stack, verdict, states, receivers):
    """Each receiver ran once for each parse, after the mirror was written."""
    effects = stack.query(
        "SELECT receiver, reference, mirrored FROM recorder_effect"
        " WHERE event_type = 'profile.parsing.success'"
    )
    counts = Counter((receiver, reference) for receiver, reference, _mirrored in effects)
    wanted = {(receiver, reference) for reference in states for receiver in receivers}
    verdict.effects_missing = sorted(wanted - set(counts))
    verdict.effects_doubled = {each: count for each, count in counts.items() if count > 1}
    verdict.unmirrored = sum(not mirrored for _r, _ref, mirrored in effects)
