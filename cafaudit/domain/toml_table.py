"""Read a TOML text that a person wrote, and refuse it in that person's words.

`read_toml` gives a `TomlTable`. Its methods take one key each and check what stands there; `finish`
refuses the keys that nobody asked for. Every refusal names the file, the line, the key, what is
wrong and what to do.
"""

from __future__ import annotations

import difflib
import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NoReturn

from cafaudit.domain.toml_lines import KeyPath, lines_of_keys
from cafaudit.errors import InputRefused

_SYNTAX_LINE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")
_BREAKING = {"Cc", "Zl", "Zp"}
"""Unicode categories: control characters, line and paragraph separators."""
_NONCHARACTERS = 0xFFFE
"""The last two code points of every plane are no characters; XML cannot hold U+FFFE and U+FFFF."""
_KINDS = {
    bool: "true or false",
    int: "a whole number",
    str: "a text",
    float: "a number with a decimal point",
    list: "a list",
    dict: "a table",
}


class BadToml(InputRefused):
    """A TOML file that a person wrote does not say what it must.

    Attributes:
        source: Name of the file.
        line: Line in it, counted from 1, or None where no line can be named.
        key: The key that is wrong, such as `areas[2].timescale`, or "" for the file as a whole.
    """

    def __init__(self, source: str, line: int | None, key: str, wrong: str, advice: str) -> None:
        """Join the place and what is wrong there into one sentence."""
        place = [source]
        if line is not None:
            place.append(f"line {line}")
        if key:
            place.append(key)
        super().__init__(f"{', '.join(place)}: {wrong}", advice)
        self.source = source
        self.line = line
        self.key = key


@dataclass(frozen=True)
class _Document:
    source: str
    lines: Mapping[KeyPath, int]
    error: type[BadToml]

    def line_of(self, path: KeyPath) -> int | None:
        """Return the line of the key, or of the nearest table around it."""
        for length in range(len(path), 0, -1):
            line = self.lines.get(path[:length])
            if line is not None:
                return line
        return None


def read_toml(text: str, source: str, error: type[BadToml] = BadToml) -> TomlTable:
    """Parse a TOML text into the table that holds all of it.

    Args:
        text: The text of the file.
        source: Its name, as refusals are to call it.
        error: The kind of refusal to raise, here and in every table below.

    Raises:
        BadToml: The text is not TOML; `line` names the place.
    """
    try:
        values = tomllib.loads(text)
    except ValueError as problem:  # not TOML, or a number of thousands of digits
        raise _syntax_error(problem, text, source, error) from problem
    except RecursionError as problem:
        raise error(
            source,
            None,
            "",
            "lists or tables are nested too deeply.",
            "Write it flatter, as in the shipped files.",
        ) from problem
    return TomlTable(values, (), _Document(source, lines_of_keys(text), error))


def _syntax_error(problem: ValueError, text: str, source: str, error: type[BadToml]) -> BadToml:
    found = _SYNTAX_LINE.search(str(problem))
    line = None
    if found:
        line = int(found[1]) if found[1] else text.count("\n") + 1
    what = _SYNTAX_LINE.sub("", str(problem))
    return error(
        source,
        line,
        "",
        f"this is not TOML ({what[:1].lower()}{what[1:]}).",
        'Write key = "value" with straight quotation marks, and each key once in its table.',
    )


@dataclass
class TomlTable:
    """One table of a TOML file, with the way to it, and the keys that were asked for."""

    values: Mapping[str, object]
    path: KeyPath
    _document: _Document
    _asked: set[str] = field(default_factory=set)

    def has(self, key: str) -> bool:
        """Say whether the table holds the key."""
        self._asked.add(key)
        return key in self.values

    def text(self, key: str) -> str:
        """Return a text of one line, not blank; refused when missing."""
        return self._checked_text(key, self._required(key))

    def optional_text(self, key: str, default: str = "") -> str:
        """Return a text of one line, not blank, or the default where the key is missing."""
        return self.text(key) if self.has(key) else default

    def whole(self, key: str, *, least: int, most: int) -> int:
        """Return a whole number between two bounds, both allowed; refused when missing."""
        value = self._required(key)
        if not isinstance(value, int) or isinstance(value, bool):
            self._wrong_type(key, "a whole number", value)
        if not least <= value <= most:
            self.refuse(key, f"{value} is out of range.", f"Use {least} to {most}.")
        return value

    def flag(self, key: str, *, default: bool) -> bool:
        """Return true or false, or the default where the key is missing."""
        if not self.has(key):
            return default
        value = self.values[key]
        if not isinstance(value, bool):
            self._wrong_type(key, "true or false", value)
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts; empty where the key is missing."""
        values = self._list(key)
        return tuple(self._checked_text(key, value) for value in values)

    def text_map(self, key: str) -> dict[str, str]:
        """Return a table of texts in file order; empty where the key is missing."""
        table = self.optional_table(key)
        return {} if table is None else {name: table.text(name) for name in table.values}

    def table(self, key: str) -> TomlTable:
        """Return a table inside this one; refused when missing."""
        value = self._required(key)
        if not isinstance(value, dict):
            self._wrong_type(key, "a table", value)
        return TomlTable(value, (*self.path, key), self._document)

    def optional_table(self, key: str) -> TomlTable | None:
        """Return a table inside this one, or None where the key is missing."""
        return self.table(key) if self.has(key) else None

    def tables(self, key: str) -> tuple[TomlTable, ...]:
        """Return a list of tables ([[key]]); empty where the key is missing."""
        found = []
        for place, value in enumerate(self._list(key)):
            if not isinstance(value, dict):
                self._wrong_type(key, f"a list of tables, each begun by [[{key}]]", value)
            found.append(TomlTable(value, (*self.path, key, place), self._document))
        return tuple(found)

    def finish(self) -> None:
        """Refuse a key that nobody asked for, naming a likely one that is known."""
        for key in self.values:
            if key in self._asked:
                continue
            near = difflib.get_close_matches(key, self._asked, n=1)
            known = ", ".join(sorted(self._asked))
            advice = f"Did you mean “{near[0]}”?" if near else f"Known here: {known}."
            self.refuse(key, "this key is not known here.", advice)

    def refuse(self, key: str, wrong: str, advice: str) -> NoReturn:
        """Refuse the file because of one key of this table ("" for the table itself)."""
        path = (*self.path, key) if key else self.path
        document = self._document
        raise document.error(document.source, document.line_of(path), _shown(path), wrong, advice)

    def _required(self, key: str) -> object:
        self._asked.add(key)
        if key not in self.values:
            self.refuse(key, "this key is missing.", f"Add a line {key} = ... to this table.")
        return self.values[key]

    def _list(self, key: str) -> list[object]:
        if not self.has(key):
            return []
        value = self.values[key]
        if not isinstance(value, list):
            self._wrong_type(key, "a list", value)
        return value

    def _checked_text(self, key: str, value: object) -> str:
        if not isinstance(value, str):
            self._wrong_type(key, "a text in quotation marks", value)
        if any(_is_forbidden(sign) for sign in value):
            self.refuse(
                key,
                "the text holds a line end, a tab or another control character.",
                "Write it on one line; end a line inside three quotation marks with \\ to go on.",
            )
        if not value.strip():
            self.refuse(key, "the text is empty.", "Write a text, or leave the key out.")
        return value.strip()

    def _wrong_type(self, key: str, wanted: str, value: object) -> NoReturn:
        found = _KINDS.get(type(value), "a date or time")
        self.refuse(key, f"this is {found} and must be {wanted}.", f"Write {wanted} here.")


def _is_forbidden(sign: str) -> bool:
    """Say whether a sign would break a line, or a Word or Excel file."""
    nonchar = ord(sign) & _NONCHARACTERS == _NONCHARACTERS
    return nonchar or unicodedata.category(sign) in _BREAKING


def _shown(path: KeyPath) -> str:
    """Write a path as people count: `areas[2].timescale` is the second area's."""
    shown = ""
    for part in path:
        if isinstance(part, int):
            shown += f"[{part + 1}]"
        else:
            shown += f".{part}" if shown else part
    return shown
