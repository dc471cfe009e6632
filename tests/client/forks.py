"""The scene of A-6, as a program of its own: a warm client, forked, over TLS.

Arguments: number of children, calls of each. Prints what the server counted, as JSON.
"""

import json
import os
import ssl
import sys
import tempfile
from pathlib import Path
from time import monotonic

import trustme

from django_hrflow.client import Hrflow

from .calls import API_SECRET
from .servers import Server, answer


def serve(ready: int, stop: int) -> None:
    """Answer each call with its own key, until the other end of ``stop`` is closed."""
    authority = trustme.CA()
    certificate = Path(tempfile.mkdtemp()) / "ca.pem"
    authority.cert_pem.write_to_path(certificate)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("127.0.0.1").configure_cert(context)

    def echo(request, connection):
        body = json.dumps({"code": 200, "data": request.query["key"]}).encode()
        answer(body)(request, connection)

    with Server(echo, context) as server:
        os.write(ready, f"{server.url} {certificate}\n".encode())
        os.read(stop, 1)
        result = {"connections": server.connections, "requests": len(server.requests)}
    print(json.dumps(result), flush=True)


def call(client: Hrflow, name: str, count: int) -> int:
    """Count the right answers."""
    keys = (f"{name}-{number}" for number in range(count))
    return sum(client.source.get(key)["data"] == key for key in keys)


def main(children: int, count: int) -> None:
    started_r, started_w = os.pipe()
    stop_r, stop_w = os.pipe()
    if os.fork() == 0:
        os.close(stop_w)
        serve(started_w, stop_r)
        os._exit(0)
    url, certificate = os.read(started_r, 1000).decode().split()
    client = Hrflow(url, API_SECRET, ca_bundle=certificate, timeout=(10, 30), deadline=30)
    right = call(client, "warm", 1)
    begun = monotonic()
    pids = []
    for child in range(children):
        pid = os.fork()
        if pid == 0:
            mine = call(client, f"child {child}", count)
            client.close()
            os._exit(0 if mine == count else 1)
        pids.append(pid)
    right += call(client, "parent", count)
    failed = sum(os.waitpid(pid, 0)[1] != 0 for pid in pids)
    right += call(client, "after", 1)
    print(json.dumps({"right": right, "failed": failed, "seconds": monotonic() - begun}))
    sys.stdout.flush()
    client.close()
    os.close(stop_w)
    os.wait()


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
