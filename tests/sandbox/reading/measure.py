"""Compare what was read with what the CV says, field by field."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django_hrflow.sandbox.reading.cleaning import fold
from tests.sandbox.reading.corpus.people import Person


@dataclass
class Score:
    """Hits out of chances for each field, and what was missed."""

    hits: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    chances: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    misses: list[str] = field(default_factory=list)

    def add(self, name: str, hit: float, chance: float, told: str) -> None:
        self.hits[name] += hit
        self.chances[name] += chance
        if hit < chance:
            self.misses.append(f"{name}: {told}")

    def rate(self, name: str) -> float:
        return self.hits[name] / self.chances[name] if self.chances[name] else 1.0

    def table(self) -> str:
        rows = [f"{'field':<22}{'right':>8}{'of':>8}{'rate':>8}"]
        for name in self.chances:
            rows.append(
                f"{name:<22}{self.hits[name]:>8.0f}{self.chances[name]:>8.0f}{self.rate(name):>8.3f}"
            )
        return "\n".join(rows)


def same(left: str | None, right: str | None) -> bool:
    return fold(left or "").strip(" .") == fold(right or "").strip(" .")


def compare(
    score: Score, name: str, person: Person, fields: dict[str, Any], *, headed: bool = True
) -> None:
    """Add one CV's results to *score*."""
    info = fields["info"]

    def one(label: str, got: Any, wanted: Any, right: bool | None = None) -> None:
        hit = same(str(got or ""), str(wanted or "")) if right is None else right
        score.add(label, hit, 1, f"{name}: {got!r} for {wanted!r}")

    one("language", fields["text_language"], person.language)
    one("name", info["full_name"], person.full)
    one(
        "first/last",
        (info["first_name"], info["last_name"]),
        (person.first, person.last),
        same(info["first_name"], person.first) and same(info["last_name"], person.last),
    )
    one("e-mail", info["email"], person.email)
    one("phone", info["phone"], person.e164)
    town = person.city.split(",")[0].split(" ")[0].split("(")[0]
    one(
        "location",
        info["location"]["text"],
        town,
        fold(town) in fold(info["location"]["text"] or ""),
    )
    _jobs(score, name, person, fields["experiences"])
    _studies(score, name, person, fields["educations"])
    got = {fold(skill["name"]) for skill in fields["skills"]}
    missing = [skill for skill in person.skills if fold(skill) not in got]
    score.add(
        "skills recall", len(person.skills) - len(missing), len(person.skills), f"{name}: {missing}"
    )
    spoken = {language["name"] for language in fields["languages"]}
    absent = [english for _, _, english in person.languages if english not in spoken]
    score.add(
        "languages", len(person.languages) - len(absent), len(person.languages), f"{name}: {absent}"
    )
    extra = spoken - {english for _, _, english in person.languages}
    score.add("no false languages", not extra, 1, f"{name}: {extra}")


def _jobs(score: Score, name: str, person: Person, jobs: list[dict[str, Any]]) -> None:
    placeless = name.startswith("title_at_company")
    said = [(job["title"], job["company"]) for job in jobs]
    score.add(
        "experience count",
        len(jobs) == len(person.posts),
        1,
        f"{name}: {len(jobs)} for {len(person.posts)}: {said}",
    )
    for post in person.posts:
        start = f"{post.start[0]}-{post.start[1]:02d}"
        job = next((j for j in jobs if (j["date_start"] or "")[:7] == start), None)
        score.add("experience start", job is not None, 1, f"{name}: {start}")
        job = job or {"title": None, "company": None, "date_end": "?", "location": {"text": None}}
        end = f"{post.end[0]}-{post.end[1]:02d}" if post.end else ""
        score.add(
            "experience end",
            (job["date_end"] or "")[:7] == end,
            1,
            f"{name}: {job['date_end']} for {end}",
        )
        score.add(
            "title",
            same(job["title"], post.title),
            1,
            f"{name}: {job['title']!r} for {post.title!r}",
        )
        score.add(
            "company",
            same(job["company"], post.company),
            1,
            f"{name}: {job['company']!r} for {post.company!r}",
        )
        town = post.city.split(",")[0]
        place = job["location"]["text"]
        score.add(
            "experience place",
            placeless or town in (place or ""),
            1,
            f"{name}: {place!r} for {post.city!r}",
        )


def _studies(score: Score, name: str, person: Person, studies: list[dict[str, Any]]) -> None:
    said = [(study["title"], study["school"]) for study in studies]
    score.add("education count", len(studies) == len(person.degrees), 1, f"{name}: {said}")
    for degree in person.degrees:
        study = next((s for s in studies if same(s["title"], degree.title)), None)
        score.add("degree", study is not None, 1, f"{name}: {degree.title!r} in {said}")
        school = study["school"] if study else None
        score.add(
            "school", same(school, degree.school), 1, f"{name}: {school!r} for {degree.school!r}"
        )
        end = (study["date_end"] or "")[:4] if study else None
        score.add("education end", end == str(degree.end), 1, f"{name}: {end!r} for {degree.end}")
