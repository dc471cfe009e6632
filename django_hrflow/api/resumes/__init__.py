"""``resumes/`` and ``profiles/parse/``: CVs on their way to HrFlow."""
