"""The example project's webhook behind a real gunicorn, and a nginx before it, without workers."""

import getpass
import re
import shutil
import subprocess
import sys

from tests.live.processes import Process, free_port
from tests.live.stack import ROOT

DOCUMENTED = (ROOT / "docs" / "operations.md").read_text()
#: Enough of a nginx for one user on one machine; what is asked of it comes from the documentation.
NGINX = """
user {user}; daemon off; pid {folder}/nginx.pid; error_log {folder}/nginx.log; worker_processes 1;
events {{ worker_connections 256; }}
http {{
    access_log off; client_body_temp_path {folder}; proxy_temp_path {folder};
    fastcgi_temp_path {folder}; uwsgi_temp_path {folder}; scgi_temp_path {folder};
    server {{
        listen 127.0.0.1:{port};
        {settings}
    }}
}}
"""


def documented_gunicorn():
    """gunicorn's options as the documentation prints them."""
    return re.search(r"^gunicorn yourproject\.wsgi (.+)$", DOCUMENTED, re.MULTILINE)[1].split()


def documented_nginx(port):
    """nginx's settings as the documentation prints them, before a gunicorn on this port."""
    settings = re.search(r"```nginx\n(.+?)```", DOCUMENTED, re.DOTALL)[1]
    assert "127.0.0.1:8000" in settings
    return settings.replace("127.0.0.1:8000", f"127.0.0.1:{port}")


def gunicorn(folder, options, env):
    """A gunicorn that is not started yet; its database is migrated."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "example_project.wsgi"]
    env = {
        "DJANGO_SETTINGS_MODULE": "tests.live.settings", "PYTHONPATH": str(ROOT),
        "DATABASE_URL": f"sqlite:///{folder / 'db.sqlite3'}", "MEDIA_ROOT": str(folder), **env,
    }  # fmt: skip
    server = Process("gunicorn", [*command, "--bind", f"127.0.0.1:{port}", *options], folder, env,
                     port)  # fmt: skip
    migrate = [sys.executable, "-W", "ignore", "-m", "django", "migrate", "--verbosity", "0"]
    subprocess.run(migrate, env=server.env, check=True, timeout=120)
    return server


def nginx(folder, settings):
    """A nginx that is not started yet."""
    port, path = free_port(), folder / "nginx.conf"
    # Its workers are nobody else, so that they may enter the folder.
    filled = NGINX.format(folder=folder, port=port, settings=settings, user=getpass.getuser())
    path.write_text(filled)
    command = [shutil.which("nginx"), "-p", folder, "-e", "stderr", "-c", path]
    return Process("nginx", command, folder, port=port)


def url(server):
    """Where the webhook is behind this server."""
    return f"http://127.0.0.1:{server.port}/hrflow/webhook/"
