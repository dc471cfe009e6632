"""Layouts of more than one column: tables in DOCX and ODT, side bars in DOCX and PDF."""

# ruff: noqa: RUF001  -- CVs are written with typographic dashes and quotes

from tests.sandbox.reading.corpus import files, wording
from tests.sandbox.reading.corpus.layouts import spoken, words
from tests.sandbox.reading.corpus.people import Person


def side(p: Person) -> list[str]:
    """What stands in a side bar."""
    h = words(p, 0)
    out = [
        "CONTACT",
        p.phone,
        p.email,
        p.city,
        *([p.link] if p.link else []),
        "",
        h["skill"],
        *p.skills,
    ]
    return [
        *out,
        "",
        h["speak"],
        *[f"{n} : {v}" for n, v in spoken(p)],
        "",
        h["like"],
        *p.interests,
    ]


def main(p: Person) -> list[str]:
    """What stands beside it."""
    h = words(p, 0)
    out = [h["profile"], p.summary, "", h["work"], ""]
    for post in p.posts:
        out += [
            post.title,
            f"{post.company}, {post.city}",
            wording.short(post.start, post.end, p.language),
        ]
        out += [f"• {task}" for task in post.tasks] + [""]
    out += [h["study"], ""]
    for d in p.degrees:
        out += [d.title, f"{d.school}, {d.city}", f"{d.start} – {d.end}", ""]
    return out


def rows(p: Person) -> list[tuple[str, ...]]:
    """A table with dates on the left, everything else on the right, headings over both."""
    h = words(p, 1)
    out: list[tuple[str, ...]] = [(p.full,), (f"{p.address}\n{p.phone}\n{p.email}",), (h["work"],)]
    for post in p.posts:
        dates = wording.slashed(post.start, post.end, p.language)
        out.append(
            (
                dates,
                "\n".join(
                    [post.title, f"{post.company} – {post.city}", *[f"• {t}" for t in post.tasks]]
                ),
            )
        )
    out.append((h["study"],))
    out += [(f"{d.start} – {d.end}", f"{d.title}\n{d.school}, {d.city}") for d in p.degrees]
    out.append((h["skill"],))
    half = (len(p.skills) + 1) // 2
    out += [(a, b) for a, b in zip(p.skills[:half], [*p.skills[half:], ""], strict=False)]
    out.append((h["speak"],))
    return [*out, *[(n, v) for n, v in spoken(p)]]


def labelled_rows(p: Person) -> list[tuple[str, ...]]:
    """A table with section names on the left and their contents on the right."""
    h = words(p, 0)
    work = []
    for post in p.posts:
        work += [
            f"{post.title} – {post.company}",
            f"{wording.short(post.start, post.end, p.language)}, {post.city}",
        ]
        work += [f"• {task}" for task in post.tasks]
    study = [f"{d.start}–{d.end}: {d.title}, {d.school}" for d in p.degrees]
    return [
        (p.full, f"{p.email}\n{p.phone}\n{p.city}"),
        (h["profile"], p.summary),
        (h["work"], "\n".join(work)),
        (h["study"], "\n".join(study)),
        (h["skill"], ", ".join(p.skills)),
        (h["speak"], ", ".join(f"{n} ({v})" for n, v in spoken(p))),
        (h["like"], ", ".join(p.interests)),
    ]


def docx_side_bar(p: Person) -> bytes:
    """One row: the side bar in the left cell, the rest in the right one under the name."""
    return files.docx_rows([("\n".join(side(p)), "\n".join([p.full, p.headline, *main(p)]))])


def pdf_left_bar(p: Person) -> bytes:
    """Name over the full width, then a grey side bar drawn first and the main column beside it."""
    page = files.Page()
    page.rectangle(0, 0, 190, 760)
    y = page.column([p.full, p.headline], 40, 800, 500)
    page.column(side(p), 30, y - 20, 150, 9)
    page.column(main(p), 215, y - 20, 340)
    page.turn()
    return page.close()


def pdf_rows_across(p: Person) -> bytes:
    """The same, but the file draws line by line across both columns, name in the main one."""
    page = files.Page()
    page.column(["CONTACT", *side(p)[1:]], 30, 760, 150, 9)
    page.column([p.full, p.headline, *main(p)], 215, 790, 340)
    page.turn(by_rows=True)
    return page.close()


def pdf_right_bar(p: Person) -> bytes:
    """Main column on the left, narrow side bar on the right."""
    page = files.Page()
    y = page.column([p.full.upper(), p.headline], 40, 800, 500)
    page.column(main(p), 40, y - 15, 340)
    page.column(side(p), 410, y - 15, 150, 9)
    page.turn(by_rows=len(p.first) % 2 == 0)
    return page.close()


def pdf_dates_margin(p: Person) -> bytes:
    """Dates in the left margin beside what they date."""
    h = words(p, 0)
    page = files.Page()
    y = page.column([p.full, f"{p.email} | {p.phone} | {p.city}"], 50, 800, 500)
    y = page.column([h["profile"], p.summary, h["work"]], 50, y - 10, 500)
    for post in p.posts:
        page.column([wording.dotted(post.start, post.end, p.language)], 50, y, 110, 9)
        y = page.column(
            [post.title, f"{post.company}, {post.city}", *[f"• {t}" for t in post.tasks]],
            180,
            y,
            370,
        )
    y = page.column([h["study"]], 50, y - 8, 500)
    for d in p.degrees:
        page.column([f"{d.start} – {d.end}"], 50, y, 110, 9)
        y = page.column([d.title, f"{d.school}, {d.city}"], 180, y, 370)
    y = page.column([h["skill"], ", ".join(p.skills), h["speak"]], 50, y - 8, 500)
    page.column([", ".join(f"{n} ({v})" for n, v in spoken(p))], 50, y, 500)
    page.turn()
    return page.close()
