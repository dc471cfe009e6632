"""Keep all processes together below a limit: a workspace's ``RATE_LIMIT``, a rate of the API.

Each limit is one script that Redis runs with its own clock: it answers how long to wait and
reserves nothing, so a caller that may not call now puts its work back instead of sleeping. Without
Redis each process keeps the limit by itself, which is worse than together and better than not at
all.
"""

import hashlib
import logging
import threading
import time
from functools import lru_cache
from typing import Any

import redis
from celery import current_app

from django_hrflow import conf

__all__ = ["is_shared", "shared_wait", "wait_for"]

logger = logging.getLogger("django_hrflow.rate_limit")

#: The generic cell rate algorithm.
#: KEYS: the limit's state. ARGV: seconds between two calls, seconds of burst.
#: Returns the seconds to wait as text; "0" admits the call.
GCRA = """
local clock = redis.call('TIME')
local now = clock[1] + clock[2] / 1000000
local interval, burst = tonumber(ARGV[1]), tonumber(ARGV[2])
local due = math.max(tonumber(redis.call('GET', KEYS[1]) or 0), now)
local wait = due - burst - now
if wait > 0 then return tostring(wait) end
redis.call('SET', KEYS[1], string.format('%.6f', due + interval), 'PX',
           math.ceil((due + interval - now) * 1000) + 1000)
return '0'
"""
#: A tenth of a period's calls may come at once.
BURST = 0.1
TIMEOUT = 0.5
#: How long Redis is left alone after it failed.
PAUSE = 5.0

_lock = threading.Lock()
_local_due: dict[str, float] = {}
_closed_until = 0.0


def wait_for(workspace: conf.Workspace) -> float:
    """Seconds until this workspace may call again; 0 when it may now, and then the call counts."""
    limit = workspace.rate_limit
    if limit is None:
        return 0.0
    interval = limit.period / limit.calls
    burst = interval * max(0, round(limit.calls * BURST) - 1)
    # The limit belongs to the key, whatever alias it has; the key itself must not show in Redis.
    name = "hrflow:rate:" + hashlib.sha256(workspace.api_secret.encode()).hexdigest()[:32]
    shared = shared_wait(GCRA, name, interval, burst)
    return _wait_locally(name, interval, burst) if shared is None else shared


def shared_wait(script: str, name: str, *arguments: float) -> float | None:
    """Seconds to wait as a script in Redis says; None where no Redis is set or none answers."""
    global _closed_until
    url = _redis_url()
    if not url or time.monotonic() < _closed_until:
        return None
    try:
        return float(_script(url, script)(keys=[name], args=arguments))
    except redis.RedisError as error:
        _closed_until = time.monotonic() + PAUSE
        logger.warning(
            "the shared rate limit is kept by each process alone: %s", type(error).__name__
        )
        return None


def is_shared() -> bool:
    """Whether a Redis answers that keeps the limits of all workers together."""
    url = _redis_url()
    if not url:
        return False
    try:
        return bool(_client(url).ping())
    except redis.RedisError:
        return False


def _redis_url() -> str | None:
    url = conf.options().redis_url or current_app.conf.broker_url
    return url if isinstance(url, str) and url.startswith(("redis://", "rediss://")) else None


@lru_cache(maxsize=8)
def _script(url: str, script: str) -> Any:
    return _client(url).register_script(script)


def _client(url: str) -> Any:
    return redis.Redis.from_url(url, socket_timeout=TIMEOUT, socket_connect_timeout=TIMEOUT)


def _wait_locally(name: str, interval: float, burst: float) -> float:
    with _lock:
        now = time.monotonic()
        due = max(_local_due.get(name, 0.0), now)
        wait = due - burst - now
        if wait <= 0:
            _local_due[name] = due + interval
        return max(wait, 0.0)
