import pytest

from django_hrflow.sandbox.reading.names import find_name, split_name


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Jane Doe", "Jane", "Doe"),
        ("JEAN-PIERRE DE LA TOUR", "Jean-Pierre", "de la Tour"),
        ("DUPONT Jean", "Jean", "Dupont"),
        ("Élodie GARNIER-VASSEUR", "Élodie", "Garnier-Vasseur"),
        ("DE LA FONTAINE Marie-Claire", "Marie-Claire", "de la Fontaine"),
        ("O'Rourke, Niamh", "Niamh", "O'Rourke"),
        ("John Michael Smith", "John Michael", "Smith"),
        ("John A. Smith", "John A.", "Smith"),
        ("Maria Garcia Lopez", "Maria", "Garcia Lopez"),
        ("Casper van der Meulen", "Casper", "van der Meulen"),
        ("FIONA MCALLISTER", "Fiona", "McAllister"),
        ("Ibrahim El Khoury", "Ibrahim", "El Khoury"),
    ],
)
def test_first_and_last(text, first, last):
    name = split_name(text)
    assert (name.first, name.last) == (first, last)
    assert name.full == f"{first} {last}"


@pytest.mark.parametrize(
    ("lines", "emails", "full"),
    [
        (["Curriculum Vitae", "Jane Doe"], [], "Jane Doe"),
        (["CV - Jane Doe"], [], "Jane Doe"),
        (["Résumé of Jane Doe"], [], "Jane Doe"),
        (["Name: Xanthippe Quux"], [], "Xanthippe Quux"),
        (["Nom : Quux", "Prénom : Xanthippe"], [], "Xanthippe Quux"),
        (["Dr. Jane Doe, PhD, MBA"], [], "Jane Doe"),
        (["Mme Sophie Martin (née Durand)"], [], "Sophie Martin"),
        (
            ["Software Engineer", "London, UK", "Xanthippe Quux"],
            ["x.quux@example.org"],
            "Xanthippe Quux",
        ),
        (["Project Management", "Microsoft Office", "Jane Doe"], [], "Jane Doe"),
        (["Jane Doe | Nurse | London"], [], "Jane Doe"),
        (["_ Jane Doe"], [], "Jane Doe"),
    ],
)
def test_found(lines, emails, full):
    assert find_name(lines, emails).full == full


@pytest.mark.parametrize(
    "lines",
    [
        [],
        ["the quick brown fox"],
        ["Software Engineer"],
        ["London"],
        ["WORK EXPERIENCE"],
        ["Annual Report 2020"],
        ["References available"],
        ["University of Leeds"],
        ["12 High Street"],
        ["New York"],
        ["x" * 500],
    ],
)
def test_nobody_is_invented(lines):
    assert find_name(lines, []) is None
