"""Random histories of a team: what people do at their desks, and what they hand one another."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from cafaudit.journal.writing import ChainEnd, Draft
from tests.factories import Desk, author, found_visit

if TYPE_CHECKING:
    from collections.abc import Callable

GRADES = ("good", "adequate", "inadequate", None)
KEY = "0123456789abcdef" * 4


@dataclass
class History:
    """A team at work. `chance` settles what a step leaves open, the same for the same seed."""

    chance: random.Random
    desks: list[Desk] = field(default_factory=list)

    def any_desk(self) -> Desk:
        return self.chance.choice(self.desks)

    def any_lead(self) -> Desk:
        """Somebody who believes to lead, else anybody: who may not is set aside."""
        leads = [desk for desk in self.desks if desk.state.members.get(desk.author.key) == "lead"]
        return self.chance.choice(leads or self.desks)

    def any_cell(self) -> tuple[str, ...]:
        item = self.chance.choice("ab")
        kind = self.chance.choice(["score", "why", "note", "evidence", "plan", "reading"])
        return (kind, "C-1", "1", item) if kind in {"score", "why", "reading"} else (kind, item, "text")


def give_score(history: History) -> None:
    history.any_desk().set(*history.any_cell(), value=history.chance.choice(GRADES))


def replace_anothers(history: History) -> None:
    desk, cell = history.any_desk(), history.any_cell()
    desk.set(*cell, value="mine", supersedes=desk.replaceable(cell, "moderated"))


def moderate(history: History) -> None:
    history.any_lead().set(*history.any_cell(), value="moderated", verb="moderated")


def undo(history: History) -> None:
    desk = history.any_desk()
    mine = [e for e in desk.events.values() if e.header.author == desk.author.key and e.cell is not None]
    if mine:
        last = max(mine, key=lambda event: (event.header.seq, event.id))
        desk.set(*(last.cell or ()), value=None, verb="cleared", supersedes=[last.id])


def write_in_private(history: History) -> None:
    desk, other = history.any_desk(), history.any_desk()
    audiences: list[str | tuple[str, ...]] = ["lead", (other.author.key,), (KEY, other.author.key)]
    audience = history.chance.choice(audiences)
    cell = history.chance.choice(
        [history.any_cell(), ("member", desk.author.key, "role"), ("redaction", KEY)]
    )
    desk.set(*cell, value="lead", audience=audience)


def appoint(history: History) -> None:
    role = history.chance.choice(["lead", "deputy", "inspector", "inspector", "reader", None, "king"])
    key = history.any_desk().author.key
    history.any_lead().set("member", key, "role", value=role)


def remove(history: History) -> None:
    lead, other = history.any_lead(), history.any_desk()
    lasts = lead.lasts(other.author.key)
    value = history.chance.choice([lasts, lasts, {}, None, "no"])
    lead.set("member", other.author.key, "removed", value=value)


def erase(history: History) -> None:
    lead = history.any_lead()
    lead.set("redaction", history.chance.choice(sorted(lead.events)), value="a name")


def write_newer_kind(history: History) -> None:
    history.any_desk().draft(Draft(history.any_cell(), "note.pinned", "x", "Test"))


def write_nonsense(history: History) -> None:
    desk, chance = history.any_desk(), history.chance
    draft = Draft(history.any_cell(), chance.choice(["note.set", "score.set", "nonsense"]), "x", "Test")
    before = chance.choice(sorted(desk.events)) if desk.events else KEY
    visit = chance.choice([desk.visit, desk.visit, "0" * 32])
    end = ChainEnd(visit, desk.author.key, desk.instance, chance.randrange(4), chance.choice([before, KEY]))
    desk.draft(draft, end=end, seen=chance.choice([(), (before,), (KEY,)]))


def clone(history: History) -> None:
    if len(history.desks) < 6:
        history.desks.append(history.any_desk().clone())


def restore(history: History) -> None:
    """The same person goes on in a new instance, from what was there."""
    if len(history.desks) < 6:
        desk = history.any_desk()
        history.desks.append(Desk(desk.author, desk.visit, 10 + len(history.desks), events=dict(desk.events)))


def hand_over(history: History) -> None:
    history.any_desk().give(history.any_desk())


def hand_over_part(history: History) -> None:
    one, other = history.any_desk(), history.any_desk()
    one.give(other, lambda _: history.chance.random() < 0.6)


STEPS: tuple[Callable[[History], None], ...] = (
    give_score,
    give_score,
    give_score,
    replace_anothers,
    moderate,
    undo,
    write_in_private,
    appoint,
    remove,
    erase,
    write_newer_kind,
    write_nonsense,
    clone,
    restore,
    hand_over,
    hand_over,
    hand_over,
    hand_over_part,
)


def play(steps: list[int], seed: int) -> list[Desk]:
    """Let a team of a lead, two inspectors and an outsider do these steps; returns their desks."""
    lead = found_visit(author(1))
    desks = [lead, *(Desk(author(n), lead.visit, n) for n in (2, 3, 4))]
    for desk in desks[1:3]:
        lead.set("member", desk.author.key, "role", value="inspector")
    for desk in desks[1:]:
        lead.give(desk)
    history = History(random.Random(seed), desks)
    for step in steps:
        STEPS[step](history)
    return history.desks


histories = st.builds(play, st.lists(st.integers(0, len(STEPS) - 1), max_size=24), st.integers(0, 2**32 - 1))
"""The desks of a team after a random history, not yet exchanged."""
