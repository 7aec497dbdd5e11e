"""`cafaudit query` and `cafaudit commands`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from cafaudit.cli.output import dumps
from cafaudit.cli.unlocking import unlocked
from cafaudit.errors import UsageError
from cafaudit.services.queries import ask, queries
from cafaudit.services.registry import commands as every_command
from cafaudit.services.registry import entry_for
from cafaudit.services.script import line_schema
from cafaudit.services.visits import opened

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from cafaudit.cli.output import Output
    from cafaudit.cli.parser import Words


def _query_words(query: ArgumentParser) -> None:
    query.add_argument("visit", type=Path, nargs="?")
    query.add_argument("name", nargs="?")
    query.add_argument("--arg", action="append", default=[], metavar="NAME=VALUE")
    query.add_argument("--list", action="store_true", help="list the questions that can be asked")
    query.set_defaults(carry_out=_query)


def _commands_words(listing: ArgumentParser) -> None:
    listing.add_argument("name", nargs="?")
    listing.set_defaults(carry_out=_commands)


def _query(options: Namespace, output: Output) -> int:
    if options.list:
        rows = [{"name": q.name, "about": q.about, "arguments": q.arguments} for q in queries()]
        output.result(rows, [f"{row['name']:<12} {row['about']}" for row in rows])
        return 0
    if options.visit is None or options.name is None:
        raise UsageError(
            "A query names a visit and a question.", "`cafaudit query --list` lists the questions."
        )
    given = dict(_pair(text) for text in options.arg)
    with opened(options.visit, unlocked(options)) as visit:
        answer = ask(visit, options.name, **given)
    print(dumps(answer))
    return 0


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise UsageError(f"“{text}” is no argument.", "Write it as --arg NAME=VALUE.")
    return name, value


def _commands(options: Namespace, output: Output) -> int:
    if options.name:
        schema = line_schema(entry_for(options.name))
        output.result(schema, dumps(schema))
        return 0
    schemas: dict[str, Any] = {entry.name: line_schema(entry) for entry in every_command()}
    output.result(schemas, [f"{entry.name:<20} {entry.about}" for entry in every_command()])
    return 0


WORDS: Final[Words] = {
    "query": _query_words,
    "commands": _commands_words,
}
"""What each of these subcommands can be told."""
