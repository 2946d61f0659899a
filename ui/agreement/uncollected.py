"""Reading a whole study makes some 100,000 small values at once, and Python's collector goes over
all of them again and again: a third of the time that a page takes to open. It rests meanwhile.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

_lock = Lock()
_resting = 0


@contextmanager
def uncollected() -> Iterator[None]:
    """Let the collector rest while anybody is inside; several threads may be."""
    global _resting
    with _lock:
        _resting += 1
        gc.disable()
    try:
        yield
    finally:
        with _lock:
            _resting -= 1
            if not _resting:
                gc.enable()
