"""The entry of the program: without a subcommand the window, with one the command line."""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ui.app import App

_PROFILE = "--profile"
_READS_A_LIST = "--read-a-list"
"""What the program in one file starts itself with, to read a case list in a process of its own."""


def main() -> int:
    """Open the window, or carry out a command line without loading Qt; returns the exit status."""
    arguments = sys.argv[1:]
    if arguments == [_READS_A_LIST]:
        from cafaudit.intake.child import main as child

        return child()
    profile = profile_of_window(arguments)
    if arguments and profile is None:
        from cafaudit.cli import main as command_line

        status = command_line()
        gc.freeze()  # all of it goes with the process, so it is not searched once more on the way out
        return status
    flow = open_window(profile)
    from ui.app import stay

    return stay(flow)


def open_window(profile: Path | None = None) -> App:
    """Show the window. Collecting garbage waits until it is painted: looking for it takes time.

    Args:
        profile: The folder of the profile to begin with, None for the usual one.
    """
    gc.disable()
    from ui.app import start

    return start(profile)


def profile_of_window(arguments: list[str]) -> Path | None:
    """Return the folder in `--profile DIR` where nothing else was said, so that the window is wanted."""
    match arguments:
        case [option, folder] if option == _PROFILE and not folder.startswith("-"):
            return Path(folder).expanduser()
        case [joined] if joined.startswith(f"{_PROFILE}="):
            return Path(joined.removeprefix(f"{_PROFILE}=")).expanduser()
        case _:
            return None


if __name__ == "__main__":
    sys.exit(main())
