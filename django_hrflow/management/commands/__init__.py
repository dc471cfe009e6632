"""``manage.py hrflow_…``."""
