"""``schema/``: the OpenAPI 3.1 document of these paths, wherever the project has put them."""

# drf-spectacular has few types.
# mypy: allow-untyped-calls

from functools import lru_cache
from typing import Any

from django.urls import include, path
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import OpenApiJsonRenderer, OpenApiYamlRenderer
from drf_spectacular.settings import SPECTACULAR_DEFAULTS, patched_settings
from rest_framework.request import Request
from rest_framework.response import Response

import django_hrflow
from django_hrflow.api import parameters
from django_hrflow.api.view import HrflowView

__all__ = ["SchemaView", "document"]

DESCRIPTION = """\
Candidates' CVs and jobs by way of HrFlow.ai. Lists and details come from the mirror in this
project's database; what asks HrFlow answers when HrFlow does, or with `Prefer: respond-async` at
once with 202 and the place of the result. Every error is a problem document (RFC 9457).
"""
#: All settings of drf-spectacular, so that none of the project's own changes this document.
SETTINGS = {
    **{
        name: value
        for name, value in SPECTACULAR_DEFAULTS.items()
        if not name.startswith("SERVE_") and name != "DEFAULT_GENERATOR_CLASS"
    },
    "TITLE": "django-hrflow",
    "DESCRIPTION": DESCRIPTION,
    "VERSION": django_hrflow.__version__,
    "OAS_VERSION": "3.1.0",
    "COMPONENT_SPLIT_REQUEST": True,
    "SORT_OPERATION_PARAMETERS": False,
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    # Enumerations stay where they are used; the other hook would name them.
    "POSTPROCESSING_HOOKS": ["drf_spectacular.hooks.postprocess_schema_enum_id_removal"],
}


class SchemaView(HrflowView):
    """The document, as YAML or JSON."""

    renderer_classes = (OpenApiYamlRenderer, OpenApiJsonRenderer)
    schema = None  # type: ignore[assignment]

    def get(self, request: Request) -> Response:
        """The document under the prefix that the request came by."""
        parameters.refuse_unknown(request, ())
        return Response(document(request.path.removesuffix("schema/").strip("/")))


@lru_cache(maxsize=8)
def document(prefix: str) -> dict[str, Any]:
    """The OpenAPI document with all paths under this prefix, such as ``hrflow/api``.

    Made once: it takes a second, and changes drf-spectacular's settings for so long.
    """
    patterns = [path(f"{prefix}/" if prefix else "", include("django_hrflow.api.urls"))]
    with patched_settings(SETTINGS):
        generator = SchemaGenerator(patterns=patterns)
        found: dict[str, Any] = generator.get_schema(request=None, public=True)
    return found
