"""Build calls and send them: what all resources have in common."""

from django_hrflow.client.protocol import Send


class Resource:
    """A part of HrFlow's API: each method builds one call, sends it and returns the envelope.

    Methods raise ``ValueError`` or ``TypeError`` for arguments that cannot be right, before
    anything is sent, and ``HrflowError`` for everything that is no success. They change nothing
    that they are given.
    """

    __slots__ = ("_send",)

    def __init__(self, send: Send) -> None:
        self._send = send


class ProfileResource(Resource):
    """A resource that finds profiles, also by e-mail.

    HrFlow's documents call that parameter ``email``, every official SDK sends ``profile_email``;
    so its name can be chosen.
    """

    __slots__ = ("_email_parameter",)

    def __init__(self, send: Send, email_parameter: str) -> None:
        super().__init__(send)
        self._email_parameter = email_parameter
