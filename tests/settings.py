"""Settings of the test suite: the example project's, with everything in one process."""

from example_project.settings import *  # noqa: F403

DEBUG = False
ALLOWED_HOSTS = ["*"]
SECRET_KEY = "only-for-tests-only-for-tests-only-for-tests"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CELERY_TASK_ALWAYS_EAGER = True
# The broker lives in this process's memory: messages are JSON all the same.
CELERY_BROKER_TRANSPORT_OPTIONS = {"polling_interval": 0.01}
