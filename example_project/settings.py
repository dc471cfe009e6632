"""Settings from the environment alone; the defaults run on one machine with nothing installed."""

import os
from pathlib import Path
from urllib.parse import urlsplit

import dj_database_url
import django

from django_hrflow.celery_settings import beat_schedule, queues
from django_hrflow.sandbox.defaults import (
    CAREERS_SOURCE_KEY as DEFAULT_SOURCE_KEY,
)
from django_hrflow.sandbox.defaults import (
    DEFAULT_API_SECRET,
    DEFAULT_PORT,
    DEFAULT_WEBHOOK_SECRET,
)

BASE_DIR = Path(__file__).resolve().parent.parent
#: Where the database and the files are kept unless the environment says otherwise.
VAR_DIR = Path(os.environ.get("MEDIA_ROOT", BASE_DIR / "var"))

DEBUG = os.environ.get("DJANGO_DEBUG", "1").lower() in ("1", "true", "yes", "on")
# Known to everybody who can read this file, so it serves for trying things out only.
SECRET_KEY = os.environ.get(
    "DJANGO_SECRET_KEY", "insecure-key-for-trying-things-out" if DEBUG else ""
)
ALLOWED_HOSTS = os.environ.get("DJANGO_ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]").split(",")

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "django_hrflow",
    "example_project.careers",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "example_project.security.content_security_policy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "example_project.urls"
WSGI_APPLICATION = "example_project.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

DATABASES = {
    "default": dj_database_url.parse(
        os.environ.get("DATABASE_URL") or f"sqlite:///{VAR_DIR / 'example.sqlite3'}",
        conn_max_age=60,
        conn_health_checks=True,
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Several processes share the file: readers don't wait, writers queue instead of failing.
    Path(DATABASES["default"]["NAME"]).parent.mkdir(parents=True, exist_ok=True)
    DATABASES["default"]["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

LANGUAGE_CODE = "en"
TIME_ZONE = "UTC"
USE_TZ = True

STATIC_URL = "static/"
MEDIA_ROOT = VAR_DIR / "public"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    # CVs: outside MEDIA_ROOT, without a URL, readable by this user alone.
    "hrflow": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {
            "location": VAR_DIR / "private",
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    },
}
FILE_UPLOAD_PERMISSIONS = 0o600

# E-mails are written to a folder, or to the terminal where none is named.
_MAIL_DIR = os.environ.get("EMAIL_FILE_PATH")
_MAIL_BACKEND = f"django.core.mail.backends.{'filebased' if _MAIL_DIR else 'console'}.EmailBackend"
if django.VERSION >= (6, 1):
    MAILERS = {
        "default": {
            "BACKEND": _MAIL_BACKEND,
            "OPTIONS": {"file_path": _MAIL_DIR} if _MAIL_DIR else {},
        }
    }
else:
    EMAIL_BACKEND, EMAIL_FILE_PATH = _MAIL_BACKEND, _MAIL_DIR
DEFAULT_FROM_EMAIL = "careers@example.org"

if not DEBUG:
    SECURE_CONTENT_TYPE_NOSNIFF = True
    SESSION_COOKIE_HTTPONLY = True

# A site that is served over HTTPS alone, also by a proxy that says so; browsers keep to it for a
# year, so it is not for trying things out.
if os.environ.get("DJANGO_HTTPS", "0").lower() in ("1", "true", "yes", "on"):
    SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True

# HrFlow. Without a key, the sandbox on this machine stands in for it.
HRFLOW = {
    "default": {
        "API_URL": os.environ.get("HRFLOW_API_URL")
        or (
            "https://api.hrflow.ai/v1/"
            if os.environ.get("HRFLOW_API_SECRET")
            else f"http://127.0.0.1:{DEFAULT_PORT}/v1/"
        ),
        "API_SECRET": os.environ.get("HRFLOW_API_SECRET") or DEFAULT_API_SECRET,
        "API_USER": os.environ.get("HRFLOW_API_USER") or None,
        "WEBHOOK_SECRET": os.environ.get("HRFLOW_WEBHOOK_SECRET") or DEFAULT_WEBHOOK_SECRET,
    },
}
for name in ("LEASE", "SETTLE", "SWEEP_INTERVAL", "REPUBLISH_AFTER", "POLL_INTERVAL", "POLL_MAX",
             "POLL_DEADLINE", "BACKOFF_BASE", "BACKOFF_MAX", "SOFT_TIME_LIMIT", "TIME_LIMIT",
             "CALL_DEADLINE", "HOLD", "HEALTH_LIMIT"):  # fmt: skip
    if value := os.environ.get(f"HRFLOW_{name}"):
        globals()[f"HRFLOW_{name}"] = float(value)

# The source that the CVs of the careers site go to; the first one where there is none of this key.
CAREERS_SOURCE_KEY = os.environ.get("CAREERS_SOURCE_KEY") or DEFAULT_SOURCE_KEY

# Celery through Redis; without one, each task runs in the process that asks for it.
REDIS_URL = os.environ.get("REDIS_URL")
CELERY_BROKER_URL = REDIS_URL or "memory://"
CELERY_TASK_ALWAYS_EAGER = not REDIS_URL
CELERY_RESULT_BACKEND = REDIS_URL or "cache+memory://"
CELERY_TASK_SERIALIZER = CELERY_RESULT_SERIALIZER = "json"
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
# A worker that is started without -Q serves all of these.
CELERY_TASK_QUEUES = queues()
CELERY_TASK_ROUTES = ("django_hrflow.celery_settings.route",)
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_TRANSPORT_OPTIONS = (
    {
        "socket_timeout": 5,
        "socket_connect_timeout": 2,
        "visibility_timeout": 600,
    }
    if urlsplit(CELERY_BROKER_URL).scheme.startswith("redis")
    else {}
)
CELERY_BEAT_SCHEDULE = beat_schedule(
    sweep_every=float(os.environ.get("HRFLOW_SWEEP_INTERVAL", 5)), sync_every=3600
)

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "rest_framework.authentication.SessionAuthentication",
        "rest_framework.authentication.BasicAuthentication",
    ],
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "loggers": {
        "django_hrflow": {"handlers": ["console"], "level": "INFO", "propagate": False},
        "example_project": {"handlers": ["console"], "level": "INFO", "propagate": False},
    },
}
