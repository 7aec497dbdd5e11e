"""Where the passphrase comes from, and which profile is opened."""

from __future__ import annotations

import getpass
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from cafaudit.errors import UsageError
from cafaudit.team.profile import open_profile
from cafaudit.team.profile_place import default_folder

if TYPE_CHECKING:
    from argparse import Namespace

    from cafaudit.team.identity import Identity

VARIABLE = "CAFAUDIT_PASSPHRASE"


def passphrase_from(options: Namespace, *, again: bool = False) -> str:
    """Return the passphrase: from the named file, the environment, or asked for on the terminal.

    `again` asks twice, as for a new one.

    Raises:
        UsageError: there is nobody to ask, the file cannot be read, or the two differ.
    """
    if options.passphrase_file:
        return _from_file(Path(options.passphrase_file))
    if VARIABLE in os.environ:
        return os.environ[VARIABLE]
    if not sys.stdin.isatty():
        raise UsageError(
            "No passphrase was given.",
            f"Set {VARIABLE}, name a file with --passphrase-file, or run this in a terminal.",
        )
    typed = getpass.getpass("Passphrase: ")
    if again and getpass.getpass("The same again: ") != typed:
        raise UsageError("The two passphrases differ.", "Type them again.")
    return typed


def profile_folder(options: Namespace) -> Path:
    """Return the profile's folder: the one named, or this person's own."""
    return Path(options.profile) if options.profile else default_folder()


def unlocked(options: Namespace) -> Identity:
    """Open the profile with its passphrase.

    Raises:
        WrongPassphrase: the passphrase is not the one.
        InputRefused: there is no profile.
    """
    return open_profile(profile_folder(options), passphrase_from(options))


def _from_file(path: Path) -> str:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        raise UsageError(
            f"The passphrase file {path} cannot be read.", "Check the name; it holds one line of UTF-8 text."
        ) from fault
    return text.split("\n", 1)[0].rstrip("\r")
