"""Loading the house when a process starts."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def sin_buscar_basura() -> Iterator[None]:
    """What is loaded inside lives as long as the process: looking for garbage in it, then or later, only delays its work."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
