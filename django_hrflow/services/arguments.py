"""Tell what a caller got wrong apart from what went wrong on the way."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.exceptions import ValidationError

__all__ = ["checked"]


@contextmanager
def checked() -> Iterator[None]:
    """Around a call to the client: its ValueError and TypeError become a ValidationError.

    The client raises them before anything is sent, for arguments that cannot be right; they may
    come from a person's form or request.
    """
    try:
        yield
    except (TypeError, ValueError) as error:
        raise ValidationError(str(error), code="invalid") from error
