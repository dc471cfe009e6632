"""Use the site as a browser does: cookies, the form's token, multipart uploads."""

import re
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urljoin

import requests

__all__ = ["VisitFailed", "Visitor"]

#: Connect, read: without a broker, a request waits until a whole form of CVs is sent on.
TIMEOUT = (5, 120)


class VisitFailed(Exception):
    """The site did not answer as it should."""


class Visitor:
    """One browser session on ``site``."""

    def __init__(self, site: str) -> None:
        self.site = site
        self.session = requests.Session()
        self.session.trust_env = False  # 127.0.0.1 is never reached through a proxy

    def close(self) -> None:
        """Close the connections."""
        self.session.close()

    def sign_in(self, name: str, password: str) -> None:
        """Sign in to the admin."""
        data = {"username": name, "password": password, "next": "/admin/"}
        answer = self._post("/admin/login/", data, [])
        if "sessionid" not in self.session.cookies:
            raise VisitFailed(f"Signing in to {answer.url} was refused.")

    def apply(self, job: int, cv: Path) -> str:
        """Apply for a job; the address of the applicant's page."""
        answer = self._post(f"/jobs/{job}/apply/", {"consent": "on"}, [("cv", cv)])
        if "/applications/" not in answer.url:
            raise VisitFailed(f"The application with {cv.name} was not taken.")
        return answer.url

    def upload(self, source: int, cvs: list[Path]) -> None:
        """Upload CVs in the admin, all of them in one form."""
        files = [("cvs", cv) for cv in cvs]
        self._post("/admin/django_hrflow/resume/add/", {"source": str(source)}, files)

    def _post(
        self, path: str, data: dict[str, str], files: list[tuple[str, Path]]
    ) -> requests.Response:
        """Get the form, send it filled in."""
        url = urljoin(self.site, path)
        page = self._checked(self.session.get(url, timeout=TIMEOUT))
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text)
        if token is None:
            raise VisitFailed(f"There is no form at {url}.")
        with ExitStack() as stack:
            opened = [
                (name, (path.name, stack.enter_context(path.open("rb")))) for name, path in files
            ]
            answer = self.session.post(
                url,
                data={**data, "csrfmiddlewaretoken": token[1]},
                files=opened or None,
                headers={"Referer": url},
                timeout=TIMEOUT,
            )
        return self._checked(answer)

    def _checked(self, answer: requests.Response) -> requests.Response:
        if not answer.ok:
            raise VisitFailed(f"{answer.url} answered {answer.status_code}.")
        return answer
