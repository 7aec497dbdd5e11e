"""The monitoring visit of 2009 to Birmingham and the Black Country as one state.

Names, dates and figures are those of the published letter of 4 September 2009; every sentence is our
own. Nothing here stands for what inspectors wrote on site.
"""

from __future__ import annotations

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
from cafaudit.domain.framework_toml import load_framework
from cafaudit.domain.picture import Activity, EvidenceItem, Judgement, Picture
from tests.pictures import empty_picture

PROVIDED: dict[str, tuple[str, ...]] = {
    "statutory-duty": (
        "work by family support workers has been turned back to the statutory duty, for instance to direct"
        " work that finds out what children and young people wish and feel",
    ),
    "risk": (
        "a new early intervention team in private law assesses risk up to the first hearing",
        "everybody has had the basic training in risk assessment and 50% the advanced course, for which"
        " there is no target date",
        "managers have followed the training up in workshops with their staff",
        "audits go on, yet from March to July 2009 a risk assessment was completed in 41.8% of public-law"
        " and 50.3% of private-law cases, and 67% of the practice in the quality system was rated"
        " satisfactory or better for safeguarding",
    ),
    "backlog": (
        "since May 2009 the Private Law Pathway pilot has meant that nothing waits up to the first hearing,"
        " in line with the President’s interim guidance",
        "public-law applications have risen steeply across the country and cases are waiting; the service"
        " area says that it screens and ranks them and will do so more firmly",
    ),
    "lasting-plan": (
        "the budget of £3.5m for 2009–10 has grown by £450,000 since the inspection, part of which pays for"
        " agency cover while performance is put right",
        "a new Head of Service is in post, permanent service managers are being recruited and agency"
        " managers fill the gap",
        "the revised Private Law Programme is on trial, and a team of specialists does all work to the"
        " first hearing",
        "on present demand and budget there will be room for all public-law work in the coming year",
    ),
    "performance": (
        "managers use audit, performance management and quality assurance to change practice",
        "weak practice is met with proportionate steps, and much of the management team and of the"
        " workforce is new",
        "management information is produced and used, and quality improvement staff help local managers",
    ),
    "participation": (
        "groups through which adults and children take part are planned for November 2009",
        "welcome packs with z-cards for children, and peer mentoring, have been brought in nationally",
        "young inspectors have inspected twice and found the work good overall both times",
        "a focus group of young people is to meet on 15 September 2009 about the new way of working",
    ),
    "outcomes": (
        "in one example the five outcomes carry the result of an assessment",
        "the assessment framework that is to come will contain the five outcomes",
        "there is a tool to collect and follow the effect on the five outcomes",
    ),
}
GATHERED: dict[str, tuple[tuple[str, str], ...]] = {
    "statutory-duty": (("file", "in all the files read, the work answered to the statutory duty"),),
    "risk": (
        ("file", "recording and planning were satisfactory in a majority of files, and in parts good"),
        (
            "file",
            "most files held a satisfactory risk assessment; work on domestic violence is better aimed than"
            " at the inspection and was satisfactory in most",
        ),
        ("file", "the new team assesses risk to good effect"),
        (
            "file",
            "a small number of files raised questions about safeguarding, among them records that do not"
            " show what was done; senior managers could explain what had been done to keep children safe",
        ),
        ("file", "some staff were unsure when to notify the local authority of violence and when to refer"),
    ),
    "backlog": (
        ("data", "on 19 August 2009 83.3% of private-law cases were allocated, while demand had risen"),
        ("data", "more than 70 public-law cases were waiting to be allocated"),
        (
            "observation",
            "managers said that they review every waiting case; we did not see this done unprompted,"
            " though the duty desk answers when somebody asks",
        ),
        ("interview", "while the visit went on, the review of waiting cases was made firmer"),
    ),
    "lasting-plan": (
        ("interview", "all of this was first told to us and then put in writing"),
        ("interview", "what we say under area 3 shows that planning has begun to work"),
    ),
    "performance": (
        ("file", "most files showed a manager’s hand, and quality tools that ask hard questions"),
        (
            "file",
            "a minority of files had no quality assurance, and some managers grade more kindly than we do,"
            " but none called inadequate work satisfactory",
        ),
    ),
    "participation": (("file", "some good work brought out what children wish and feel"),),
    "outcomes": (
        ("file", "one public-law file planned for each of the five outcomes"),
        (
            "file",
            "many files held the tool and only one had it filled in; nothing was added up across files, and"
            " it did not steer an assessment from its start",
        ),
    ),
}
WORDS: dict[str, dict[str, str]] = {
    "risk": {
        "residual": "Staff and managers need to be clearer about when and how to turn to the local authority"
    },
    "backlog": {
        "scope": "in private law",
        "sentence": "In public law the rise in applications has to be borne in mind.",
        "qualifier": "The review of waiting cases did not convince us at first; the Head of Service put it"
        " right at once, and enough is being done in hard circumstances.",
    },
    "lasting-plan": {"qualifier": "Demand has risen meanwhile, which makes this the more notable."},
    "performance": {"qualifier": "The area is firm about who is fit for the work, and oversight improves."},
    "participation": {
        "scope": "in planning",
        "qualifier": "Apart from what the young inspectors found, an effect on services is still to show.",
    },
}
ACTIVITIES = (
    ("meeting", "met the Head of Service and the Head of Quality Improvement (Central)"),
    (
        "duty-review",
        "looked at the duty systems in private and in public law: spoke to each manager, and sat down with"
        " the duty officer to see how risk is weighed in unallocated cases",
    ),
    ("supervision-files", "read supervision files, among them of staff in informal and formal procedures"),
    ("case-files", "read files of the private law early intervention team, drawn at random"),
    ("case-files", "read long-term private and public law files from two offices, drawn at random"),
    ("further-evidence", "gave the Head of Service the chance to add evidence and to answer our concerns"),
    ("meeting", "met the Operational Director (Central)"),
    ("feedback", "told the service our provisional judgements"),
)


def picture_2009() -> Picture:
    """Return the whole visit, with everything that the letter needs."""
    framework, _ = load_framework("cafcass-pim-2009")
    return replace(
        empty_picture(framework),
        visit="birmingham-2009",
        details=VisitDetails(
            provider="Cafcass",
            service_area="Birmingham and the Black Country",
            area_code="C5",
            inspectorate="Ofsted",
            inspection_name="inspection of Cafcass Birmingham and the Black Country (C5) 2009",
            inspection_year=2009,
            inspection_held="February 2009",
            report_published=date(2009, 2, 17),
            pilot_number=2,
            pilot_count=5,
            method_note="This way of following up areas for improvement was on trial as well.",
            late_evidence="Some of it answered points that came up on the visit; some would have been of"
            " more use in the self-evaluation form (PIM SEF).",
            letter_date=date(2009, 9, 4),
            publish_days=14,
            sponsor="the Sponsorship Unit in the Department for Children, Schools and Families",
            step="letter-drafted",
        ),
        addressees=(
            Addressee(
                id="addressee",
                name="Anthony Douglas",
                post="Chief Executive",
                organisation="Cafcass",
                address=("6th Floor", "Sanctuary Buildings", "Great Smith Street", "London"),
                postcode="SW1P 3BT",
                salutation="Dear Anthony",
            ),
        ),
        signatories=(
            Signatory(
                id="signatory",
                name="Anne Orton",
                suffix="HMI",
                post="Divisional Manager Safeguarding",
                telephone="0207 421 5634",
                fax="0207 421 6708",
                email="Anne.Orton@ofsted.gov.uk",
            ),
        ),
        copies=_copies(),
        inspectors=(
            InspectorName(id="jd", order=2, name="Joan Dennis", suffix="HMI"),
            InspectorName(id="jg", order=1, name="Jeremy Gleaden", suffix="HMI", lead=True),
        ),
        plan=(
            PlanJudgement(id="plan-1", order=1, grade="inadequate"),
            PlanJudgement(id="plan-2", order=2, grade="satisfactory"),
        ),
        activities=tuple(
            Activity(id=f"activity-{place}", order=place, kind=kind, wording=wording)
            for place, (kind, wording) in enumerate(ACTIVITIES, start=1)
        ),
        evidence=_evidence(),
        judgements=_judgements(),
    )


def _evidence() -> tuple[EvidenceItem, ...]:
    listed = [("provider_self_evaluation", area, text) for area, texts in PROVIDED.items() for text in texts]
    listed += [(source, area, text) for area, pairs in GATHERED.items() for source, text in pairs]
    items = [
        EvidenceItem(id=f"e{number}", number=number, order=number, text=text, source=source, areas=(area,))
        for number, (source, area, text) in enumerate(listed, start=1)
    ]
    late = {"e8", "e9"}
    return tuple(
        replace(item, source="provider_later_evidence", phase="after") if item.id in late else item
        for item in items
    )


def _judgements() -> tuple[Judgement, ...]:
    grades = dict.fromkeys(PROVIDED, "satisfactory") | {"outcomes": "inadequate", "overall": "satisfactory"}
    return tuple(
        Judgement(area=area, stage="final", grade=grade, **WORDS.get(area, {}))
        for area, grade in grades.items()
    )


def _copies() -> tuple[CopyRecipient, ...]:
    people = (
        ("Annabel Burns", "DCSF"),
        ("Elizabeth Kay", "DCSF"),
        ("Christine Banim", "Cafcass"),
        ("Eileen Shearer", "Cafcass"),
        ("Lynne Marsden", "Cafcass"),
        ("Vince Clarke", "Cafcass"),
        ("Jeremy Gleaden HMI", ""),
    )
    return tuple(
        CopyRecipient(id=f"copy-{place}", order=place, name=name, organisation=organisation)
        for place, (name, organisation) in enumerate(people, start=1)
    )
