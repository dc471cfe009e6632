"""What every view of the API brings along, so that the project's REST_FRAMEWORK decides nothing."""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any, ClassVar

from django.db import models, transaction
from django.http import Http404
from django.utils.cache import patch_vary_headers
from django.utils.module_loading import import_string
from rest_framework.authentication import BaseAuthentication
from rest_framework.metadata import SimpleMetadata
from rest_framework.parsers import BaseParser
from rest_framework.permissions import BasePermission
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.settings import api_settings
from rest_framework.views import APIView

from django_hrflow import conf
from django_hrflow.adapter import adapter
from django_hrflow.api import jsontext, parameters, problems
from django_hrflow.api.operations import Operation
from django_hrflow.api.parsers import JSONParser
from django_hrflow.api.renderers import JSONRenderer, Negotiation, ProblemRenderer
from django_hrflow.api.schema import Schema
from django_hrflow.api.throttling import HrflowThrottle

__all__ = ["HrflowView"]

#: Methods that share the rules of another one.
_ALIKE = {"HEAD": "GET"}


class Metadata(SimpleMetadata):
    """What OPTIONS tells; which members a body has is told by the OpenAPI document."""

    def determine_actions(self, request: Request, view: Any) -> dict[str, Any]:
        """None."""
        return {}


class HrflowView(APIView):
    """Strict in what it takes, the same problem document for every failure.

    ``permissions`` names what each method needs, without the app's label; ``scopes`` the throttle
    scope where it is not read for GET and write for the rest; ``asks`` whether HrFlow is asked, so
    that ``Prefer: respond-async`` makes sense.
    """

    permissions: ClassVar[Mapping[str, tuple[str, ...]]] = {}
    scopes: ClassVar[Mapping[str, str]] = {}
    asks: ClassVar[bool] = False
    #: For the OpenAPI document: what each method is, the tag, and what it can answer.
    operations: ClassVar[Mapping[str, Operation]] = {}
    tag: ClassVar[str] = ""
    in_workspace: ClassVar[bool] = True
    conflicts: ClassVar[bool] = False

    renderer_classes: Sequence[type[BaseRenderer]] = (JSONRenderer,)
    parser_classes: Sequence[type[BaseParser]] = (JSONParser,)
    throttle_classes = (HrflowThrottle,)
    content_negotiation_class = Negotiation
    metadata_class = Metadata
    versioning_class = None
    schema = Schema()

    @classmethod
    def as_view(cls, **initkwargs: Any) -> Any:
        """No transaction around it: it may wait for HrFlow, and others must see rows at once."""
        return transaction.non_atomic_requests(super().as_view(**initkwargs))

    # Policies

    def get_authenticators(self) -> list[BaseAuthentication]:
        """The project's own: how people sign in is not for this app to say."""
        classes: Any = api_settings.DEFAULT_AUTHENTICATION_CLASSES
        return [each() for each in classes]

    def get_permissions(self) -> list[BasePermission]:
        """The class that ``HRFLOW_API_PERMISSION`` names."""
        return [import_string(conf.options().api_permission)()]

    def get_exception_handler(self) -> Callable[..., Response]:
        """Problem documents."""
        return problems.answer

    def get_authenticate_header(self, request: Request) -> str:
        """The first challenge there is: a session alone knows none, which would make 401 a 403."""
        for each in self.get_authenticators():
            if header := each.authenticate_header(request):
                return str(header)
        return ""

    def permissions_for(self, method: str) -> list[str]:
        """The model permissions that a method needs, as ``user.has_perms`` takes them."""
        needed = self.permissions.get(_ALIKE.get(method, method), ())
        return [f"django_hrflow.{name}" for name in needed]

    def scope_for(self, method: str) -> str:
        """The throttle scope of a method."""
        default = "hrflow_read" if method in ("GET", "HEAD", "OPTIONS") else "hrflow_write"
        return self.scopes.get(_ALIKE.get(method, method), default)

    # The life of a request

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Sign-in, permission and rate first; then nothing unstorable in path and query."""
        super().initial(request, *args, **kwargs)
        for text in kwargs.values():
            jsontext.check_text(str(text))
        for name, texts in request.query_params.lists():
            for text in (name, *texts):
                jsontext.check_text(text)

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        """A problem is written as one, whatever was asked for, and OPTIONS answers in JSON."""
        if getattr(response, "exception", False):
            self.render_by(ProblemRenderer())
        elif request.method == "OPTIONS":
            self.render_by(JSONRenderer())
        # Answers are about persons, and are not the same for everybody.
        response.setdefault("Cache-Control", "private, no-store")
        if self.asks:
            patch_vary_headers(response, ["Prefer"])
        return super().finalize_response(request, response, *args, **kwargs)

    def render_by(self, renderer: BaseRenderer) -> None:
        """Whatever the client accepts, the answer has this form."""
        self.request.accepted_renderer = renderer
        self.request.accepted_media_type = renderer.media_type

    # What views build on

    @cached_property
    def workspace(self) -> str:
        """The alias that the request uses. Http404 where there is none or it may not be used."""
        if self.request.query_params.get("workspace") == "":
            told = {"workspace": ["Give an alias, or leave the name out."]}
            raise problems.InvalidParameters(told)
        rules = adapter()
        alias = rules.get_workspace(self.request)
        if alias not in rules.get_workspaces(self.request) or alias not in conf.aliases():
            raise Http404("There is no such workspace.")
        return alias

    def rows(self, model: type[models.Model]) -> Any:
        """The rows of the workspace that the request may see."""
        manager: Any = model._default_manager
        found = manager.filter(workspace=self.workspace)
        return adapter().get_queryset(self.request, found)

    def query(self, form: Any) -> dict[str, Any]:
        """The query as the form validates it; see :func:`django_hrflow.api.parameters.read`."""
        return parameters.read(self.request, form)

    def body(self, form: Any) -> dict[str, Any]:
        """The body as the form validates it. ValidationError (400)."""
        checked = form(data=self.request.data)
        checked.is_valid(raise_exception=True)
        return dict(checked.validated_data)

    @property
    def owner(self) -> Any:
        """Whose request it is; None where the project lets strangers in."""
        user: Any = self.request.user
        return user if user and user.is_authenticated else None
