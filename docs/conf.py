"""Sphinx: `python -m tox run -e docs`."""

import os
import sys
from pathlib import Path

import django

sys.path.insert(0, str(Path(__file__).parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "example_project.settings")
django.setup()

import django_hrflow  # noqa: E402

project = "django-hrflow"
author = "The django-hrflow authors"
copyright = "2026, the django-hrflow authors"  # noqa: A001
release = version = django_hrflow.__version__
extensions = ["myst_parser", "sphinx.ext.autodoc", "endpoints"]
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
exclude_patterns = ["_build"]
html_theme = "furo"
html_title = f"django-hrflow {release}"
autodoc_typehints = "description"
autodoc_member_order = "bysource"
# Docstrings use double backticks for code and plain text otherwise.
default_role = "code"
