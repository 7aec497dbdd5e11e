"""`cafaudit sample`: sizes, drawing, and checking a draw with the store or without it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from cafaudit.cli import extending
from cafaudit.cli.reading_files import stratum_sizes
from cafaudit.cli.sizes import add_size_to, named_figures
from cafaudit.cli.unlocking import unlocked
from cafaudit.errors import IntegrityFailure, UsageError
from cafaudit.intake import verify_draw_files
from cafaudit.sampling import weakness_of
from cafaudit.services.commands.drawing import DrawSample
from cafaudit.services.commands.listing import FixFrame, GroupFrame
from cafaudit.services.queries.files import draws, frame, sample, verify_stored_draw
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
    verify = group.add_parser("verify", help="draw again and compare")
    verify.add_argument("visit", type=Path, nargs="?")
    verify.add_argument("--frame", type=Path, help="the exported list")
    verify.add_argument("--seed")
    verify.add_argument("--draw", type=Path, help="the draw sheet (csv or xlsx)")
    verify.set_defaults(carry_out=_verify)


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
    output.say(changes.summary)
    output.result(rows, text)
    return 0


def _before_the_draw(options: Namespace, stored: FrameState) -> list[object]:
    """Return what a draw from the command line does first; refused, the draw takes it along."""
    found: list[object] = []
    if options.strata:
        found.append(GroupFrame(strata=tuple(part.strip() for part in options.strata.split(","))))
    if options.strata or not stored.hash:
        found.append(FixFrame())
    return found


def _verify(options: Namespace, output: Output) -> int:
    papers = (options.frame, options.seed, options.draw)
    if options.visit is not None and any(paper is not None for paper in papers):
        raise UsageError(
            "A visit and papers were both named; they are checked one at a time.",
            "Leave the visit away to check the papers, or --frame, --seed and --draw to check the visit.",
        )
    if options.visit is not None:
        with opened(options.visit, unlocked(options)) as visit:
            problems = verify_stored_draw(visit)
    elif options.frame and options.seed is not None and options.draw:
        problems = verify_draw_files(options.frame, options.seed, options.draw)
    else:
        raise UsageError(
            "Name a visit, or a frame, a seed and a draw sheet.",
            "`cafaudit sample verify VISIT` or `... --frame FILE --seed TEXT --draw FILE`.",
        )
    output.result(
        {"ok": not problems, "problems": list(problems)}, problems or ["The draw comes out the same again."]
    )
    return IntegrityFailure.exit_status if problems else 0


WORDS: Final[Words] = {"sample": _sample_words}
"""What each of these subcommands can be told."""
