"""A few CVs and jobs until ``example_project.samples`` is there."""

from pathlib import Path

FIRST = ("Ada", "Grace", "Linus", "Mira", "Oskar", "Zoe")
LAST = ("Example", "Sample", "Placeholder", "Invented")

JOBS = [
    {
        "name": name,
        "reference": f"job-{number}",
        "location": {"text": place},
        "summary": "An invented job.",
        "sections": [],
        "skills": [{"name": "Python", "type": "hard", "value": None}],
    }
    for number, (name, place) in enumerate(
        [("Data Engineer", "Dijon"), ("Web Developer", "Lyon"), ("Nurse", "Lille"),
         ("Accountant", "Nantes"), ("Site Manager", "Metz"), ("Cook", "Brest")]
    )
]  # fmt: skip


def make_samples(directory: Path, count: int, seed: int) -> None:
    """Write RTF files."""
    directory.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        first, last = FIRST[number % len(FIRST)], LAST[number // len(FIRST) % len(LAST)]
        text = (
            rf"{{\rtf1\ansi {first} {last}\par {first.lower()}{number}@example.org\par "
            rf"+33 1 99 00 {seed % 100:02d} {number:02d}\par \par EXPERIENCE\par "
            r"Data Engineer - Acme Rockets\par Jan 2020 - Mar 2022\par Built pipelines.\par "
            r"\par SKILLS\par Python, Spark, SQL\par}"
        )
        (directory / f"cv-{number:03d}.rtf").write_text(text)
