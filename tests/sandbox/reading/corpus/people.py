"""Invented people: what their CVs say, whatever the layout."""

# ruff: noqa: E501  -- long lines keep a person readable

from dataclasses import dataclass, field

Month = tuple[int, int]


@dataclass(frozen=True)
class Post:
    title: str
    company: str
    city: str
    start: Month
    end: Month | None
    tasks: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Degree:
    title: str
    school: str
    city: str
    start: int
    end: int


@dataclass(frozen=True)
class Person:
    language: str
    first: str
    last: str
    email: str
    phone: str  # as written
    e164: str
    city: str  # as the gazetteer's town is called in the CV's language
    address: str
    headline: str
    summary: str
    posts: list[Post]
    degrees: list[Degree]
    skills: list[str]  # as written
    languages: list[tuple[str, str, str]]  # as written, level as written, English name
    interests: list[str]
    link: str = ""

    @property
    def full(self) -> str:
        return f"{self.first} {self.last}"


def _post(line: str, *tasks: str) -> Post:
    title, company, city, start, end = (part.strip() for part in line.split("|"))
    return Post(title, company, city, _month(start), _month(end) if end else None, list(tasks))


def _month(text: str) -> Month:
    year, month = text.split("-")
    return int(year), int(month)


def _degree(line: str) -> Degree:
    title, school, city, start, end = (part.strip() for part in line.split("|"))
    return Degree(title, school, city, int(start), int(end))


def _person(language: str, head: str, contact: str, text: tuple[str, str], posts: list[Post],
            degrees: list[str], skills: str, languages: str, interests: str) -> Person:  # fmt: skip
    first, last = head.split("|")
    email, phone, e164, city, address, link = contact.split("|")
    spoken = [tuple(part.strip() for part in item.split("/")) for item in languages.split(",")]
    return Person(
        language, first, last, email, phone, e164, city, address, text[0], text[1], posts,
        [_degree(line) for line in degrees], [s.strip() for s in skills.split(",")],
        [(a, b, c) for a, b, c in spoken], [i.strip() for i in interests.split(",")], link,
    )  # fmt: skip


PEOPLE = [
    _person("en", "Harriet|Coldwater", "harriet.coldwater@example.org|+44 20 7946 0101|+442079460101|Bristol|14 Quayside Lane, Bristol BS1 4QA|linkedin.com/in/harriet-coldwater",
        ("Backend Developer", "Backend developer with nine years in payment systems. I like small services, boring technology and clear documentation."),
        [_post("Senior Backend Developer|Tidemark Payments|Bristol|2020-03|", "Rebuilt the settlement service in Python and PostgreSQL, cutting nightly runs from four hours to twenty minutes", "Mentored three junior developers and ran the weekly code review"),
         _post("Software Developer|Marrow & Finch|Cardiff|2017-06|2020-02", "Maintained a Django monolith used by 400 shops", "Moved deployments to Docker and GitLab CI"),
         _post("Junior Programmer|Orchard Lane Digital|Bath|2015-09|2017-05", "Wrote integration tests and small features in PHP")],
        ["BSc Computer Science|University of Bath|Bath|2012|2015"],
        "Python, Django, PostgreSQL, Docker, GitLab CI, PHP, Redis, Code review", "English/native/English, Spanish/B1/Spanish", "sea swimming, linocut printing"),
    _person("en", "Tobias|Okonjo-Marsh", "t.okonjomarsh@example.com|(202) 555-0134|+12025550134|Washington, DC|2210 Larch Street NW, Washington, DC 20009|github.com/tokonjo",
        ("Data Scientist", "Data scientist who turns messy hospital data into decisions. Comfortable in front of executives and in front of a terminal."),
        [_post("Lead Data Scientist|Halyard Health|Washington, DC|2021-01|", "Built readmission models with scikit-learn and XGBoost for twelve hospitals", "Presented results to clinical boards every quarter"),
         _post("Data Analyst|Corvid Insights|Baltimore, MD|2018-02|2020-12", "Created Tableau dashboards over Snowflake", "Automated monthly reporting with Airflow"),
         _post("Research Assistant|Patuxent University|Baltimore, MD|2016-08|2018-01", "Cleaned longitudinal survey data in R")],
        ["MSc Statistics|Patuxent University|Baltimore|2014|2016", "BA Economics|Severn College|Annapolis|2010|2014"],
        "Python, R, SQL, scikit-learn, XGBoost, Tableau, Snowflake, Airflow, Machine learning, Statistics", "English/native/English, French/fluent/French", "chess, community radio"),
    _person("en", "Niamh|O'Rourke", "niamh.orourke@example.org|+353 1 555 0123|+35315550123|Dublin|Flat 3, 8 Herring Walk, Dublin|",
        ("Registered Nurse", "Registered nurse with experience in emergency and geriatric wards, known for calm under pressure."),
        [_post("Staff Nurse|St Brannock's Hospital|Dublin|2019-10|", "Triage of up to sixty patients a shift in the emergency department", "Administering medication and wound care"),
         _post("Nurse|Willowbank Nursing Home|Cork|2016-01|2019-09", "Care planning for forty residents", "Supervised four healthcare assistants"),
         _post("Healthcare Assistant|Willowbank Nursing Home|Cork|2014-06|2015-12", "Personal care and mobility support")],
        ["BSc Nursing|University College Cork|Cork|2011|2015"],
        "Triage, Wound care, Medication administration, Care planning, Infection control, Patient care, Teamwork, Empathy", "English/native/English, Irish/intermediate/Irish", "hurling, baking"),
    _person("en", "Casper|van der Meulen", "casper.vandermeulen@example.com|+31 6 12345678|+31612345678|Rotterdam|Havenkade 12, 3011 Rotterdam|linkedin.com/in/caspervdm",
        ("Supply Chain Manager", "Supply chain manager with a record of lower stocks and fewer late orders across three countries."),
        [_post("Supply Chain Manager|Noordzee Fresh|Rotterdam|2018-05|", "Reduced inventory by 18% with new demand planning in SAP", "Managed a team of twelve planners"),
         _post("Logistics Coordinator|Bluebarge Shipping|Antwerp|2014-09|2018-04", "Coordinated customs clearance for 300 containers a month"),
         _post("Warehouse Operative|Bluebarge Shipping|Antwerp|2012-07|2014-08", "Order picking and forklift driving")],
        ["Bachelor of Logistics|Hogeschool Maasdam|Rotterdam|2008|2012"],
        "Supply chain management, Demand planning, SAP, Customs clearance, Incoterms, Warehouse management, Lean Six Sigma, Negotiation", "Dutch/native/Dutch, English/C1/English, German/B2/German", "rowing, model trains"),
    _person("en", "Priyanka|Ramaswami", "priyanka.ramaswami@example.org|+44 20 7946 0456|+442079460456|Leicester|Leicester, UK|",
        ("Management Accountant", "Part-qualified management accountant with strong Excel and a habit of questioning the numbers."),
        [_post("Assistant Management Accountant|Greystone Kitchens Ltd|Leicester|2021-09|", "Prepare monthly management accounts and variance analysis", "Bank reconciliations and balance sheet review"),
         _post("Accounts Payable Clerk|Pemberton Logistics|Nottingham|2019-01|2021-08", "Processed 900 supplier invoices a month in Sage"),
         _post("Sales Assistant|Copper Kettle Homeware|Leicester|2017-09|2018-12", "Served customers and balanced the till")],
        ["BA Accounting and Finance|De Winter University|Leicester|2015|2018", "A-Levels|Soar Valley Sixth Form|Leicester|2013|2015"],
        "Management accounting, Bank reconciliations, Excel, Sage, Invoicing, VAT returns, Attention to detail, Time management", "English/fluent/English, Tamil/native/Tamil, Hindi/intermediate/Hindi", "badminton, cooking"),
    _person("en", "Leonard|Fitzwarren", "leonard.fitzwarren@example.com|+1 202-555-0177|+12025550177|Austin, TX|Austin, TX 78704|linkedin.com/in/lfitzwarren",
        ("Sales Director", "Commercial leader for industrial equipment, eleven years of quota attainment above 105%."),
        [_post("Director of Sales|Ironwood Pumps|Austin, TX|2019-04|", "Lead 14 account executives across the southern region", "Introduced Salesforce and weekly pipeline reviews"),
         _post("Regional Sales Manager|Delmar Valve Company|Houston, TX|2014-08|2019-03", "Grew territory revenue from $4M to $9M"),
         _post("Account Executive|Brightline Tools|Dallas, TX|2011-06|2014-07", "Opened 80 new accounts by cold calling")],
        ["MBA|Pecos School of Business|Austin|2012|2014", "BBA Marketing|Lone Mesa University|Lubbock|2007|2011"],
        "B2B sales, Account management, Salesforce, Contract negotiation, Sales forecasting, Business development, Leadership, Public speaking", "English/native/English, Spanish/professional/Spanish", "fly fishing, barbecue contests"),
    _person("en", "Agnieszka|Wrońska", "agnieszka.wronska@example.org|+48 512 345 678|+48512345678|Kraków|Kraków, Poland|",
        ("UX Designer", "UX designer who tests early with real users and hands over files that developers like."),
        [_post("Senior UX Designer|Papierowy Smok Studio|Kraków|2020-02|", "Design system in Figma shared by five products", "Moderated over 90 user tests"),
         _post("UI Designer|Lumenwerk|Berlin|2017-03|2020-01", "Interface design and prototyping for a mobile banking app"),
         _post("Graphic Designer|Freelance|Warsaw|2015-01|2017-02", "Logos, posters and web pages for local shops")],
        ["Master of Arts in Graphic Design|Academy of Fine Arts|Kraków|2010|2015"],
        "Figma, UX design, Prototyping, User testing, Design systems, Photoshop, Illustrator, HTML, Creativity", "Polish/native/Polish, English/C1/English, German/B1/German", "ceramics, bouldering"),
    _person("en", "Gwendolyn|Ashgrove", "g.ashgrove@example.com|020 7946 0888|+442079460888|Leeds|27 Mill Terrace, Leeds LS6 2AB|",
        ("Primary School Teacher", "Primary teacher with responsibility for phonics and for pupils with special educational needs."),
        [_post("Primary School Teacher|Thornhill Academy|Leeds|2016-09|", "Teach a class of 29 seven-year-olds", "Lead phonics training across the school"),
         _post("Teaching Assistant|Beckside Primary School|Bradford|2013-09|2015-07", "Supported pupils with special educational needs"),
         _post("Nursery Worker|Little Acorns|Bradford|2011-02|2013-08", "Childcare for three-year-olds")],
        ["PGCE Primary Education|Airedale University|Leeds|2015|2016", "BA English Literature|University of York|York|2008|2011"],
        "Classroom management, Lesson planning, Special educational needs, Safeguarding, First aid, Communication, Patience", "English/native/English, French/basic/French", "choir, fell running"),
    _person("en", "Desmond|Achterberg", "desmond.achterberg@example.org|+49 30 901820|+4930901820|Berlin|Lindenallee 5, 10115 Berlin|",
        ("Mechanical Engineer", "Mechanical engineer for pumps and compressors, from first sketch to production line."),
        [_post("Design Engineer|Rheingold Kompressoren GmbH|Berlin|2017-11|", "3D modelling in SolidWorks and finite element analysis in ANSYS", "Responsible for the FMEA of two product lines"),
         _post("Quality Engineer|Spreetal Motors|Leipzig|2014-04|2017-10", "Root cause analysis and supplier audits under ISO 9001"),
         _post("Intern|Falkenstein Robotics|Dresden|2013-03|2013-09", "Built a test bench in LabVIEW")],
        ["MEng Mechanical Engineering|Technical University of Elbtal|Dresden|2008|2014"],
        "SolidWorks, Finite element analysis, ANSYS, FMEA, ISO 9001, LabVIEW, Root cause analysis, Problem solving", "German/native/German, English/C1/English", "sailing, astronomy"),
    _person("en", "Rosalind|Cheng-Whitfield", "rosalind.cw@example.com|+1 (202) 555-0162|+12025550162|Seattle, WA|Seattle, WA|rosalindcw.dev",
        ("DevOps Engineer", "Site reliability and platform engineer. Fewer pages at night since 2015."),
        [_post("Platform Engineer|Stillwater Cloud|Seattle, WA|2021-06|", "Run 40 Kubernetes clusters with Terraform and Helm", "Cut infrastructure cost by a third"),
         _post("DevOps Engineer|Kestrel Maps|Portland, OR|2018-01|2021-05", "CI/CD with Jenkins and GitHub Actions; monitoring with Prometheus and Grafana"),
         _post("Linux Administrator|Harbor Community College|Tacoma, WA|2015-07|2017-12", "Looked after 200 Linux servers and the VPN")],
        ["BSc Information Systems|Cascade State University|Seattle|2011|2015"],
        "Kubernetes, Terraform, Helm, AWS, Jenkins, GitHub Actions, Prometheus, Grafana, Linux, Bash, Python", "English/native/English, Mandarin/professional/Chinese", "pinball restoration, trail running"),
    _person("en", "Ibrahim|El Khoury", "ibrahim.elkhoury@example.org|+44 20 7946 0777|+442079460777|Manchester|Manchester, UK|",
        ("Head Chef", "Head chef with fine dining and hotel experience; trained eleven apprentices."),
        [_post("Head Chef|The Gilded Heron|Manchester|2018-03|", "Menu planning, food cost control and a brigade of nine", "Kept the five-star food hygiene rating for six years"),
         _post("Sous Chef|Hotel Montague|Liverpool|2014-05|2018-02", "Ran the pass on weekends"),
         _post("Commis Chef|Saltmarsh Brasserie|Chester|2011-09|2014-04", "Vegetable and sauce sections")],
        ["NVQ Level 3 Professional Cookery|Mersey Catering College|Liverpool|2009|2011"],
        "Menu planning, Food hygiene, HACCP, Cost control, Kitchen management, Pastry, Stock control, Leadership", "English/fluent/English, Arabic/native/Arabic, French/conversational/French", "foraging, five-a-side football"),
    _person("en", "Marguerite|Oyelaran", "marguerite.oyelaran@example.com|+44 20 7946 0222|+442079460222|London|London SE15|linkedin.com/in/moyelaran",
        ("HR Business Partner", "HR generalist turned business partner in fast-growing companies of 50 to 400 people."),
        [_post("HR Business Partner|Quillfeather Media|London|2020-08|", "Advise six directors on organisation, pay and employee relations", "Introduced Workday and a new performance review"),
         _post("HR Officer|Camden Bright Foundation|London|2016-10|2020-07", "Recruitment of 120 people, onboarding and payroll changes"),
         _post("Recruitment Consultant|Staffwell|Croydon|2014-02|2016-09", "Filled finance positions for 25 clients")],
        ["BA Psychology|Goldhawk University|London|2010|2013"],
        "Recruitment, Onboarding, Employee relations, Employment law, Workday, Payroll, Performance management, Coaching, Diplomacy", "English/native/English, Yoruba/conversational/Yoruba, French/B2/French", "netball, pottery"),
    _person("fr", "Élodie|Garnier-Vasseur", "elodie.garniervasseur@example.org|01 99 00 12 34|+33199001234|Lyon|18 rue des Tanneurs, 69001 Lyon|linkedin.com/in/elodie-gv",
        ("Cheffe de projet digital", "Cheffe de projet digital, dix ans d'expérience en agence et chez l'annonceur, à l'aise avec les équipes techniques."),
        [_post("Cheffe de projet digital|Maison Tourterelle|Lyon|2019-04|", "Refonte du site e-commerce sous PrestaShop (12 M€ de ventes)", "Encadrement de trois personnes et suivi budgétaire"),
         _post("Chargée de communication|Bois d'Argent|Grenoble|2015-09|2019-03", "Animation des réseaux sociaux et newsletter", "Organisation d'événements régionaux"),
         _post("Assistante marketing|Novabulle|Lyon|2013-07|2015-08", "Études de marché et emailing")],
        ["Master Marketing digital|Université de la Presqu'île|Lyon|2011|2013", "Licence Information et communication|Université de Savoie-Nord|Chambéry|2008|2011"],
        "Gestion de projet, PrestaShop, Google Analytics, SEO, Réseaux sociaux, Emailing, Photoshop, Sens de l'organisation, Travail en équipe", "Anglais/courant/English, Espagnol/intermédiaire/Spanish", "randonnée, photographie argentique"),
    _person("fr", "Jean-Baptiste|de la Rochebrune", "jb.rochebrune@example.com|+33 1 99 00 45 67|+33199004567|Nantes|5 quai de la Fosse, 44000 Nantes|",
        ("Ingénieur logiciel", "Ingénieur logiciel passionné par les systèmes temps réel et l'informatique embarquée."),
        [_post("Ingénieur logiciel embarqué|Aérodyne Atlantique|Nantes|2018-02|", "Développement en C et C++ sur Linux temps réel", "Mise en place de l'intégration continue avec Jenkins"),
         _post("Développeur C++|Sémaphore Systèmes|Rennes|2014-10|2018-01", "Conception d'un protocole radio et tests unitaires"),
         _post("Stagiaire ingénieur|Sémaphore Systèmes|Rennes|2014-03|2014-08", "Prototype FPGA en VHDL")],
        ["Diplôme d'ingénieur|INSA de l'Ouest|Rennes|2009|2014", "Baccalauréat scientifique|Lycée Anne-de-Bretagne|Nantes|2006|2009"],
        "C, C++, Python, Linux, Jenkins, Git, VHDL, Systèmes embarqués, Tests unitaires, Rigueur", "Anglais/C1/English, Allemand/B1/German", "voile, guitare"),
    _person("fr", "Fatoumata|Diarra", "fatoumata.diarra@example.org|06 39 98 12 34|+33639981234|Montreuil|93100 Montreuil|",
        ("Aide-soignante", "Aide-soignante diplômée, douze ans d'expérience auprès des personnes âgées."),
        [_post("Aide-soignante|EHPAD Les Glycines|Montreuil|2016-05|", "Soins d'hygiène et aide à la toilette", "Prise de constantes et transmission aux infirmières"),
         _post("Auxiliaire de vie|Douce Présence Services|Paris|2012-09|2016-04", "Aide à domicile auprès de six personnes"),
         _post("Agent de service hospitalier|Clinique du Parc Fleuri|Créteil|2010-01|2012-08", "Nettoyage des chambres et distribution des repas")],
        ["Diplôme d'État d'aide-soignant|IFAS Saint-Roch|Paris|2011|2012", "BEP Carrières sanitaires et sociales|Lycée Camille-Desmoulins|Créteil|2007|2009"],
        "Soins d'hygiène, Prise de constantes, Premiers secours, Aide à domicile, Écoute, Empathie, Ponctualité", "Français/courant/French, Bambara/langue maternelle/Bambara", "cuisine, chorale"),
    _person("fr", "Thibault|Lemarchand", "thibault.lemarchand@example.com|+33 6 39 98 76 54|+33639987654|Lille|Lille (59)|github.com/tlemarchand",
        ("Développeur full stack", "Développeur full stack JavaScript, autonome et curieux, en recherche d'une équipe produit."),
        [_post("Développeur full stack|Petite Ourse|Lille|2021-01|", "Application React et Node.js utilisée par 30 000 familles", "Mise en production sous Docker chez AWS"),
         _post("Développeur web|Kiosque & Cie|Roubaix|2018-06|2020-12", "Sites WordPress et Symfony pour des associations"),
         _post("Alternant développeur|Mairie de Haubourdin|Haubourdin|2016-09|2018-05", "Intranet en PHP et MySQL")],
        ["Licence professionnelle Développement web|IUT de la Lys|Lille|2017|2018", "BTS SIO|Lycée Faidherbe-Nord|Lille|2015|2017"],
        "JavaScript, TypeScript, React, Node.js, Docker, AWS, Symfony, WordPress, MySQL, Git, Scrum, Autonomie", "Anglais/B2/English", "escalade, jeux de société"),
    _person("fr", "Marie-Hélène|Castaing", "mh.castaing@example.org|05 99 00 23 45|+33599002345|Bordeaux|33000 Bordeaux|",
        ("Expert-comptable stagiaire", "Collaboratrice comptable rigoureuse, portefeuille de quarante dossiers de PME et d'artisans."),
        [_post("Collaboratrice comptable|Cabinet Dulong et Fils|Bordeaux|2017-01|", "Tenue et révision de 40 dossiers, liasse fiscale, déclarations de TVA", "Établissement de la paie sur Sage"),
         _post("Assistante comptable|Vignobles Peyrelade|Libourne|2013-09|2016-12", "Facturation, rapprochements bancaires et relances clients"),
         _post("Secrétaire|Garage Lacaze|Mérignac|2011-03|2013-08", "Accueil téléphonique et classement")],
        ["DCG Comptabilité et gestion|Lycée Gustave-Aimard|Bordeaux|2013|2016", "BTS Assistant de gestion|Lycée Victor-Segalen-Sud|Talence|2009|2011"],
        "Comptabilité générale, Liasse fiscale, Paie, Sage, Excel, Rapprochements bancaires, Facturation, Discrétion", "Anglais/scolaire/English, Espagnol/courant/Spanish", "jardinage, œnologie"),
    _person("fr", "Karim|Benhaddou", "karim.benhaddou@example.com|+33 7 39 98 11 22|+33739981122|Marseille|13005 Marseille|",
        ("Technicien de maintenance", "Technicien de maintenance industrielle, habilité, mobile et habitué au travail posté."),
        [_post("Technicien de maintenance|Savonnerie du Vieux Port|Marseille|2019-11|", "Maintenance préventive et curative de cinq lignes de conditionnement", "Programmation d'automates Siemens S7"),
         _post("Électromécanicien|Provence Emballage|Vitrolles|2015-02|2019-10", "Dépannage électrique, pneumatique et hydraulique"),
         _post("Monteur câbleur|Intérim Soleil|Aubagne|2013-06|2015-01", "Câblage d'armoires électriques")],
        ["BTS Maintenance des systèmes|Lycée Jean-Moulin-Littoral|Marseille|2011|2013", "Bac pro Électrotechnique|Lycée Jean-Moulin-Littoral|Marseille|2008|2011"],
        "Maintenance préventive, Automates programmables, Pneumatique, Hydraulique, GMAO, Lecture de plans, Soudure, Polyvalence", "Français/langue maternelle/French, Arabe/courant/Arabic, Anglais/notions/English", "boxe, mécanique moto"),
    _person("fr", "Solène|Quéméneur", "solene.quemeneur@example.org|02 99 00 67 89|+33299006789|Brest|3 rue du Goéland, 29200 Brest|",
        ("Responsable de magasin", "Responsable de magasin dynamique, goût du terrain et des équipes soudées."),
        [_post("Responsable de magasin|Les Embruns Prêt-à-porter|Brest|2018-09|", "Management d'équipe (8 personnes) et élaboration des plannings", "Chiffre d'affaires en hausse de 12 % en deux ans"),
         _post("Adjointe de magasin|Chaussures Kermadec|Quimper|2014-04|2018-08", "Gestion des stocks et merchandising"),
         _post("Vendeuse|Chaussures Kermadec|Quimper|2011-07|2014-03", "Conseil, encaissement, mise en rayon")],
        ["BTS Management des unités commerciales|Lycée de l'Iroise-Ouest|Brest|2009|2011"],
        "Management d'équipe, Merchandising, Gestion des stocks, Encaissement, Vente, Dynamisme, Sens du service", "Anglais/intermédiaire/English, Breton/bilingue/Breton", "surf, danse bretonne"),
    _person("fr", "Antoine|Delcourt", "antoine.delcourt@example.com|+32 470 12 34 56|+32470123456|Bruxelles|Rue du Charme 7, 1050 Bruxelles|linkedin.com/in/antoinedelcourt",
        ("Juriste d'entreprise", "Juriste en droit des affaires, contrats internationaux et protection des données."),
        [_post("Juriste d'entreprise|Brabant Énergie|Bruxelles|2019-01|", "Négociation de contrats et conformité RGPD", "Suivi des contentieux commerciaux"),
         _post("Avocat collaborateur|Vermeersch & Dumont|Bruxelles|2015-10|2018-12", "Droit des sociétés et fusions-acquisitions"),
         _post("Assistant de recherche|Université du Brabant|Louvain|2014-09|2015-09", "Recherche juridique en droit de la concurrence")],
        ["Master en droit|Université du Brabant|Louvain|2012|2014", "Bachelier en droit|Université du Brabant|Louvain|2009|2012"],
        "Droit des affaires, Droit des sociétés, RGPD, Rédaction de contrats, Contentieux, Négociation, Esprit de synthèse", "Français/langue maternelle/French, Néerlandais/C1/Dutch, Anglais/C2/English", "escrime, théâtre d'improvisation"),
    _person("fr", "Lucas|Ferreira da Silva", "lucas.fds@example.org|+41 22 555 01 23|+41225550123|Genève|1205 Genève|",
        ("Analyste financier", "Analyste financier, modélisation et reporting pour une banque privée puis un groupe industriel."),
        [_post("Analyste financier|Banque Mirelac|Genève|2020-06|", "Modélisation financière et reporting mensuel sous Power BI", "Analyse de crédit pour la clientèle d'entreprises"),
         _post("Contrôleur de gestion|Horlogerie Valserine|Lausanne|2016-09|2020-05", "Suivi budgétaire de trois sites et clôture mensuelle dans SAP"),
         _post("Auditeur junior|Fiduciaire Montbrun|Lausanne|2014-10|2016-08", "Audit de comptes annuels")],
        ["Master en finance|HEC Léman|Lausanne|2012|2014", "Bachelor en économie|Université du Léman|Genève|2009|2012"],
        "Modélisation financière, Power BI, SAP, Excel, VBA, Analyse de crédit, IFRS, Contrôle de gestion, Esprit d'analyse", "Portugais/langue maternelle/Portuguese, Français/C2/French, Anglais/C1/English", "football, lecture"),
    _person("fr", "Océane|Roussel", "oceane.roussel@example.com|06 39 98 55 44|+33639985544|Toulouse|31000 Toulouse|",
        ("Réceptionniste", "Réceptionniste trilingue, souriante et efficace, formée dans l'hôtellerie de luxe."),
        [_post("Réceptionniste|Hôtel des Arènes|Toulouse|2022-03|", "Accueil des clients, réservations et facturation", "Gestion des réclamations"),
         _post("Hôtesse d'accueil|Palais des Congrès du Canal|Toulouse|2020-09|2022-02", "Accueil physique et standard téléphonique"),
         _post("Serveuse|Brasserie Pivoine|Albi|2019-05|2020-08", "Service en salle, jusqu'à 80 couverts")],
        ["BTS Tourisme|Lycée Hôtelier du Midi|Toulouse|2017|2019", "Baccalauréat STHR|Lycée Hôtelier du Midi|Toulouse|2014|2017"],
        "Accueil physique, Réservations, Facturation, Gestion des réclamations, Service en salle, Excel, Ponctualité, Sens du service", "Anglais/C1/English, Espagnol/B2/Spanish, Allemand/A2/German", "natation, voyages"),
    _person("fr", "Pierre-Yves|Maréchal", "py.marechal@example.org|03 99 00 98 76|+33399009876|Strasbourg|67000 Strasbourg|",
        ("Conducteur de travaux", "Conducteur de travaux bâtiment, gros œuvre et réhabilitation, opérations jusqu'à 8 M€."),
        [_post("Conducteur de travaux|Bâtisseurs du Ried|Strasbourg|2015-04|", "Suivi de chantier, planning et sous-traitants sur six opérations par an", "Sécurité au travail et relations avec les architectes"),
         _post("Chef de chantier|Constructions Hoffner|Colmar|2010-02|2015-03", "Encadrement de quinze compagnons"),
         _post("Dessinateur projeteur|Bureau d'études Altmatt|Mulhouse|2007-09|2010-01", "Plans d'exécution sous AutoCAD et métrés")],
        ["DUT Génie civil|IUT du Haut-Rhin|Mulhouse|2005|2007"],
        "Suivi de chantier, AutoCAD, Métrés, Béton armé, Planification, Sécurité au travail, Lecture de plans, Leadership", "Français/langue maternelle/French, Allemand/courant/German", "VTT, sapeur-pompier volontaire"),
    _person("fr", "Inès|Boukhari", "ines.boukhari@example.com|+33 1 99 00 31 41|+33199003141|Paris|75011 Paris|inesboukhari.design",
        ("Data analyst", "Data analyst junior issue d'une école de commerce, à l'aise avec SQL et la datavisualisation."),
        [_post("Data analyst|Papillon Mobilité|Paris|2022-09|", "Tableaux de bord Looker et requêtes SQL sur BigQuery", "Analyse de données d'usage pour l'équipe produit"),
         _post("Consultante junior|Cabinet Arpège|La Défense|2020-10|2022-08", "Automatisation de reportings avec Python et pandas"),
         _post("Stagiaire data|Radio Belleville|Paris|2020-02|2020-07", "Étude d'audience des podcasts")],
        ["Master Data & Business|ESC Montaigne|Bordeaux|2018|2020", "Classe préparatoire économique|Lycée Henri-Bergson-Est|Paris|2016|2018"],
        "SQL, Python, pandas, Looker, BigQuery, Analyse de données, Datavisualisation, Excel, Curiosité", "Anglais/C1/English, Arabe/intermédiaire/Arabic", "podcasts, danse contemporaine"),
]  # fmt: skip
