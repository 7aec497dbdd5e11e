"""Made-up data for looking at widgets: no visit, place, case or concern in it exists."""

from __future__ import annotations

from ui.widgets.answer_rows import AnswerRow, Option
from ui.widgets.descriptor_parts import Descriptor, EvidenceLine
from ui.widgets.list_column import ListRow
from ui.widgets.side_bar import SideEntry

VISIT = "Brackwater and Bishop’s Combe"
STATE = "monitoring visit · On site · day 2 of 3"

WORDS = {"O": "Outstanding", "G": "Good", "S": "Satisfactory", "I": "Inadequate"}
NOT_APPLICABLE = Option(value="na", letter="n.a.", word="Not applicable", key="0", hollow=True)
GRADES = (
    *(
        Option(value=letter, letter=letter, word=word, rung=rung, key=str(rung))
        for rung, (letter, word) in enumerate(WORDS.items(), start=1)
    ),
    NOT_APPLICABLE,
)
YES_NO = (
    Option(value="yes", letter="Y", word="Yes", key="y"),
    Option(value="no", letter="N", word="No", key="n"),
    NOT_APPLICABLE,
)

PAGES = (
    SideEntry("home", "Home"),
    SideEntry("sample", "Sample"),
    SideEntry("read", "Read", "8", apart=True),
    SideEntry("evidence", "Evidence"),
    SideEntry("concerns", "Concerns", "1", alarm=True),
    SideEntry("team", "Team"),
    SideEntry("judgements", "Judgements", apart=True),
    SideEntry("letter", "Letter"),
    SideEntry("workbook", "Workbook"),
    SideEntry("history", "History", apart=True),
)


def area(number: int, label: str, answer: str = "", manager: str = "", gap: str = "") -> AnswerRow:
    """An area row."""
    return _graded(f"area-{number}", label, answer, manager, gap, number=str(number), strong=True)


def graded(
    item_id: str, label: str, answer: str = "", manager: str = "", gap: str = "", **more: object
) -> AnswerRow:
    """A graded aspect."""
    return _graded(item_id, label, answer, manager, gap, **more)


def _graded(item_id: str, label: str, answer: str, manager: str, gap: str, **more: object) -> AnswerRow:
    return AnswerRow(
        item_id=item_id,
        label=label,
        options=GRADES,
        answer=answer,
        word=WORDS.get(answer, ""),
        manager_letter=manager,
        manager_word=WORDS.get(manager, ""),
        manager_gap=gap,
        **more,  # type: ignore[arg-type]
    )


def yes_no(item_id: str, label: str, answer: str = "", **more: object) -> AnswerRow:
    """A yes or no aspect."""
    return AnswerRow(item_id=item_id, label=label, kind="yes_no", options=YES_NO, answer=answer, **more)  # type: ignore[arg-type]


def read_rows() -> tuple[AnswerRow, ...]:
    """The rows of a file half read."""
    return (
        area(1, "Statutory duty first", "S", "S", "same"),
        area(2, "Risk and domestic violence"),
        yes_no("risk-present", "Risk assessment present", "yes", evidence_count=1),
        graded("risk", "Risk assessment quality", "S", "G", "+1", has_reason=True, evidence_count=2),
        yes_no("dv-present", "Domestic violence present", "yes"),
        graded("dv", "Domestic violence practice"),
        yes_no("referral", "Notification or referral made"),
        graded("recording", "Recording and planning", "G"),
        area(3, "Backlog", "G", "G", "same"),
        yes_no("delay", "Delay explained on file", "yes"),
        AnswerRow(
            item_id="area-4",
            label="Lasting plan for timeliness",
            number="4",
            strong=True,
            not_asked_text="Not asked of files · n.a. by rule",
        ),
        area(5, "Performance management"),
        graded("oversight", "Management oversight", "S", "G", "+1", has_reason=True),
        yes_no("assurance", "Quality assurance on file", "no", has_reason=True),
        area(6, "Participation"),
        graded("wishes", "Wishes and feelings"),
        area(7, "Five outcomes"),
        graded("outset", "Outcomes at the outset"),
        yes_no("tool", "Outcomes tool completed"),
        AnswerRow(
            item_id="more", label="9 more questions", fold="closed", aside="0 answered, none needed to lock"
        ),
    )


def queue_rows() -> tuple[ListRow, ...]:
    """Two queues of files."""
    private = ("0056", "0138", "1157", "0707")
    public = ("1229", "0933")
    return (
        ListRow(row_id="", text="Private · long-term · Office B"),
        *(ListRow(row_id=case, text=f"BBC-{case}", icon="file_full", aside="locked") for case in private),
        ListRow(row_id="0412", text="BBC-0412", icon="file_half", aside="9 of 18"),
        ListRow(row_id="0686", text="BBC-0686", icon="file_open"),
        ListRow(row_id="0663", text="BBC-0663", icon="file_clock", aside="asked 10:20"),
        ListRow(row_id="1160", text="BBC-1160", icon="file_open"),
        ListRow(row_id="", text="Public · long-term · Office B"),
        *(ListRow(row_id=case, text=f"BBC-{case}", icon="file_full", aside="locked") for case in public),
        ListRow(row_id="1079", text="BBC-1079", icon="file_full", aside="locked, gaps"),
        *(
            ListRow(row_id=case, text=f"BBC-{case}", icon="file_open")
            for case in ("1183", "0775", "0116", "0079")
        ),
    )


def descriptors() -> tuple[Descriptor, ...]:
    """What the grades of one question mean."""
    texts = {
        "O": "Every source is weighed; risk is re-read as things change and leads the plan.",
        "G": "All known risks are weighed together, and the plan follows from them.",
        "S": "The main risks are named and weighed, with checks on file. Some reasons are thin; nothing "
        "important is missing.",
        "I": "Risk is missed, or named and not weighed.",
    }
    return tuple(
        Descriptor(letter=letter, word=WORDS[letter], text=text, rung=rung, chosen=letter == "S")
        for rung, (letter, text) in enumerate(texts.items(), start=1)
    )


def evidence() -> tuple[EvidenceLine, ...]:
    """Two pieces of evidence."""
    return (
        EvidenceLine(
            evidence_id="E-1",
            text="Checks dated before the first hearing",
            detail="For · seen on file · part C, 14",
            polarity="for",
        ),
        EvidenceLine(
            evidence_id="E-2",
            text="No review after the second incident",
            detail="Against · seen on file · part C, 22",
            polarity="against",
        ),
    )
