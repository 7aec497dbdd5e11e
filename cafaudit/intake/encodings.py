"""The encoding of a text: told from its marks and bytes, or stated, and held against the whole file."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING, Final

from cafaudit.errors import InputRefused

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from cafaudit.intake.oddities import OddityLog

_MARKS: Final = (
    (b"\xef\xbb\xbf", "utf-8-sig", "UTF-8"),
    (b"\xff\xfe\x00\x00", "utf-32", "UTF-32"),
    (b"\x00\x00\xfe\xff", "utf-32", "UTF-32"),
    (b"\xff\xfe", "utf-16", "UTF-16"),
    (b"\xfe\xff", "utf-16", "UTF-16"),
)
_NAMES: Final = {
    "utf-8": "UTF-8",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "cp1252": "Windows-1252",
    "iso8859-1": "ISO-8859-1",
}
_NO_WRITING: Final = frozenset({"unicode-escape", "raw-unicode-escape", "idna", "punycode", "undefined"})
"""Codecs of texts that no list is written in; they would change what stands there."""

_SAMPLE_BYTES: Final = 262_144
_CHUNK_BYTES: Final = 1_048_576
_ASCII: Final = bytes(range(128))
_TEXT_CONTROLS: Final = b"\t\n\v\f\r\x1a\x1b"

_WINDOWS_TEXT: Final = re.compile(
    rb"[\x80\x85\x91-\x97\x99\xa0\xa3\xa7\xa9\xb0\xb7\xbd\xc0-\xd6\xd8-\xf6\xf8-\xff]*"
)
"""Bytes above ASCII of British lists in Windows-1252: letters, quotation marks, dashes, pounds, euros."""

_SAVE_UTF8: Final = (
    "Open it in a spreadsheet program and save it as .xlsx or as “CSV UTF-8”, then import that file."
)


def found_encoding(path: Path, log: OddityLog) -> tuple[str, str]:
    """Return the encoding of a text, as Python names it and as people do.

    Raises:
        InputRefused: It is no text, in two encodings, or in none that can be told.
    """
    with path.open("rb") as stream:
        head = stream.read(_SAMPLE_BYTES)
    for mark, encoding, name in _MARKS:
        if head.startswith(mark):
            _require(path, encoding, name, "says that it is {name}, but line {line:,} is not")
            return encoding, name
    wide = _wide_encoding(head)
    if wide:
        log.note("The text is UTF-16 without saying so.", "It was read as UTF-16.")
        _require(path, wide, "UTF-16", "says that it is {name}, but line {line:,} is not")
        return wide, "UTF-16"
    _check_is_text(head, path.name)
    wrong = _first_wrong(path, "utf-8")
    return ("utf-8", "UTF-8") if wrong is None else _legacy(path, wrong, log)


def stated_encoding(path: Path, encoding: str) -> tuple[str, str]:
    """Return an encoding that a person stated, once the whole text fits it.

    Raises:
        InputRefused: No encoding is called so, or the text is not in it.
    """
    try:
        code = codecs.lookup(encoding).name
        codecs.getincrementaldecoder(code)("strict").decode(b"")
    except (LookupError, TypeError, UnicodeError) as error:
        raise _no_encoding(encoding) from error
    is_text = getattr(codecs.lookup(code), "_is_text_encoding", True)
    if not is_text or code.replace("_", "-") in _NO_WRITING:
        raise _no_encoding(encoding)
    with path.open("rb") as stream:
        marked = stream.read(len(codecs.BOM_UTF8)) == codecs.BOM_UTF8
    code = "utf-8-sig" if code == "utf-8" and marked else code
    name = _NAMES.get(code, "UTF-8" if code == "utf-8-sig" else code)
    _require(path, code, name, "was to be read as {name}, but line {line:,} is not")
    return code, name


def _require(path: Path, encoding: str, name: str, says: str) -> None:
    line = _first_wrong(path, encoding)
    if line is not None:
        raise InputRefused(f"“{path.name}” {says.format(name=name, line=line)}.", _SAVE_UTF8)


def _first_wrong(path: Path, encoding: str) -> int | None:
    """Return the line of the first byte that does not fit an encoding; None where all fit."""
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    lines = 1
    for chunk in _chunks(path):
        try:
            decoder.decode(chunk, final=not chunk)
        except UnicodeDecodeError as error:
            return lines + error.object.count(b"\n", 0, error.start)
        except UnicodeError:  # its first bytes do not say which order the others have
            return lines
        lines += chunk.count(b"\n")
    return None


def _chunks(path: Path) -> Iterator[bytes]:
    """Give the bytes of a file, and nothing at its end."""
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK_BYTES):
            yield chunk
    yield b""


def _wide_encoding(data: bytes) -> str:
    head = data[: len(data) & ~1]
    half = len(head) // 2
    if half and head[1::2].count(0) > half * 0.7 and not head[0::2].count(0):
        return "utf-16-le"
    if half and head[0::2].count(0) > half * 0.7 and not head[1::2].count(0):
        return "utf-16-be"
    return ""


def _check_is_text(head: bytes, source: str) -> None:
    if any(head.count(bytes([code])) for code in range(32) if code not in _TEXT_CONTROLS):
        raise InputRefused(
            f"“{source}” is not a text and not a spreadsheet that is known here.",
            "Choose an .xlsx or .csv file, or save the list as one.",
        )


def _legacy(path: Path, line: int, log: OddityLog) -> tuple[str, str]:
    """Tell a text that is not UTF-8: Windows-1252 where that fits, else what it most looks like."""
    before, sample, beyond = _beyond_ascii(path, line)
    if before:
        raise InputRefused(
            f"“{path.name}” is in two encodings: it begins as UTF-8, line {line:,} is something else.",
            _SAVE_UTF8,
        )
    encoding = name = ""
    if _WINDOWS_TEXT.fullmatch(beyond):
        encoding, name = "cp1252", "Windows-1252"
    else:
        from charset_normalizer import from_bytes  # noqa: PLC0415 - slow to load, and few lists need it

        best = from_bytes(sample).best()
        if best is not None:
            encoding = name = best.encoding
    if not encoding:
        raise InputRefused(
            f"The encoding of “{path.name}” cannot be told: line {line:,} fits none that is known.",
            _SAVE_UTF8,
        )
    log.note(
        "The text is not UTF-8.",
        f"It was read as {name}. Look whether names of offices and places came out right.",
        row=line,
    )
    _require(path, encoding, name, "says that it is {name}, but line {line:,} is not")
    return encoding, name


def _beyond_ascii(path: Path, wrong: int) -> tuple[bool, bytes, bytes]:
    """Return whether lines before the wrong one go beyond ASCII, a sample of such lines, and their bytes."""
    sample: list[bytes] = []
    size, before = 0, False
    beyond: set[int] = set()
    with path.open("rb") as stream:
        for number, row in enumerate(stream, start=1):
            if row.isascii():
                continue
            before = before or number < wrong
            beyond.update(row.translate(None, _ASCII))
            if size < _SAMPLE_BYTES:
                sample.append(row.rstrip(b"\r\n"))
                size += len(row)
    return before, b"\n".join(sample)[:_SAMPLE_BYTES], bytes(sorted(beyond))


def _no_encoding(encoding: str) -> InputRefused:
    return InputRefused(
        f"No encoding of texts is called “{encoding}” here.",
        "Use utf-8, utf-16 or windows-1252, for instance.",
    )
