"""`cafaudit sample size`: how many files to read, and what each stratum gives."""

from __future__ import annotations

import json
from argparse import RawDescriptionHelpFormatter
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Final, get_args

from cafaudit.cli.stated import parts_of
from cafaudit.cli.unlocking import unlocked
from cafaudit.errors import InputRefused, UsageError
from cafaudit.export.saving import save_export
from cafaudit.sampling import Rule, allocate, allocate_neyman, default_reserves, restratify
from cafaudit.services.queries.files import frame, stored_cases
from cafaudit.services.visits import opened
from cafaudit.statistics.shares import percent_text, share_of
from cafaudit.statistics.size_words import answer_to, comparison_sentence, table_rows
from cafaudit.statistics.sizes import LAWS, Aim, Precision, size_table

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Iterable, Mapping

    from cafaudit.cli.output import Output
    from cafaudit.cli.parser import Commands

_TABLE_RATES: Final = "1%,2%,3%,4%,5%,6%,7%,8%,9%,10%,15%,20%"
_TABLE_EXPECTED: Final = 5
_SHARING: Final = (*get_args(Rule), "neyman")

_ABOUT = """\
How many files to read, decided exactly. Three questions:
  discovery   at least one such file is to be found (--rate)
  attribute   up to --expected such files may be found (--rate)
  precision   a share is to be known within a margin (--margin)
Rates are written as 5%, 0.05, 1/20 or 1 in 20 and taken exactly; on a list a rate is the
fewest files that reach it. With --allocate the files are shared out over strata."""


def add_size_to(group: Commands) -> None:
    """Add `sample size`."""
    size = group.add_parser(
        "size",
        help="how many files to read",
        description=_ABOUT,
        formatter_class=RawDescriptionHelpFormatter,
    )
    size.add_argument("visit", type=Path, nargs="?", help="take the list of this visit")
    size.add_argument("--population", type=int, metavar="N", help="files on the list")
    size.add_argument("--kind", choices=("discovery", "attribute", "precision"), help="the question")
    size.add_argument("--rate", help="share of such files on the list")
    size.add_argument("--expected", type=int, default=0, metavar="C", help="such files that may be found")
    size.add_argument("--margin", help="how far a share may be out to either side, such as 5%%")
    size.add_argument("--share", default="50%", help="the share that is expected, for a margin")
    size.add_argument("--confidence", default="95%", help="95%% unless stated")
    size.add_argument(
        "--law", choices=LAWS, default="hypergeometric", help="exact for the list, or as if endless"
    )
    size.add_argument(
        "--table", nargs="?", const=_TABLE_RATES, metavar="RATE,...", help="sizes for many rates as a table"
    )
    _add_sharing(size)
    size.set_defaults(carry_out=_size)


def _add_sharing(size: ArgumentParser) -> None:
    size.add_argument("--allocate", choices=_SHARING, metavar="RULE", help=", ".join(_SHARING))
    size.add_argument("--out", type=Path, metavar="FILE.toml", help="write them for draw --per-stratum")
    size.add_argument("--size", type=int, dest="total", metavar="N", help="files to share out")
    size.add_argument("--strata", metavar="COL,...", help="fields of the visit's list to group the cases by")
    size.add_argument(
        "--stratum", action="append", default=[], metavar="NAME=N", help="a stratum and its cases"
    )
    size.add_argument(
        "--expect", action="append", default=[], metavar="NAME=RATE", help="a stratum's rate, for neyman"
    )


def _save_shares(options: Namespace, shares: Mapping[str, Mapping[str, int]]) -> None:
    """Write the files of each stratum as `sample draw --per-stratum` takes them."""
    lines = [f"{json.dumps(name, ensure_ascii=False)} = {one['files']}\n" for name, one in shares.items()]
    save_export(options.out, "".join(lines).encode())


def _size(options: Namespace, output: Output) -> int:
    counts = _counts(options)
    population = _population(options, counts)
    if options.table is not None:
        return _show_table(options, population, output)
    if (options.total is not None or options.out) and not options.allocate:
        raise UsageError(
            "Files are to be shared out, but by no rule.", f"State --allocate: {', '.join(_SHARING)}."
        )
    found: dict[str, object] = {"population": population}
    lines: list[str] = []
    total = options.total
    if options.rate or options.margin or total is None:
        question = _question(options, population)
        answer = answer_to(question)
        found |= _facts(options, question) | {
            "size": answer.size,
            "chance": answer.chance,
            "sizes": answer.sizes,
            "sentence": answer.sentence,
        }
        lines += [answer.sentence, answer.note, comparison_sentence(question, answer)]
        total = total or answer.size
    if options.allocate:
        shares = _shared_out(options, counts, total)
        found |= {"allocate": options.allocate, "strata": shares}
        if options.out:
            _save_shares(options, shares)
        lines += [f"{one['files']:>7,} of {one['cases']:>9,}  {name}" for name, one in shares.items()]
    output.result(found, [line for line in lines if line])
    return 0


def _counts(options: Namespace) -> dict[str, int]:
    """Return the cases of each stratum: of the visit's list, or as stated."""
    if options.visit is not None and (options.population is not None or options.stratum):
        raise UsageError(
            "A visit and a number of files were both given.", "Name the visit, or state how long the list is."
        )
    if options.visit is None:
        if options.strata:
            raise UsageError("Fields were named, but no visit.", "Name the visit, or state --stratum NAME=N.")
        return {
            name: _whole(name, text) for name, text in named_figures(options.stratum, "--stratum").items()
        }
    with opened(options.visit, unlocked(options)) as visit:
        if not options.strata:
            return dict(frame(visit).strata)
        cases = restratify(stored_cases(visit), parts_of(options.strata))
        return dict(Counter(case.stratum for case in cases))


def _population(options: Namespace, counts: Mapping[str, int]) -> int:
    held = sum(counts.values())
    if options.visit is not None and not held:
        raise InputRefused("The visit has no case list yet.", "Import the provider's list first.")
    if options.population is None and not counts:
        raise UsageError("The length of the list is not known.", "Name a visit or state --population N.")
    if options.population is not None and counts and options.population != held:
        raise InputRefused(
            f"The strata hold {held:,} cases, but the list was said to hold {options.population:,}.",
            "Leave --population out, or correct the strata.",
        )
    return held if options.population is None else int(options.population)


def _question(options: Namespace, population: int) -> Aim | Precision:
    kind = options.kind or (
        "precision" if options.margin else "attribute" if options.expected else "discovery"
    )
    level = share_of(options.confidence, "confidence")
    if kind == "precision":
        if not options.margin or options.rate or options.expected:
            raise UsageError(
                "A precision rests on a margin, not on a rate or on expected files.",
                "State --margin, such as 5%, and --share if it is not about a half.",
            )
        share = share_of(options.share, "share")
        return Precision(population, share_of(options.margin, "margin"), share, level, options.law)
    if not options.rate or options.margin:
        raise UsageError(
            f"The question “{kind}” rests on a rate, not on a margin.", "State --rate, such as 5% or 1/20."
        )
    if kind == "discovery" and options.expected:
        raise UsageError(
            "Discovery expects no such file.", "Leave --expected out, or ask with --kind attribute."
        )
    return Aim(population, share_of(options.rate, "rate"), options.expected, level, options.law)


def _facts(options: Namespace, question: Aim | Precision) -> dict[str, object]:
    common = {"law": options.law, "confidence": str(question.confidence)}
    if isinstance(question, Precision):
        return {"kind": "precision", "margin": str(question.margin), "share": str(question.share)} | common
    kind = options.kind or ("attribute" if question.expected else "discovery")
    rate = {"rate": str(question.rate), "files_at_rate": question.marked, "expected": question.expected}
    return {"kind": kind} | rate | common


def _shared_out(options: Namespace, counts: Mapping[str, int], total: int) -> dict[str, dict[str, int]]:
    if not counts:
        raise UsageError("No strata are known.", "Name a visit, or state --stratum NAME=N for each.")
    if options.allocate == "neyman":
        stated = named_figures(options.expect, "--expect")
        sizes = allocate_neyman(
            counts, total, {name: share_of(text, f"rate of “{name}”") for name, text in stated.items()}
        )
    else:
        sizes = allocate(counts, total, options.allocate)
    reserves = default_reserves(sizes, counts)
    return {name: {"cases": counts[name], "files": sizes[name], "reserves": reserves[name]} for name in sizes}


def _show_table(options: Namespace, population: int, output: Output) -> int:
    rates = tuple(share_of(text, "rate") for text in parts_of(options.table))
    level = share_of(options.confidence, "confidence")
    aim = Aim(population, rates[0], options.expected, level, options.law)
    most = max(options.expected, _TABLE_EXPECTED)
    sizes = size_table(aim, rates, most)
    rows = [["", *(str(count) for count in range(most + 1))], *table_rows(rates, sizes)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    output.result(
        {
            "population": population,
            "law": options.law,
            "confidence": str(level),
            "expected": list(range(most + 1)),
            "rows": [{"rate": str(rate), "sizes": row} for rate, row in zip(rates, sizes, strict=True)],
        },
        [
            f"Files to read of {population:,}, {percent_text(level)} confidence, by rate and files expected",
            *("  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True)) for row in rows),
        ],
    )
    return 0


def named_figures(stated: Iterable[str], option: str) -> dict[str, str]:
    """Return what was stated by name; the last "=" parts a name from its figure."""
    found: dict[str, str] = {}
    for text in stated:
        name, sign, figure = text.rpartition("=")
        if not sign or not name.strip():
            raise UsageError(f"“{text}” has no name and figure.", f'Write {option} "Long-term private=388".')
        if name.strip() in found:
            raise UsageError(f"“{name.strip()}” is stated twice.", f"State each stratum once with {option}.")
        found[name.strip()] = figure.strip()
    return found


def _whole(name: str, text: str) -> int:
    if not (text.isascii() and text.isdecimal()):
        raise InputRefused(
            f"“{text}” is no number of cases for “{name}”.", "Write a whole number, such as 388."
        )
    return int(text)
