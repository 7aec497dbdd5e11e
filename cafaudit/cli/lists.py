"""The subcommands of `cafaudit frame` for a list that was read in: what becomes of it, and the list."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from cafaudit.cli.stated import parts_of
from cafaudit.cli.unlocking import unlocked
from cafaudit.errors import InputRefused, UsageError
from cafaudit.sampling.exclusions import DATE_FIELDS
from cafaudit.services.commands.excluding import IncludeAgain, ReleaseFrame
from cafaudit.services.commands.listing import GroupFrame
from cafaudit.services.frame_export import export_list, hash_of_list
from cafaudit.services.queries.files import frame, frame_refs
from cafaudit.services.queries.lists import exclusions, list_changes
from cafaudit.services.registry import command_from
from cafaudit.services.small_files import toml_of
from cafaudit.services.visits import opened

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Callable

    from cafaudit.cli.output import Output
    from cafaudit.cli.parser import Words
    from cafaudit.services.list_changes import ListChanges
    from cafaudit.services.queries.lists import ExclusionState

_DAYS: Final = {field.removesuffix("_on"): field for field in DATE_FIELDS}
"""The words of the options for days: `--audited-within`, `--closed-before` and so on."""

_SHOWN_CASES: Final = 20
_MARKS: Final = {"added": "+", "removed": "-", "altered": "~"}


def changes_lines(changes: ListChanges) -> list[str]:
    """Return for people what a newer list changed; nothing where there was no other list."""
    if changes.list_number is None:
        return []
    place = "beside the list that was drawn from" if changes.beside else "in place of the earlier list"
    lines = [f"List {changes.list_number} ({changes.source}), {place}: {changes.sentence}."]
    lines += [
        f"  {count:>7,}  differ in {field.replace('_', ' ')}" for field, count in changes.fields.items()
    ]
    for case in changes.cases[:_SHOWN_CASES]:
        lines.append(f"  {_MARKS[case.what]} {case.case}  {', '.join(case.fields)}".rstrip())
    if len(changes.cases) > _SHOWN_CASES or changes.capped:
        lines.append("  … `cafaudit --json frame changes` lists more.")
    if changes.beside and changes.added:
        lines.append(f"{changes.added:,} of the newer list's cases had no chance of being drawn.")
    for one in changes.sample:
        said = f" ({', '.join(one.fields)})" if one.fields else ""
        lines.append(f"Draw {one.draw}, {one.stratum}, {one.role} {one.order}: {one.case} {one.what}{said}")
    return lines


def _visit_words(part: ArgumentParser, carry_out: Callable[[Namespace, Output], int]) -> None:
    part.add_argument("visit", type=Path)
    part.set_defaults(carry_out=carry_out)


def _export_words(out: ArgumentParser) -> None:
    _visit_words(out, _export)
    out.add_argument("file", type=Path)


def _exclude_words(exclude: ArgumentParser) -> None:
    _visit_words(exclude, _exclude)
    for word, field in _DAYS.items():
        said = DATE_FIELDS[field]
        exclude.add_argument(f"--{word}-within", type=int, metavar="MONTHS", help=f"{said}, with --before")
        exclude.add_argument(f"--{word}-before", metavar="DATE", help=f"{said} before a day")
    exclude.add_argument("--before", metavar="DATE", help="the day that the months count back from")
    exclude.add_argument("--where", metavar="FIELD=VALUE,...", help="a kept column has one of these values")
    exclude.add_argument("--cases", metavar="REF,...", help="these cases, with --reason")
    exclude.add_argument("--rules", type=Path, metavar="FILE.toml", help="[[rule]] tables, applied in order")
    exclude.add_argument("--reason", default="", metavar="TEXT", help="why; it stands on the draw sheet")


def _include_words(include: ArgumentParser) -> None:
    _visit_words(include, _include)
    which = include.add_mutually_exclusive_group(required=True)
    which.add_argument("--rule", type=int, metavar="N", help="the rule's number, from 1")
    which.add_argument("--all", action="store_true", help="every rule")


def _group_words(regroup: ArgumentParser) -> None:
    _visit_words(regroup, _group)
    regroup.add_argument("--by", required=True, metavar="FIELD,...", help="such as office,law_type")
    regroup.add_argument(
        "--names", type=Path, metavar="FILE.toml", help='names, one a line: "Public, Office A" = "North"'
    )


def _release_words(release: ArgumentParser) -> None:
    _visit_words(release, _release)
    release.add_argument("--reason", required=True, metavar="TEXT")


def _ids(options: Namespace, output: Output) -> int:
    with opened(options.visit, unlocked(options)) as visit:
        refs = frame_refs(visit)
    output.result(refs, refs)
    return 0


def _hash(options: Namespace, output: Output) -> int:
    with opened(options.visit, unlocked(options)) as visit:
        found = hash_of_list(visit)
    output.result(found, found)
    return 0


def _export(options: Namespace, output: Output) -> int:
    with opened(options.visit, unlocked(options)) as visit:
        written = export_list(visit, options.file)
    output.result(
        {"file": str(options.file), "cases": written.cases, "hash": written.hash},
        f"{written.cases:,} cases written to {options.file}; its SHA-256 is {written.hash}",
    )
    return 0


def _exclude(options: Namespace, output: Output) -> int:
    commands = [command_from("ExcludeCases", fields) for fields in _rules(options)]
    with opened(options.visit, unlocked(options)) as visit:
        done = visit.do_all(commands)
        state = exclusions(visit)
    for one in done:
        output.say(one.summary)
    output.result(state, _lines(state))
    return 0


def _rules(options: Namespace) -> list[dict[str, Any]]:
    """Return the fields of each rule that the options state: one, or those of a file."""
    if options.rules is not None:
        return _rules_of(options.rules)
    stated: list[dict[str, Any]] = []
    for word, field in _DAYS.items():
        months, before = getattr(options, f"{word}_within"), getattr(options, f"{word}_before")
        if months is not None:
            rule = {"kind": "within_months", "field": field, "months": months, "before": options.before}
            stated.append(rule)
        if before is not None:
            stated.append({"kind": "before", "field": field, "before": before})
    if options.where is not None:
        field, equals, values = options.where.partition("=")
        if not equals:
            raise UsageError(
                "--where does not say which value.",
                "Write FIELD=VALUE, such as office=North; FIELD= is blank.",
            )
        stated.append({"kind": "values", "field": field.strip(), "values": parts_of(values)})
    if options.cases is not None:
        stated.append({"kind": "listed", "cases": parts_of(options.cases)})
    if len(stated) != 1:
        raise UsageError(
            "State one rule at a time." if stated else "No rule was stated.",
            "Use one such as --audited-within, --closed-before, --where or --cases, or --rules FILE.toml.",
        )
    return [stated[0] | {"reason": options.reason}]


def _include(options: Namespace, output: Output) -> int:
    with opened(options.visit, unlocked(options)) as visit:
        done = visit.do(IncludeAgain(rule=options.rule))
        state = exclusions(visit)
    output.say(done.summary)
    output.result(state, _lines(state))
    return 0


def _group(options: Namespace, output: Output) -> int:
    command = GroupFrame(strata=parts_of(options.by), names=_names(options.names) if options.names else {})
    with opened(options.visit, unlocked(options)) as visit:
        done = visit.do(command)
        state = frame(visit)
    output.say(done.summary)
    output.result(state, [f"{count:>9,}  {name}" for name, count in state.strata.items()])
    return 0


def _release(options: Namespace, output: Output) -> int:
    with opened(options.visit, unlocked(options)) as visit:
        done = visit.do(ReleaseFrame(reason=options.reason))
    output.result({"event": done.event, "summary": done.summary}, done.summary)
    return 0


def _changes(options: Namespace, output: Output) -> int:
    with opened(options.visit, unlocked(options)) as visit:
        found = list_changes(visit)
    output.result(found, changes_lines(found) or ["No second list was imported."])
    return 0


def _lines(state: ExclusionState) -> list[str]:
    exclusions = "exclusion" if state.excluded == 1 else "exclusions"
    return [
        *(f"{rule.number:>3}  {rule.cases:>7,}  {rule.sentence}" for rule in state.rules),
        f"{state.left:,} cases after {state.excluded:,} {exclusions}.",
    ]


def _rules_of(path: Path) -> list[dict[str, Any]]:
    found = toml_of(path)
    rules = found.get("rule")
    if set(found) != {"rule"} or not isinstance(rules, list) or not all(isinstance(r, dict) for r in rules):
        raise InputRefused(
            f"{path.name} holds no rules.", "Write a [[rule]] table for each, with kind, field and so on."
        )
    return rules


def _names(path: Path) -> dict[str, str]:
    found = toml_of(path)
    wrong = [group for group, name in found.items() if not isinstance(name, str)]
    if wrong:
        raise InputRefused(
            f"In {path.name} “{wrong[0]}” has no name.",
            'Write one line a group: "Public, Office A" = "North"',
        )
    return found


WORDS: Final[Words] = {
    "ids": partial(_visit_words, carry_out=_ids),
    "hash": partial(_visit_words, carry_out=_hash),
    "export": _export_words,
    "exclude": _exclude_words,
    "include": _include_words,
    "group": _group_words,
    "release": _release_words,
    "changes": partial(_visit_words, carry_out=_changes),
}
"""What each of these subcommands can be told."""
