"""Text of RTF files."""

from .archives import damaged


def read_rich(content: bytes) -> tuple[str, int]:
    """The text, and one page: RTF does not say how many it has."""
    from striprtf.striprtf import rtf_to_text

    try:
        text = rtf_to_text(content.decode("latin-1"), encoding="cp1252", errors="replace")
    except (ValueError, LookupError, TypeError, AttributeError, IndexError) as error:
        raise damaged() from error
    return text.replace("|", "\t"), 1
