"""CVs written one by one, each with something that regular layouts do not have."""

# ruff: noqa: RUF001  -- CVs are written with typographic dashes and quotes

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Odd:
    """A text and what must be read from it: jobs as (title, company, start, end)."""

    name: str
    text: str
    full_name: str | None
    jobs: list[tuple[str | None, str | None, str | None, str | None]]
    studies: list[tuple[str | None, str | None]] = field(default_factory=list)
    skills: list[str] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)


ODD = [
    Odd(
        "several posts in one company",
        """Bernadette Quigley
bernadette.quigley@example.org | +44 20 7946 0311 | Norwich

EXPERIENCE

Fenland Building Society, Norwich                      2012 – Present
Branch Manager                                         Jun 2019 – Present
• Responsible for a team of eleven
• Opened two new branches
Mortgage Adviser                                       Jan 2015 – May 2019
• Best adviser of the region in 2017
Cashier                                                Sep 2012 – Dec 2014

Pargeter's Bakery, Ipswich                             2009 – 2012
Shop Assistant

EDUCATION
A-levels, Wensum Sixth Form College, 2009
""",
        "Bernadette Quigley",
        [
            ("Branch Manager", "Fenland Building Society", "2019-06", None),
            ("Mortgage Adviser", "Fenland Building Society", "2015-01", "2019-05"),
            ("Cashier", "Fenland Building Society", "2012-09", "2014-12"),
            ("Shop Assistant", "Pargeter's Bakery", "2009-01", "2012-01"),
        ],
        [("A-levels", "Wensum Sixth Form College")],
    ),
    Odd(
        "entries as bullets, French",
        """Monsieur Gaston PELLEGRIN
54 ans, marié, 2 enfants
Tél : 04.99.00.12.21
gaston.pellegrin@example.com

Expérience
- 2011-2024 : Chef d'équipe, Fonderie des Alpilles, Arles
- 2003-2011 : Fondeur, Fonderie des Alpilles, Arles
- 1998-2003 : Ouvrier agricole, Mas Vieux, Tarascon

Formation
- 1998 : CAP Fonderie, Lycée professionnel du Delta

Divers
Permis B et C. Pétanque, pêche.
""",
        "Gaston Pellegrin",
        [
            ("Chef d'équipe", "Fonderie des Alpilles", "2011-01", "2024-01"),
            ("Fondeur", "Fonderie des Alpilles", "2003-01", "2011-01"),
            ("Ouvrier agricole", "Mas Vieux", "1998-01", "2003-01"),
        ],
        [("CAP Fonderie", "Lycée professionnel du Delta")],
    ),
    Odd(
        "cover-letter-like, dates in sentences",
        """Wilhelmina Prescott-Hughes
Garden designer
w.prescott@example.org

I trained as a florist and have designed gardens since 2014.

Employment
2014 to present: self-employed garden designer, Bath. Forty private gardens, two
hotel courtyards.
2009 to 2014: florist at Petal & Thorn, Bath.

Education
2008-2009 RHS Level 3 Diploma in Horticulture, Bicton Hall College

Skills: horticulture, SketchUp, project management, customer service
Languages: English (mother tongue), Welsh (basic)
""",
        "Wilhelmina Prescott-Hughes",
        [
            ("self-employed garden designer", None, "2014-01", None),
            ("florist", "Petal & Thorn", "2009-01", "2014-01"),
        ],
        [("RHS Level 3 Diploma in Horticulture", "Bicton Hall College")],
        ["horticulture", "SketchUp", "project management", "customer service"],
        ["English", "Welsh"],
    ),
    Odd(
        "labels, one field a line",
        """CURRICULUM VITAE

PERSONAL INFORMATION
Surname: Dragomirescu
First name: Ioana-Maria
Date of birth: 04/09/1992
Nationality: Romanian
Address: Strada Teiului 14, Bucharest, Romania
Telephone: +40 721 234 567
E-mail: ioana.dragomirescu@example.com

WORK EXPERIENCE
Dates: 03/2018 - present
Occupation or position held: Pharmacist
Name of employer: Farmacia Crinul Alb
Main activities: advice to patients, stock control

Dates: 09/2016 - 02/2018
Occupation or position held: Pharmacy Assistant
Name of employer: Spitalul Dealul Verde
Main activities: preparation of prescriptions

EDUCATION AND TRAINING
Dates: 2011 - 2016
Title of qualification awarded: Master of Pharmacy
Name of institution: University of Medicine Titulesc

LANGUAGES
Mother tongue: Romanian
Other languages: English C1, French B1
""",
        "Ioana-Maria Dragomirescu",
        [
            ("Pharmacist", "Farmacia Crinul Alb", "2018-03", None),
            ("Pharmacy Assistant", "Spitalul Dealul Verde", "2016-09", "2018-02"),
        ],
        [("Master of Pharmacy", "University of Medicine Titulesc")],
        [],
        ["Romanian", "English", "French"],
    ),
    Odd(
        "no dates at all",
        """Sunniva Halvorsen
Bergen, Norway
sunniva.halvorsen@example.org

Work experience

Kindergarten Teacher
Solstrålen Barnehage, Bergen
Plans and leads activities for children aged three to five.

Shop Assistant
Fjellsport, Voss
Sold outdoor clothing and skis.

Education

Bachelor in Early Childhood Education
Western Fjord University College
""",
        "Sunniva Halvorsen",
        [
            ("Kindergarten Teacher", "Solstrålen Barnehage", None, None),
            ("Shop Assistant", "Fjellsport", None, None),
        ],
        [("Bachelor in Early Childhood Education", "Western Fjord University College")],
    ),
    Odd(
        "student with internships and projects",
        """ROMANE TEYSSIER
Étudiante en master 2 - recherche stage de fin d'études (6 mois, mars 2025)
romane.teyssier@example.com - 06 39 98 00 11 - Montpellier

FORMATION
2023 – 2025 Master Biotechnologies, Université des Garrigues, Montpellier
2020 – 2023 Licence Sciences de la vie, Université des Garrigues, Montpellier

EXPÉRIENCES
Avril – juillet 2024 (4 mois) Stagiaire en laboratoire – Institut Bouisset, Montpellier
Culture cellulaire, PCR, analyses statistiques sous R
Été 2022 Équipière polyvalente – Chez Fanfan, Sète
Service en salle et caisse

PROJETS
Modélisation d'un bioréacteur (Python), janvier 2024

COMPÉTENCES
Laboratoire : PCR, culture cellulaire, chromatographie
Informatique : R, Python, pack Office
Langues : anglais (TOEIC 865), italien (A2)
""",
        "Romane Teyssier",
        [
            ("Stagiaire en laboratoire", "Institut Bouisset", "2024-04", "2024-07"),
            ("Équipière polyvalente", "Chez Fanfan", "2022-06", "2022-06"),
        ],
        [
            ("Master Biotechnologies", "Université des Garrigues"),
            ("Licence Sciences de la vie", "Université des Garrigues"),
        ],
        ["PCR", "culture cellulaire", "chromatographie", "R", "Python", "pack Office"],
        ["English", "Italian"],
    ),
    Odd(
        "American, company in capitals, place flush right",
        """THADDEUS J. BLACKBURN, CPA
Denver, CO 80203 | (202) 555-0119 | tj.blackburn@example.com

PROFESSIONAL SUMMARY
Controller with twelve years in manufacturing and two ERP roll-outs.

PROFESSIONAL EXPERIENCE
SILVERTHORNE BREWING COMPANY\tDenver, CO
Controller\tJanuary 2018 - Present
● Manage month-end close, budgeting and a staff of six
● Led the migration to NetSuite in 2020
PIKES INDUSTRIAL SUPPLY\tColorado Springs, CO
Senior Accountant\tMay 2013 - December 2017
● General ledger, tax returns and external audit

EDUCATION
UNIVERSITY OF NORTHERN MESA\tGreeley, CO
Bachelor of Science in Accounting\tMay 2013
GPA 3.8, Dean's List

CERTIFICATIONS
Certified Public Accountant, Colorado, 2015
""",
        "Thaddeus J. Blackburn",
        [
            ("Controller", "Silverthorne Brewing Company", "2018-01", None),
            ("Senior Accountant", "Pikes Industrial Supply", "2013-05", "2017-12"),
        ],
        [("Bachelor of Science in Accounting", "University of Northern Mesa")],
    ),
    Odd(
        "consultant with missions",
        """Anselme Kpodar - Architecte solutions cloud
Paris - anselme.kpodar@example.org - +33 7 39 98 44 55

PARCOURS

Altéa Conseil - Architecte cloud (depuis septembre 2020)
Mission chez une banque : migration de 200 applications vers AWS, Terraform, Kubernetes.
Mission chez un assureur : plateforme Kafka.

Néocèdre - Ingénieur DevOps (janvier 2017 - août 2020)
Industrialisation des déploiements avec Ansible et GitLab CI.

Université de Lomé-Centre - Administrateur système (2014 - 2016)
Parc Linux de 300 postes.

DIPLÔMES
Master Réseaux et télécoms, Université de Bretagne-Armor, 2014

CERTIFICATIONS
AWS Certified Solutions Architect, CKA
""",
        "Anselme Kpodar",
        [
            ("Architecte cloud", "Altéa Conseil", "2020-09", None),
            ("Ingénieur DevOps", "Néocèdre", "2017-01", "2020-08"),
            ("Administrateur système", "Université de Lomé-Centre", "2014-01", "2016-01"),
        ],
        [("Master Réseaux et télécoms", "Université de Bretagne-Armor")],
        ["AWS", "Terraform", "Kubernetes"],
    ),
    Odd(
        "years only, title behind a dash, two languages in one line",
        """PETRONELLA VAN AKEN
Translator EN/FR > NL

Antwerp, Belgium - petronella.vanaken@example.org - +32 470 98 76 54

Career
2016-now  Freelance translator
2010-2016  Lingua Scheldt - Senior translator, medical texts
2007-2010  Lingua Scheldt - Translator

Studies
2003-2007  MA Translation, Artevelde Hogeschool

Software
SDL Trados, memoQ, MS Office

Languages
Dutch (native) English (C2) French (C1)
""",
        "Petronella van Aken",
        [
            ("Freelance translator", None, "2016-01", None),
            ("Senior translator, medical texts", "Lingua Scheldt", "2010-01", "2016-01"),
            ("Translator", "Lingua Scheldt", "2007-01", "2010-01"),
        ],
        [("MA Translation", "Artevelde Hogeschool")],
        ["SDL Trados", "memoQ", "MS Office"],
        ["Dutch", "English", "French"],
    ),
    Odd(
        "nothing personal in it",
        """Annual report

The committee met four times. Sales grew by 4 % in 2023. Thanks to all volunteers.
""",
        None,
        [],
    ),
    Odd(
        "recognised from a scan: broken spaces and stray marks",
        """_ Oluwaseun  Adeyemi-Clarke
Electrician
Tel: 020 7946 0654   Email: o.adeyemi@example.com
Coventry

WORK EXPERIENCE

Electrician , Brightspark Contractors                 Feb 2019 - Present
- Domestic and commercial wiring
- Fault finding
Apprentice Electrician , Midland Wiring Co            Sept 2015 - Jan 2019
- Installations under supervision

QUALIFICATIONS
City & Guilds Level 3 Diploma in Electrical Installations, Henley Park College, 2018
""",
        "Oluwaseun Adeyemi-Clarke",
        [
            ("Electrician", "Brightspark Contractors", "2019-02", None),
            ("Apprentice Electrician", "Midland Wiring Co", "2015-09", "2019-01"),
        ],
        [("City & Guilds Level 3 Diploma in Electrical Installations", "Henley Park College")],
    ),
    Odd(
        "company descriptions and contract kinds",
        """Maëlys Cordonnier
Responsable paie
8 allée des Charmes
35000 RENNES
maelys.cordonnier@example.org
0639980077

EXPÉRIENCE PROFESSIONNELLE

Responsable paie (CDI) – depuis 04/2021
GROUPE ARMORINE (agroalimentaire, 2 500 salariés) – Rennes
Gestion de 600 bulletins, DSN, encadrement de 3 gestionnaires

Gestionnaire de paie (CDD 18 mois) – 10/2019 à 03/2021
Cabinet Le Goff Expertise – Vannes
Portefeuille de 30 clients multi-conventions

FORMATIONS
2019 : Licence pro Gestion de la paie – IUT de Kerlann
2018 : BTS Comptabilité – Lycée Jean-Macé-Ouest

COMPÉTENCES CLÉS
Silae, SAGE Paie, DSN, droit social, Excel (TCD, RechercheV)
""",
        "Maëlys Cordonnier",
        [
            ("Responsable paie", "Groupe Armorine", "2021-04", None),
            ("Gestionnaire de paie", "Cabinet Le Goff Expertise", "2019-10", "2021-03"),
        ],
        [
            ("Licence pro Gestion de la paie", "IUT de Kerlann"),
            ("BTS Comptabilité", "Lycée Jean-Macé-Ouest"),
        ],
        ["Silae", "SAGE Paie", "DSN", "droit social", "Excel"],
    ),
    Odd(
        "titles too long for their column",
        """Thandiwe Mbeki-Laurent
thandiwe.ml@example.org

EXPÉRIENCES
Depuis 01/2020 : Infirmière coordinatrice, EHPAD Les
Tilleuls (Toulouse)
Encadrement de 20 soignants
07/2010 – 12/2019 : Infirmière, Clinique Sainte-Odile
(Albi)
Chirurgie

FORMATION
2006 : Baccalauréat scientifique, Lycée Toulouse-Lautrec-
Nord
""",
        "Thandiwe Mbeki-Laurent",
        [
            ("Infirmière coordinatrice", "EHPAD Les Tilleuls", "2020-01", None),
            ("Infirmière", "Clinique Sainte-Odile", "2010-07", "2019-12"),
        ],
        [("Baccalauréat scientifique", "Lycée Toulouse-Lautrec-Nord")],
    ),
    Odd(
        "dates of the margin parted from titles by empty lines",
        """Jane Doe

WORK EXPERIENCE

Software Developer, Ironleaf Systems

01/2020 - 01/2024

Junior Developer, Oakenshire Digital

08/2016 - 12/2019
""",
        "Jane Doe",
        [
            ("Software Developer", "Ironleaf Systems", "2020-01", "2024-01"),
            ("Junior Developer", "Oakenshire Digital", "2016-08", "2019-12"),
        ],
    ),
]
