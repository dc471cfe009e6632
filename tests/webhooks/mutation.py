"""Make hostile signature headers out of a genuine one, from a seed, a million in some seconds."""

import base64
import random

from tests.webhooks.signing import SCHEMES, value

LATIN_1 = [chr(code) for code in range(256)]
DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_="
#: Longer than any secret of the tests knows: whoever signs with these knows none of them.
FORGERS_SECRETS = ("", "0", "another-secret-altogether")
OTHER = b'{"type":"profile.parsing.success","message":"forged"}'


class Mutator:
    """Endless headers: each a change or three to a genuine one, or made of nothing."""

    def __init__(self, payload, secret, scheme, seed=0):
        self.genuine = value(payload, secret, scheme)
        self.random = random.Random(f"{seed} {scheme}")
        self._foreign = [
            value(each, forgers, other)
            for each in (payload, OTHER)
            for forgers in FORGERS_SECRETS
            for other in SCHEMES
        ]
        self._changes = (
            self._replace, self._replace, self._insert, self._delete, self._cut, self._pad,
            self._swap_alphabet, self._swap_part, self._turn_case, self._repeat, self._surround,
            self._move_dot,
        )  # fmt: skip

    def __iter__(self):
        return self

    def __next__(self):
        if self.random.random() < 0.04:
            return self._made_of_nothing()
        text = self.genuine
        for _each in range(self.random.choice((1, 1, 1, 2, 3))):
            text = self.random.choice(self._changes)(text)
        return text

    def _place(self, text):
        return int(self.random.random() * (len(text) + 1))

    def _character(self):
        return self.random.choice(DIGITS if self.random.random() < 0.7 else LATIN_1)

    def _replace(self, text):
        place = self._place(text)
        return text[:place] + self._character() + text[place + 1 :]

    def _insert(self, text):
        place = self._place(text)
        return text[:place] + self._character() + text[place:]

    def _delete(self, text):
        place = self._place(text)
        return text[:place] + text[place + 1 + self.random.choice((0, 0, 3)) :]

    def _cut(self, text):
        place = self._place(text)
        return self.random.choice((text[:place], text[place:]))

    def _pad(self, text):
        return self.random.choice(
            (text + "=", text + "==", text.rstrip("="), text.replace("=", ""),
             text.replace(".", "=."), text.replace(".", "==."), "=" + text)
        )  # fmt: skip

    def _swap_alphabet(self, text):
        old, new = self.random.choice((("+", "-"), ("/", "_"), ("-", "+"), ("_", "/")))
        return text.replace(old, new)

    def _swap_part(self, text):
        """The digest of one message before the payload of another."""
        first, dot, second = text.partition(".")
        theirs = self.random.choice(self._foreign)
        mac, _dot, payload = theirs.partition(".")
        return self.random.choice(
            (mac + dot + second, first + "." + payload, theirs, second + dot + first,
             first + "." + base64.b64encode(OTHER).decode(), mac)
        )  # fmt: skip

    def _turn_case(self, text):
        return self.random.choice((text.upper(), text.lower(), text.swapcase()))

    def _repeat(self, text):
        joint = self.random.choice((",", ", ", ".", "", "\n", "\x00", ";"))
        return text + joint + text

    def _surround(self, text):
        mark = self.random.choice((" ", "\t", '"', "\r\n", "\xa0", "\xff", "sha256=", "v1,"))
        return self.random.choice((mark + text, text + mark, mark + text + mark))

    def _move_dot(self, text):
        place = self._place(text)
        bare = text.replace(".", "")
        return bare[:place] + "." + bare[place:]

    def _made_of_nothing(self):
        length = self.random.choice((0, 1, 32, 43, 44, 64, 88, 200))
        letters = self.random.choice((DIGITS, "0123456789abcdef", LATIN_1, "=.", "."))
        text = "".join(self.random.choices(letters, k=length))
        return text if self.random.random() < 0.5 else f"{text}.{text}"
