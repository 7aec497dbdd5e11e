"""Reading one state of a visit out of the read tables, in one consistent view."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from cafaudit import __version__
from cafaudit.domain.details import (
    Addressee,
    CopyRecipient,
    InspectorName,
    PlanJudgement,
    Signatory,
    VisitDetails,
)
from cafaudit.domain.hash_words import hash_words
from cafaudit.domain.late_rules import LATE_RULE, late_rule_of_draw
from cafaudit.domain.picture import (
    Activity,
    Concern,
    DrawRecord,
    EvidenceItem,
    Judgement,
    Person,
    Picture,
    SampledCase,
)
from cafaudit.journal.cell import parse_cell
from cafaudit.journal.state import Live, Settled, settle
from cafaudit.services.draw_records import around_the_draw
from cafaudit.services.history import history_of
from cafaudit.services.reading_states import file_readings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cafaudit.domain.framework import Framework
    from cafaudit.services.visit import Visit
    from cafaudit.storage.store import Reading

_Record = TypeVar("_Record")


class Cells:
    """What every cell says, grouped by record type and record, with who wrote it."""

    def __init__(self, live: Iterable[Live]) -> None:
        """Group unsuperseded values by cell."""
        self._by_type: dict[str, dict[tuple[str, ...], list[Live]]] = {}
        for value in live:
            cell = parse_cell(value.cell)
            self._by_type.setdefault(cell[0], {}).setdefault(cell[1:], []).append(value)

    def of(self, record_type: str) -> Mapping[tuple[str, ...], list[Live]]:
        """Return the cells of a record type, by the rest of their path."""
        return self._by_type.get(record_type, {})

    def settled(self, *cell: str) -> Settled:
        """Return what one cell says."""
        return settle(self.of(cell[0]).get(cell[1:], ()))

    def text(self, *cell: str) -> str:
        """Return a cell's value as text, "" for nothing and while values differ."""
        value = self.settled(*cell).value
        return "" if value is None else str(value)

    def records(self, record_type: str) -> dict[str, dict[str, Any]]:
        """Return the standing records of a type: fields by record id; sets as sorted tuples.

        Fields whose values differ are left out. The entry "made" holds the value that made the record.
        """
        found: dict[str, dict[str, Any]] = {}
        for path, values in self.of(record_type).items():
            said = settle(values)
            if said.value is None:
                continue
            record = found.setdefault(path[0], {})
            if len(path) == 3:  # noqa: PLR2004 - record, field, member of a set
                record[path[1]] = (*record.get(path[1], ()), path[2])
            else:
                record[path[1]] = said.value
            if path[1] == "exists":
                record["made"] = min(values, key=lambda value: value.event)
        return {key: fields for key, fields in found.items() if fields.pop("exists", False) is True}


def load_picture(visit: Visit, *, with_history: bool = True) -> Picture:
    """Read the present state of a visit.

    Raises:
        IntegrityFailure: the file is damaged, or the visit has no framework.
    """
    framework = visit.framework
    with visit.reading() as read:
        cells = Cells(read.tables.all())
        people = people_in(cells, read.tables.members())
        codes = {person.key: person.code for person in people}
        sample = sample_in(cells)
        digest = read.tables.digest()
        return Picture(
            visit=read.local.setting("visit"),
            digest=digest,
            words=hash_words(bytes.fromhex(digest)),
            program=__version__,
            framework=framework,
            details=_details(cells),
            people=people,
            addressees=_listed(cells, "addressee", Addressee),
            signatories=_listed(cells, "signatory", Signatory),
            copies=_listed(cells, "copy", CopyRecipient),
            inspectors=_listed(cells, "inspector", InspectorName),
            plan=_listed(cells, "plan", PlanJudgement),
            activities=activities_in(cells),
            draws=_draws(cells, framework, codes),
            sample=sample,
            readings=file_readings(cells, sample, codes),
            evidence=evidence_in(cells, codes),
            concerns=concerns_in(cells, codes),
            judgements=_judgements(cells, codes),
            history=history_of(read.events(), framework, codes) if with_history else (),
            frame_size=_frame_size(read, cells),
        )


def _details(cells: Cells) -> VisitDetails:
    fields = {path[0]: settle(values).value for path, values in cells.of("visit").items()}
    known = {name: value for name, value in fields.items() if value is not None}
    step = cells.text("step", "now")
    return msgspec.convert(_known(VisitDetails, known) | {"step": step}, type=VisitDetails)


def people_in(cells: Cells, roles: Mapping[str, str]) -> tuple[Person, ...]:
    """Return the team, lead first, from member cells and roles by author key."""
    people = [
        Person(
            key=key, name=cells.text("member", key, "name"), code=cells.text("member", key, "code"), role=role
        )
        for key, role in roles.items()
    ]
    return tuple(sorted(people, key=lambda person: (person.role != "lead", person.code)))


def _listed(cells: Cells, record_type: str, shape: type[_Record]) -> tuple[_Record, ...]:
    made = []
    for record_id, fields in cells.records(record_type).items():
        live: Live = fields.pop("made")
        record = msgspec.convert(_known(shape, fields) | {"id": record_id}, type=shape)
        made.append((getattr(record, "order", 0), live.at, record_id, record))
    return tuple(entry[-1] for entry in sorted(made, key=lambda entry: entry[:3]))


def activities_in(cells: Cells) -> tuple[Activity, ...]:
    """Return what was done on the visit, in the order of the letter."""
    return _listed(cells, "activity", Activity)


def evidence_in(cells: Cells, codes: Mapping[str, str]) -> tuple[EvidenceItem, ...]:
    """Return every item of evidence, numbered in the order of entering; `codes` name authors."""
    made: list[tuple[str, str, dict[str, Any]]] = []
    for record_id, fields in cells.records("evidence").items():
        live: Live = fields.pop("made")
        entered = {"id": record_id, "author": codes.get(live.author, ""), "at": live.at}
        made.append((live.at, record_id, _known(EvidenceItem, fields) | entered))
    return tuple(
        msgspec.convert({"text": "", "source": "file"} | fields | {"number": number}, type=EvidenceItem)
        for number, (_, _, fields) in enumerate(sorted(made, key=lambda entry: entry[:2]), start=1)
    )


def concerns_in(cells: Cells, codes: Mapping[str, str]) -> tuple[Concern, ...]:
    """Return every concern in the order of entering; `codes` name authors."""
    made = []
    for record_id, fields in cells.records("concern").items():
        live: Live = fields.pop("made")
        entered = {"id": record_id, "author": codes.get(live.author, ""), "at": live.at}
        made.append(msgspec.convert({"text": ""} | _known(Concern, fields) | entered, type=Concern))
    return tuple(sorted(made, key=lambda concern: (concern.at, concern.id)))


def _judgements(cells: Cells, codes: Mapping[str, str]) -> tuple[Judgement, ...]:
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for (area, stage, field), values in _three_parts(cells.of("judgement")):
        said = settle(values)
        if said.value is None:
            continue
        newest = max(values, key=lambda value: value.at)
        record = found.setdefault((area, stage), {"area": area, "stage": stage, "at": ""})
        record[field] = said.value
        if newest.at >= record["at"]:
            record |= {"at": newest.at, "author": codes.get(newest.author, "")}
    return tuple(
        msgspec.convert(_known(Judgement, record), type=Judgement) for _, record in sorted(found.items())
    )


def _three_parts(
    cells: Mapping[tuple[str, ...], list[Live]],
) -> list[tuple[tuple[str, str, str], list[Live]]]:
    return [((path[0], path[1], path[2]), values) for path, values in cells.items()]


def _draws(cells: Cells, framework: Framework, codes: Mapping[str, str]) -> tuple[DrawRecord, ...]:
    draws = []
    for path, values in cells.of("draw").items():
        said = settle(values).value
        if path[1] != "drawn" or not isinstance(said, dict):
            continue
        live = values[0]
        facts = {name: said[name] for name in ("seed", "rule", "sizes", "strata", "frame_hash")}
        source = cells.text("draw", path[0], "seed_source")
        late = late_rule_of_draw(
            int(path[0]), lambda draw: cells.settled("draw", draw, LATE_RULE).value, framework
        )
        draws.append(
            DrawRecord(
                number=int(path[0]),
                seed_source=source,
                drawn_at=live.at,
                author=codes.get(live.author, ""),
                late_rule=late.text,
                expected=_texts(said.get("expected")),
                **facts,
                **around_the_draw(cells, path[0], codes),
            )
        )
    return tuple(sorted(draws, key=lambda draw: draw.number))


def _texts(said: object) -> dict[str, str]:
    """Return what a value says by name, in texts; nothing where it is of another kind."""
    if not isinstance(said, dict):
        return {}
    return {name: text for name, text in said.items() if isinstance(text, str)}


def sample_in(cells: Cells, number: int = 0) -> tuple[SampledCase, ...]:
    """Return a draw's cases by stratum and order; a reserve that was taken up counts as sample.

    `number` is the draw's, 0 for the newest.
    """
    entries = [settle(values).value for values in cells.of("case").values()]
    drawn = [entry for entry in entries if isinstance(entry, dict)]
    wanted = number or max((int(entry["draw"]) for entry in drawn), default=0)
    sample = [_sampled(cells, entry) for entry in drawn if entry["draw"] == wanted]
    return tuple(sorted(sample, key=lambda case: (case.stratum, case.order)))


def _sampled(cells: Cells, entry: dict[str, Any]) -> SampledCase:
    ref = str(entry["case"])
    standing = cells.of("assignment").get((ref, "instead_of"), [])
    taken = tuple(sorted({str(said.value) for said in standing if said.value is not None}))
    added = {
        "ref": ref,
        "reader": cells.text("assignment", ref, "reader"),
        "role": "sample" if taken else entry["role"],
        "instead_of": taken,
    }
    return msgspec.convert(_known(SampledCase, entry) | added, type=SampledCase)


def _frame_size(read: Reading, cells: Cells) -> int:
    fixed = cells.settled("frame", "fixed").value
    if isinstance(fixed, dict):
        return int(fixed["cases"])
    number = read.frames.in_use()
    return 0 if number is None else sum(read.frames.strata(number).values())


def _known(shape: type[Any], fields: Mapping[str, Any]) -> dict[str, Any]:
    names = shape.__dataclass_fields__
    return {name: value for name, value in fields.items() if name in names}
