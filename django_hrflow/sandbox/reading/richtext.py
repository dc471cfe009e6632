"""Text of RTF files."""


def read_rich(content: bytes) -> tuple[str, int]:
    """The text, and one page: RTF does not say how many it has."""
    from striprtf import striprtf  # wanted only for this kind of file

    source = content.decode("latin-1")
    text: str = striprtf.rtf_to_text(source, "cp1252", "replace")  # type: ignore[no-untyped-call]
    return text.replace("|", "\t"), 1
