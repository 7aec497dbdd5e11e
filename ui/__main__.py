"""The entry of the program: without arguments the window, with arguments the command line."""

from __future__ import annotations

import sys


def main() -> int:
    """Open the window, or carry out a command line without loading Qt; returns the exit status."""
    if len(sys.argv) > 1:
        from cafaudit.cli import main as command_line

        return command_line()
    from ui.app import run

    return run()


if __name__ == "__main__":
    sys.exit(main())
