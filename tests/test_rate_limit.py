"""The limit holds over all processes, through Redis; without Redis each process keeps it.

``HRFLOW_TEST_LONG=1`` takes a minute for each of 20/s and 30/m; the short form 4 s for 40/s.
"""

import os
import subprocess
import sys

import pytest
import redis

from django_hrflow import conf, rate_limit
from django_hrflow.client import RateLimited
from django_hrflow.connections import workspaces
from tests.live.processes import Process, free_port
from tests.live.stack import ROOT, redis_server

LONG = os.environ.get("HRFLOW_TEST_LONG")
SECONDS = 60.0 if LONG else 4.0
CALLER = """
import os, sys, time
import django, redis; django.setup()
from django_hrflow import conf, rate_limit
workspace, meeting = conf.workspace(), redis.Redis.from_url(os.environ["REDIS_URL"])
meeting.incr("ready")
while int(meeting.get("ready")) < 8:
    time.sleep(0.02)
end = time.time() + float(sys.argv[1])
while time.time() < end:
    wait = rate_limit.wait_for(workspace)
    if wait:
        time.sleep(min(wait, 0.05))
    else:
        print(time.time(), flush=True)
"""


def workspace(limit, secret="ask_" + "7" * 32):
    return conf.Workspace(alias="x", api_secret=secret, rate_limit=conf.RateLimit.parse(limit))


@pytest.fixture
def redis_url(tmp_path):
    if redis_server() is None:
        pytest.skip("no Redis on this machine")
    port = free_port()
    server = Process(
        "redis", [redis_server(), "--port", port, "--bind", "127.0.0.1", "--save", ""],
        tmp_path, port=port,
    ).start()  # fmt: skip
    yield f"redis://127.0.0.1:{port}/0"
    server.stop()


@pytest.mark.timeout(SECONDS + 100)
@pytest.mark.parametrize("limit", ["20/s", "30/m"] if LONG else ["40/s"])
def test_eight_processes_keep_one_limit(redis_url, limit):
    """A-3: no window above limit and burst, and at least 97 % of the permitted rate is used."""
    env = {
        **os.environ, "REDIS_URL": redis_url, "HRFLOW_RATE_LIMIT": limit,
        "DJANGO_SETTINGS_MODULE": "tests.limited_settings",
    }  # fmt: skip
    callers = [
        subprocess.Popen(
            [sys.executable, "-c", CALLER, str(SECONDS)], env=env, stdout=subprocess.PIPE, cwd=ROOT
        )
        for _number in range(8)
    ]
    times = sorted(float(line) for each in callers for line in each.communicate()[0].split())
    rate = conf.RateLimit.parse(limit)
    for start in times:
        window = [each for each in times if start <= each < start + rate.period]
        assert len(window) <= rate.calls * 1.1
    permitted = (times[-1] - times[0]) * rate.calls / rate.period
    assert len(times) >= permitted * 0.97


def test_a_caller_is_told_how_long_to_wait(redis_url, settings):
    settings.HRFLOW_REDIS_URL = redis_url
    limited = workspace("10/m")
    assert rate_limit.wait_for(limited) == 0
    assert 4 < rate_limit.wait_for(limited) <= 6
    assert rate_limit.wait_for(workspace("10/m", "ask_" + "8" * 32)) == 0
    keys = redis.Redis.from_url(redis_url).keys()
    assert not any(b"ask_" in each for each in keys)


def test_without_redis_the_process_keeps_the_limit(settings, caplog):
    settings.HRFLOW_REDIS_URL = "redis://127.0.0.1:9/0"
    limited = workspace("10/m", "ask_" + "9" * 32)
    assert rate_limit.wait_for(limited) == 0
    assert 4 < rate_limit.wait_for(limited) <= 6
    assert caplog.text.count("kept by each process alone") == 1


def test_no_limit_asks_nobody():
    assert rate_limit.wait_for(conf.Workspace(alias="x", api_secret="k")) == 0


def test_a_client_over_its_limit_sends_nothing(hrflow_sandbox, settings):
    settings.HRFLOW = {"default": {**settings.HRFLOW["default"], "RATE_LIMIT": "1/h"}}
    workspaces["default"].source.list()
    with pytest.raises(RateLimited) as error:
        workspaces["default"].source.list()
    assert error.value.retry_after > 3500
    assert len(hrflow_sandbox.calls()) == 1
