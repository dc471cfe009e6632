"""Make text from any file even: one kind of space, one kind of bullet, tabs where columns were."""

# ruff: noqa: RUF001  -- CVs are written with typographic dashes and quotes

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
        **dict.fromkeys([0xA0, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000], " "),
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


MAX_LENGTH = 100_000  # characters, of ten full pages
_ENDLESS_WORD = re.compile(r"\S{300,}")
_DIGITS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
_ACCENTS = ["acute", "grave", "circumflex", "dieresis", "cedilla", "tilde", "caron"]
_GLYPH_NAME = re.compile(
    rf"/(?:(?P<digit>{'|'.join(_DIGITS)})\.\w+|(?P<ligature>[A-Za-z](?:_[a-z]){{1,2}})"
    rf"|(?P<letter>[A-Za-z])(?P<accent>{'|'.join(_ACCENTS)})?\.(?:sc|c2sc|smcp|alt|swash))"
    r"|(?<!\S)/[a-z][a-z0-9]*(?:_[a-z0-9]+)+(?=\s)|(?<!\S)/_\d{3}(?=\s)"
)
_ICON_NAME = re.compile(
    r"(?<![\w-])/?[\w-]{0,40}[♂♀¶◎][\w♂♀¶◎-]*"
)  # what an icon font leaves behind
_PAGE_NUMBER = re.compile(
    r"^(?:.{0,40}[-–—|]\s*)?(?:page\s*)?\d{1,2}\s?(?:/|of|sur|de)\s?\d{1,2}$|^page \d+$",
    re.IGNORECASE,
)


def clean(text: str) -> str:
    """Even out *text*; lines stay lines, and gaps wide enough to be columns become one tab."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    # Symbol fonts put their bullets and pictograms into the private use area.
    text = _CONTROL.sub("", _PRIVATE.sub("•", text.translate(_TABLE)))
    text = _ICON_NAME.sub("", _GLYPH_NAME.sub(_glyph, text))
    lines = [_even_line(line) for line in text.split("\n")]
    lines = [line for line in lines if not _PAGE_NUMBER.match(line)]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(_join_lone_bullets(lines))).strip()


def _glyph(match: re.Match[str]) -> str:
    """What a PDF means that names its glyphs instead of saying which letters they are."""
    if match["digit"]:
        return str(_DIGITS.index(match["digit"]))
    if match["ligature"]:
        return match["ligature"].replace("_", "")
    if match["accent"]:
        kind = "capital" if match["letter"].isupper() else "small"
        accent = match["accent"].replace("dieresis", "diaeresis")
        name = f"latin {kind} letter {match['letter']} with {accent}"
        try:
            return unicodedata.lookup(name.upper())
        except KeyError:
            return match["letter"]
    return match["letter"] or "\t"  # the picture of an envelope or a telephone


def _without_pictograms(line: str) -> str:
    """Telephones, envelopes and calendars part what they stand between."""
    parts = "".join(
        "\t"
        if unicodedata.category(char) in ("So", "Sk", "Co") and char not in BULLETS + "°©®™^`"
        else char
        for char in line
    )
    return re.sub(r"\s*\t\s*", "\t", parts).strip() if parts != line else line


def _even_line(line: str) -> str:
    line = _without_pictograms(line)
    line = re.sub(r"\t+(?=[,;.)])|(?<=\S) +(?=,\s)", "", line)  # no column begins with a comma
    line = _WIDE_GAP.sub("\t", line.strip())
    line = "\t".join(_join_spaced_letters(cell) for cell in line.split("\t"))
    return re.sub(r" {2,}", " ", line)


def _join_spaced_letters(cell: str) -> str:
    """Give ``E X P E R I E N C E`` back as one word; two spaces part words."""
    words = re.split(r" {2,}", cell)
    tokens = cell.split(" ")
    singles = sum(len(token) == 1 for token in tokens)
    if cell.isupper() and len(tokens) > 4 and singles >= 0.6 * len(tokens) > 0 == cell.count("  "):
        return "".join(tokens) if max(map(len, tokens)) < 4 else cell  # kerned pairs: F O R M AT
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


def readable(text: str) -> str:
    """*text* with spaces where it cannot be a CV's: endless words, and all behind the tenth page.

    Its length up to there is unchanged, so that offsets hold; it bounds the time of reading.
    """
    return _ENDLESS_WORD.sub(lambda match: " " * len(match.group()), text[:MAX_LENGTH])


def fold(text: str) -> str:
    """*text* in lower case, without accents and with straight apostrophes, for comparing."""
    decomposed = unicodedata.normalize("NFKD", text.casefold().replace("’", "'"))
    return "".join(char for char in decomposed if not unicodedata.combining(char))
