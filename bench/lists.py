"""``python -m bench.lists``: lists of profiles in the admin and the API, short tables and long.

A table of 1,000 wide rows and one of 100,000, on each database; the same pages asked of both, in
turn, without a network. The quickest time counts: what disturbs a run only makes it slower.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

from bench.databases import NAMES, database, set_up
from bench.payloads import SOURCE_KEY, profile
from bench.report import Promise, judge, say, table

SHORT = 1_000
REPEATS = 7


def main() -> int:
    """Measure, print, judge."""
    parser = argparse.ArgumentParser(prog="bench.lists", description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000, help="rows of the long table")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--database", choices=NAMES, action="append")
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        _one()
        return 0
    return max(_measure(name, options) for name in options.database or NAMES)


def _measure(name: str, options: argparse.Namespace) -> int:
    with database(name) as short, database(name) as long:
        if short is None or long is None:
            return 0
        for url, rows in ((short, SHORT), (long, options.rows)):
            _fill(url, rows)
        found: dict[str, dict[str, list[float]]] = {}
        for _round in range(options.rounds):
            for size, url in (("short", short), ("long", long)):
                for page, took in _run(url).items():
                    found.setdefault(page, {}).setdefault(size, []).append(took)
    times = {
        page: {size: min(runs) for size, runs in sizes.items()} for page, sizes in found.items()
    }
    say(f"{name}: milliseconds a page of {SHORT} and of {options.rows} rows")
    table(
        ("", "short", "long", "growth"),
        [
            (page, f"{each['short']:.1f}", f"{each['long']:.1f}", f"{_growth(each):.2f}")
            for page, each in times.items()
        ],
    )
    slow, first, last = times["full rows, first"], times["API, first"], times["API, last"]
    return judge(
        [
            Promise("admin, growth", _growth(times["admin, first"]), 1.25, most=True),
            Promise("API first page, growth", _growth(first), 1.2, most=True),
            Promise("API last page, growth", _growth(last), 1.2, most=True),
            Promise("API, faster than full rows", slow["long"] / first["long"], 2.5),
        ]
    )


def _growth(times: dict[str, float]) -> float:
    return times["long"] / times["short"]


def _child(url: str, code: str, *args: str) -> bytes:
    return subprocess.run(
        [sys.executable, *code.split(), *args],
        env={**os.environ, "DATABASE_URL": url},
        stdout=subprocess.PIPE,
        check=True,
    ).stdout


def _fill(url: str, rows: int) -> None:
    _child(url, "-c", f"from bench.lists import fill; fill({rows})")


def _run(url: str) -> dict[str, float]:
    measured: dict[str, float] = json.loads(_child(url, "-m bench.lists", "--one"))
    return measured


def fill(rows: int) -> None:
    """So many profiles, made inside the database of one payload."""
    set_up(os.environ["DATABASE_URL"])
    from django.contrib.auth import get_user_model
    from django.db import connection

    from django_hrflow import mirror

    get_user_model().objects.create_superuser("bench", password=None)
    source = mirror.known_source("default", {"key": SOURCE_KEY, "name": "Careers"})
    row = mirror.store_profile("default", profile(0))
    numbers = (
        f"SELECT n FROM generate_series(1, {rows - 1}) AS numbers(n)"
        if connection.vendor == "postgresql"
        else "WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers "
        f"WHERE n < {rows - 1}) SELECT n FROM numbers"
    )
    made = {"key": "'k' || n", "reference": "'r' || n", "name": "'Ada Example ' || n",
            "email": "'ada' || n || '@example.org'"}  # fmt: skip
    names = [each.column for each in row._meta.concrete_fields if not each.primary_key]
    values = ", ".join(made.get(name, f'old."{name}"') for name in names)
    quoted = ", ".join(f'"{name}"' for name in names)
    place = row._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {place} ({quoted}) SELECT {values} FROM ({numbers}) AS numbered, "
            f"{place} AS old WHERE old.id = %s AND old.source_id = %s",
            [row.pk, source.pk],
        )
        cursor.execute("ANALYZE")


def _one() -> None:
    """In a process of its own: how long each page takes, in milliseconds."""
    set_up(os.environ["DATABASE_URL"])
    from django.conf import settings
    from django.contrib.auth import get_user_model
    from django.test import Client

    from django_hrflow.api.profiles.views import ProfileListView

    settings.ALLOWED_HOSTS = ["testserver"]
    user = get_user_model().objects.get(username="bench")
    client = Client()
    client.force_login(user)
    ours, full = ProfileListView.as_view(), _full_rows()
    pages: dict[str, Callable[[], Any]] = {
        "admin, first": lambda: client.get("/admin/django_hrflow/profile/"),
        "API, first": lambda: _asked(ours, user),
        "API, last": lambda: _asked(ours, user, cursor=_last_page()),
        "full rows, first": lambda: _asked(full, user),
    }
    say(json.dumps({name: _milliseconds(ask) for name, ask in pages.items()}))


def _asked(view: Callable[..., Any], user: Any, **query: str) -> Any:
    from rest_framework.test import APIRequestFactory, force_authenticate

    request = APIRequestFactory().get("/hrflow/api/profiles/", query)
    force_authenticate(request, user)
    return view(request).render()


def _milliseconds(ask: Callable[[], Any]) -> float:
    times = []
    for _repeat in range(REPEATS + 1):
        started = time.perf_counter()
        answer = ask()
        times.append((time.perf_counter() - started) * 1e3)
        assert getattr(answer, "status_code", 200) == 200, answer
    return min(times[1:])  # the first one warms up


def _last_page() -> str:
    from django_hrflow.api.pagination import Cursor

    return Cursor("-id", None, 0, backwards=True).encode()


def _full_rows() -> Callable[..., Any]:
    """What a first list view does: all columns, a count, numbered pages."""
    from rest_framework.generics import ListAPIView
    from rest_framework.pagination import PageNumberPagination
    from rest_framework.permissions import IsAuthenticated
    from rest_framework.renderers import JSONRenderer
    from rest_framework.serializers import ModelSerializer

    from django_hrflow.models import Profile

    class Whole(ModelSerializer[Profile]):
        class Meta:
            model = Profile
            fields = "__all__"

    class Numbered(PageNumberPagination):
        page_size = 50

    class Full(ListAPIView[Profile]):
        queryset = Profile.objects.order_by("-id")
        serializer_class = Whole
        pagination_class = Numbered
        permission_classes = (IsAuthenticated,)
        renderer_classes = (JSONRenderer,)

    return Full.as_view()


if __name__ == "__main__":
    sys.exit(main())
