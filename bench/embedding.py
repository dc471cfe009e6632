"""``python -m bench.embedding``: vectors decoded, stored and read back."""

import base64
import json
import sys
from collections.abc import Callable
from time import process_time
from timeit import Timer

import numpy as np

from bench.databases import database, set_up
from bench.report import Promise, judge, say, table
from django_hrflow.client.embedding import decode

DIMENSION = 1024
ROUNDS = 25


def main() -> int:
    """Measure, print, judge."""
    missed = max(_decoding(count) for count in (1, 100))
    with database("sqlite") as url:
        assert url is not None
        set_up(url)
        return max(missed, _storing())


def _vectors(count: int) -> "np.ndarray[tuple[int, int], np.dtype[np.float32]]":
    return np.random.default_rng(1).standard_normal((count, DIMENSION)).astype(np.float32)


def _timed(*functions: Callable[[], object]) -> list[float]:
    """Microseconds of CPU of each, the best of its rounds; the functions take turns."""
    timers = [Timer(each, timer=process_time) for each in functions]
    loops = [max(int(0.01 / max(timer.timeit(100) / 100, 1e-7)), 3) for timer in timers]
    runs = [
        [timer.timeit(many) / many * 1e6 for timer, many in zip(timers, loops, strict=True)]
        for _round in range(ROUNDS)
    ]
    return [min(times) for times in zip(*runs, strict=True)]


def _decoding(count: int) -> int:
    packed = base64.b64encode(_vectors(count).astype(">f4").tobytes()).decode()

    def documented() -> list[list[float]]:
        """As HrFlow's documentation has it."""
        flat = np.frombuffer(base64.b64decode(packed), dtype=np.dtype(">f4"))
        found: list[list[float]] = np.reshape(flat, (-1, DIMENSION)).tolist()
        return found

    ours, alone, lists = _timed(
        lambda: decode(packed), lambda: base64.b64decode(packed), documented
    )
    say(f"decode {count} vectors, microseconds a vector")
    table(
        ("", "us"),
        [
            (name, f"{took / count:.2f}")
            for name, took in (("ours", ours), ("b64decode alone", alone), ("documented", lists))
        ],
    )
    return judge(
        [
            Promise("against b64decode alone", ours / alone, 1.15, most=True),
            Promise("faster than the documented way", lists / ours, 2.7),
        ]
    )


def _storing() -> int:
    """What it costs to make of a vector what is stored, and a vector of what was stored."""
    from django_hrflow.models import Embedding

    vectors = _vectors(1)
    row = Embedding(vectors=vectors.astype("<f4").tobytes(), dimension=DIMENSION, model="m")
    text = json.dumps(vectors.tolist())
    write, write_json, read, read_json = _timed(
        lambda: vectors.astype("<f4", copy=False).tobytes(),
        lambda: json.dumps(vectors.tolist()),
        row.array,
        lambda: np.asarray(json.loads(text), dtype=np.float32),
    )
    say("store and read back one vector, microseconds")
    table(
        ("", "write", "read", "bytes"),
        [
            ("float32", f"{write:.2f}", f"{read:.2f}", len(row.vectors)),
            ("JSON", f"{write_json:.2f}", f"{read_json:.2f}", len(text)),
        ],
    )
    return judge(
        [
            Promise("bytes a row", len(row.vectors), 4200, most=True),
            Promise("faster to write than JSON", write_json / write, 40),
            Promise("faster to read than JSON", read_json / read, 100),
        ]
    )


if __name__ == "__main__":
    sys.exit(main())
