"""All that a database, a folder and a Redis hold, as text to search for what must not be there."""

import redis
from django.db import connection


def rows():
    """All rows of all tables, one line each: ``table|value|value``."""
    lines = []
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names(cursor)):
            cursor.execute(f'SELECT * FROM "{table}"')
            lines += ["|".join([table, *map(_text, row)]) for row in cursor.fetchall()]
    return lines


def _text(value):
    if isinstance(value, bytes | memoryview):
        return bytes(value).decode("latin-1")
    return str(value)


def holding(*markers):
    """The rows in which one of the markers stands, whatever its case."""
    return [line for line in rows() if any(marker.lower() in line.lower() for marker in markers)]


def files(folder):
    """All files below a folder."""
    return sorted(each for each in folder.rglob("*") if each.is_file())


def files_holding(folder, *markers):
    """The files whose name or content holds one of the markers."""
    wanted = [marker.lower().encode() for marker in markers]
    found = []
    for each in files(folder):
        text = str(each.relative_to(folder)).encode() + each.read_bytes()
        if any(marker in text.lower() for marker in wanted):
            found.append(each)
    return found


def in_redis(port):
    """All that a Redis on this machine holds, whatever kind of key it is."""
    with redis.Redis(port=port) as client:
        client.config_set("rdbcompression", "no")
        keys = list(client.scan_iter())
        return b"".join(key + (client.dump(key) or b"") for key in keys).decode("latin-1").lower()
