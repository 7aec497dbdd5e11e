"""`cafaudit example`: the whole job on the shipped example."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from cafaudit.services.example import make_example

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from cafaudit.cli.output import Output
    from cafaudit.cli.parser import Words


def _example_words(example: ArgumentParser) -> None:
    example.add_argument("folder", type=Path, metavar="DIR")
    example.set_defaults(carry_out=_example)


def _example(options: Namespace, output: Output) -> int:
    made = make_example(options.folder, output.say)
    output.result(made, made.lines)
    return 0


WORDS: Final[Words] = {"example": _example_words}
"""What each of these subcommands can be told."""
