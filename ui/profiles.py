"""Which profiles this machine has, told before anything but Qt and the standard library is loaded.

Not even `json` is loaded for it, which would take milliseconds, and nothing is verified:
`cafaudit.team.profile` does that when one of them is unlocked. The places and the form of the file are
those of that module; tests hold both together.
"""

from __future__ import annotations

import sys
from binascii import a2b_base64
from pathlib import Path

from PySide6.QtCore import QStandardPaths

PROFILE_NAME = "profile.cafprofile"
PORTABLE_FOLDER = "CafAudit profile"
_CAP = 64 * 1024
_SIGNATURE_BYTES = 64
_BEGIN, _END = "-----BEGIN CAFAUDIT CARD-----", "-----END CAFAUDIT CARD-----"
_NAME = '"name":"'


class SeenProfile:
    """A profile as its file says: where it lies, and whose it claims to be."""

    __slots__ = ("folder", "name", "portable")

    def __init__(self, folder: Path, name: str, *, portable: bool) -> None:
        self.folder = folder
        self.name = name
        self.portable = portable


def usual_folder(program: Path | None = None) -> Path:
    """Return the folder of this person's profile: beside a portable program, else with their own data."""
    beside = _beside(program)
    if beside.is_dir():
        return beside
    data = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericDataLocation)
    return Path(data) / "CafAudit" / "profile"


def seen_profiles(usual: Path) -> tuple[SeenProfile, ...]:
    """Return the profiles in the usual folder and in those beside it, the usual one first."""
    portable = usual.name == PORTABLE_FOLDER
    beside = [] if portable else _folders_in(usual.parent)
    folders = [usual, *sorted(folder for folder in beside if folder != usual)]
    found = ((folder, _name_in(folder)) for folder in folders)
    return tuple(SeenProfile(folder, name, portable=portable) for folder, name in found if name)


def folder_for_another(usual: Path) -> Path:
    """Return a folder for a new profile: the usual one, or the next beside it that is still free."""
    if not (usual / PROFILE_NAME).exists():
        return usual
    number = 2
    while (folder := usual.with_name(f"{usual.name} {number}")).exists():
        number += 1
    return folder


def _beside(program: Path | None) -> Path:
    return (program or Path(sys.executable)).resolve().parent / PORTABLE_FOLDER


def _folders_in(place: Path) -> list[Path]:
    try:
        return [path for path in place.iterdir() if path.is_dir()]
    except OSError:
        return []


def _name_in(folder: Path) -> str:
    """Return the name on a profile's card, "" without a profile; a damaged one is called by its folder."""
    try:
        with (folder / PROFILE_NAME).open("rb") as stream:
            content = stream.read(_CAP)
    except OSError:
        return ""
    try:
        card = content.decode().partition(_BEGIN)[2].partition(_END)[0]
        body = a2b_base64("".join(card.replace("\\n", "").split()))[_SIGNATURE_BYTES:].decode()
    except ValueError:
        return folder.name
    return _quoted(body.partition(_NAME)[2]) or folder.name


def _quoted(text: str) -> str:
    """Return what stands before the closing quotation mark; what a backslash precedes stands for itself."""
    taken: list[str] = []
    signs = iter(text)
    for sign in signs:
        if sign == '"':
            return "".join(taken)
        taken.append(next(signs, "") if sign == "\\" else sign)
    return ""
