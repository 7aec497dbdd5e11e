"""`cafaudit member`, `pack`, `join` and `merge`: the team and its exchange."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from cafaudit.cli.unlocking import unlocked
from cafaudit.errors import InputRefused
from cafaudit.services.commands.team import AddMember
from cafaudit.services.exchange import join, merge, pack_for
from cafaudit.services.visits import opened, warnings_about
from cafaudit.team.identity import Card

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from cafaudit.cli.output import Output
    from cafaudit.cli.parser import Words


def _member_words(part: ArgumentParser) -> None:
    group = part.add_subparsers(required=True, metavar="add")
    add = group.add_parser("add", help="take somebody into the team by their card")
    add.add_argument("visit", type=Path)
    add.add_argument("card", type=Path, help="the file with their card")
    add.add_argument("--role", default="inspector")
    add.set_defaults(carry_out=_add)


def _pack_words(pack: ArgumentParser) -> None:
    pack.add_argument("visit", type=Path)
    pack.add_argument("--to", required=True, action="append", metavar="NAME", help="their name or code")
    pack.add_argument("--out", required=True, type=Path, metavar="FILE")
    pack.set_defaults(carry_out=_pack)


def _join_words(joining: ArgumentParser) -> None:
    joining.add_argument("pack", type=Path)
    joining.add_argument("visit", type=Path, help="where to put your copy")
    joining.add_argument(
        "--lead", required=True, type=Path, metavar="CARD", help="the file with the lead's card"
    )
    joining.set_defaults(carry_out=_join)


def _merge_words(merging: ArgumentParser) -> None:
    merging.add_argument("visit", type=Path)
    merging.add_argument("packs", type=Path, nargs="+", metavar="PACK")
    merging.add_argument("--dry-run", action="store_true", help="tell what would come in, and change nothing")
    merging.set_defaults(carry_out=_merge)


def _add(options: Namespace, output: Output) -> int:
    with opened(options.visit, unlocked(options)) as visit:
        changes = visit.do(AddMember(card=_card_text(options.card), role=options.role))
    output.result({"event": changes.event, "summary": changes.summary}, changes.summary)
    return 0


def _pack(options: Namespace, output: Output) -> int:
    identity = unlocked(options)
    with opened(options.visit, identity) as visit:
        done = pack_for(visit, identity, options.to, options.out)
    output.result(
        done, f"Pack {done.number} for {', '.join(done.recipients)}: {done.events:,} events in {done.file}"
    )
    return 0


def _join(options: Namespace, output: Output) -> int:
    path = join(options.pack, options.visit, unlocked(options), Card.from_text(_card_text(options.lead)))
    for sentence in warnings_about(path):
        output.warn(sentence)
    output.result({"visit": str(path)}, f"Your copy of the visit: {path}")
    return 0


def _merge(options: Namespace, output: Output) -> int:
    identity = unlocked(options)
    with opened(options.visit, identity) as visit:
        done = merge(visit, identity, options.packs, dry_run=options.dry_run)
    output.result(
        done, f"{done.new:,} new events, {done.known:,} known, {done.conflicts:,} differences to settle"
    )
    return 0


def _card_text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        raise InputRefused(f"The card {path} cannot be read.", "Check its name and place.") from fault


WORDS: Final[Words] = {
    "member": _member_words,
    "pack": _pack_words,
    "join": _join_words,
    "merge": _merge_words,
}
"""What each of these subcommands can be told."""
