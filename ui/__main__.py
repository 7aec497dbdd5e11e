"""The entry of the program: without a subcommand the window, with one the command line."""

from __future__ import annotations

import sys
from pathlib import Path

_PROFILE = "--profile"


def main() -> int:
    """Open the window, or carry out a command line without loading Qt; returns the exit status."""
    arguments = sys.argv[1:]
    profile = profile_of_window(arguments)
    if arguments and profile is None:
        from cafaudit.cli import main as command_line

        return command_line()
    from ui.app import run

    return run(profile)


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
