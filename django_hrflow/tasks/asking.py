"""The class of tasks that ask HrFlow and have no row: the error says whether to try again."""

from typing import Any

from django_hrflow.client import HrflowError
from django_hrflow.models.mirrored import Mirrored
from django_hrflow.tasks.base import HrflowTask

__all__ = ["AskTask", "Json", "hr_json"]

Json = dict[str, Any]


def hr_json(row: Mirrored) -> Json:
    """The object of a mirrored row, as it is stored."""
    payload: Json = row.payload
    return payload


class AskTask(HrflowTask):
    """A question or an order to HrFlow whose result is JSON.

    A worker tries again, three times at most and within seconds, what certainly did not happen at
    HrFlow. A task that is called in place raises instead: whoever called is waiting.
    """

    abstract = True
    max_retries = 3
    longest_wait = 30.0

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Run; HrflowError where asking again cannot help or has not helped."""
        try:
            return self.run(*args, **kwargs)
        except HrflowError as error:
            request = self.request
            if request.called_directly or request.is_eager or not error.retryable:
                raise
            wait = min(error.retry_after or 2.0**request.retries, self.longest_wait)
            raise self.retry(exc=error, countdown=wait) from error
