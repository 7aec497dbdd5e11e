"""The firewall of a visit: what could name somebody is marked while typing and stopped at every way out.

Inside the store nothing is refused. A reading is not locked, and no document leaves, while one of its
texts holds a blocking mark; the sentence names the text and says what to write instead, never what was
typed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol
from weakref import WeakKeyDictionary

from cafaudit.errors import InputRefused
from cafaudit.export.letter.tokens import STAND_INS
from cafaudit.identifiers import Firewall
from cafaudit.journal.cell import cell_text, parse_cell

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from cafaudit.domain.framework import Framework
    from cafaudit.domain.picture import Picture
    from cafaudit.export.letter.model import Letter, Sentence
    from cafaudit.identifiers import Fingerprint, Mark
    from cafaudit.services.visit import Visit
    from cafaudit.storage.frame_tables import FrameTables
    from cafaudit.storage.local import LocalTables
    from cafaudit.storage.read_tables import ReadTables

_NAMED_BY_RIGHT = frozenset({"inspectors", "provider", "inspectorate", "sponsor", *STAND_INS})
_PEOPLE = frozenset(
    {"letterhead", "sender", "contact", "direct", "address", "salutation", "signature", "post", "copies"}
)
"""Paragraphs that are there to name people: sender, addressee, signatory, copies."""


class Source(Protocol):
    """What a firewall is made from: one consistent view of a visit, or a transaction on it."""

    @property
    def tables(self) -> ReadTables:
        """The read tables."""

    @property
    def local(self) -> LocalTables:
        """The local tables."""

    @property
    def frames(self) -> FrameTables:
        """The stored list and its fingerprints."""


@dataclass(frozen=True, slots=True)
class PlacedText:
    """A text and where it stands, as a person would look for it: "the reason for Backlog in BBC-0412"."""

    where: str
    text: str


class _Known:
    """Answers whether a fingerprint is stored, asking once for each; a large list is never read whole."""

    def __init__(self, look_up: Callable[[Fingerprint], bool]) -> None:
        self._look_up = look_up
        self._seen: dict[object, bool] = {}

    def __contains__(self, fingerprint: object) -> bool:
        found = self._seen.get(fingerprint)
        if found is None:
            found = self._seen[fingerprint] = self._look_up(fingerprint)  # type: ignore[arg-type]
        return found


_NO_KEY = bytes(16)
"""The key of a firewall without a list: no fingerprint is known to it."""

_made: WeakKeyDictionary[Visit, tuple[tuple[str, ...], Firewall]] = WeakKeyDictionary()


def firewall_of(visit: Visit) -> Firewall:
    """Return the firewall of a visit's case list; the same one until the list or the sample changes.

    Patterns such as telephone numbers are marked even before there is a list.
    """
    with visit.reading() as read:
        state = _state(read)
        known = _made.get(visit)
        if known is not None and known[0] == state:
            return known[1]
        drawn = {parse_cell(value.cell)[1] for value in read.tables.live_under("case/")}

    def look_up(fingerprint: Fingerprint) -> bool:
        with visit.reading() as read:
            return read.frames.has_fingerprint(*fingerprint)

    made = _firewall(state[0], look_up, drawn)
    _made[visit] = (state, made)
    return made


def firewall_within(source: Source, allowed: Iterable[str]) -> Firewall:
    """Return the firewall as it is within a transaction; `allowed` references are no secret."""

    def look_up(fingerprint: Fingerprint) -> bool:
        return source.frames.has_fingerprint(*fingerprint)

    return _firewall(source.local.setting_or_none("fingerprint_key") or "", look_up, allowed)


def blocking(firewall: Firewall, texts: Iterable[PlacedText]) -> Iterator[tuple[PlacedText, Mark]]:
    """Give each text that holds a blocking mark, with its first one."""
    for placed in texts:
        found = next((mark for mark in firewall.scan(placed.text) if mark.severity == "block"), None)
        if found is not None:
            yield placed, found


def require_unnamed(firewall: Firewall, texts: Iterable[PlacedText], undone: str) -> None:
    """Refuse to go on while a text could name somebody.

    Args:
        firewall: The visit's firewall.
        texts: The texts that would leave or be locked.
        undone: What therefore was not done, such as "the reading was not locked".

    Raises:
        InputRefused: a text holds a blocking mark; names the first and counts the others.
    """
    found = list(blocking(firewall, texts))
    if not found:
        return
    placed, mark = found[0]
    more = {0: "", 1: " One more text holds such a mark."}.get(
        len(found) - 1, f" {len(found) - 1} more texts hold such marks."
    )
    raise InputRefused(f"{_capital(placed.where)} seems to hold a {mark.kind}: {undone}.", mark.say + more)


def texts_of_reading(source: Source, framework: Framework, case: str, number: int) -> Iterator[PlacedText]:
    """Give the texts of one reading: its reasons, and the evidence and concerns of its case."""
    names = {area.id: area.title for area in framework.areas} | {a.id: a.short for a in framework.aspects}
    for value in source.tables.live_under(cell_text(("why", case, str(number))) + "/"):
        item = parse_cell(value.cell)[3]
        yield PlacedText(f"the reason for “{names.get(item, item)}” in {case}", _text(value.value))
    for record_type, fields, what in _OF_CASE:
        for record in source.tables.records_with(record_type, "case", case):
            if source.tables.settled(cell_text((record_type, record, "exists"))).value is not True:
                continue
            for field in fields:
                for value in source.tables.values(cell_text((record_type, record, field))):
                    yield PlacedText(f"{what} in {case}", _text(value.value))


def texts_of_letter(letter: Letter) -> Iterator[PlacedText]:
    """Give the sentences of a letter without the people whom it names by right."""
    for block in letter.blocks:
        where = f"“{block.section or block.title}” of the letter"
        for paragraph in block.paragraphs:
            if paragraph.kind not in _PEOPLE:
                yield from (PlacedText(where, _without_people(each)) for each in paragraph.sentences)


def texts_of_feedback(picture: Picture) -> Iterator[PlacedText]:
    """Give the texts that the feedback sheet draws on: evidence for the letter, and judgements."""
    for item in picture.evidence:
        if item.in_letter:
            yield PlacedText(f"evidence {item.label}", item.text)
    yield from _of_judgements(picture)


def texts_of_workbook(picture: Picture) -> Iterator[PlacedText]:
    """Give every typed text that the workbook prints."""
    framework = picture.framework
    names = {area.id: area.title for area in framework.areas} | {a.id: a.short for a in framework.aspects}
    for reading in picture.readings:
        for item, answer in reading.answers.items():
            yield PlacedText(f"the reason for “{names.get(item, item)}” in {reading.case}", answer.why)
        yield PlacedText(f"the reason for the state of {reading.case}", reading.reason)
    for fact in picture.evidence:
        yield PlacedText(f"evidence {fact.label}", fact.text)
        yield PlacedText(f"the reference of evidence {fact.label}", fact.reference)
    for concern in picture.concerns:
        about = f"a concern in {concern.case}" if concern.case else "a concern"
        for text in (concern.text, concern.response, concern.conclusion):
            yield PlacedText(about, text)
    for activity in picture.activities:
        yield PlacedText("an activity", activity.wording)
    for plan in picture.plan:
        yield PlacedText("a judgement of the action plan", plan.note)
    yield from _of_judgements(picture)


_OF_CASE = (
    ("evidence", ("text", "reference"), "evidence"),
    ("concern", ("text", "response", "conclusion"), "a concern"),
)


def _of_judgements(picture: Picture) -> Iterator[PlacedText]:
    titles = {area.id: f"the judgement of “{area.title}”" for area in picture.framework.areas}
    for judgement in picture.judgements:
        where = titles.get(judgement.area, "the overall judgement")
        parts = (judgement.sentence, judgement.qualifier, judgement.residual, judgement.scope)
        for text in (*parts, judgement.reasons, judgement.departure):
            yield PlacedText(where, text)


def _without_people(sentence: Sentence) -> str:
    runs = ("…" if run.token in _NAMED_BY_RIGHT else run.text for run in sentence.runs)
    return "".join(runs)


def _state(source: Source) -> tuple[str, ...]:
    """Return the key, and what changes with the list and with each draw."""
    key = source.local.setting_or_none("fingerprint_key") or ""
    number = source.frames.newest()
    listed = "" if number is None else str(source.frames.facts(number))
    draws = [value.event for value in source.tables.live_under("draw/")]
    return key, listed, *draws


def _firewall(key: str, look_up: Callable[[Fingerprint], bool], allowed: Iterable[str]) -> Firewall:
    if not key:
        return Firewall(_NO_KEY, frozenset(), allowed)
    return Firewall(bytes.fromhex(key), _Known(look_up), allowed)


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
