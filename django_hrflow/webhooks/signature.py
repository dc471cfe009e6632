"""Tell signed bytes from all others, and sign.

HrFlow's documents and SDKs describe four schemes, all HMAC-SHA256 with the webhook secret as key:

======  ==========================================  =======================  ==================
scheme  value of the signature header               what the MAC covers      seen in
======  ==========================================  =======================  ==================
A       base64(hex digest) "." base64(payload)      the payload              Python SDK
B       base64(digest) "." base64(payload)          the payload              PHP, Go, Ruby, Java
C       base64url(digest) "." base64url(payload)    the second part as sent  documentation
C'      base64(digest) "." base64(payload)          the second part as sent  JavaScript SDK
D       hex digest                                  the body                 documentation
======  ==========================================  =======================  ==================

In A to C' the payload travels in the header and the body is not authenticated, so it is not looked
at. C' is C in the other alphabet; one rule verifies both.
"""

import base64
import binascii
import hashlib
import hmac
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from .errors import SecretError, SignatureError

SCHEMES = ("A", "B", "C", "D")
HEADERS = ("HTTP-HRFLOW-SIGNATURE", "HRFLOW-SIGNATURE")
LEGACY_HEADERS = ("HTTP-RIMINDER-SIGNATURE", "RIMINDER-SIGNATURE")
MIN_SECRET_BYTES = 16
MAX_HEADER_BYTES = 262_144

_HEX_DIGEST = re.compile(rb"[0-9a-f]{64}")
_TO_STANDARD = bytes.maketrans(b"-_", b"+/")
_TO_URL_SAFE = bytes.maketrans(b"+/", b"-_")


@dataclass(frozen=True, slots=True)
class Verified:
    """Authentic bytes, and by which scheme, header and secret (its index) they proved to be."""

    payload: bytes
    scheme: str
    header: str
    secret_index: int


@dataclass(frozen=True, slots=True)
class _Claim:
    """What a header claims: this digest is the MAC of that message, which brings that payload."""

    scheme: str
    digest: bytes
    message: bytes
    payload: bytes


def verify(
    headers: Mapping[str, str],
    body: bytes | Callable[[], bytes],
    secrets: Sequence[str],
    *,
    schemes: Collection[str] = SCHEMES,
    legacy_headers: bool = False,
) -> Verified:
    """Return the authentic payload of a delivery.

    ``headers`` may spell names in any case and hold latin-1 text, as Django's do. ``body`` may be a
    function that reads it, which is called for a header of scheme D alone. Every secret is tried,
    without stopping at the first that fits, so that they can be rotated. ``legacy_headers`` also
    accepts the names from before HrFlow was called HrFlow.

    Raises ``SignatureError``, and nothing but that, whatever the headers and the body.
    """
    try:
        result: Verified | SignatureError = _verified(
            headers, body, _keys(secrets), schemes, legacy_headers
        )
    except SignatureError as error:
        result = error.with_traceback(None)
    del secrets  # an error report shows the variables of every frame
    if isinstance(result, SignatureError):
        try:
            raise result
        finally:
            del result  # or error and frame keep each other, and every caller's body, in memory
    return result


def _verified(
    headers: Mapping[str, str],
    body: bytes | Callable[[], bytes],
    keys: Sequence[bytes],
    schemes: Collection[str],
    legacy_headers: bool,
) -> Verified:
    header, value = _signature(headers, HEADERS + LEGACY_HEADERS if legacy_headers else HEADERS)
    accepted = {"C" if scheme == "C'" else scheme for scheme in schemes}
    claims = [claim for claim in _claims(value, body) if claim.scheme in accepted]
    proven: Verified | None = None
    for claim in claims:
        for index, key in enumerate(keys):
            authentic = hmac.compare_digest(mac(key, claim.message), claim.digest)
            if authentic and proven is None:
                proven = Verified(claim.payload, claim.scheme, header, index)
    if proven is None:
        raise SignatureError("The signature fits none of the secrets and accepted schemes.")
    return proven


def sign(
    payload: bytes, secret: str, scheme: str = "A", header: str = HEADERS[0]
) -> tuple[dict[str, str], bytes]:
    """Return the headers and the body of a delivery that ``verify`` accepts.

    ``scheme`` is A, B, C, C' or D. Raises ``ValueError`` for another scheme and ``SecretError`` for
    a secret that ``verify`` would not accept.
    """
    # No variable holds the secret or the key: an error report shows the variables of every frame.
    made = _signed(payload, secret, scheme)
    del secret
    if isinstance(made, Exception):
        try:
            raise made
        finally:
            del made  # or error and frame keep each other in memory
    return {header: made.decode("ascii"), "Content-Type": "application/json"}, payload


def _signed(payload: bytes, secret: str, scheme: str) -> bytes | Exception:
    try:
        (key,) = _keys([secret])
    except SecretError as error:
        return error.with_traceback(None)
    encoded = base64.b64encode(payload)
    match scheme:
        case "A":
            hexadecimal = mac(key, payload).hex().encode("ascii")
            value = base64.b64encode(hexadecimal) + b"." + encoded
        case "B":
            value = base64.b64encode(mac(key, payload)) + b"." + encoded
        case "C":
            message = encoded.translate(_TO_URL_SAFE).rstrip(b"=")
            value = base64.urlsafe_b64encode(mac(key, message)).rstrip(b"=") + b"." + message
        case "C'":
            value = base64.b64encode(mac(key, encoded)) + b"." + encoded
        case "D":
            value = mac(key, payload).hex().encode("ascii")
        case _:
            return ValueError(f"There is no signature scheme {scheme!r}; use A, B, C, C' or D.")
    return value


def mac(key: bytes, message: bytes) -> bytes:
    """Return the 32 bytes of HMAC-SHA256."""
    return hmac.digest(key, message, hashlib.sha256)


def _keys(secrets: Sequence[str]) -> list[bytes]:
    keys = [secret.encode("utf-8", "surrogatepass") for secret in secrets]
    if not keys:
        raise SecretError("No webhook secret is configured, so no delivery can be believed.")
    if any(len(key) < MIN_SECRET_BYTES for key in keys):
        raise SecretError(f"Each webhook secret must have at least {MIN_SECRET_BYTES} bytes.")
    return keys


def _signature(headers: Mapping[str, str], names: Sequence[str]) -> tuple[str, bytes]:
    """Find the one signature header; two of them could tell two stories."""
    found = [(name.upper(), value) for name, value in headers.items() if name.upper() in names]
    if not found:
        raise SignatureError("There is no signature header.")
    if len(found) > 1:
        raise SignatureError("There is more than one signature header.")
    name, text = found[0]
    try:
        value = text.encode("latin-1")
    except UnicodeEncodeError:
        raise SignatureError("The signature header holds characters that no header can.") from None
    if len(value) > MAX_HEADER_BYTES:
        raise SignatureError(f"The signature header is longer than {MAX_HEADER_BYTES} bytes.")
    return name, value


def _claims(value: bytes, body: bytes | Callable[[], bytes]) -> list[_Claim]:
    """Read a header value; its shape tells the scheme, but for B and C, which look alike."""
    parts = value.split(b".")
    if len(parts) == 1 and _HEX_DIGEST.fullmatch(value):
        read = body() if callable(body) else body
        return [_Claim("D", bytes.fromhex(value.decode("ascii")), read, read)]
    if len(parts) != 2:
        raise SignatureError("The signature header is malformed.")
    claimed, payload = _decode(parts[0]), _decode(parts[1])
    if _HEX_DIGEST.fullmatch(claimed):
        return [_Claim("A", bytes.fromhex(claimed.decode("ascii")), payload, payload)]
    if len(claimed) == hashlib.sha256().digest_size:
        return [_Claim("B", claimed, payload, payload), _Claim("C", claimed, parts[1], payload)]
    raise SignatureError("The signature header is malformed.")


def _decode(part: bytes) -> bytes:
    """Decode either alphabet of base64, padded or not, and no second spelling of the same bits.

    Encoding again and comparing refuses whatever the decoder was lenient about: other characters,
    stray bits, padding in the middle.
    """
    digits = part.rstrip(b"=").translate(_TO_STANDARD)
    try:
        decoded = binascii.a2b_base64(digits + b"=" * (-len(digits) % 4))
    except binascii.Error:
        decoded = None
    if (
        decoded is None
        or len(part) - len(digits) > 2
        or binascii.b2a_base64(decoded, newline=False).rstrip(b"=") != digits
    ):
        raise SignatureError("The signature header is malformed.")
    return decoded
