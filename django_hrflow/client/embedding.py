"""Turn the embeddings that HrFlow sends into arrays."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

try:
    from pybase64 import b64decode
except ImportError:  # the extra "fast"
    from binascii import a2b_base64 as b64decode  # type: ignore[assignment]

DIMENSION = 1024
#: Bytes of one vector.
ROW = 4 * DIMENSION


def decode(data: Any) -> "NDArray[np.float32]":
    """Return vectors as a ``float32`` array, one row each.

    ``data`` is the ``data`` of an answer. Base64 (Item embedding) holds big-endian floats in rows
    of 1024: shape ``(n, 1024)``. Lists (today's text embedding) are vectors, or objects with an
    ``embedding``; one vector alone will do: shape ``(n, d)``.

    Raises ``ValueError`` for anything else, and for vectors of unequal length.
    """
    # Here and not above: numpy takes 10 MB and 40 ms, and most processes never decode anything.
    import numpy as np

    if isinstance(data, (str, bytes, bytearray)):  # a union is made at each call
        packed = _base64(data)
        shape = (len(packed) // ROW, DIMENSION)
        return np.ndarray(shape, ">f4", packed).astype(np.float32)
    values = data if isinstance(data, list) else [data] if isinstance(data, dict) else []
    vectors = [value.get("embedding") if isinstance(value, dict) else value for value in values]
    try:
        array = np.asarray(vectors, dtype=np.float32)
    except (TypeError, ValueError):
        array = np.empty(0, dtype=np.float32)
    if array.ndim == 1:
        array = array[np.newaxis, :]
    # numpy reads null as NaN.
    if array.ndim != 2 or not array.size or not np.isfinite(array).all():
        raise ValueError("The data hold no embedding: no vectors of numbers of equal length.")
    return array


def _base64(data: str | bytes | bytearray) -> bytes:
    # Not strict, which costs half as much again: what is skipped shows in the length.
    try:
        packed = b64decode(data)
    except ValueError:
        raise ValueError("The data hold no embedding: they are not base64.") from None
    if not packed or len(packed) % ROW:
        raise ValueError(
            f"The data hold no embedding: {len(packed)} bytes are no rows of {DIMENSION} floats."
        )
    return packed
