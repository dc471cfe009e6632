"""W-4 and F-7: coverage-guided fuzzing of what reads bytes from strangers, with Atheris.

``python -m tox run -e fuzz -- --seconds 1800``. Each finding becomes a vector of an ordinary test.
"""
