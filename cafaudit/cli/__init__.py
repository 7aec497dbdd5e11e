"""The command line: the same services as the window, for scripts and outside checks."""

from __future__ import annotations

from cafaudit.cli.main import main

__all__ = ["main"]
