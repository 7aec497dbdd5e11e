"""What a file is by its content, whatever its name says, and why some are refused before they are parsed."""

from __future__ import annotations

import re
import zipfile
from typing import TYPE_CHECKING, Final, Literal

from cafaudit.errors import InputRefused

if TYPE_CHECKING:
    from pathlib import Path

FileKind = Literal["workbook", "text"]

MOST_BYTES: Final = 1_000_000_000
"""A list of a million cases has a quarter of this."""

MOST_UNPACKED: Final = 4_000_000_000
MOST_PACKED_RATIO: Final = 400
"""Spreadsheets pack to a tenth or a fiftieth; what packs to less is a trap."""

_HEAD: Final = 4_096
_NOTHING: Final = b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"
_SMALL: Final = 50_000_000
_ZIP: Final = b"PK\x03\x04"
_EMPTY_ZIP: Final = b"PK\x05\x06"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_BIT: Final = 1
_ENCRYPTED_NAMES: Final = tuple(name.encode("utf-16-le") for name in ("EncryptedPackage", "EncryptionInfo"))
_WORD_NAME: Final = "WordDocument".encode("utf-16-le")

_OTHERS: Final = (
    (b"%PDF", "a PDF document"),
    (b"{\\rtf", "a word-processor document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"MZ", "a program"),
    (b"\x7fELF", "a program"),
    (b"7z\xbc\xaf", "a packed archive"),
    (b"Rar!", "a packed archive"),
    (b"\x1f\x8b", "a packed file"),
    (b"SQLite format 3", "a database"),
    (b"age-encryption.org", "an encrypted file"),
    (b"-----BEGIN", "an encrypted or signed file"),
)
_JSON: Final = re.compile(rb'(?:\[\s*)?\{\s*"')
_MARKUP: Final = (b"<!doctype html", b"<html", b"<?xml", b"<table", b"<script")

_SAVE_AS: Final = "Open it in a spreadsheet program and save it as .xlsx or .csv, then import that file."


def kind_of(path: Path) -> FileKind:
    """Say whether a file is a workbook or a text.

    Raises:
        InputRefused: It is missing, empty, far too large, protected by a password, damaged or no list.
    """
    head, size = _head_of(path)
    if size <= _HEAD and not head.strip(_NOTHING):
        raise InputRefused(f"“{path.name}” is empty.", "Ask for the list again, or choose another file.")
    if size > MOST_BYTES:
        raise InputRefused(
            f"“{path.name}” is larger than a gigabyte, which no case list is.",
            "Choose the file that holds the case list.",
        )
    if head.startswith((_ZIP, _EMPTY_ZIP)):
        _check_zip(path)
        return "workbook"
    if head.startswith(_OLE):
        _check_ole(path)
        return "workbook"
    _check_not_other(path.name, head)
    return "text"


def password_refusal(name: str) -> InputRefused:
    """Return the refusal of a file that a password protects."""
    return InputRefused(
        f"“{name}” is protected by a password.",
        "Ask for the list without one, or open it, save a copy without the password and import the copy.",
    )


def damaged_refusal(name: str) -> InputRefused:
    """Return the refusal of a workbook that cannot be read to its end."""
    return InputRefused(
        f"“{name}” is damaged: it begins like a spreadsheet but cannot be read to its end.",
        "Copy or download it again. If it still opens in a spreadsheet program, save it anew from there.",
    )


def _head_of(path: Path) -> tuple[bytes, int]:
    if path.exists() and not path.is_file():
        raise InputRefused(f"“{path}” is not a file.", "Choose the file that holds the case list.")
    try:
        with path.open("rb") as stream:
            return stream.read(_HEAD), path.stat().st_size
    except FileNotFoundError as error:
        raise InputRefused(f"There is no file “{path}”.", "Look at its name and folder.") from error
    except OSError as error:
        why = (error.strerror or "the disk does not say why").lower()
        raise InputRefused(
            f"“{path}” cannot be read: {why}.",
            "Choose the file itself, close it elsewhere, or copy it here first.",
        ) from error


def _check_zip(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
        raise damaged_refusal(path.name) from error
    names = {part.filename for part in parts}
    if any(part.flag_bits & _ENCRYPTED_BIT for part in parts):
        raise password_refusal(path.name)
    if "content.xml" not in names and not any(name.startswith("xl/") for name in names):
        what = "a Word document" if "word/document.xml" in names else "a zip archive"
        advice = "Unpack it and import the list that is in it." if what == "a zip archive" else _SAVE_AS
        raise InputRefused(f"“{path.name}” is {what}, not a spreadsheet.", advice)
    unpacked = sum(part.file_size for part in parts)
    packed = max(1, path.stat().st_size)
    if unpacked > MOST_UNPACKED or (unpacked > _SMALL and unpacked // packed > MOST_PACKED_RATIO):
        raise InputRefused(
            f"“{path.name}” would unpack to {unpacked // 1_000_000:,} megabytes, which no case list does.",
            "Do not open it elsewhere either. Ask where it comes from, and for the list as .csv.",
        )


def _check_ole(path: Path) -> None:
    data = path.read_bytes()
    if any(name in data for name in _ENCRYPTED_NAMES):
        raise password_refusal(path.name)
    if _WORD_NAME in data:
        raise InputRefused(f"“{path.name}” is a Word document, not a spreadsheet.", _SAVE_AS)


def _check_not_other(name: str, head: bytes) -> None:
    for signature, what in _OTHERS:
        if head.startswith(signature):
            raise InputRefused(f"“{name}” is {what}, not a spreadsheet.", _SAVE_AS)
    start = _as_text(head).lstrip().lower()
    if _JSON.match(start):
        raise InputRefused(f"“{name}” is data for programs (JSON), not a spreadsheet.", _SAVE_AS)
    if start.startswith(_MARKUP):
        raise InputRefused(
            f"“{name}” is a web page or XML, not a spreadsheet, whatever its name says.", _SAVE_AS
        )


def _as_text(head: bytes) -> bytes:
    """Return the beginning of a text without its mark, of a wide encoding only every sign's low byte."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head[2:].replace(b"\x00", b"")
    return head.removeprefix(b"\xef\xbb\xbf")
