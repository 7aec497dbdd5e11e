"""Which libraries and programs of the operating system are needed, and how they come in.

Only Linux leaves them to its package manager: on Windows and macOS they are part of the system or
of the wheels. A part is looked for by loading it, not by asking a package manager, so that a
machine that has it from elsewhere is left alone.
"""

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

APT_LISTS = Path("/var/lib/apt/lists")
FONT_FOLDERS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".fonts")
APT_INSTALL = ("apt-get", "-o", "DPkg::Lock::Timeout=120", "install", "--yes", "--no-install-recommends")
APT_UPDATE = ("apt-get", "update")


@dataclass(frozen=True, slots=True)
class Part:
    """A library (by its soname), a program, or any font; the Debian package `package` brings it."""

    name: str
    package: str
    kind: Literal["library", "program", "font"] = "library"


QT = (
    Part("libGL.so.1", "libgl1"),
    Part("libEGL.so.1", "libegl1"),
    Part("libxkbcommon.so.0", "libxkbcommon0"),
    Part("libdbus-1.so.3", "libdbus-1-3"),
    Part("libfontconfig.so.1", "libfontconfig1"),
    Part("libglib-2.0.so.0", "libglib2.0-0"),
    Part("a TrueType font", "fonts-dejavu-core", "font"),
)
"""What Qt needs to draw at all, with or without a screen."""

SCREEN = (
    Part("libxcb-cursor.so.0", "libxcb-cursor0"),
    Part("libxkbcommon-x11.so.0", "libxkbcommon-x11-0"),
    Part("libxcb-icccm.so.4", "libxcb-icccm4"),
    Part("libxcb-keysyms.so.1", "libxcb-keysyms1"),
    Part("libxcb-shape.so.0", "libxcb-shape0"),
)
"""What Qt needs beside that to open a window on an X screen."""

PRETEND_SCREEN = (Part("Xvfb", "xvfb", "program"), Part("xauth", "xauth", "program"))
"""A screen that exists in memory only, for tests that need a real window system."""

WITNESSES = (
    Part("strace", "strace", "program"),
    Part("age", "age", "program"),
    Part("minisign", "minisign", "program"),
)
"""Programs that tests call as second opinions; a test without its witness is skipped and says so."""


def is_present(part: Part) -> bool:
    """Whether the machine can load or run the part."""
    if part.kind == "program":
        return shutil.which(part.name) is not None
    if part.kind == "font":
        return any(next(folder.rglob("*.[to]tf"), None) for folder in FONT_FOLDERS if folder.is_dir())
    try:
        ctypes.CDLL(part.name)
    except OSError:
        return False
    return True


def missing(parts: Iterable[Part], present: Callable[[Part], bool] = is_present) -> list[Part]:
    """The parts that are not there, in the order given; always none outside Linux."""
    if not sys.platform.startswith("linux"):
        return []
    return [part for part in parts if not present(part)]


def packages_of(parts: Iterable[Part]) -> list[str]:
    """The Debian packages that bring the parts, each once."""
    return list(dict.fromkeys(part.package for part in parts))


def lists_are_empty(lists: Path = APT_LISTS) -> bool:
    """Whether apt-get has never been told what there is to install."""
    return not lists.is_dir() or not any("_Packages" in entry.name for entry in lists.iterdir())


def privilege(sudo_works: Callable[[], bool], *, is_root: bool) -> tuple[str, ...] | None:
    """What to put before a command that changes the system; None when this person may not."""
    if is_root:
        return ()
    return ("sudo", "-n") if sudo_works() else None


def own_privilege() -> tuple[str, ...] | None:
    """The same for the person who started this program; never asks for a password."""
    return privilege(_sudo_works, is_root=os.geteuid() == 0)


def _sudo_works() -> bool:
    if shutil.which("sudo") is None:
        return False
    asked = subprocess.run(["sudo", "-n", "true"], stdin=subprocess.DEVNULL, capture_output=True, check=False)
    return asked.returncode == 0


def apt_commands(
    packages: Sequence[str], before: Sequence[str], *, update_first: bool
) -> list[tuple[str, ...]]:
    """The commands that bring the packages, in order; `before` is what `privilege` returned."""
    quietly = (*before, "env", "DEBIAN_FRONTEND=noninteractive")
    install = (*quietly, *APT_INSTALL, *packages)
    return [(*quietly, *APT_UPDATE), install] if update_first else [install]


def line_to_run(packages: Sequence[str]) -> str:
    """The one line that a person with the right to do so can paste into a terminal."""
    return f"sudo apt-get update && sudo apt-get install --no-install-recommends {' '.join(packages)}"


def advice(parts: Sequence[Part], *, has_apt: bool) -> str:
    """What the person can do about missing parts that could not be installed for them."""
    if has_apt:
        return f"This line, run once, brings them in:\n    {line_to_run(packages_of(parts))}"
    return "Install the packages of your system that bring them."
