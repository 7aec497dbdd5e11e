"""`cafaudit member`: who belongs to the team."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from cafaudit.cli.unlocking import unlocked
from cafaudit.errors import InputRefused
from cafaudit.services.commands.team import AddMember
from cafaudit.services.visits import opened

if TYPE_CHECKING:
    from argparse import Namespace

    from cafaudit.cli.output import Output
    from cafaudit.cli.parser import Commands


def add_to(commands: Commands) -> None:
    """Add `member add`."""
    group = commands.add_parser("member", help="the team").add_subparsers(required=True, metavar="add")
    add = group.add_parser("add", help="take somebody into the team by their card")
    add.add_argument("visit", type=Path)
    add.add_argument("card", type=Path, help="the file with their card")
    add.add_argument("--role", default="inspector")
    add.set_defaults(carry_out=_add)


def _add(options: Namespace, output: Output) -> int:
    try:
        card = options.card.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        raise InputRefused(f"The card {options.card} cannot be read.", "Check its name and place.") from fault
    with opened(options.visit, unlocked(options)) as visit:
        changes = visit.do(AddMember(card=card, role=options.role))
    output.result({"event": changes.event, "summary": changes.summary}, changes.summary)
    return 0
