"""Sign as HrFlow would, written from the documented schemes alone: no code of the package."""

import base64
import hashlib
import hmac

SCHEMES = ("A", "B", "C", "C'", "D")
HEADER = "HTTP-HRFLOW-SIGNATURE"


def value(payload, secret, scheme):
    """The signature header's value for a payload."""
    key, standard = secret.encode(), base64.b64encode(payload)
    url_safe = base64.urlsafe_b64encode(payload).rstrip(b"=")

    def mac(message):
        return hmac.new(key, message, hashlib.sha256)

    parts = {
        "A": lambda: base64.b64encode(mac(payload).hexdigest().encode()) + b"." + standard,
        "B": lambda: base64.b64encode(mac(payload).digest()) + b"." + standard,
        "C": lambda: (
            base64.urlsafe_b64encode(mac(url_safe).digest()).rstrip(b"=") + b"." + url_safe
        ),
        "C'": lambda: base64.b64encode(mac(standard).digest()) + b"." + standard,
        "D": lambda: mac(payload).hexdigest().encode(),
    }
    return parts[scheme]().decode()


def letter(payload, secret, scheme):
    """Headers and body; only scheme D sends the payload in the body."""
    headers = {HEADER: value(payload, secret, scheme), "Content-Type": "application/json"}
    return headers, payload if scheme == "D" else b"{}"
