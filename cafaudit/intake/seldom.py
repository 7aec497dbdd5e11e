"""Python's search for objects that hold each other, made seldom while a long list comes in.

Rows are made and forgotten by the thousand and never hold each other, but each few hundred of them set off a
search through what is alive: a fifth of the time of making the marks of names, and of reading a text.
"""

from __future__ import annotations

import gc
from contextlib import contextmanager
from threading import Lock
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

SELDOM: Final = 200_000
"""New objects at which a search begins, more than some batches of rows are. It still begins, so what other
parts of the program leave behind meanwhile is found too."""

_lock: Final = Lock()
_before: Final[list[tuple[int, int, int]]] = []


@contextmanager
def seldom_searched() -> Iterator[None]:
    """Search seldom until the block ends; several lists may come in at once, the last one puts it back."""
    with _lock:
        _before.append(gc.get_threshold())
        search_seldom()
    try:
        yield
    finally:
        with _lock:
            usual = _before.pop()
            gc.set_threshold(*usual)


def search_seldom() -> None:
    """Search seldom from now on: for a process that does nothing but read a list."""
    gc.set_threshold(SELDOM, *gc.get_threshold()[1:])
