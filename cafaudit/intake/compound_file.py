"""The streams of a compound file (OLE), which old workbooks are; just enough to look at one."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_END: Final = 0xFFFFFFFA
"""From here on a number of a sector means something else."""

_ENTRY: Final = 128
_HEADER_TABLES: Final = 109


class CompoundFile:
    """A compound file in memory; damaged chains give less of a stream, never an endless one."""

    def __init__(self, data: bytes) -> None:
        """Read the tables and the directory.

        Raises:
            struct.error: The file ends before its own header does.
        """
        self._data = data
        self._size = 1 << min(struct.unpack_from("<H", data, 30)[0], 16)
        self._mini_size = 1 << min(struct.unpack_from("<H", data, 32)[0], 16)
        directory, _, self._cutoff, mini_table = struct.unpack_from("<IIII", data, 48)
        self._table = self._fat()
        self._mini_table = _numbers(b"".join(self._sectors(mini_table)))
        self._entries = dict(self._directory(b"".join(self._sectors(directory))))
        root = self._entries.get("Root Entry", (0, 0))
        self._mini = b"".join(self._sectors(root[0])) if root[1] else b""

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all streams and storages."""
        return tuple(self._entries)

    def stream(self, name: str) -> bytes:
        """Return a stream, nothing when there is none of that name."""
        start, size = self._entries.get(name, (0, 0))
        if size >= self._cutoff:
            return b"".join(self._sectors(start))[:size]
        places = _chain(start, self._mini_table) if size else ()
        return b"".join(
            self._mini[place * self._mini_size : (place + 1) * self._mini_size] for place in places
        )[:size]

    def _fat(self) -> list[int]:
        listed = [
            number for number in struct.unpack_from(f"<{_HEADER_TABLES}I", self._data, 76) if number < _END
        ]
        more = struct.unpack_from("<I", self._data, 68)[0]
        seen: set[int] = set()
        while more < _END and more not in seen:
            seen.add(more)
            numbers = _numbers(self._sector(more))
            if not numbers:
                break
            listed += [number for number in numbers[:-1] if number < _END]
            more = numbers[-1]
        return _numbers(b"".join(self._sector(number) for number in listed))

    def _sector(self, number: int) -> bytes:
        at = (number + 1) * self._size
        return self._data[at : at + self._size]

    def _sectors(self, start: int) -> Iterator[bytes]:
        for number in _chain(start, self._table):
            yield self._sector(number)

    def _directory(self, data: bytes) -> Iterator[tuple[str, tuple[int, int]]]:
        for at in range(0, len(data) - _ENTRY + 1, _ENTRY):
            length = struct.unpack_from("<H", data, at + 64)[0]
            name = data[at : at + min(max(length - 2, 0), 64)].decode("utf-16-le", errors="replace")
            if name:
                start, size = struct.unpack_from("<II", data, at + 116)
                yield name, (start, size)


def _numbers(data: bytes) -> list[int]:
    return list(struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4]))


def _chain(start: int, table: list[int]) -> Iterator[int]:
    seen: set[int] = set()
    while start < len(table) and start not in seen:
        seen.add(start)
        yield start
        start = table[start]
