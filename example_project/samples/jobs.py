"""Six invented job adverts as Jobs in HR-JSON, for the professions of the sample CVs."""

from typing import Any


def _location(text: str, lat: float, lng: float, country: str) -> dict[str, Any]:
    fields = {"city": text, "country": country, "text": f"{text}, {country}"}
    return {"text": f"{text}, {country}", "lat": lat, "lng": lng, "gmaps": None, "fields": fields}


def _job(
    reference: str,
    name: str,
    location: dict[str, Any],
    salary: tuple[int, int, str],
    skills: tuple[list[str], list[str]],
    languages: list[str],
    texts: dict[str, str],
) -> dict[str, Any]:
    hard, soft = skills
    return {
        "reference": reference,
        "name": name,
        "url": f"https://careers.example.org/jobs/{reference}",
        "location": location,
        "sections": [],
        "culture": "Small teams, plain words, and time to do things well.",
        "interviews": "A talk of half an hour, then a morning with the team.",
        **texts,
        "skills": [
            *({"name": skill, "type": "hard", "value": None} for skill in hard),
            *({"name": skill, "type": "soft", "value": None} for skill in soft),
        ],
        "languages": [{"name": language, "value": None} for language in languages],
        "certifications": [],
        "courses": [],
        "tasks": [],
        "tags": [{"name": "department", "value": reference.split("-")[0]}],
        "metadatas": [],
        "ranges_float": [
            {"name": "salary", "value_min": salary[0], "value_max": salary[1], "unit": salary[2]}
        ],
        "ranges_date": [
            {
                "name": "opening",
                "value_min": "2025-01-15T00:00:00",
                "value_max": "2026-12-31T00:00:00",
            }
        ],
    }


JOBS: list[dict[str, Any]] = [
    _job(
        "software-1",
        "Senior Python Developer",
        _location("London", 51.5074, -0.1278, "United Kingdom"),
        (62000, 78000, "gbp"),
        (["Python", "Django", "PostgreSQL", "Docker", "REST APIs", "Git"], ["Teamwork"]),
        ["English"],
        {
            "summary": "Tidemark Systems runs booking for ferries. You look after its heart.",
            "responsibilities": "Design REST APIs, keep services in Django fast, review code.",
            "requirements": "Five years of Python, solid SQL, and containers in production.",
            "benefits": "Four days at home, thirty days of holiday, a budget for learning.",
        },
    ),
    _job(
        "data-1",
        "Ingénieur data",
        _location("Lyon", 45.764, 4.8357, "France"),
        (45000, 58000, "eur"),
        (["SQL", "Python", "Apache Spark", "Apache Airflow", "ETL", "Data modelling"], ["Rigour"]),
        ["French", "English"],
        {
            "summary": "Garance Analytique suit la qualité de l'air de trente villes.",
            "responsibilities": "Exploiter les flux sous Airflow et Spark, modéliser les données.",
            "requirements": "Trois ans d'expérience en SQL et Python, goût du travail soigné.",
            "benefits": "Télétravail deux jours par semaine, mutuelle, titres-restaurant.",
        },
    ),
    _job(
        "care-1",
        "Staff Nurse",
        _location("Leeds", 53.8008, -1.5491, "United Kingdom"),
        (31000, 38000, "gbp"),
        (["Patient care", "Wound care", "Triage", "Medication administration"], ["Empathy"]),
        ["English"],
        {
            "summary": "Willowbank Hospital seeks a nurse for its emergency ward.",
            "responsibilities": "Triage, wound care, medication, and the first calm word.",
            "requirements": "Registration as a nurse and a year on a ward.",
            "benefits": "Rotas six weeks ahead, a creche, free parking.",
        },
    ),
    _job(
        "finance-1",
        "Comptable",
        _location("Nantes", 47.2184, -1.5536, "France"),
        (30000, 37000, "eur"),
        (
            ["Accounting", "Bank reconciliation", "Microsoft Excel", "Payroll", "Tax"],
            ["Discretion"],
        ),
        ["French"],
        {
            "summary": "Pivoine Transports cherche sa ou son comptable.",
            "responsibilities": "Comptabilité générale, rapprochements, TVA, paie de 80 salariés.",
            "requirements": "BTS Comptabilité et deux ans d'expérience, bonne pratique d'Excel.",
            "benefits": "Horaires souples, intéressement, treizième mois.",
        },
    ),
    _job(
        "sales-1",
        "Account Manager",
        _location("Chicago", 41.8781, -87.6298, "United States"),
        (70000, 95000, "usd"),
        (
            ["B2B sales", "Account management", "Salesforce", "Contract negotiation"],
            ["Negotiation"],
        ),
        ["English", "Spanish"],
        {
            "summary": "Goldcrest Tools sells what other factories are built with.",
            "responsibilities": "Look after forty customers in the Midwest, win ten more a year.",
            "requirements": "Four years in B2B sales and a driving licence.",
            "benefits": "A car, a bonus without a cap, health cover for the family.",
        },
    ),
    _job(
        "kitchen-1",
        "Chef de cuisine",
        _location("Bordeaux", 44.8378, -0.5792, "France"),
        (34000, 42000, "eur"),
        (
            ["Menu planning", "HACCP", "Food hygiene", "Cost control", "Stock control"],
            ["Leadership"],
        ),
        ["French", "English"],
        {
            "summary": "La Brasserie Cormoran sert quatre-vingt-dix couverts, à midi seulement.",
            "responsibilities": "Menus de saison, brigade de six, achats chez des voisins.",
            "requirements": "CAP Cuisine et une première expérience de second.",
            "benefits": "Soirées libres, repas, participation aux bénéfices.",
        },
    ),
]
