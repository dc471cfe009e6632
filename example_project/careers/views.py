"""Jobs, one job, the application, and the applicant's own page."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.generic import DetailView, FormView, ListView

from django_hrflow.models import Job
from django_hrflow.uploads import bounded_uploads
from example_project.careers.applications import apply, source_of_applications
from example_project.careers.forms import ApplyForm
from example_project.careers.models import Application

#: Fields of a job that hold a text (HrFlow API reference, The Job Object).
TEXTS = ("responsibilities", "requirements", "culture", "benefits", "interviews")


def open_jobs() -> QuerySet[Any]:
    """The jobs that one can apply for."""
    return Job.objects.active()


def advert(job: Job) -> list[dict[str, str]]:
    """The texts of a job with their titles: its sections, then the fields that took their place."""
    found = [
        {
            "title": str(each.get("title") or each.get("name") or ""),
            "text": str(each.get("description") or ""),
        }
        for each in job.items("sections")
    ]
    found += [{"title": name.capitalize(), "text": job.text(name)} for name in TEXTS]
    return [each for each in found if each["text"]]


class JobList(ListView):  # type: ignore[type-arg]  # generic in the stubs only
    """All jobs, newest first."""

    template_name = "careers/jobs.html"
    context_object_name = "jobs"
    paginate_by = 20

    def get_queryset(self) -> QuerySet[Any]:
        """Active ones."""
        return open_jobs()


class JobPage(DetailView):  # type: ignore[type-arg]  # generic in the stubs only
    """One job."""

    template_name = "careers/job.html"
    context_object_name = "job"

    def get_queryset(self) -> QuerySet[Any]:
        """Active ones."""
        return open_jobs()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the texts of the advert."""
        return super().get_context_data(sections=advert(self.object), **kwargs)


@method_decorator(bounded_uploads, name="dispatch")
class Apply(FormView):  # type: ignore[type-arg]  # generic in the stubs only
    """Apply with a CV; neither a name nor an e-mail address is asked for, the CV tells."""

    template_name = "careers/apply.html"
    form_class = ApplyForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Find the job, and the source that the CV goes to."""
        self.job = get_object_or_404(open_jobs(), pk=kwargs["pk"])
        self.source = source_of_applications()
        if self.source is None:
            return self.render_closed()
        return super().dispatch(request, *args, **kwargs)  # type: ignore[return-value]

    def render_closed(self) -> HttpResponse:
        """Nothing can be taken before the mirror knows a source."""
        context = {"job": self.job, "closed": True}
        return self.response_class(self.request, [self.template_name], context, status=503)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the job."""
        return super().get_context_data(job=self.job, **kwargs)

    def form_valid(self, form: ApplyForm) -> HttpResponse:
        """Take the CV in, or say why not."""
        assert self.source is not None  # noqa: S101  # nosec B101  # dispatch saw to it
        user = self.request.user if self.request.user.is_authenticated else None
        cv, consent = form.cleaned_data["cv"], form.cleaned_data["consent"]
        try:
            return redirect(apply(self.job, cv, self.source, consent, user))
        except ValidationError as error:
            form.add_error("cv", error)
            return self.form_invalid(form)


@method_decorator(never_cache, name="dispatch")
class ApplicationPage(DetailView):  # type: ignore[type-arg]  # generic in the stubs only
    """What was read in the CV, or why nothing was; it asks for itself anew until that is known."""

    template_name = "careers/application.html"
    context_object_name = "application"
    slug_field = slug_url_kwarg = "token"
    queryset = Application.objects.select_related("job", "resume__profile")
