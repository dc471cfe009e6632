"""A project with the app alone, and with settings for REST framework that suit nobody else.

Run as a script: prints JSON of what some requests are answered.
"""

import json
import sys

import django
from django.conf import settings

HOSTILE = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.BasicAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.StaticHTMLRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.FormParser"],
    "DEFAULT_THROTTLE_CLASSES": ["rest_framework.throttling.UserRateThrottle"],
    "DEFAULT_THROTTLE_RATES": {"user": "1/day"},
    "DEFAULT_PAGINATION_CLASS": "rest_framework.pagination.PageNumberPagination",
    "PAGE_SIZE": 1,
    "DEFAULT_FILTER_BACKENDS": ["rest_framework.filters.SearchFilter"],
    "DEFAULT_VERSIONING_CLASS": "rest_framework.versioning.AcceptHeaderVersioning",
    "ALLOWED_VERSIONS": ["9"],
    "DEFAULT_METADATA_CLASS": None,
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "tests.api.minimal_project.Broken",
    "DEFAULT_SCHEMA_CLASS": "rest_framework.schemas.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "tests.api.minimal_project.Broken",
    "SEARCH_PARAM": "q",
    "ORDERING_PARAM": "o",
    "URL_FORMAT_OVERRIDE": "search",
    "NON_FIELD_ERRORS_KEY": "all",
    "DATETIME_FORMAT": "%d/%m/%y",
    "DATETIME_INPUT_FORMATS": ["%d/%m/%y"],
    "UNICODE_JSON": False,
    "COMPACT_JSON": False,
    "STRICT_JSON": False,
}
SPECTACULAR = {
    "OAS_VERSION": "3.0.3",
    "TITLE": "Another API",
    "COMPONENT_SPLIT_REQUEST": False,
    "SCHEMA_PATH_PREFIX_INSERT": "/elsewhere",
    "POSTPROCESSING_HOOKS": ["tests.api.minimal_project.Broken"],
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
    "CAMELIZE_NAMES": True,
}


class Broken:
    """What nobody may call."""

    def __init__(self, *args, **kwargs):
        raise AssertionError("The project's class was used.")


def configure(hostile: bool) -> None:
    """As few settings as possible."""
    if not hostile:
        more = {"REST_FRAMEWORK": {k: HOSTILE[k] for k in ("DEFAULT_AUTHENTICATION_CLASSES",)}}
    else:
        more = {"REST_FRAMEWORK": HOSTILE, "SPECTACULAR_SETTINGS": SPECTACULAR}
    settings.configure(
        SECRET_KEY="only-for-tests-only-for-tests-only-for-tests",
        ALLOWED_HOSTS=["*"],
        INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "django_hrflow"],
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
        ROOT_URLCONF="tests.api.minimal_urls",
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        USE_TZ=True,
        HRFLOW={"default": {"API_SECRET": "x", "API_URL": "http://127.0.0.1:1/v1/"}},
        **more,
    )
    django.setup()


def answers() -> list[object]:
    """Status, media type and body of each request."""
    from django.contrib.auth.models import User
    from django.core.management import call_command
    from django.test import Client

    from django_hrflow import mirror

    call_command("migrate", verbosity=0)
    User.objects.create_superuser("ada", password="sesame")
    mirror.store_source("default", {"key": "careers", "name": "Karriere für alle"})
    for number in range(3):
        payload = {"key": f"k{number}", "info": {}, "created_at": "2026-01-31T09:30:00+0000"}
        row = mirror.store_profile("default", payload, "careers")
        type(row).objects.filter(pk=row.pk).update(synced_at="2026-01-31T09:30:00Z")
    stranger, known = Client(), Client(headers={"Authorization": "Basic YWRhOnNlc2FtZQ=="})
    type(row.source).objects.update(synced_at="2026-01-31T09:30:00Z")
    found = [stranger.get("/x/api/profiles/"), stranger.get("/x/api/schema/")]
    for path in (
        "profiles/",
        "profiles/?limit=2&search=k1",
        "profiles/?q=k1",
        "profiles/k1/",
        "sources/",
        "profiles/nobody/",
        "profiles/search/",
        "text/",
        "schema/",
    ):
        found.append(known.get(f"/x/api/{path}"))
    for body in ('{"text": "a", "texts": []}', '{"text": NaN}', '{"text": "a"}'):
        found.append(known.post("/x/api/text/parse/", body, content_type="application/json"))
    found.append(known.options("/x/api/profiles/"))
    found.append(known.delete("/x/api/profiles/"))
    return [
        [each.request["PATH_INFO"], each.status_code, each["Content-Type"], each.content.decode()]
        for each in found
    ]


if __name__ == "__main__":
    configure(hostile="hostile" in sys.argv)
    print(json.dumps(answers()))
