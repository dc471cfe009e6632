"""Say why a delivery is not believed, or cannot be read.

``WebhookError``
├── ``SignatureError``      not signed by us and HrFlow: answer 401 and keep nothing
│   └── ``SecretError``     we have no usable secret, so nothing can be believed: our own fault
└── ``UnreadableError``     truly signed, but no delivery: keep the bytes, answer 2xx

No message ever holds a secret, a signature or a piece of a payload.
"""


class WebhookError(Exception):
    """Root of everything that this package raises for what came from outside."""


class SignatureError(WebhookError):
    """The delivery is not signed with one of the secrets, or its signature is malformed."""


class SecretError(SignatureError):
    """No secret is configured, or one of them is too short to protect anything."""


class UnreadableError(WebhookError):
    """The payload is not JSON that can be stored and handed on."""
