"""Where profiles lie when nobody says: beside a portable program, else in this person's own folder."""

import sys
from pathlib import Path

import platformdirs

PORTABLE_FOLDER = "CafAudit profile"


def default_folder(program: Path | None = None) -> Path:
    """The folder of the profile when no `--profile DIR` is given.

    A folder called `CafAudit profile` beside the program makes it portable: program and profile travel
    together.

    Args:
        program: The program's own file; found out if not given.
    """
    beside = (program or Path(sys.executable)).resolve().parent / PORTABLE_FOLDER
    if beside.is_dir():
        return beside
    return platformdirs.user_data_path("CafAudit", appauthor=False) / "profile"
