"""How people word dates and headings."""

# ruff: noqa: RUF001  -- CVs are written with typographic dashes and quotes

from collections.abc import Callable

from tests.sandbox.reading.corpus.people import Month

EN = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
FR = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
]
FR_SHORT = [
    "janv.",
    "févr.",
    "mars",
    "avr.",
    "mai",
    "juin",
    "juil.",
    "août",
    "sept.",
    "oct.",
    "nov.",
    "déc.",
]

Span = Callable[[Month, Month | None, str], str]


def short(start: Month, end: Month | None, language: str) -> str:
    months = [m[:3] for m in EN] if language == "en" else FR_SHORT
    last = f"{months[end[1] - 1]} {end[0]}" if end else now(language)
    return f"{months[start[1] - 1]} {start[0]} – {last}"


def long(start: Month, end: Month | None, language: str) -> str:
    months = EN if language == "en" else FR
    first = f"{months[start[1] - 1]} {start[0]}"
    if end is None:
        return f"Since {first}" if language == "en" else f"Depuis {first}"
    last = f"{months[end[1] - 1]} {end[0]}"
    return f"{first} to {last}" if language == "en" else f"De {first} à {last}"


def slashed(start: Month, end: Month | None, language: str) -> str:
    last = f"{end[1]:02d}/{end[0]}" if end else now(language)
    return f"{start[1]:02d}/{start[0]} - {last}"


def dotted(start: Month, end: Month | None, language: str) -> str:
    last = f"{end[1]:02d}.{end[0]}" if end else now(language).lower()
    return f"{start[1]:02d}.{start[0]} — {last}"


def iso(start: Month, end: Month | None, language: str) -> str:
    last = f"{end[0]}-{end[1]:02d}" if end else now(language)
    return f"{start[0]}-{start[1]:02d} / {last}"


def shouted(start: Month, end: Month | None, language: str) -> str:
    return short(start, end, language).upper()


def abbreviated(start: Month, end: Month | None, language: str) -> str:
    months = [m[:3] for m in EN] if language == "en" else FR_SHORT
    last = f"{months[end[1] - 1]} '{end[0] % 100:02d}" if end else now(language)
    return f"{months[start[1] - 1]} '{start[0] % 100:02d} - {last}"


def same_year(start: Month, end: Month | None, language: str) -> str:
    """Names the year once when start and end share it."""
    months = EN if language == "en" else FR
    if end and end[0] == start[0]:
        return f"{months[start[1] - 1].capitalize()} – {months[end[1] - 1]} {end[0]}"
    last = f"{months[end[1] - 1].capitalize()} {end[0]}" if end else now(language)
    return f"{months[start[1] - 1].capitalize()} {start[0]} – {last}"


def now(language: str) -> str:
    return "Present" if language == "en" else "aujourd'hui"


HEADINGS = {
    "en": [
        {
            "profile": "PROFILE",
            "work": "WORK EXPERIENCE",
            "study": "EDUCATION",
            "skill": "SKILLS",
            "speak": "LANGUAGES",
            "like": "INTERESTS",
        },
        {
            "profile": "About me",
            "work": "Professional Experience",
            "study": "Education & Training",
            "skill": "Key Skills",
            "speak": "Languages",
            "like": "Hobbies and interests",
        },
        {
            "profile": "Personal statement:",
            "work": "Employment history:",
            "study": "Qualifications:",
            "skill": "Core competencies:",
            "speak": "Languages:",
            "like": "Hobbies:",
        },
        {
            "profile": "S U M M A R Y",
            "work": "C A R E E R  H I S T O R Y",
            "study": "E D U C A T I O N",
            "skill": "E X P E R T I S E",
            "speak": "L A N G U A G E S",
            "like": "I N T E R E S T S",
        },
    ],
    "fr": [
        {
            "profile": "PROFIL",
            "work": "EXPÉRIENCES PROFESSIONNELLES",
            "study": "FORMATION",
            "skill": "COMPÉTENCES",
            "speak": "LANGUES",
            "like": "CENTRES D'INTÉRÊT",
        },
        {
            "profile": "À propos de moi",
            "work": "Parcours professionnel",
            "study": "Diplômes et formations",
            "skill": "Compétences clés",
            "speak": "Langues",
            "like": "Loisirs",
        },
        {
            "profile": "Profil :",
            "work": "Expérience professionnelle :",
            "study": "Formation :",
            "skill": "Savoir-faire :",
            "speak": "Langues parlées :",
            "like": "Centres d’intérêt :",
        },
        {
            "profile": "P R O F I L",
            "work": "E X P É R I E N C E S",
            "study": "F O R M A T I O N S",
            "skill": "C O M P É T E N C E S",
            "speak": "L A N G U E S",
            "like": "L O I S I R S",
        },
    ],
}
