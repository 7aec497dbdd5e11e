"""`cafaudit profile`: making a profile and showing its card."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cafaudit.cli.unlocking import passphrase_from, profile_folder, unlocked
from cafaudit.team.profile import create_profile

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from cafaudit.cli.output import Output
    from cafaudit.cli.parser import Words


def _profile_words(part: ArgumentParser) -> None:
    group = part.add_subparsers(required=True, metavar="new|card")
    new = group.add_parser("new", help="make a profile")
    new.add_argument("--name", required=True, help="your name, as the team knows you")
    new.add_argument("--code", default="", help="the code that evidence shows; made from the name without")
    new.set_defaults(carry_out=_new)
    card = group.add_parser("card", help="print your public keys, to hand to the lead")
    card.set_defaults(carry_out=_card)


def _new(options: Namespace, output: Output) -> int:
    folder = profile_folder(options)
    made, code = create_profile(folder, options.name, options.code, passphrase_from(options, again=True))
    card = made.card
    output.result(
        {"profile": str(folder), "name": card.name, "code": card.code, "recovery_code": code},
        [
            f"Profile of {card.name} made in {folder}.",
            f"Recovery code, to write down and keep apart: {code}",
        ],
    )
    return 0


def _card(options: Namespace, output: Output) -> int:
    identity = unlocked(options)
    text = identity.card.to_text()
    output.result({"card": text, "name": identity.name, "code": identity.code}, text)
    return 0


WORDS: Final[Words] = {"profile": _profile_words}
"""What each of these subcommands can be told."""
