"""Read JSON from outside, refusing what a database or HrFlow could not hold."""

import json
import re
from typing import Any, NoReturn

from rest_framework.exceptions import ParseError

__all__ = ["MAX_NUMBER", "check", "check_text", "read"]

MAX_DEPTH = 64
#: The largest number that is exact both as an integer of 64 bits and as a float; JSON readers
#: disagree about anything larger.
MAX_NUMBER = 2**63 - 2**10
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def read(source: bytes | str) -> Any:
    """The value that the text stands for.

    Raises ParseError (400) for what is not UTF-8 or not JSON, for NaN and infinities, integers
    beyond 64 bits, NUL, half surrogate pairs and more than 64 levels.
    """
    try:
        text = source.decode() if isinstance(source, bytes) else source
        value = json.loads(text, parse_constant=_refuse)
    except RecursionError:
        raise _too_deep() from None
    except UnicodeDecodeError:
        raise ParseError("The text is not UTF-8.") from None
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise ParseError(f"The text is not JSON: {error.msg} at {where}.") from None
    except ValueError as error:  # a number with more digits than Python converts, or a constant
        said = "a number is too large" if "digits" in str(error) else str(error)
        raise ParseError(f"The text is not JSON: {said}.") from None
    check(value)
    return value


def check(value: Any) -> None:
    """Raise ParseError unless the value can be kept and passed on; depth costs no stack."""
    level = [value]
    for _depth in range(MAX_DEPTH + 1):
        inner: list[Any] = []
        for each in level:
            if isinstance(each, dict):
                for key in each:
                    check_text(key)
                inner += each.values()
            elif isinstance(each, list):
                inner += each
            else:
                _check_scalar(each)
        if not inner:
            return
        level = inner
    raise _too_deep()


def check_text(text: str) -> None:
    """Raise ParseError for NUL and half surrogate pairs, which no database keeps."""
    if _UNSTORABLE.search(text):
        raise ParseError("Texts may contain neither NUL nor half of a surrogate pair.")


def _check_scalar(value: Any) -> None:
    if isinstance(value, str):
        check_text(value)
    elif isinstance(value, int | float) and not abs(value) <= MAX_NUMBER:
        raise ParseError("Numbers must be finite and fit 64 bits.")


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no JSON number")


def _too_deep() -> ParseError:
    return ParseError(f"The text is nested deeper than {MAX_DEPTH} levels.")
