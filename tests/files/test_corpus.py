"""F-1: every type, whole and spoilt in five ways, has the same verdict at all three doors."""

import pytest

from django_hrflow import conf
from tests.files.corpus import MAKE, cases


@pytest.mark.parametrize("extension", MAKE)
def test_every_door_says_what_the_table_says(doors, extension):
    """F-1: 15 extensions, three valid files and five spoilt ones each, through three doors."""
    told, wanted = {}, {}
    for name, content, verdict in cases(extension):
        for door, upload in doors.items():
            told[door, name] = upload(name, content)
            wanted[door, name] = verdict
    assert told == wanted
    assert len(told) == 3 * 8


def test_the_corpus_knows_every_extension_that_is_taken():
    """F-1: 15 extensions are the 14 that HrFlow reads, and one that it does not."""
    assert set(MAKE) == {*conf.options().file_extensions, ".txt"}
    assert len(MAKE) == 15
