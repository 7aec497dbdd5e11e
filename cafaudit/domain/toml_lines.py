"""Find the line on which each table and key of a TOML text stands.

The parser of the standard library gives values without places. This reads the text a second time,
only to say where; it expects a text that the parser has accepted.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

KeyPath: TypeAlias = tuple[str | int, ...]
"""The way to a value: keys, and places (from 0) in lists of tables: ("areas", 1, "title")."""

_BARE = r"[A-Za-z0-9_-]+"
_KEY = rf"""(?:{_BARE}|"(?:[^"\\]|\\.)*"|'[^']*')"""
_DOTTED = rf"{_KEY}(?:\s*\.\s*{_KEY})*"
_HEADER = re.compile(rf"\s*(\[\[?)\s*({_DOTTED})\s*\]")
_ASSIGNMENT = re.compile(rf"\s*({_DOTTED})\s*=")
_ONE_KEY = re.compile(_KEY)
_SIGNS = re.compile(
    r'''"""(?:[^\\]|\\.)*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:[^"\\\n]|\\.)*"|'[^'\n]*'|\#[^\n]*|[][{}\n]''',
    re.DOTALL,
)


def lines_of_keys(text: str) -> Mapping[KeyPath, int]:
    """Return the line, from 1, of every table header, every key and every inline table in a list.

    What an inline table holds has no line of its own: look for the table's.
    """
    lines: dict[KeyPath, int] = {}
    opened: dict[KeyPath, int] = {}
    table: KeyPath = ()
    for number, line, members in _statements(text):
        header = _HEADER.match(line)
        if header:
            table = _table_path(_keys(header[2]), opened, is_list=header[1] == "[[")
            lines.setdefault(table, number)
            continue
        assignment = _ASSIGNMENT.match(line)
        if assignment:
            path = table + _keys(assignment[1])
            lines.setdefault(path, number)
            lines.update(((*path, place), member) for place, member in enumerate(members))
    return lines


def _statements(text: str) -> Iterator[tuple[int, str, list[int]]]:
    """Give each statement: its line number, its text, and the lines of inline tables in its list."""
    depth = begin = 0
    number = 1
    members: list[int] = []
    for found in _SIGNS.finditer(text + "\n"):
        sign = found[0]
        if sign in "[{":
            if sign == "{" and depth == 1:
                members.append(number + text.count("\n", begin, found.start()))
            depth += 1
        elif sign in "]}":
            depth -= 1
        elif sign == "\n" and depth == 0:
            yield number, text[begin : found.start()], members
            number += text.count("\n", begin, found.end())
            begin, members = found.end(), []


def _keys(dotted: str) -> KeyPath:
    return tuple(key.strip("\"'") for key in _ONE_KEY.findall(dotted))


def _table_path(keys: KeyPath, opened: dict[KeyPath, int], *, is_list: bool) -> KeyPath:
    """Put the place in its list after each key that names a list of tables."""
    path: KeyPath = ()
    for depth, key in enumerate(keys, start=1):
        path = (*path, key)
        if depth == len(keys) and is_list:
            opened[path] = opened.get(path, -1) + 1
        if path in opened:
            path = (*path, opened[path])
    return path
