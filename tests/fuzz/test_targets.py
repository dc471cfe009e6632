"""W-4 and F-7: the fuzzers' targets hold for their seeds, and object to what is wrong."""

import pytest

from django_hrflow.webhooks import payload, signature
from tests.fuzz.targets import TARGETS


@pytest.mark.parametrize("name", TARGETS)
def test_the_seeds_hold(name):
    target, seeds, _longest = TARGETS[name]
    for seed in seeds:
        for cut in (seed, seed[:-1], seed[1:], seed + seed, b""):
            target(cut)


def test_a_target_objects(monkeypatch):
    def believe(headers, body, secrets):
        return signature.Verified(b"forged", "A", "x", 0)

    monkeypatch.setattr(signature, "verify", believe)
    monkeypatch.setattr(payload, "read", lambda data: [payload.Delivery("a.b", {"a": "\x00"})])
    for name in ("signature", "document"):
        with pytest.raises(AssertionError):
            TARGETS[name][0](b"x")
