"""Judges a finished run from what the senders wrote down and the rows; no code of the package."""

import zlib
from collections import Counter
from dataclasses import dataclass, field

#: Which receivers of ``tests/recorder`` are told of an event of a type.
PARSING, OTHERS = ("good", "moody", "poisoned"), ("poisoned",)


@dataclass(frozen=True)
class Row:
    """An event as it stands in the database."""

    pk: int
    digest: str
    type: str
    message: str
    state: str
    deliveries: int

    def poisons(self, share):
        """Whether the poisoned receiver fails on it, always."""
        return zlib.crc32(self.digest.encode()) % 1000 < share * 1000


@dataclass
class Verdict:
    """What a run came to; ``good`` when every list is empty."""

    deliveries: int = 0
    cut: int = 0
    acknowledged: int = 0
    rows: int = 0
    effects: int = 0
    isolated: int = 0
    server_errors: list = field(default_factory=list)
    forged_accepted: list = field(default_factory=list)
    genuine_refused: list = field(default_factory=list)
    unanswered: list = field(default_factory=list)
    lost: list = field(default_factory=list)
    doubled: list = field(default_factory=list)
    forged_rows: list = field(default_factory=list)
    miscounted: list = field(default_factory=list)
    unfinished: list = field(default_factory=list)
    effects_missing: list = field(default_factory=list)
    effects_surplus: list = field(default_factory=list)

    @property
    def good(self):
        return not any(each for each in vars(self).values() if isinstance(each, list))

    def __str__(self):
        return ", ".join(
            f"{name.replace('_', ' ')} {len(each) if isinstance(each, list) else each}"
            for name, each in vars(self).items()
        )


def judge(sent, rows, effects, poison):
    """``sent`` are lines of the senders' history, ``effects`` pairs of receiver and event's row."""
    verdict = Verdict(rows=len(rows), effects=len(effects))
    _judge_answers(verdict, sent)
    _judge_rows(verdict, sent, rows, poison)
    _judge_effects(verdict, rows, effects, poison)
    return verdict


def _judge_answers(verdict, sent):
    answered = [each for each in sent if each["status"] is not None]
    verdict.deliveries, verdict.cut = len(answered), len(sent) - len(answered)
    verdict.server_errors = [each for each in answered if each["status"] >= 500]
    believed = {True: [], False: []}
    for each in answered:
        if each["status"] < 500:
            believed[each["genuine"]].append((each["status"], each["events"]))
    verdict.genuine_refused = [each for each in believed[True] if each[0] != 200]
    verdict.forged_accepted = [each for each in believed[False] if each[0] != 401]
    ends = {tuple(each["events"]) for each in answered}
    verdict.unanswered = sorted({tuple(each["events"]) for each in sent} - ends)


def _judge_rows(verdict, sent, rows, poison):
    """Each acknowledged event is one row that counted at least the acknowledged deliveries."""
    least, most = Counter(), Counter()
    for each in sent:
        if each["genuine"]:
            most.update(each["events"])
            least.update(each["events"] if each["status"] == 200 else ())
    found = Counter(row.message for row in rows)
    verdict.acknowledged = len(least)
    verdict.lost = sorted(set(least) - set(found))
    verdict.doubled = [message for message, count in found.items() if count > 1]
    verdict.forged_rows = [row.message for row in rows if row.message not in most]
    verdict.miscounted = [
        row for row in rows
        if row.message in most
        and not least[row.message] <= row.deliveries <= most[row.message]
    ]  # fmt: skip
    ends = {True: "dead", False: "done"}
    verdict.unfinished = [row for row in rows if row.state != ends[row.poisons(poison)]]
    verdict.isolated = sum(row.poisons(poison) and row.state == "dead" for row in rows)


def _judge_effects(verdict, rows, effects, poison):
    """Each receiver's effect once, also where another one is poisoned."""
    wanted = {
        (receiver, row.pk)
        for row in rows
        for receiver in (PARSING if row.type.startswith("profile.parsing.") else OTHERS)
        if not (receiver == "poisoned" and row.poisons(poison))
    }
    counts = Counter(effects)
    verdict.effects_missing = sorted(wanted - set(counts))
    verdict.effects_surplus = [
        each for each, count in counts.items() if count > 1 or each not in wanted
    ]
