"""`cafaudit sample`: sizes, drawing, and checking a draw with the store or without it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from cafaudit.cli import extending, verifying
from cafaudit.cli.sizes import add_size_to, named_figures
from cafaudit.cli.stated import parts_of, stratum_sizes
from cafaudit.cli.unlocking import unlocked
from cafaudit.sampling import weakness_of
from cafaudit.services.commands.drawing import DrawSample
from cafaudit.services.commands.listing import FixFrame, GroupFrame
from cafaudit.services.queries.files import draws, frame, sample
from cafaudit.services.visits import opened

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from cafaudit.cli.output import Output
    from cafaudit.cli.parser import Words
    from cafaudit.services.queries.files import FrameState


def _sample_words(part: ArgumentParser) -> None:
    group = part.add_subparsers(required=True, metavar="size|draw|extend|sheet|verify")
    add_size_to(group)
    draw = group.add_parser("draw", help="draw the sample; fixes the list first if that was not done")
    draw.add_argument("visit", type=Path)
    draw.add_argument("--seed", required=True, help="the text from outside")
    draw.add_argument("--size", type=int, metavar="N", help="files in all")
    draw.add_argument("--strata", metavar="COL,...", help="fields to group the cases by")
    draw.add_argument(
        "--allocate", default="proportional", metavar="RULE", help="proportional, equal or neyman"
    )
    draw.add_argument("--per-stratum", type=Path, metavar="FILE.toml", help="files of each stratum")
    draw.add_argument(
        "--expect",
        action="append",
        default=[],
        metavar="NAME=SHARE",
        help="expected in a stratum, for neyman",
    )
    draw.add_argument("--seed-source", default="", metavar="TEXT", help="where the seed comes from")
    draw.add_argument("--reason", default="", help="why, for a further draw")
    draw.set_defaults(carry_out=_draw)
    extending.add_to(group)
    verifying.add_to(group)


def _draw(options: Namespace, output: Output) -> int:
    command = DrawSample(
        seed=options.seed,
        size=options.size,
        per_stratum=stratum_sizes(options.per_stratum) if options.per_stratum else None,
        allocate=options.allocate,
        expected=named_figures(options.expect, "--expect") or None,
        seed_source=options.seed_source,
        reason=options.reason,
    )
    with opened(options.visit, unlocked(options)) as visit:
        changes = visit.do_all([*_before_the_draw(options, frame(visit)), command])[-1]
        rows, newest = sample(visit), draws(visit)[-1]
    text = [
        f"{row['role']:<8}{row['order']:>4}  {row['case']}  {row['stratum']}  {row['ticket']}" for row in rows
    ]
    if not newest.seed_source:
        output.warn("no source of the seed was named; the draw sheet says so.")
    weakness = weakness_of(newest.seed)
    if weakness:
        output.warn(weakness)
    extending.say_drawn(changes, options.visit, output)
    output.result(rows, text)
    return 0


def _before_the_draw(options: Namespace, stored: FrameState) -> list[object]:
    """Return what a draw from the command line does first; refused, the draw takes it along."""
    found: list[object] = []
    if options.strata:
        found.append(GroupFrame(strata=parts_of(options.strata)))
    if options.strata or not stored.hash:
        found.append(FixFrame())
    return found


WORDS: Final[Words] = {"sample": _sample_words}
"""What each of these subcommands can be told."""
