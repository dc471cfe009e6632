"""P-8: no file of the project holds a key, a token or a password of somebody's."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
#: What keys look like, HrFlow's own first.
SHAPES = {
    "HrFlow": rb"\bask[rw]?_[0-9a-f]{32}\b",
    "private key": rb"-----BEGIN [A-Z ]*PRIVATE KEY-----\n[A-Za-z0-9+/=\n]{100,}",
    "AWS": rb"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b",
    "GitHub": rb"\b(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9_]{60,})",
    "PyPI": rb"\bpypi-[A-Za-z0-9_-]{60,}",
    "Slack": rb"\bxox[abprs]-[0-9A-Za-z-]{20,}",
    "Stripe": rb"\b[sr]k_live_[0-9A-Za-z]{20,}",
    "Google": rb"\bAIza[0-9A-Za-z_-]{35}\b",
    "JSON web token": rb"\beyJ[A-Za-z0-9_-]{15,}\.eyJ[A-Za-z0-9_-]{15,}\.[A-Za-z0-9_-]{20,}",
    "password in a URL": rb"\b[a-z]{3,12}://[^\s/:@\"'{}<>]{2,}:[^\s/@\"'{}<>]{6,}@[a-z0-9.-]+",
}
#: Keys that open nothing: one character again and again, or counted; a password called secret.
INVENTED = re.compile(rb"ask[rw]?_(?:([0-9a-f])\1{31}|(?:0123456789abcdef){2})|.*:secret@.*")
EXAMPLES = {
    "HrFlow": b"ask_" + b"1b3d" * 8,
    "private key": b"-----BEGIN RSA PRIVATE KEY-----\n" + b"MIIEow" * 20,
    "AWS": b"AKIA" + b"J7Q2" * 4,
    "GitHub": b"ghp_" + b"aB3d" * 9,
    "PyPI": b"pypi-" + b"AgEI" * 20,
    "Slack": b"xoxb-" + b"1234-" * 6,
    "Stripe": b"sk_live_" + b"a1B2" * 6,
    "Google": b"AIza" + b"a1B2c" * 7,
    "JSON web token": b".".join([b"eyJ" + b"hbGci" * 4] * 2 + [b"c2ln" * 8]),
    "password in a URL": b"postgres://ada:" + b"correct-horse@db.example.org/x",
}


def keys_in(content):
    """What in these bytes looks like a key that could open something."""
    for kind, shape in SHAPES.items():
        for found in re.finditer(shape, content):
            if not INVENTED.fullmatch(found[0]):
                yield kind, found[0]


def tracked():
    """The files that belong to the project."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    names = listed.stdout.decode().split("\0") if listed.returncode == 0 else []
    found = [ROOT / name for name in names if name] or ROOT.rglob("*.*")  # a source distribution
    return [each for each in found if each.is_file() and ".git" not in each.parts]


def test_no_file_holds_a_key():
    files = tracked()
    assert len(files) > 300
    found = {str(each): list(keys_in(each.read_bytes())) for each in files}
    assert {name: keys for name, keys in found.items() if keys} == {}


@pytest.mark.parametrize("kind", SHAPES)
def test_a_key_would_be_found(kind):
    assert [kind] == [each for each, _key in keys_in(b"KEY = '" + EXAMPLES[kind] + b"'\n")]
