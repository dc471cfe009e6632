"""A mail server that is away."""

from django.core.mail.backends.base import BaseEmailBackend


class Away(BaseEmailBackend):
    """Takes no letter."""

    def send_messages(self, email_messages):
        raise ConnectionRefusedError("The mail server is away.")
