"""A recruiter at the admin: a session, cookies and CSRF tokens, but no browser."""

import re

import requests


class Recruiter:
    """Signed in to the admin of a running project."""

    def __init__(self, url, name, password):
        self.url, self.session = url, requests.Session()
        self.session.trust_env = False
        answer = self.post("/admin/login/?next=/admin/", username=name, password=password)
        assert "Log out" in answer.text, "the admin did not let the recruiter in"

    def get(self, path):
        answer = self.session.get(self.url + path, timeout=20)
        assert answer.status_code == 200, (path, answer.status_code)
        return answer.text

    def post(self, path, files=None, **fields):
        """Open the form, fill it in, send it, follow the redirect."""
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.get(path))[1]
        data = {**fields, "csrfmiddlewaretoken": token}
        answer = self.session.post(
            self.url + path, data=data, files=files, headers={"Referer": self.url + path},
            timeout=20,
        )  # fmt: skip
        assert answer.status_code == 200, (path, answer.status_code, answer.text[:2000])
        return answer

    def choice(self, path, label):
        """The value of the option with this label in a form."""
        page = self.get(path)
        found = re.search(rf'<option value="([^"]+)"[^>]*>\s*{re.escape(label)}', page)
        assert found, f"no option {label!r}, only {re.findall('<option.*', page)}"
        return found[1]
