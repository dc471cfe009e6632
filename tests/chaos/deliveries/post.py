"""What HrFlow and its forgers send: signed, repeated in another scheme, forged, shuffled."""

import json
import random
from dataclasses import dataclass

from tests.webhooks.signing import HEADER, SCHEMES, letter

#: What an event's ``message`` begins with; the checker finds its row by the message.
GENUINE, FORGED = "genuine", "forged"
#: One letter in so many carries an array of three events.
ARRAY_EVERY = 25
#: What events tell of: a profile that HrFlow holds, an object that nobody holds, an unknown type.
TYPES = (
    ("profile.parsing.success", 15),
    ("profile.parsing.error", 75),
    ("galaxy.born.success", 10),
)


@dataclass(frozen=True)
class Letter:
    """A delivery as it goes over the wire, and the events in it."""

    genuine: bool
    events: tuple
    headers: dict
    body: bytes


def letters(count, secret, profiles, seed, *, repeated=0.3, forged=0.1):
    """So many letters in the order in which they are sent; ``profiles`` are ``(key, source_key)``.

    ``forged`` of all are forged, ``repeated`` of the genuine ones repeat another.
    """
    chance = random.Random(seed)
    fakes = round(count * forged)
    repeats = round((count - fakes) * repeated)
    numbers = iter(range(1, 4 * count))
    bundles = [_bundle(chance, numbers, profiles) for _each in range(count - fakes - repeats)]
    bundles += [chance.choice(bundles) for _each in range(repeats)]
    found = [_genuine(chance, bundle, secret) for bundle in bundles]
    found += [_fake(chance, number, secret, profiles) for number in range(fakes)]
    chance.shuffle(found)
    return found


def _bundle(chance, numbers, profiles):
    size = 3 if chance.randrange(ARRAY_EVERY) == 0 else 1
    return tuple(_event(chance, f"{GENUINE} {next(numbers)}", profiles) for _each in range(size))


def _event(chance, message, profiles):
    kind = chance.choices([name for name, _weight in TYPES], [each for _name, each in TYPES])[0]
    told = None
    if kind == "profile.parsing.success":
        key, source = chance.choice(profiles)
        told = {"key": key, "source": {"key": source}}
    return {"type": kind, "origin": "api", "message": message, "profile": told}


def _payload(bundle):
    return json.dumps(bundle[0] if len(bundle) == 1 else list(bundle)).encode()


def _genuine(chance, bundle, secret):
    headers, body = letter(_payload(bundle), secret, chance.choice(SCHEMES))
    return Letter(True, tuple(each["message"] for each in bundle), headers, body)


def _fake(chance, number, secret, profiles):
    """Somebody who saw genuine letters but does not know the secret."""
    event = _event(chance, f"{FORGED} {number}", profiles)
    payload, scheme = _payload([event]), chance.choice(SCHEMES)
    seen = _payload([_event(chance, f"{GENUINE} 0", profiles)])
    headers, body = letter(payload, secret[:-1] + "?", scheme)
    captured, _body = letter(seen, secret, scheme)
    match chance.randrange(4):
        case 0:
            headers = {"Content-Type": "application/json"}
        case 1:  # a genuine signature on another payload
            mac, payload_of_theirs = captured[HEADER].partition(".")[0], headers[HEADER]
            _mac, dot, rest = payload_of_theirs.partition(".")
            headers = {**headers, HEADER: mac + dot + rest}
        case 2:
            headers = {**headers, HEADER: "\xe9," + headers[HEADER]}
    return Letter(False, (event["message"],), headers, body)
