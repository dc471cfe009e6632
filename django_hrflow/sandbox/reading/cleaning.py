"""Make text from any file even: one kind of space, one kind of bullet, tabs where columns were."""

import re
import unicodedata

BULLETS = "•●▪◦○■□‣➢➤✓✔❖◆◇►▶★☆⁃∙·➔→»›§"
_LIGATURES = {
    "\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl",
    "\ufb05": "st", "\ufb06": "st",
}  # fmt: skip
_TABLE = str.maketrans(
    {
        **_LIGATURES,
        **dict.fromkeys("\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000", " "),
        **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", ""),
        **dict.fromkeys("\u2028\u2029\x0b\x0c\x85", "\n"),
        **dict.fromkeys("\u2010\u2011", "-"),
    }
)  # fmt: skip
_PRIVATE = re.compile(r"[\ue000-\uf8ff]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_WIDE_GAP = re.compile(r"(?<=\S)(?: {3,}|[ ]*\t[ \t]*)(?=\S)")
_SPACED_WORD = re.compile(r"(?:\w ){3,}\w")
_LONE_BULLET = re.compile(rf"^[{re.escape(BULLETS)}]$")


def clean(text: str) -> str:
    """Even out *text*; lines stay lines, and gaps wide enough to be columns become one tab."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    # Symbol fonts put their bullets and pictograms into the private use area.
    text = _CONTROL.sub("", _PRIVATE.sub("•", text.translate(_TABLE)))
    lines = [_even_line(line) for line in text.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(_join_lone_bullets(lines))).strip()


def _even_line(line: str) -> str:
    line = _WIDE_GAP.sub("\t", line.strip())
    line = "\t".join(_join_spaced_letters(cell) for cell in line.split("\t"))
    return re.sub(r" {2,}", " ", line)


def _join_spaced_letters(cell: str) -> str:
    """Give ``E X P E R I E N C E`` back as one word; two spaces part words."""
    words = re.split(r" {2,}", cell)
    if all(_SPACED_WORD.fullmatch(word) or len(word) == 1 for word in words):
        return " ".join(word.replace(" ", "") for word in words)
    return cell


def _join_lone_bullets(lines: list[str]) -> list[str]:
    """Some files hold the bullet as a line of its own before its text."""
    joined: list[str] = []
    pending = ""
    for line in lines:
        if _LONE_BULLET.match(line):
            pending = line + " "
        elif line or not pending:
            joined.append(pending + line)
            pending = ""
    return joined


def fold(text: str) -> str:
    """*text* in lower case, without accents and with straight apostrophes, for comparing."""
    decomposed = unicodedata.normalize("NFKD", text.casefold().replace("’", "'"))
    return "".join(char for char in decomposed if not unicodedata.combining(char))
