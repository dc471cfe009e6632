"""Colours of the careers site: readable in light and dark (WCAG 2.2, 1.4.3: 4.5 to 1)."""

import re
from pathlib import Path

import pytest

from example_project import careers

CSS = (Path(careers.__file__).parent / "static/careers/careers.css").read_text()
PAIRS = [
    ("ink", "paper"), ("ink", "card"), ("ink", "plain-paper"), ("quiet", "paper"),
    ("quiet", "card"), ("accent", "paper"), ("accent", "card"), ("on-accent", "accent"),
    ("good", "good-paper"), ("bad", "bad-paper"), ("bad", "card"),
]  # fmt: skip


def palettes():
    blocks = re.findall(r":root \{(.*?)\}", CSS, re.DOTALL)
    return dict(
        zip(
            ("light", "dark"),
            (dict(re.findall(r"--([\w-]+): (#\w{6})", each)) for each in blocks),
            strict=True,
        )
    )


def luminance(colour):
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [
        each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in channels
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_formula():
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_contrast(scheme, text, ground):
    palette = palettes()[scheme]
    assert contrast(palette[text], palette[ground]) >= 4.5
