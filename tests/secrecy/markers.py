"""Forty values that must not show, and how to find one however it is spelt."""

import base64
from urllib.parse import quote


def _secret(number):
    return f"ask_{number:02d}" + "7c1e5ad9" * 3 + f"{number:02d}e4d1"


#: What opens something. It shows nowhere, whatever the options of the sink.
SECRETS = {
    "API key": _secret(1),
    "API key that HrFlow refuses": _secret(2),
    "API key in a wrong entry": _secret(3),
    "API key given to a client": _secret(4),
    "API key of a wrong kind of setting": _secret(5),
    "API user": "keeper01@zq-workspace.example",
    "API user that HrFlow refuses": "keeper02@zq-workspace.example",
    "API user given to a client": "keeper03@zq-workspace.example",
    "webhook secret": "zqwhsec01-5f0e7b2d9c",
    "former webhook secret": "zqwhsec02-5f0e7b2d9c",
    "webhook secret in a wrong entry": "zqwhsec03-5f0e7b2d9c",
    "webhook secret given to a verifier": "zqwhsec04-5f0e7b2d9c",
    "webhook secret given to a client": "zqwhsec05-5f0e7b2d9c",
    "digest key": "zqdigestkey01-5f0e7b2d9c",
    "Django's secret key": "zqdjangokey01-5f0e7b2d9c-5f0e7b2d9c-5f0e7b2d9c",
    "password": "zqpassword01",
}
#: What tells of people.
PERSONAL = {
    "name in a CV": "Zqada Quendelin",
    "name in a CV of the real-time source": "Zqmira Quendelau",
    "name in a webhook": "Zqnora Quendelow",
    "name in a forged webhook": "Zqpaul Quendelux",
    "name in an unreadable webhook": "Zqtom Quendelix",
    "name in a profile by JSON": "Zqrosa Quendelor",
    "e-mail in a CV": "zqada01@quendel.example",
    "e-mail in a CV of the real-time source": "zqmira01@quendel.example",
    "e-mail that is looked up": "zqlook01@quendel.example",
    "e-mail in a profile by JSON": "zqrosa01@quendel.example",
    "phone in a CV": "199001701",
    "phone in a profile by JSON": "199001702",
    "reference of a CV": "zqreference01",
    "reference that is looked up": "zqreference02",
    "reference of a profile by JSON": "zqreference03",
    "tag of a CV": "zqtag01",
    "metadata of a CV": "zqmetadata01",
    "name of a file": "zqfilename01",
    "employer in a CV": "Zqacme Quendelworks",
    "search": "zqsearchword01",
    "search by POST": "zqsearchword02",
    "search that is answered later": "zqsearchword03",
    "text to parse": "zqtext01",
    "idempotency key": "zqidempotency01",
}
ALL = {**SECRETS, **PERSONAL}


def spellings(value):
    """Pieces of text of which one stands wherever the value does, also in base64 and in URLs."""
    yield value
    yield quote(value)
    yield value.replace(" ", "+")
    for before in range(3):
        # Without the first and last characters, which depend on what stands beside the value.
        encoded = base64.b64encode(b"." * before + value.encode())
        yield encoded[(0, 2, 3)[before] : (before + len(value.encode())) * 8 // 6].decode()


def holds(text, value):
    """Whether a text (in lower case) holds the value in any spelling."""
    return any(each.lower() in text for each in spellings(value))
