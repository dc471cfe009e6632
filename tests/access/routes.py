"""Every route of the app, read from the URL configuration, and how to ask for it."""

from django.urls import URLPattern, get_resolver

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
#: Catches what no other route does, to answer it as a problem.
NOWHERE = "hrflow/api/^(?P<rest>.*)$"


def walk(patterns, prefix=""):
    for each in patterns:
        route = prefix + str(each.pattern)
        if isinstance(each, URLPattern):
            yield route
        else:
            yield from walk(each.url_patterns, route)


def routes():
    """The app's own: under its prefix, and its pages in the admin."""
    found = walk(get_resolver().url_patterns)
    ours = ("hrflow/", "admin/django_hrflow/")
    # The admin's old addresses without /change/ only lead there.
    return sorted(
        each for each in found
        if each.startswith(ours) and not each.endswith("<path:object_id>/") and each != NOWHERE
    )  # fmt: skip


def kind_of(route):
    """Whose key or id the route takes; None for none."""
    if "<" not in route:
        return None
    if route.startswith("admin/"):
        return route.split("/")[2]
    return {"webhook": "webhook"}.get(route.split("/")[1]) or {
        "sources": "source", "boards": "board", "profiles": "profile", "jobs": "job",
        "resumes": "resume", "tasks": "task",
    }[route.removeprefix("hrflow/").removeprefix("api/").split("/")[0]]  # fmt: skip


def fill(route, value):
    """The path of a route for this key or id."""
    if "<" not in route:
        return f"/{route}"
    before, rest = route.split("<", 1)
    return f"/{before}{value}{rest.split('>', 1)[1]}"
