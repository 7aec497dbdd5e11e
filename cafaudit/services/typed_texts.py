"""Every text that people typed, with the place where it stands: what has to be free of names to leave."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cafaudit.export.letter.tokens import STAND_INS
from cafaudit.journal.cell import cell_text, parse_cell

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from cafaudit.domain.framework import Framework
    from cafaudit.domain.picture import Picture
    from cafaudit.export.letter.model import Letter, Sentence
    from cafaudit.journal.cell import Cell
    from cafaudit.journal.state import Live
    from cafaudit.services.visit import Visit
    from cafaudit.storage.read_tables import ReadTables

_NAMED_BY_RIGHT = frozenset({"inspectors", "provider", "inspectorate", "sponsor", *STAND_INS})
_PEOPLE = frozenset(
    {"letterhead", "sender", "contact", "direct", "address", "salutation", "signature", "post", "copies"}
)
"""Paragraphs that are there to name people: sender, addressee, signatory, copies."""

BY_RIGHT: Final = frozenset(
    {"founding", "member", "framework", "addressee", "signatory", "copy", "inspector", "redaction"}
)
"""Record types that name people by right, or that nobody typed."""

_PROSE_OF_VISIT: Final = frozenset({"method_note", "late_evidence"})
_FACTS_OF_CASE: Final = ("office", "team", "file_location", "practitioner")
_MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?)?")
_CALLED: Final = {
    "reading": "the reading of {key}",
    "assignment": "the choice of {key}",
    "manager": "the manager's grade of {key}",
    "concern": "a concern",
    "activity": "an activity",
    "note": "a rough note",
    "plan": "a judgement of the action plan",
    "draw": "draw {key}",
    "letter": "a kept text of the letter",
    "visit": "the visit's details",
    "step": "a step of the visit",
    "case": "what the case list says about {key}",
    "allowance": "the reason of an allowed text",
    "frame": "what is said of the case list",
    "evidence": "evidence",
}
_OF_CASE: Final = (
    ("evidence", ("text", "reference"), "evidence"),
    ("concern", ("text", "response", "conclusion"), "a concern"),
)


@dataclass(frozen=True, slots=True)
class PlacedText:
    """A text and where it stands, as a person would look for it: "the reason for Backlog in BBC-0412".

    `cell` is the cell that holds it, "" for a text that is made of several.
    """

    where: str
    text: str
    cell: str = ""


def texts_of_reading(
    tables: ReadTables, framework: Framework, case: str, number: int
) -> Iterator[PlacedText]:
    """Give the texts of one reading: its reasons, and the evidence and concerns of its case."""
    names = _names_of(framework)
    for value in tables.live_under(cell_text(("why", case, str(number))) + "/"):
        item = parse_cell(value.cell)[3]
        where = f"the reason for “{names.get(item, item)}” in {case}"
        yield PlacedText(where, _text(value.value), value.cell)
    for record_type, fields, what in _OF_CASE:
        for record in tables.records_with(record_type, "case", case):
            if tables.settled(cell_text((record_type, record, "exists"))).value is not True:
                continue
            for field in fields:
                for value in tables.values(cell_text((record_type, record, field))):
                    yield PlacedText(f"{what} in {case}", _text(value.value), value.cell)


def texts_of_visit(tables: ReadTables, picture: Picture) -> Iterator[PlacedText]:
    """Give every text that stands in a visit and was typed, with the reasons that were given for deeds.

    Those are left out that name people by right, such as the addressee's name, and removed records.
    """
    values = list(tables.all())
    labels = _Labels(picture)
    removed = _removed(values)
    for value in values:
        cell = parse_cell(value.cell)
        if cell[0] in BY_RIGHT or cell[:2] in removed:
            continue
        for text in _typed(cell, value):
            yield PlacedText(labels.where(cell), text, value.cell)
        if value.reason:
            yield PlacedText(f"the reason given for {labels.where(cell)}", value.reason, value.cell)


def standing_texts(visit: Visit, picture: Picture) -> tuple[PlacedText, ...]:
    """Return every typed text of a visit as it stands, see `texts_of_visit`."""
    with visit.reading() as read:
        return tuple(texts_of_visit(read.tables, picture))


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
            yield PlacedText(f"evidence {item.label}", item.text, cell_text(("evidence", item.id, "text")))
    titles = {area.id: f"the judgement of “{area.title}”" for area in picture.framework.areas}
    for judgement in picture.judgements:
        where = titles.get(judgement.area, "the overall judgement")
        for field in ("sentence", "qualifier", "residual", "scope", "reasons", "departure"):
            cell = cell_text(("judgement", judgement.area, judgement.stage, field))
            yield PlacedText(where, getattr(judgement, field), cell)


def texts_of_rows(rows: Iterable[tuple[str, Iterable[str]]]) -> Iterator[PlacedText]:
    """Give the cells of a request list, each with the reference that its row is about."""
    for reference, cells in rows:
        for text in cells:
            if not _MOMENT.fullmatch(text):
                yield PlacedText(f"the request list at {reference}", text, cell_text(("case", reference)))


class _Labels:
    """What the places of one visit are called."""

    def __init__(self, picture: Picture) -> None:
        self._names = _names_of(picture.framework)
        self._areas = {area.id: area.title for area in picture.framework.areas}
        self._evidence = {item.id: item for item in picture.evidence}
        self._concerns = {concern.id: concern.case for concern in picture.concerns}

    def where(self, cell: Cell) -> str:
        kind, key = cell[0], cell[1]
        if kind in {"why", "score"}:
            return f"the reason for “{self._names.get(cell[3], cell[3])}” in {key}"
        if kind == "judgement":
            title = self._areas.get(key)
            return f"the judgement of “{title}”" if title else "the overall judgement"
        if kind == "evidence" and key in self._evidence:
            label = f"evidence {self._evidence[key].label}"
            return f"the reference of {label}" if cell[2] == "reference" else label
        if kind == "concern" and self._concerns.get(key):
            return f"a concern in {self._concerns[key]}"
        return _CALLED.get(kind, f"a record of the kind “{kind}”").format(key=key)


def _typed(cell: Cell, value: Live) -> Iterator[str]:
    if cell[0] == "visit" and cell[1] not in _PROSE_OF_VISIT:
        return
    if cell[0] == "frame":
        yield from _typed_of_list(value.value)
        return
    if isinstance(value.value, str):
        if not _MOMENT.fullmatch(value.value):
            yield value.value
    elif cell[0] == "case" and isinstance(value.value, dict):
        yield from (_text(value.value.get(name)) for name in _FACTS_OF_CASE)


def _typed_of_list(said: object) -> Iterator[str]:
    """Give the rules of exclusion, the note on a fixed list and the names of its groups."""
    if isinstance(said, list):
        yield from map(_text, said)
    elif isinstance(said, dict):
        names = said.get("group_names")
        yield from map(_text, (said.get("note"), *(names.values() if isinstance(names, dict) else ())))


def _removed(values: Iterable[Live]) -> set[tuple[str, ...]]:
    exists: dict[tuple[str, ...], bool] = {}
    for value in values:
        cell = parse_cell(value.cell)
        if cell[-1] == "exists":
            exists[cell[:2]] = exists.get(cell[:2], False) or value.value is True
    return {record for record, stands in exists.items() if not stands}


def _names_of(framework: Framework) -> Mapping[str, str]:
    return {area.id: area.title for area in framework.areas} | {a.id: a.short for a in framework.aspects}


def _without_people(sentence: Sentence) -> str:
    runs = ("…" if run.token in _NAMED_BY_RIGHT else run.text for run in sentence.runs)
    return "".join(runs)


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
