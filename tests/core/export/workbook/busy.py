"""A made-up visit in full swing: conflicts, gaps, second readings, targeted files, late evidence."""

from __future__ import annotations

import hashlib
import random
from dataclasses import replace
from datetime import date

from cafaudit.domain.framework import NOT_APPLICABLE, YES, Area, Aspect, Framework
from cafaudit.domain.framework_toml import load_framework
from cafaudit.domain.picture import (
    Activity,
    Answer,
    Concern,
    DrawRecord,
    EvidenceItem,
    FileReading,
    HistoryLine,
    Judgement,
    Picture,
    Said,
    SampledCase,
)
from tests.pictures import full_picture

SEED = "4 2 5 2 3 3 3 6 1 4 3 3"
STRATA = ("Long-term private", "Early intervention", "Long-term public")
OFFICES = ("Brackwater", "Bishop’s Combe")
READERS = ("HMI 1", "HMI 2")
_WHY = (
    "Checks are on file by day four. The plan does not say what would change the risk rating.",
    "The child was seen twice, once alone; what she said is quoted and weighed.",
    "",
    "No trace of the second incident in the plan.",
    "",
)


def busy_picture(
    files: int = 24, *, framework: Framework | None = None, seed: int = 2009, gaps: float = 0.6
) -> Picture:
    """Make a visit of so many files in three strata, partly read; the same every time.

    `gaps` is the share of the folded questions that stay without an answer.
    """
    used = framework or load_framework("cafcass-pim-2009")[0]
    chance = random.Random(seed)
    sample = _sample(files)
    readings = _readings(used, sample, chance, gaps)
    return replace(
        full_picture(used, files=0),
        draws=(_draw(sample),),
        sample=sample,
        readings=readings,
        evidence=_evidence(used, sample),
        concerns=_concerns(used, sample),
        activities=_activities(used),
        judgements=_judgements(used),
        history=_history(sample, readings),
        frame_size=1_284,
    )


def _sample(files: int) -> tuple[SampledCase, ...]:
    refs = [f"BBC-{number * 7:04d}" for number in range(1, files + 7)]
    made = []
    for place, ref in enumerate(refs):
        made.append(
            SampledCase(
                ref=ref,
                stratum=STRATA[place % len(STRATA)],
                ticket=hashlib.sha256(f"{SEED},{ref}".encode()).hexdigest(),
                role="sample" if place < files else "reserve",
                order=place // len(STRATA) + 1,
                draw=1,
                office=OFFICES[place % 2],
                team="Team North" if place % 2 else "Team South",
                law_type="private" if place % 3 < 2 else "public",
                application_type="Residence and contact" if place % 3 < 2 else "Care order",
                case_type="s7" if place % 3 < 2 else "s31",
                practitioner=f"PR-{place % 11 + 1:03d}",
                file_location=f"Cabinet {place % 4 + 1}, shelf {place % 6 + 1}",
                age_band="5 to 9",
                allocated_on=date(2009, 4, 1 + place % 28),
                domestic_violence=place % 3 == 0,
                reader=("ab" * 32, "cd" * 32)[place % 2],
            )
        )
    return tuple(sorted(made, key=lambda case: (case.stratum, case.order)))


def _draw(sample: tuple[SampledCase, ...]) -> DrawRecord:
    sizes = {name: sum(c.stratum == name and c.role == "sample" for c in sample) for name in STRATA}
    return DrawRecord(
        number=1,
        seed=SEED,
        seed_source="Twelve throws of one die, by the Head of Service and the lead in turn",
        rule="proportional",
        sizes=sizes,
        strata={"Long-term private": 412, "Early intervention": 388, "Long-term public": 484},
        frame_hash=hashlib.sha256(b"busy frame").hexdigest(),
        drawn_at="2009-08-18T09:21:04Z",
        author="HMI 1",
    )


def _readings(
    framework: Framework, sample: tuple[SampledCase, ...], chance: random.Random, gaps: float
) -> tuple[FileReading, ...]:
    drawn = [case for case in sample if case.role == "sample"]
    readings = [_reading(framework, case, place, chance, gaps) for place, case in enumerate(drawn)]
    again = replace(_reading(framework, drawn[0], 0, chance, gaps), number=2, reader="HMI 2")
    targeted = replace(
        _reading(framework, replace(drawn[0], ref="BBC-9001"), 0, chance, gaps), mode="targeted"
    )
    return (*readings, again, targeted)


def _reading(
    framework: Framework, case: SampledCase, place: int, chance: random.Random, gaps: float
) -> FileReading:
    if place % 12 == 10:
        return FileReading(
            case=case.ref,
            state="not_produced",
            reason="Held at court",
            missed_because="Held at court",
            asked_at="2009-08-18T10:20:00Z",
        )
    if place % 12 == 11:
        return FileReading(case=case.ref, reader=case.reader)
    answers: dict[str, Answer] = {}
    items: list[Area | Aspect] = [*framework.areas, *framework.aspects]
    for item in items:
        if _left_empty(item, place, answers, chance, gaps):
            continue
        value = _value(framework, item, chance)
        if value:
            answers[item.id] = _answer(framework, item, value, place, chance)
    state = "open" if place % 12 == 9 else "locked"
    return FileReading(case=case.ref, state=state, reader=case.reader, answers=answers)


def _left_empty(
    item: Area | Aspect, place: int, answers: dict[str, Answer], chance: random.Random, gaps: float
) -> bool:
    if isinstance(item, Area):
        return not item.answerable
    condition = item.applies_when
    if condition is not None:
        said = answers.get(condition.aspect)
        if said is None or said.value not in condition.answers:
            return True
    if not item.core:
        return chance.random() < gaps
    return place % 12 == 9 and chance.random() < 0.5


def _value(framework: Framework, item: Area | Aspect, chance: random.Random) -> str:
    if isinstance(item, Aspect) and item.kind == "date":
        return f"2009-0{chance.randint(1, 7)}-{chance.randint(1, 28):02d}"
    if isinstance(item, Aspect) and item.kind == "number":
        return str(chance.randint(0, 120))
    offered = framework.answers_of(item)
    if not offered:
        return ""
    if chance.random() < 0.08:
        return NOT_APPLICABLE
    if offered[0] == YES:
        return offered[0] if chance.random() < 0.8 else offered[1]
    weights = [1, 4, 6, 2, 2, 1][: len(offered)]
    return chance.choices(offered[: len(weights)], weights=weights)[0]


def _answer(
    framework: Framework, item: Area | Aspect, value: str, place: int, chance: random.Random
) -> Answer:
    scale = framework.scale_of(item)
    manager = ""
    if scale is not None and chance.random() < 0.4:
        at = next((at for at, grade in enumerate(scale.grades) if grade.id == value), 0)
        manager = scale.grades[max(0, at - chance.choice([0, 0, 1]))].id
    author = READERS[place % 2]
    at_moment = f"2009-08-19T{9 + place % 8:02d}:{chance.randint(0, 59):02d}:00Z"
    made = Answer(
        item=item.id, value=value, why=chance.choice(_WHY), manager=manager, author=author, at=at_moment
    )
    if scale is not None and chance.random() < 0.03:
        said = tuple(
            Said(author=reader, value=grade.id, at=at_moment)
            for reader, grade in zip(READERS, scale.grades, strict=False)
        )
        return replace(made, value="", different=said)
    return replace(made, moderated=chance.random() < 0.03)


def _evidence(framework: Framework, sample: tuple[SampledCase, ...]) -> tuple[EvidenceItem, ...]:
    told = (
        ("provider_self_evaluation", "for", "documented", "before", "All staff have had the basic course."),
        ("provider_self_evaluation", "against", "documented", "before", "41.8 % of plans were complete."),
        ("file", "for", "seen_on_file", "during", "Checks come before the first hearing in new cases."),
        ("file", "against", "seen_on_file", "during", "Risk was not read again after a new incident."),
        ("interview", "neutral", "oral", "during", "A new form has been in use since April."),
        ("provider_later_evidence", "for", "documented", "after", "A paper on duty work came later."),
    )
    areas = [area.id for area in framework.areas]
    items = []
    for number in range(1, 4 * len(areas) + 1):
        source, polarity, corroboration, phase, text = told[number % len(told)]
        first = areas[number % len(areas)]
        second = areas[(number * 3) % len(areas)]
        on_file = source == "file"
        items.append(
            EvidenceItem(
                id=f"e{number}",
                number=number,
                order=number,
                text=text,
                source=source,
                polarity=polarity,
                corroboration=corroboration,
                phase=phase,
                as_at="2009-08-19" if number % 3 else "March to July 2009",
                observed_at="2009-08-19T10:40" if on_file else "",
                reference="part C, 14" if on_file else "1.04",
                case=sample[number % len(sample)].ref if on_file else "",
                item=first if on_file else "",
                areas=tuple(dict.fromkeys((first, second))) if number % 4 == 0 else (first,),
                in_letter=number % 5 != 0,
                author=READERS[number % 2],
                at=f"2009-08-19T10:{number % 60:02d}:00Z",
            )
        )
    return tuple(items)


def _concerns(framework: Framework, sample: tuple[SampledCase, ...]) -> tuple[Concern, ...]:
    item = framework.areas[0].id
    return (
        Concern(
            id="k1",
            text="The address of the child and her mother stands in a letter to the other parent.",
            severity="child_at_risk",
            case=sample[0].ref,
            item=item,
            told_post="Head of Service",
            told_at="2009-08-19T11:05",
            author="HMI 1",
            at="2009-08-19T10:55:00Z",
        ),
        Concern(
            id="k2",
            text="Nobody looked at the case between February and June.",
            severity="practice",
            case=sample[1].ref,
            item=item,
            told_post="Service manager",
            told_at="2009-08-19T12:30",
            response="The case was reviewed the same day; nothing had been missed.",
            response_at="2009-08-19T16:10",
            conclusion="Satisfactory answer.",
            author="HMI 2",
            at="2009-08-19T12:10:00Z",
        ),
    )


def _activities(framework: Framework) -> tuple[Activity, ...]:
    kinds = [kind.id for kind in framework.activity_kinds] or ["meeting"]
    areas = tuple(area.id for area in framework.areas)
    return tuple(
        Activity(
            id=f"a{number}",
            order=number,
            kind=kind,
            wording="read a random sample of files of long-term work in private and public law",
            place=OFFICES[number % 2],
            held_on=date(2009, 8, 18 + number % 3),
            posts="Head of Service; Head of Quality Improvement",
            areas=areas[number % len(areas) :][:2],
            in_letter=number % 4 != 3,
        )
        for number, kind in enumerate(kinds, start=1)
    )


def _judgements(framework: Framework) -> tuple[Judgement, ...]:
    if framework.area_scale is None:
        return ()
    scale = framework.scale(framework.area_scale)
    usual = scale.line or scale.grades[-1].id
    worst = scale.grades[-1].id
    made = []
    for place, area in enumerate(framework.areas[:-1] or framework.areas):
        grade = worst if place == 2 else usual
        made.append(
            Judgement(
                area=area.id,
                stage="provisional",
                grade=grade,
                scope="Public and private law",
                sentence="Progress is satisfactory in most respects.",
                qualifier="Staff need to be clearer about when to notify and when to refer.",
                residual="Written guidance for duty and long-term teams, with a date.",
                reasons="Checks now come first; reading risk again is the weak point.",
                departure="The files show more than the count of the middle one." if place == 2 else "",
                author="HMI 1",
                at="2009-08-20T17:40:00Z",
            )
        )
    final = replace(made[0], stage="final", reasons="As before; nothing new came.", at="2009-08-28T11:00:00Z")
    whole = replace(made[0], area="overall", residual="", qualifier="", sentence="")
    return (*made, final, whole)


def _history(sample: tuple[SampledCase, ...], readings: tuple[FileReading, ...]) -> tuple[HistoryLine, ...]:
    lines = [("draw.made", "Sample drawn: 24 files in three strata", READERS[0], "2009-08-18T09:21:04Z")]
    for reading in readings:
        for answer in reading.answers.values():
            summary = f"{reading.case}: {answer.item} answered {answer.value or 'differently'}"
            lines.append(("score.given", summary, answer.author, answer.at))
    del sample
    return tuple(
        HistoryLine(
            event=hashlib.sha256(f"event {number}".encode()).hexdigest(),
            author=author,
            seq=number,
            at=at,
            kind=kind,
            summary=summary,
        )
        for number, (kind, summary, author, at) in enumerate(lines, start=1)
    )
