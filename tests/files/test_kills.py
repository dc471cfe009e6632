"""F-6: the web dies at random while CVs come in, and nothing half is left after the clean-up.

``python -m tests.chaos.uploads`` is the long form, with 500 uploads.
"""

import pytest

from tests.chaos.uploads import run


@pytest.mark.slow
def test_nothing_half_is_left(tmp_path):
    """F-6: no row without its file, no file without its row, no temporary file, none lost."""
    verdict = run(tmp_path, uploads=60, kills=4, patience=100)
    assert verdict.good, verdict
    assert verdict.kills == 4
    assert verdict.acknowledged == 60
