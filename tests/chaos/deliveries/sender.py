"""Posts letters, again and again until there is an answer, and writes down what came back."""

import threading
import time

import requests


class Sender(threading.Thread):
    """A cut connection and a 5xx are tried again, as a sender who retries would."""

    def __init__(self, url, letters, history, *, pace=0.0, give_up=60.0):
        super().__init__(daemon=True)
        self.url, self.letters, self.history = url, letters, history
        self.pace, self.give_up = pace, give_up

    def run(self):
        with requests.Session() as session:
            session.trust_env = False
            for letter in self.letters:
                deadline = time.monotonic() + self.give_up
                while not self._post(session, letter) and time.monotonic() < deadline:
                    time.sleep(0.2)
                time.sleep(self.pace)

    def _post(self, session, letter):
        told = {"genuine": letter.genuine, "events": letter.events}
        try:
            answer = session.post(self.url, data=letter.body, headers=letter.headers, timeout=15)
        except requests.RequestException as error:
            self.history.write(**told, status=None, error=type(error).__name__)
            return False
        self.history.write(**told, status=answer.status_code)
        return answer.status_code < 500
