"""Hold a secret so that nothing shows it, and take secrets out of texts."""

import hmac
import json
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import quote, quote_plus

_MASK = "••••"
# Below this length four characters are too large a part of the whole.
_SHORTEST_TO_SHOW = 12


class Secret:
    """A text that shows at most its last four characters, however it is looked at.

    ``repr``, ``str``, ``format`` and a pickle hold the mask instead of the text, and JSON refuses
    it. Only ``reveal`` gives the text itself. Copies are the object itself.
    """

    __slots__ = ("_reveal",)

    def __init__(self, value: str) -> None:
        # In a closure and not in an attribute: whatever dumps attributes finds a function.
        self._reveal: Callable[[], str] = lambda: value

    def reveal(self) -> str:
        """Return the text; keep it out of variables that outlive the line."""
        return self._reveal()

    def __str__(self) -> str:
        value = self._reveal()
        return _MASK + value[-4:] if len(value) >= _SHORTEST_TO_SHOW else _MASK

    def __repr__(self) -> str:
        return f"Secret({str(self)!r})"

    def __format__(self, spec: str) -> str:
        return format(str(self), spec)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Secret):
            return NotImplemented
        return hmac.compare_digest(_bytes(self), _bytes(other))

    def __hash__(self) -> int:
        return hash(self._reveal())

    def __copy__(self) -> "Secret":
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> "Secret":
        return self

    def __reduce__(self) -> tuple[type[str], tuple[str]]:
        return str, (str(self),)


def scrub(text: str, secrets: Iterable[Secret]) -> str:
    """Put the mask in the place of every secret, also where JSON or a URL respelt it."""
    for secret in secrets:
        for spelling in sorted(_spellings(secret.reveal()), key=len, reverse=True):
            text = text.replace(spelling, str(secret))
    return text


def _spellings(value: str) -> set[str]:
    escaped = json.dumps(value)[1:-1]
    written = json.dumps(value, ensure_ascii=False)[1:-1]
    return {
        value,
        escaped,
        written,
        escaped.replace("/", r"\/"),
        quote(value, safe="", errors="replace"),
        quote(value, errors="replace"),
        quote_plus(value, errors="replace"),
    } - {""}


def _bytes(secret: Secret) -> bytes:
    return secret.reveal().encode("utf-8", "surrogatepass")
