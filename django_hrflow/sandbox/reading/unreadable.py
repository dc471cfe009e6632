"""The one error of reading files."""


class UnreadableFile(Exception):
    """A file that cannot be read; *reason* says what is wrong and what to do, without its "
    "content."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
