"""Cut a CV into sections by its headings, in English and French."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from .cleaning import BULLETS, fold

# What may stand in a heading of each kind, alone or with the filler words below.
_HEADINGS = {
    "summary": "summary|profile|about|about me|objective|career objective|personal statement|personal profile|overview|introduction|professional profile|executive summary|who i am|profil|a propos|a propos de moi|objectif|presentation|resume professionnel|qui suis-je|accroche|en bref|projet professionnel|synthese|career summary|goal|bio|biography",
    "experience": "experience|experiences|employment|employment history|work history|career|career history|professional background|work|jobs|positions|positions held|internships|internship|parcours professionnel|parcours|emplois|stages|stage|stages et emplois|missions|carriere|professional history|employment record|professional experience|work experience|postes occupes|activites professionnelles|activite professionnelle|vie professionnelle|what i have done|where i have worked|relevant experience|appointments|clinical experience|teaching experience|jobs etudiants|job etudiant|jobs d'ete",
    "education": "education|academic background|studies|qualifications|academic qualifications|degrees|schooling|training|academics|education and training|formation|formations|diplomes|etudes|cursus|scolarite|parcours scolaire|parcours academique|parcours universitaire|formation initiale|formation continue|formation academique|diplomes et formations|academic history|educational background|what i studied|academic record|cursus scolaire|cursus universitaire",
    "skills": "skills|key skills|core skills|competencies|core competencies|competences|abilities|expertise|technologies|tools|technical skills|soft skills|hard skills|it skills|computer skills|strengths|qualities|competences cles|competences techniques|competences informatiques|competences professionnelles|savoir-faire|savoir-etre|savoir etre|savoir faire|savoirs|qualites|atouts|outils|logiciels|informatique|environnement technique|stack technique|tech stack|stack|points forts|areas of expertise|technical proficiencies|proficiencies|software|what i am good at|what i can do|capabilities|know-how|aptitudes|connaissances|connaissances informatiques|domaines de competences|competences transversales|competences comportementales|bureautique|maitrise informatique|technical environment|technical|qualites personnelles",
    "languages": "languages|language|language skills|foreign languages|langues|langue|competences linguistiques|langues etrangeres|languages spoken|langues parlees|linguistic skills",
    "certifications": "certifications|certification|certificates|licenses|licences|licenses and certifications|accreditations|habilitations|certificats|professional certifications|permis et habilitations|caces|agrements|credentials",
    "courses": "courses|coursework|relevant coursework|online courses|mooc|moocs|formations complementaires|further training|professional development|continuing education|cours|formations professionnelles",
    "interests": "interests|hobbies|hobbies and interests|leisure|personal interests|activities|centres d'interet|centres d'interets|centre d'interet|centre d'interets|loisirs|passions|passe-temps|activites|interets|sports et loisirs|sport|sports|activites extra-professionnelles|outside work|free time|extracurricular activities|vie associative|when i am not working|loisirs et passions",
    "projects": "projects|project|projets|personal projects|projets personnels|realisations|selected projects|portfolio|side projects|key projects|academic projects|projets academiques|projets etudiants",
    "volunteering": "volunteering|volunteer|volunteer experience|volunteer work|community|benevolat|experiences associatives|experience associative|engagement associatif|engagements|community service|engagement|associatif|voluntary work|experiences benevoles",
    "publications": "publications|papers|articles|conferences|talks|presentations|selected publications|research|recherche|patents|brevets",
    "awards": "awards|honors|honours|achievements|accomplishments|prix|distinctions|recompenses|scholarships|bourses|prizes|key achievements",
    "references": "references|referees|recommandations|referents",
    "contact": "contact|contacts|contact details|contact information|coordonnees|contact info|get in touch|me contacter|contactez-moi|mes coordonnees",
    "personal": "personal|personal details|personal information|personal data|informations personnelles|etat civil|informations|infos|informations complementaires|divers|autres|autre|additional information|other|others|other information|miscellaneous|complements|informations diverses|renseignements|mobilite|disponibilite|divers et loisirs|permis|additional",
}  # fmt: skip
_FILLER = frozenset(
    [
        "and",
        "et",
        "&",
        "of",
        "de",
        "des",
        "du",
        "la",
        "le",
        "les",
        "my",
        "mes",
        "mon",
        "ma",
        "the",
        "in",
        "en",
        "key",
        "main",
        "core",
        "selected",
        "recent",
        "relevant",
        "professional",
        "professionnelle",
        "professionnelles",
        "professionnel",
        "professionnels",
        "personal",
        "personnelles",
        "additional",
        "complementaires",
        "principales",
        "principaux",
        "work",
        "technical",
        "techniques",
        "academic",
        "other",
        "autres",
        "-",
        "–",
        "/",
        "|",
        ":",
        ".",
        "years",
        "ans",
        "i",
        "me",
        "d'",
        "au",
        "aux",
        "sur",
        "further",
        "spoken",
        "parlees",
        "pro",
        "it",
        "principale",
    ]
)
_DOUBLE = re.compile(r"\s*(?:&|/|\+|,|\||-|–|\band\b|\bet\b|\bou\b|\bor\b)\s*")
_INLINE = re.compile(r"^(?P<heading>[^:\t]{3,40}?)\s*(?::|\t|\s[–—-]\s)\s*(?P<rest>\S.*)$")
_EDGE = re.compile(rf"^[\W\d_{re.escape(BULLETS)}]+|[\W_]+$")
_INLINE_KINDS = ("skills", "languages", "interests", "certifications", "summary", "education", "experience", "contact", "personal", "courses", "volunteering", "projects")  # fmt: skip


@dataclass
class Section:
    """The lines under one heading; *kind* is ``header`` for those above the first."""

    kind: str
    title: str = ""
    lines: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The lines as one text."""
        return "\n".join(self.lines)


@cache
def _kinds() -> dict[str, str]:
    return {name: kind for kind, names in _HEADINGS.items() for name in names.split("|")}


def heading_kind(line: str) -> str | None:
    """What section *line* opens, or None if it is no heading."""
    if not 2 < len(line) <= 60 or line[-1:] in ",;":
        return None
    bare = _EDGE.sub("", fold(line)).strip()
    bare = re.sub(r"\s*\(.*\)?$", "", bare)
    kinds = _kinds()
    if bare in kinds:
        return kinds[bare] if _looks_like_heading(line) else None
    parts = [part for part in _DOUBLE.split(bare) if part]
    if len(bare.split()) > 6 or not _looks_like_heading(line):
        return None
    for part in parts:
        kind = _kind_of_part(part)
        if kind is None:
            return None
    return next((kind for part in parts if (kind := _kind_of_part(part)) != "filler"), None)


def _kind_of_part(part: str) -> str | None:
    kinds = _kinds()
    if part in kinds:
        return kinds[part]
    kept = [word for word in part.split() if word not in _FILLER and not word.isdigit()]
    if not kept:
        return "filler"
    return kinds.get(" ".join(kept))


def _looks_like_heading(line: str) -> bool:
    """Headings begin with a capital or stand in capitals; running text does not."""
    letters = [char for char in line if char.isalpha()]
    return bool(letters) and letters[0].isupper() and not line.rstrip().endswith((".", "!"))


def split(text: str) -> list[Section]:
    """The sections of a cleaned CV, in order; the first one is the header."""
    sections = [Section("header")]
    for line in _heading_lines(text.split("\n")):
        kind = heading_kind(line)
        inline = None if kind else _inline(line)
        if kind:
            sections.append(Section(kind, line))
        elif inline:
            sections.append(Section(inline[0], inline[1], [inline[2]]))
        else:
            sections[-1].lines.append(line)
    return sections


def _inline(line: str) -> tuple[str, str, str] | None:
    """``Languages: English, French`` opens a section and fills it in one line."""
    match = _INLINE.match(line)
    if match is None or line[:1] in BULLETS:
        return None
    kind = heading_kind(match["heading"])
    if kind not in _INLINE_KINDS:
        return None
    return kind, match["heading"], match["rest"]


def _heading_lines(lines: list[str]) -> Iterator[str]:
    """Give headings that share a line with other columns a line of their own."""
    for line in lines:
        cells = line.split("\t")
        if len(cells) > 1 and heading_kind(cells[0]) and not all(heading_kind(c) for c in cells):
            yield cells[0]
            yield "\t".join(cells[1:])
        else:
            yield line
