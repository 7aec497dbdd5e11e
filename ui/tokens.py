"""Reads the token file of the look within a millisecond.

`tomllib` takes ten times as long, import included, and that time would stand before the first
paint. So this reader knows just the part of TOML that `resources/look/tokens.toml` uses: sections,
and one number, string, list of strings or table of strings a line. A test holds its answer against
that of `tomllib`.
"""

from __future__ import annotations

Value = float | str | list[str] | dict[str, str]
Section = dict[str, Value]


class BadTokenFile(ValueError):
    """A line of the token file is not one that the program can read: a fault of ours."""


def read_tokens(text: str) -> dict[str, Section]:
    """Return the sections by their dotted names ("palette.light.grade"), numbers as int or float.

    Raises:
        BadTokenFile: A line is neither a section nor a value of a known form.
    """
    sections: dict[str, Section] = {}
    section: Section = {}
    for number, line in enumerate(text.splitlines(), start=1):
        bare = line.strip()
        if not bare or bare.startswith("#"):
            continue
        if bare.startswith("["):
            section = sections.setdefault(bare[1 : bare.index("]")], {})
            continue
        key, found, rest = bare.partition("=")
        if not found:
            raise BadTokenFile(f"line {number}: {bare!r}")
        section[key.strip()] = _value(rest.strip(), number)
    return sections


def _value(text: str, line: int) -> Value:
    quoted = text.split('"')
    if text.startswith('"'):
        return quoted[1]
    if text.startswith("["):
        return quoted[1::2]
    if text.startswith("{"):
        keys = (part.strip(" ,={") for part in quoted[:-1:2])
        return dict(zip(keys, quoted[1::2], strict=True))
    plain = text.split("#", 1)[0].strip()
    try:
        return float(plain) if "." in plain else int(plain)
    except ValueError:
        raise BadTokenFile(f"line {line}: {text!r}") from None
