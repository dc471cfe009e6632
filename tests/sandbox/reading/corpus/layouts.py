"""Layouts of one column: a person becomes lines; a tab stands where the rest is set flush right."""

# ruff: noqa: RUF001  -- CVs are written with typographic dashes and quotes

from collections.abc import Callable

from tests.sandbox.reading.corpus import wording
from tests.sandbox.reading.corpus.people import Person

Layout = Callable[[Person], list[str]]


def words(person: Person, style: int) -> dict[str, str]:
    return wording.HEADINGS[person.language][style]


def spoken(person: Person) -> list[tuple[str, str]]:
    return [(name, level) for name, level, _ in person.languages]


def classic(p: Person) -> list[str]:
    """Title, company, city and dates in one line; contact in one line with bars."""
    h = words(p, 0)
    contact = " | ".join(part for part in (p.city, p.phone, p.email, p.link) if part)
    out = [p.full, p.headline, contact, "", h["profile"], p.summary, "", h["work"]]
    for post in p.posts:
        out += [
            f"{post.title}, {post.company}, {post.city}\t"
            f"{wording.short(post.start, post.end, p.language)}"
        ]
        out += [f"• {task}" for task in post.tasks]
    out += ["", h["study"]]
    out += [f"{d.title}, {d.school}, {d.city}\t{d.start} – {d.end}" for d in p.degrees]
    out += ["", h["skill"], ", ".join(p.skills), "", h["speak"]]
    out += [", ".join(f"{name} ({level})" for name, level in spoken(p))]
    return [*out, "", h["like"], ", ".join(p.interests)]


def company_first(p: Person) -> list[str]:
    """Company and dates, then the title under it; contact over several lines."""
    h = words(p, 1)
    out = [
        p.full.upper(),
        p.address,
        p.phone,
        p.email,
        *([p.link] if p.link else []),
        "",
        h["profile"],
    ]
    out += [p.summary, "", h["work"], ""]
    for post in p.posts:
        dates = wording.long(post.start, post.end, p.language)
        out += [f"{post.company} – {post.city}\t{dates}", post.title]
        out += [f"- {task}" for task in post.tasks] + [""]
    out += [h["study"], ""]
    for d in p.degrees:
        out += [f"{d.school} – {d.city}\t{d.start} - {d.end}", d.title, ""]
    out += [h["skill"], *[f"• {skill}" for skill in p.skills], "", h["speak"]]
    out += [f"• {name} : {level}" for name, level in spoken(p)]
    return [*out, "", h["like"], *[f"• {interest}" for interest in p.interests]]


def title_then_company(p: Person) -> list[str]:
    """Title and dates, then company and city; wordy headings with colons."""
    h = words(p, 2)
    label = {
        "en": ("Name", "Phone", "Email", "Address"),
        "fr": ("Nom et prénom", "Tél.", "Courriel", "Adresse"),
    }[p.language]
    out = [
        "Curriculum Vitae",
        f"{label[0]}: {p.full}",
        f"{label[3]}: {p.address}",
        f"{label[1]}: {p.phone}",
        f"{label[2]}: {p.email}",
    ]
    out += ["", h["work"]]
    for post in p.posts:
        out += [
            f"{post.title}\t{wording.slashed(post.start, post.end, p.language)}",
            f"{post.company}, {post.city}",
        ]
        out += [f"* {task}." for task in post.tasks]
    out += ["", h["study"]]
    for d in p.degrees:
        out += [f"{d.title}\t{d.end}", f"{d.school}, {d.city}"]
    out += ["", h["skill"], " / ".join(p.skills), "", h["speak"]]
    out += [f"{name} - {level}" for name, level in spoken(p)]
    return [*out, "", h["like"], " / ".join(p.interests)]


def dates_left(p: Person) -> list[str]:
    """Dates in front, then title and company with a dash and the city in brackets."""
    h = words(p, 3)
    out = [
        f"{p.last.upper()} {p.first}",
        p.headline.upper(),
        f"{p.address} ♦ {p.phone} ♦ {p.email}",
        "",
        h["profile"],
        p.summary,
        "",
        h["study"],
    ]
    out += [f"{d.start}-{d.end} : {d.title} – {d.school} ({d.city})" for d in p.degrees]
    out += ["", h["work"]]
    for post in p.posts:
        dates = wording.dotted(post.start, post.end, p.language)
        out += [f"{dates} : {post.title} – {post.company} ({post.city})"]
        out += [f"    {task}" for task in post.tasks]
    out += ["", h["skill"]]
    half = len(p.skills) // 2
    out += [" • ".join(p.skills[:half]), " • ".join(p.skills[half:]), "", h["speak"]]
    return [
        *out,
        *[f"{name}\t{level}" for name, level in spoken(p)],
        "",
        h["like"],
        ", ".join(p.interests),
    ]


def dates_above(p: Person) -> list[str]:
    """Dates on a line of their own, then title, then company and city; tasks without bullets."""
    h = words(p, 0)
    out = [p.full, f"{p.email}  ·  {p.phone}  ·  {p.city}", "", p.summary, "", h["work"], ""]
    for post in p.posts:
        out += [
            wording.long(post.start, post.end, p.language),
            post.title,
            f"{post.company}, {post.city}",
            *post.tasks,
            "",
        ]
    out += [h["study"], ""]
    for d in p.degrees:
        out += [f"{d.start} – {d.end}", d.title, f"{d.school}, {d.city}", ""]
    out += [h["skill"], *p.skills, "", h["speak"]]
    return [*out, *[f"{name} {level}" for name, level in spoken(p)]]


def dates_below(p: Person) -> list[str]:
    """Title, then company with city and dates behind bars; paragraphs of tasks."""
    h = words(p, 1)
    out = [p.full, p.headline, "", p.phone, p.email, p.city, "", h["work"]]
    for post in p.posts:
        dates = wording.same_year(post.start, post.end, p.language)
        out += ["", post.title, f"{post.company} | {post.city} | {dates}"]
        out += [". ".join(post.tasks) + "."] if post.tasks else []
    out += ["", h["study"]]
    for d in p.degrees:
        out += ["", d.title, f"{d.school} | {d.city} | {d.start} - {d.end}"]
    out += ["", h["skill"], "; ".join(p.skills), "", h["speak"]]
    return [
        *out,
        "; ".join(f"{name}: {level}" for name, level in spoken(p)),
        "",
        h["profile"],
        p.summary,
    ]


def title_at_company(p: Person) -> list[str]:
    """Sentences-like lines: title at company, dates in brackets."""
    h = words(p, 2)
    at = "at" if p.language == "en" else "chez"
    out = [f"{p.full} – {p.headline}", f"{p.city}, {p.phone}, {p.email}", "", h["work"]]
    for post in p.posts:
        out += [
            f"{post.title} {at} {post.company} ({wording.short(post.start, post.end, p.language)})"
        ]
        out += [f"– {task}" for task in post.tasks]
    out += ["", h["study"]]
    out += [f"{d.title}, {d.school} ({d.start}–{d.end})" for d in p.degrees]
    return [
        *out,
        "",
        h["skill"],
        "• " + " • ".join(p.skills),
        "",
        h["speak"],
        "• " + " • ".join(f"{n} ({v})" for n, v in spoken(p)),
    ]


def no_headings(p: Person) -> list[str]:
    """Nothing but blocks; skills and languages in running lines."""
    out = [p.full, p.email, p.phone, p.address, "", p.summary, ""]
    for post in p.posts:
        out += [
            f"{wording.slashed(post.start, post.end, p.language)}  "
            f"{post.title}, {post.company}, {post.city}"
        ]
        out += [f"- {task}" for task in post.tasks] + [""]
    out += [f"{d.start} - {d.end}  {d.title}, {d.school}" for d in p.degrees]
    lead = ("Skills", "Languages") if p.language == "en" else ("Compétences", "Langues")
    return [
        *out,
        "",
        f"{lead[0]}: {', '.join(p.skills)}",
        f"{lead[1]}: {', '.join(f'{n} ({v})' for n, v in spoken(p))}",
    ]


def piped(p: Person) -> list[str]:
    """Everything in one line with bars, ISO months; skills with ratings."""
    h = words(p, 0)
    out = [f"{p.full} | {p.headline} | {p.city}", f"{p.email} | {p.phone}", h["skill"]]
    out += [f"{skill} ●●●●○" for skill in p.skills]
    out += [h["work"]]
    for post in p.posts:
        out += [
            f"{wording.iso(post.start, post.end, p.language)} | "
            f"{post.company} | {post.title} | {post.city}"
        ]
        out += [f"▪ {task}" for task in post.tasks]
    out += [h["study"]]
    out += [f"{d.start} / {d.end} | {d.school} | {d.title} | {d.city}" for d in p.degrees]
    return [
        *out,
        h["speak"],
        " | ".join(f"{n} {v}" for n, v in spoken(p)),
        h["like"],
        " | ".join(p.interests),
    ]


def shouting(p: Person) -> list[str]:
    """Capitals for titles and companies, abbreviated years, contact with pictograms."""
    h = words(p, 0)
    out = [
        p.full.upper(),
        p.headline.upper(),
        f"☎ {p.phone}",
        f"✉ {p.email}",
        f"⌂ {p.address}",
        h["profile"],
        p.summary,
        h["work"],
    ]
    for post in p.posts:
        out += [
            f"{post.title.upper()}\t{wording.abbreviated(post.start, post.end, p.language)}",
            f"{post.company.upper()}, {post.city}",
        ]
        out += [f"➢ {task}" for task in post.tasks]
    out += [h["study"]]
    for d in p.degrees:
        out += [f"{d.title.upper()}\t{d.start} - {d.end}", f"{d.school}, {d.city}"]
    return [
        *out,
        h["skill"],
        ", ".join(p.skills) + ".",
        h["speak"],
        ", ".join(f"{n} : {v}" for n, v in spoken(p)),
    ]


ONE_COLUMN: list[Layout] = [
    classic,
    company_first,
    title_then_company,
    dates_left,
    dates_above,
    dates_below,
    title_at_company,
    no_headings,
    piped,
    shouting,
]
