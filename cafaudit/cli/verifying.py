"""`cafaudit sample verify`: a draw made again, from the visit or from papers alone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from cafaudit.cli.unlocking import unlocked
from cafaudit.errors import IntegrityFailure, UsageError
from cafaudit.intake import check_draw_files
from cafaudit.sampling.papers import NOT_SHOWN_BUT_IN
from cafaudit.services.queries.files import draws, verify_stored_draw
from cafaudit.services.visits import opened

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator

    from cafaudit.cli.output import Output
    from cafaudit.cli.parser import Commands
    from cafaudit.domain.picture import DrawRecord
    from cafaudit.sampling.papers import PaperCheck

_SAME: Final = "The draw comes out the same again."
_HOW_NAMED: Final = {"before": "before the seed was known", "with": "together with the seed, not before it"}


def add_to(group: Commands) -> None:
    """Add `sample verify`."""
    verify = group.add_parser("verify", help="draw again and compare")
    verify.add_argument("visit", type=Path, nargs="?")
    verify.add_argument("--frame", type=Path, help="the exported list")
    verify.add_argument("--seed")
    verify.add_argument("--draw", type=Path, help="the draw sheet (csv or xlsx)")
    verify.set_defaults(carry_out=_verify)


def _verify(options: Namespace, output: Output) -> int:
    papers = (options.frame, options.seed, options.draw)
    if options.visit is not None and any(paper is not None for paper in papers):
        raise UsageError(
            "A visit and papers were both named; they are checked one at a time.",
            "Leave the visit away to check the papers, or --frame, --seed and --draw to check the visit.",
        )
    if options.visit is not None:
        return _verify_visit(options, output)
    if options.frame and options.seed is not None and options.draw:
        return _verify_papers(options, output)
    raise UsageError(
        "Name a visit, or a frame, a seed and a draw sheet.",
        "`cafaudit sample verify VISIT` or `... --frame FILE --seed TEXT --draw FILE`.",
    )


def _verify_visit(options: Namespace, output: Output) -> int:
    with opened(options.visit, unlocked(options)) as visit:
        problems, made = verify_stored_draw(visit), draws(visit)
    facts = [_facts_of(one, len(made)) for one in made]
    output.result(
        {"ok": not problems, "problems": list(problems), "draws": facts},
        [*(problems or [_SAME]), *(_line_of(one, len(made)) for one in made)],
    )
    return IntegrityFailure.exit_status if problems else 0


def _facts_of(draw: DrawRecord, made: int) -> dict[str, object]:
    return {
        "draw": draw.number,
        "of": made,
        "list_fixed_at": draw.fixed_at,
        "seed_source": draw.seed_source,
        "source_named": draw.source_named,
        "source_named_at": draw.source_at,
        "drawn_at": draw.drawn_at,
        "extended_at": [extension.at for extension in draw.extensions],
    }


def _line_of(draw: DrawRecord, made: int) -> str:
    source = "no source of the seed was named"
    if draw.seed_source:
        source = f"source of the seed “{draw.seed_source}”, named {_HOW_NAMED.get(draw.source_named, '')}"
    extended = "".join(f", extended {one.at}" for one in draw.extensions)
    return f"Draw {draw.number} of {made}, made {draw.drawn_at}{extended}: {source.strip()}."


def _verify_papers(options: Namespace, output: Output) -> int:
    found = check_draw_files(options.frame, options.seed, options.draw)
    for gap in found.gaps:
        output.warn(gap)
    facts = {
        "ok": not found.problems,
        "problems": list(found.problems),
        "not_checked": list(found.gaps),
        "as_the_sheet_says": dict(found.told),
        "not_shown": list(found.not_shown),
    }
    output.result(facts, _lines_of(found))
    return IntegrityFailure.exit_status if found.problems else 0


def _lines_of(found: PaperCheck) -> Iterator[str]:
    yield from found.problems or [_SAME]
    yield (
        "As the sheet says:" if found.told else "The sheet does not say which draw it is of, or when and how."
    )
    yield from (f"  {label:<27}{text}" for label, text in found.told)
    yield "Papers alone cannot show:"
    yield from (f"  {said}" for said in found.not_shown)
    yield NOT_SHOWN_BUT_IN
