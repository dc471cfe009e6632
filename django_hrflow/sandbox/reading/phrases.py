"""Find known phrases (skills, places, languages, names) in text, in one pass, with offsets."""

# ruff: noqa: RUF001  -- CVs are written with typographic dashes and quotes

import itertools
import re
from collections.abc import Iterable
from typing import Generic, NamedTuple, TypeVar

from .cleaning import fold

T = TypeVar("T")

# Words keep a leading dot (.NET) and trailing plus and sharp signs (C++, C#).
_WORD = re.compile(r"(?:(?<![^\W_])\.(?=[A-Za-z]{2}))?[^\W_]+(?:\+{1,2}(?!\w)|#)?")
_GAP = re.compile(r"[ \t]{0,2}\n?[ \t]{0,2}|[-/&.'’_]|\. | [-/&] ?|, ?(?=D\.?C)")


class Match(NamedTuple, Generic[T]):
    """A phrase in a text: ``text[start:end]`` is how it is written there."""

    start: int
    end: int
    value: T


class Phrases(Generic[T]):
    """A vocabulary that is matched word by word, without regard to case and accents."""

    def __init__(self, entries: Iterable[tuple[str, T]]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], T]]] = {}
        for phrase, value in entries:
            words = tuple(fold(match.group()) for match in _WORD.finditer(phrase))
            if words:
                self._by_first.setdefault(words[0], []).append((words, value))
        for candidates in self._by_first.values():
            candidates.sort(key=lambda candidate: -len(candidate[0]))

    def find(self, text: str) -> list[Match[T]]:
        """All phrases in *text*, the longest at each place, without overlaps."""
        words = list(_WORD.finditer(text))
        folded = [fold(word.group()) for word in words]
        found: list[Match[T]] = []
        index = 0
        while index < len(words):
            length, value = self._at(text, words, folded, index)
            if value is None:
                index += 1
                continue
            found.append(Match(words[index].start(), words[index + length - 1].end(), value))
            index += length
        return found

    def get(self, phrase: str) -> T | None:
        """The value of exactly this phrase."""
        words = tuple(fold(match.group()) for match in _WORD.finditer(phrase))
        for known, value in self._by_first.get(words[0], []) if words else []:
            if known == words:
                return value
        return None

    def _at(
        self, text: str, words: list[re.Match[str]], folded: list[str], index: int
    ) -> tuple[int, T | None]:
        for known, value in self._by_first.get(folded[index], []):
            last = index + len(known)
            if tuple(folded[index:last]) == known and _adjoin(text, words[index:last]):
                return len(known), value
        return 0, None


def _adjoin(text: str, words: list[re.Match[str]]) -> bool:
    return all(
        _GAP.fullmatch(text, left.end(), right.start()) for left, right in itertools.pairwise(words)
    )
