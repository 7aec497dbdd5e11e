"""`cafaudit sample`: drawing, and checking a draw with the store or without it."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

from cafaudit.cli.sizes import add_size_to
from cafaudit.cli.unlocking import unlocked
from cafaudit.errors import InputRefused, IntegrityFailure, UsageError
from cafaudit.intake import verify_draw_files
from cafaudit.services.commands.drawing import DrawSample, NameSeedSource
from cafaudit.services.commands.listing import FixFrame, GroupFrame
from cafaudit.services.queries.files import frame, sample, verify_stored_draw
from cafaudit.services.visits import opened

if TYPE_CHECKING:
    from argparse import Namespace

    from cafaudit.cli.output import Output
    from cafaudit.cli.parser import Commands
    from cafaudit.services.queries.files import FrameState


def add_to(commands: Commands) -> None:
    """Add `sample draw|verify`."""
    group = commands.add_parser("sample", help="the sample").add_subparsers(
        required=True, metavar="draw|verify"
    )
    add_size_to(group)
    draw = group.add_parser("draw", help="draw the sample; fixes the list first if that was not done")
    draw.add_argument("visit", type=Path)
    draw.add_argument("--seed", required=True, help="the text from outside")
    draw.add_argument("--size", type=int, metavar="N", help="files in all")
    draw.add_argument("--strata", metavar="COL,...", help="fields to group the cases by")
    draw.add_argument("--allocate", default="proportional", metavar="RULE", help="proportional or equal")
    draw.add_argument("--per-stratum", type=Path, metavar="FILE.toml", help="files of each stratum")
    draw.add_argument("--seed-source", default="", metavar="TEXT", help="where the seed comes from")
    draw.add_argument("--reason", default="", help="why, for a further draw")
    draw.set_defaults(carry_out=_draw)
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
        per_stratum=_per_stratum(options.per_stratum) if options.per_stratum else None,
        allocate=options.allocate,
        reason=options.reason,
    )
    with opened(options.visit, unlocked(options)) as visit:
        changes = visit.do_all([*_before_the_draw(options, frame(visit)), command])[-1]
        rows = sample(visit)
    text = [
        f"{row['role']:<8}{row['order']:>4}  {row['case']}  {row['stratum']}  {row['ticket']}" for row in rows
    ]
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
    if options.seed_source:
        found.append(NameSeedSource(source=options.seed_source))
    return found


def _verify(options: Namespace, output: Output) -> int:
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


def _per_stratum(path: Path) -> dict[str, int]:
    try:
        found = tomllib.loads(_bytes_of(path).decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise InputRefused(
            f"{path.name} is no TOML file: {fault}.", 'Write one line per stratum: "Name" = 12'
        ) from fault
    wrong = [name for name, size in found.items() if not isinstance(size, int) or isinstance(size, bool)]
    if wrong:
        raise InputRefused(
            f"In {path.name} “{wrong[0]}” has no whole number.", "Write “name” = 12 for twelve files."
        )
    return dict(found)


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as fault:
        raise InputRefused(
            f"{path} cannot be read: {fault.strerror}.", "Check its name and place."
        ) from fault
