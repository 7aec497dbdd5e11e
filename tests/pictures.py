"""Made-up states of visits for tests of everything that is made from one: letters, workbooks, pages.

`small_framework` makes frameworks of any number of areas, on any scale or on none. `empty_picture`
is a visit in which nothing has been entered, `full_picture` one in which everything has.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date

from cafaudit.domain.details import (
    Addressee,
    CopyRecipient,
    InspectorName,
    PlanJudgement,
    Signatory,
    VisitDetails,
)
from cafaudit.domain.framework import (
    NOT_APPLICABLE,
    Area,
    Aspect,
    Framework,
    Grade,
    GradeScale,
    LooseWord,
    Step,
    Timescale,
    WordBand,
    WordScheme,
)
from cafaudit.domain.picture import (
    Activity,
    Answer,
    Concern,
    DrawRecord,
    EvidenceItem,
    FileReading,
    HistoryLine,
    Judgement,
    Person,
    Picture,
    SampledCase,
)

DIGEST = hashlib.sha256(b"a state").hexdigest()
WORDS = ("amber", "bridge", "cedar", "delta", "ember", "falcon", "grove", "harbour", "iris", "juniper")
WORD_SCHEME = WordScheme(
    id="test-words",
    name="Words for tests",
    source="made up",
    floor=5,
    none="none",
    half="half",
    all="all",
    bands=(
        WordBand(from_percent=80, word="most"),
        WordBand(from_percent=51, word="a majority"),
        WordBand(from_percent=20, word="a minority"),
        WordBand(from_percent=0, word="few"),
    ),
    loose=(LooseWord(word="some", at_least=2), LooseWord(word="a small number", at_least=2)),
    before_noun={"a majority": "a majority of", "a minority": "a minority of"},
)
TIMESCALES = (
    Timescale(id="now", heading="At once", months=0),
    Timescale(id="later", heading="Within a year", months=12),
)


def scale(*words: str, line: int | None = 1) -> GradeScale:
    """Make a scale of these grade words, best first; `line` is the place of the last that passes."""
    grades = tuple(
        Grade(id=word.lower().replace(" ", "-"), letter=word[:2], word=word, rung=rung)
        for rung, word in enumerate(words, start=1)
    )
    return GradeScale(
        id="test-scale", name="Scale", grades=grades, line=None if line is None else grades[line].id
    )


FOUR = scale("Outstanding", "Good", "Satisfactory", "Inadequate", line=2)
THREE = scale("Significant", "Reasonable", "Insufficient", line=1)
SIX = scale("Excellent", "Very good", "Good", "Satisfactory", "Weak", "Unsatisfactory", line=3)


def small_framework(
    areas: int = 3, *, grades: GradeScale | None = FOUR, letter_profile: str = "plain", timed: bool = True
) -> Framework:
    """Make a framework of so many areas, each with one graded aspect and one yes-or-no aspect.

    Every third area has no timescale, and none has one when `timed` is false. Without `grades` it is a
    narrative framework.
    """
    numbers = range(1, areas + 1)
    return Framework(
        id="test",
        title="A framework for tests",
        version="1",
        areas_called="themes",
        area_called="theme",
        letter_profile=letter_profile,
        overall_rule="lower-of-median-and-worst-limiting",
        file_scale=grades.id if grades else None,
        area_scale=grades.id if grades else None,
        scales=(grades,) if grades else (),
        timescales=TIMESCALES if timed else (),
        areas=tuple(_area(number, timed=timed) for number in numbers),
        aspects=tuple(aspect for number in numbers for aspect in _aspects(number, grades)),
        outcome_sets=(),
        activity_kinds=(),
        steps=(Step(id="on-site", text="On site"), Step(id="letter-signed", text="Letter signed")),
        words=WORD_SCHEME,
    )


def empty_picture(framework: Framework) -> Picture:
    """Make a visit in which nothing has been entered yet."""
    return Picture(
        visit="visit-1",
        digest=DIGEST,
        words=WORDS,
        program="0.1.0",
        framework=framework,
        details=VisitDetails(),
        people=(),
        addressees=(),
        signatories=(),
        copies=(),
        inspectors=(),
        plan=(),
        activities=(),
        draws=(),
        sample=(),
        readings=(),
        evidence=(),
        concerns=(),
        judgements=(),
        history=(),
        frame_size=0,
    )


def full_picture(framework: Framework, *, files: int = 12) -> Picture:
    """Make a visit in which everything has been entered and nothing is left to settle."""
    sample = sampled_cases(files)
    return replace(
        empty_picture(framework),
        details=DETAILS,
        people=(
            Person(key="ab" * 32, name="Made-up lead", code="HMI 1", role="lead"),
            Person(key="cd" * 32, name="Made-up inspector", code="HMI 2", role="inspector"),
        ),
        addressees=(ADDRESSEE,),
        signatories=(SIGNATORY,),
        copies=(
            CopyRecipient(id="c2", order=2, name="Second Recipient", organisation="Brackwater"),
            CopyRecipient(id="c1", order=1, name="First Recipient", organisation="Department"),
        ),
        inspectors=(
            InspectorName(id="i2", order=1, name="Second Inspector", suffix="HMI"),
            InspectorName(id="i1", order=2, name="Leading Inspector", suffix="HMI", lead=True),
        ),
        plan=_plan(framework),
        activities=(
            Activity(id="a1", order=1, kind="case-files", wording="read a random sample of files"),
            Activity(id="a2", order=2, kind="meeting", wording="met the head of the service."),
            Activity(id="a3", order=3, kind="other", wording="travelled", in_letter=False),
        ),
        draws=(draw_of(sample),),
        sample=sample,
        readings=tuple(reading_of(framework, case, place) for place, case in enumerate(sample)),
        evidence=evidence_for(framework),
        judgements=judgements_for(framework),
        history=(
            HistoryLine(
                event="ef" * 32,
                author="HMI 1",
                seq=1,
                at="2009-08-18T09:00:00Z",
                kind="describe_visit",
                summary="Visit described",
            ),
        ),
        frame_size=120,
    )


DETAILS = VisitDetails(
    provider="Brackwater Trust",
    service_area="Brackwater and Bishop’s Combe",
    area_code="B9",
    inspectorate="The Inspectorate",
    inspection_name="inspection of Brackwater Trust, 2009",
    inspection_year=2009,
    inspection_held="February 2009",
    report_published=date(2009, 2, 17),
    visit_from=date(2009, 8, 18),
    visit_to=date(2009, 8, 20),
    pilot_number=2,
    pilot_count=5,
    method_note="The way of following up is new as well",
    late_evidence="Part of it belonged in the self-evaluation.",
    letter_date=date(2009, 12, 22),
    publish_days=14,
    sponsor="the Department",
    step="on-site",
)
ADDRESSEE = Addressee(
    id="ad1",
    order=1,
    name="Made-up Addressee",
    post="Chief Executive",
    organisation="Brackwater Trust",
    address=("1 High Street", "Brackwater"),
    postcode="BW1 1AA",
    salutation="Dear Addressee",
)
SIGNATORY = Signatory(
    id="s1",
    order=1,
    name="Made-up Signatory",
    suffix="HMI",
    post="Divisional Manager",
    telephone="0207 000 0000",
    fax="0207 000 0001",
    email="signatory@example.org",
)


def evidence_for(framework: Framework) -> tuple[EvidenceItem, ...]:
    """Make two of the provider's items and one of the visit's for each area."""
    items: list[EvidenceItem] = []
    for area in framework.areas:
        for source, text in (
            ("provider_self_evaluation", f"the trust says that theme {area.number} is in hand"),
            ("provider_later_evidence", f"a paper on theme {area.number} came later"),
            ("file", f"9 of 12 files read bear out theme {area.number}"),
        ):
            number = len(items) + 1
            items.append(
                EvidenceItem(
                    id=f"e{number}",
                    number=number,
                    order=number,
                    text=text,
                    source=source,
                    polarity="for",
                    corroboration="seen_on_file" if source == "file" else "documented",
                    phase="during" if source == "file" else "before",
                    areas=(area.id,),
                    author="HMI 1",
                    at="2009-08-19T10:00:00Z",
                )
            )
    return tuple(items)


def judgements_for(framework: Framework, *, stage: str = "final") -> tuple[Judgement, ...]:
    """Judge every area and the whole: the last area has the lowest grade, the others the last that passes."""
    scale_id = framework.area_scale
    grades = framework.scale(scale_id).grades if scale_id else ()
    passing = framework.scale(scale_id).line if scale_id else None
    usual = passing or (grades[0].id if grades else "")
    areas = [area.id for area in framework.areas]
    lowest = grades[-1].id if grades else ""
    given = dict.fromkeys(areas, usual) | ({areas[-1]: lowest} if len(areas) > 1 else {})
    return tuple(
        Judgement(
            area=area,
            stage=stage,
            grade=grade,
            sentence="" if grade else "Much has been done",
            author="HMI 1",
            at="2009-08-21T10:00:00Z",
        )
        for area, grade in (given | {"overall": usual}).items()
    )


def sampled_cases(count: int) -> tuple[SampledCase, ...]:
    """Make cases as drawn, over two strata and two offices, with invented references."""
    cases = []
    for place in range(count):
        ref = f"BBC-{place + 1:04d}"
        cases.append(
            SampledCase(
                ref=ref,
                stratum="public" if place % 2 else "private",
                ticket=hashlib.sha256(f"seed,{ref}".encode()).hexdigest(),
                role="sample",
                order=place // 2 + 1,
                draw=1,
                office="North" if place % 3 else "South",
                law_type="public" if place % 2 else "private",
                practitioner=f"P-{place % 5 + 1:02d}",
                allocated_on=date(2009, 3, 1 + place % 28),
                domestic_violence=place % 4 == 0,
                reader="HMI 1" if place % 2 else "HMI 2",
            )
        )
    return tuple(cases)


def draw_of(sample: tuple[SampledCase, ...]) -> DrawRecord:
    """Make the record of the draw that gave a sample."""
    sizes: dict[str, int] = {}
    for case in sample:
        sizes[case.stratum] = sizes.get(case.stratum, 0) + 1
    return DrawRecord(
        number=1,
        seed="4 17 23 31",
        seed_source="dice thrown on site",
        rule="proportional",
        sizes=sizes,
        strata={name: size * 10 for name, size in sizes.items()},
        frame_hash=hashlib.sha256(b"frame").hexdigest(),
        drawn_at="2009-08-18T09:00:00Z",
        author="HMI 1",
    )


def reading_of(framework: Framework, case: SampledCase, place: int) -> FileReading:
    """Make the locked reading of a case, with an answer to every item; grades vary by its place."""
    items: list[Area | Aspect] = [*framework.areas, *framework.aspects]
    answers = {
        item.id: Answer(
            item=item.id,
            value=_value(framework, item, place + number),
            why="Seen on file." if (place + number) % 3 == 0 else "",
            author=case.reader,
            at="2009-08-19T10:00:00Z",
        )
        for number, item in enumerate(items)
    }
    return FileReading(case=case.ref, state="locked", reader=case.reader, answers=answers)


def open_concern(number: int = 1) -> Concern:
    """Make a concern that waits for its conclusion."""
    return Concern(
        id=f"k{number}",
        text="A child’s address was shared with the other parent.",
        severity="child_at_risk",
        case="BBC-0001",
        told_post="Head of Service",
        told_at="2009-08-19T11:00:00Z",
        author="HMI 1",
        at="2009-08-19T10:30:00Z",
    )


def _value(framework: Framework, item: Area | Aspect, turn: int) -> str:
    offered = framework.answers_of(item) or ()
    values = (*offered, NOT_APPLICABLE)
    return values[turn % len(values)]


def _plan(framework: Framework) -> tuple[PlanJudgement, ...]:
    if framework.area_scale is None:
        return ()
    grades = framework.scale(framework.area_scale).grades
    return (
        PlanJudgement(id="p1", order=1, grade=grades[-1].id, judged_on=date(2009, 3, 20)),
        PlanJudgement(id="p2", order=2, grade=grades[0].id, judged_on=date(2009, 5, 4)),
    )


def _area(number: int, *, timed: bool) -> Area:
    timescale = None if not timed or number % 3 == 0 else TIMESCALES[number % 2].id
    return Area(
        id=f"area-{number}",
        number=number,
        title=f"Theme {number}",
        short=f"put theme {number} right",
        full=f"put theme {number} right for every child",
        timescale=timescale,
        limiting=number == 1,
        baseline=f"At the inspection theme {number} was weak.",
    )


def _aspects(number: int, grades: GradeScale | None) -> tuple[Aspect, ...]:
    asked = Aspect(
        id=f"seen-{number}",
        short=f"Theme {number} on file",
        question=f"Does the file show theme {number}?",
        kind="yes_no",
        areas=(f"area-{number}",),
        core=True,
    )
    if grades is None:
        return (asked,)
    graded = Aspect(
        id=f"quality-{number}",
        short=f"Theme {number} quality",
        question=f"How good is the work on theme {number}?",
        kind="grade",
        areas=(f"area-{number}",),
        core=True,
        manager_graded=True,
    )
    return (asked, graded)
