"""The simplest visit in the real window, by keyboard alone: two inspectors, 24 files, both documents.

Whatever is pressed goes to whatever has the focus, and `at` says where the next key belongs: the journey
fails where the focus is anywhere else. All names, texts and grades are made up.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx import Document

from cafaudit.domain.vocabulary import OVERALL
from cafaudit.progress import NO_PROGRESS
from cafaudit.services.checking import check_visit
from cafaudit.services.picture import load_picture
from cafaudit.services.visits import open_visit
from cafaudit.team.profile import open_profile
from tests.journeys.person import CTRL, Key, Person
from tests.ui.visits import OFFICES, write_case_list
from ui.widgets.answer_list import AnswerList

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest

    from tests.journeys.person import Stage
    from ui.widgets.answer_rows import AnswerRow

PASSPHRASE = "four made up words"
SEED = "4 2 5 2 3 3 3 6 1 4"
FILES = 24
AREAS = 7
NOT_ASKED_OF_FILES = (4,)
Graded = dict[int, dict[str, int]]
"""How often each grade was pressed, by the number of the area."""

MOST_DECISIONS = 12
"""From the provider's list to the first file on the Read page."""

MOST_KEYS = 25
"""In a plain file: its answers, the lock, and the way to the next one."""


def test_two_inspectors_make_the_simplest_visit_by_keyboard_alone(
    starts: Callable[[Path], Person], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    papers = tmp_path / "papers"
    (papers / "requests").mkdir(parents=True)
    second = starts(tmp_path / "second laptop")
    make_profile(second, "Made Up Second", "Second")
    hand_out_card(second, papers / "second.txt")

    lead = starts(tmp_path / "first laptop")
    make_profile(lead, "Made Up Lead", "Lead")
    make_visit(lead)
    say_what_it_is_about(lead)
    take_into_the_team(lead, papers / "second.txt")
    before = draw_from(lead, write_case_list(papers / "list.csv", children=2), papers / "requests")
    assert len(list((papers / "requests").iterdir())) == len(OFFICES)
    share_the_visit(lead, papers)

    join(second.sit_down(), papers)
    graded: Graded = {}
    files = [read_a_file(second, number, graded) for number in range(FILES // 2)]
    hand_in(second, papers / "back.cafpack")

    lead.sit_down().press(Key.Key_3, held=CTRL)
    files += [read_a_file(lead, number, graded) for number in range(FILES // 2, FILES)]
    take_in(lead, papers / "back.cafpack")
    judge(lead)
    write_both_documents(lead, papers)
    read_both_documents(papers, graded)
    lead.leave()
    take_back_the_last_step(starts(tmp_path / "first laptop"))
    assert_is_sound(tmp_path / "first laptop")
    with capsys.disabled():
        print("", *lead.stages, *second.stages, sep="\n")  # noqa: T201 - the measurement
    assert len(before.decisions) <= MOST_DECISIONS, before.decisions
    plain = files[AREAS:]  # beside an answer of the files before, evidence was typed
    assert max(stage.keys for stage in plain) <= MOST_KEYS


def make_profile(me: Person, name: str, code: str) -> None:
    """Fill in the form that comes up on a machine without profiles, and keep the recovery code."""
    me.at("person_name").type(name).press(Key.Key_Tab)
    me.at("inspector_code").type(code).press(Key.Key_Tab)
    me.at("new_passphrase").type(PASSPHRASE).tab_to("passphrase_again").enter(PASSPHRASE)
    me.at("code_is_kept").press(Key.Key_Space).press(Key.Key_Return)


def hand_out_card(me: Person, card: Path) -> None:
    me.at("first_step").tab_to("save_card").will_choose(card).press(Key.Key_Return)
    me.reads("Card written")


def make_visit(me: Person) -> None:
    me.at("first_step").press(Key.Key_Return)
    me.at("service_area").type("Brackwater").press(Key.Key_Tab)
    me.at("area_code").type("X9").press(Key.Key_Tab)
    me.at("provider").enter("The made-up provider")
    me.at("task_sample")


def say_what_it_is_about(me: Person) -> None:
    """Enter some of what the letter needs, from the offer on Home."""
    me.begin("what the visit is about")
    me.tab_to("task_details").press(Key.Key_Return)
    me.at("visit_provider").tab_to("visit_inspectorate").type("A made-up inspectorate")
    me.tab_to("visit_report_published").type("17 February 2009")
    me.tab_to("visit_letter_date").type("4.9.2009").tab_to("add_inspector").press(Key.Key_Return)
    me.at("inspector_name").type("Made Up Lead").press(Key.Key_Tab).type("HMI").tab_to("inspector_lead")
    me.press(Key.Key_Space).tab_to("save_inspector").press(Key.Key_Return)
    me.at("add_inspector").press(Key.Key_Escape)


def take_into_the_team(me: Person, card: Path) -> None:
    me.begin("a colleague")
    me.press(Key.Key_6, held=CTRL)
    me.at("merge_pack").tab_to("card_file").will_choose(card).press(Key.Key_Return)
    me.at("add_member").press(Key.Key_Return)
    me.reads("2 members")


def draw_from(me: Person, case_list: Path, requests: Path) -> Stage:
    """Go through the whole ceremony of the sample; returns what it took."""
    me.press(Key.Key_1, held=CTRL).at("task_sample").press(Key.Key_Return)
    stage = me.begin("from the list to the first file")
    me.at("list_path").enter(str(case_list))
    me.at("columns_table").press(Key.Key_Return)
    me.at("sample_checks_primary").reads("Make one case of each reference").press(Key.Key_Return)
    me.at("sample_checks_primary").reads("Accept the list").press(Key.Key_Return)
    me.at("sample_size").press(Key.Key_Return)
    me.at("sample_draw_primary").reads("Fix the list").press(Key.Key_Return)
    me.at("seed_source").press(Key.Key_Return)
    me.at("seed").enter(SEED)
    me.at("sample_draw_primary").reads("Make request lists").press(Key.Key_Return)
    me.at("sample_requests_primary").tab_to("save_all_requests")
    me.will_choose(requests).press(Key.Key_Return)
    me.reads("2 request lists saved")
    me.tab_to("deal_files").press(Key.Key_Return)
    me.tab_to("sample_requests_primary").press(Key.Key_Return)
    me.at("answer_list")
    return stage


def read_a_file(me: Person, number: int, graded: Graded) -> Stage:
    """Answer every question of the file on the screen; the way to the next file locks it."""
    stage = me.begin(f"file {number + 1}")
    table = me.at("answer_list").sees("answer_list")
    assert isinstance(table, AnswerList)
    while (row := table.current_row()) is not None and not row.answer:
        if row.number == str(number + 1):
            add_evidence(me, row)
        key = answer_key(row, number)
        me.type(key)
        if row.number:
            words = graded.setdefault(int(row.number), {option.word: 0 for option in row.options})
            words[next(option.word for option in row.options if option.key == key)] += 1
    me.press(Key.Key_Return, held=CTRL)
    return stage


def add_evidence(me: Person, row: AnswerRow) -> None:
    me.type("e").at("evidence_text").type(evidence_in(int(row.number))).press(Key.Key_Tab, Key.Key_Tab)
    me.at("evidence_reference").enter(f"part {row.number}")
    me.at("answer_list")


def evidence_in(area: int) -> str:
    return f"Made-up evidence {area} was seen on file."


def answer_key(row: AnswerRow, number: int) -> str:
    """Return the key for an answer: mostly good work, now and then some that is not."""
    keys = [option.key for option in row.options if not option.hollow]
    turn = number + len(row.item_id)
    if row.kind == "yes_no":
        return keys[1] if turn % 5 == 0 else keys[0]
    return keys[(1, 1, 2, 1, 3, 2, 1)[turn % 7]]


def share_the_visit(me: Person, papers: Path) -> None:
    """Make the colleague's first pack, and hand one's own card over with it."""
    me.begin("the pack for the colleague")
    me.press(Key.Key_6, held=CTRL)
    me.at("merge_pack").tab_to("make_pack").will_choose(papers / "out.cafpack").press(Key.Key_Return)
    me.reads("Pack 1 for Second written")
    me.tab_to("save_card").will_choose(papers / "lead.txt").press(Key.Key_Return)
    me.reads("Card saved")


def join(me: Person, papers: Path) -> None:
    """Join the visit by the lead's pack and card, and go on to the first file."""
    me.begin("joining")
    me.tab_to("join").press(Key.Key_Return)
    me.at("join_pack").type(str(papers / "out.cafpack")).tab_to("join_card").type(str(papers / "lead.txt"))
    me.tab_to("join_name").enter("Brackwater")
    me.at("task_read").press(Key.Key_Return)


def hand_in(me: Person, pack: Path) -> None:
    me.begin("handing in")
    me.press(Key.Key_1, held=CTRL)
    me.at("task_hand_in").press(Key.Key_Return)
    me.tab_to("make_pack").will_choose(pack).press(Key.Key_Return)
    me.reads("Pack 1 for Lead written")


def take_in(me: Person, pack: Path) -> None:
    me.begin("taking in")
    me.press(Key.Key_1, held=CTRL)
    me.at("task_merge").press(Key.Key_Return)
    me.at("merge_pack").will_choose(pack).press(Key.Key_Return)
    me.reads("Pack merged")


def judge(me: Person) -> None:
    """Judge every area and the whole, in the order in which they come up."""
    me.begin("judgements")
    me.press(Key.Key_1, held=CTRL)
    me.at("task_areas").press(Key.Key_Return)
    for _ in range(AREAS):
        me.at("grade_slots").type("3").press(Key.Key_Return, held=CTRL)
    me.at("grade_slots").reads("Overall").type("3")


def write_both_documents(me: Person, papers: Path) -> None:
    me.begin("feedback and letter")
    me.press(Key.Key_1, held=CTRL)
    me.at("task_feedback").will_choose(papers / "feedback.docx").press(Key.Key_Return)
    me.at("task_letter").press(Key.Key_Return)
    me.at("letter_sheet").tab_to("export_draft").will_choose(papers / "letter.docx").press(Key.Key_Return)
    me.reads("letter.docx written")


def take_back_the_last_step(me: Person) -> None:
    """Open the visit again in a fresh window, and undo what was done last in the one before."""
    me.at("passphrase").enter(PASSPHRASE)
    me.hears("Brackwater").press(Key.Key_Return)
    me.at("task_letter").reads("checked").press(Key.Key_Z, held=CTRL)
    me.at("task_overall").leave()


def assert_is_sound(laptop: Path) -> None:
    """Look at the stored visit from outside: the check finds nothing, and the undone step is gone."""
    identity = open_profile(laptop / "data" / "profile", PASSPHRASE)
    held = open_visit(laptop / "visits" / "Brackwater.cafaudit", identity)
    try:
        report = check_visit(held.visit, held.folder, NO_PROGRESS)
        judged = load_picture(held.visit, with_history=False).judgements
    finally:
        held.close()
    assert report.ok, report.problems
    assert len(judged) == AREAS
    assert OVERALL not in {judgement.area for judgement in judged}


def read_both_documents(papers: Path, graded: Graded) -> None:
    """The letter has every area and its evidence; the feedback sheet has the grades that were pressed."""
    letter, feedback = (words_in(papers / name) for name in ("letter.docx", "feedback.docx"))
    for number in range(1, AREAS + 1):
        assert f"Area for improvement {number}: " in letter
        assert (evidence_in(number).rstrip(".")[1:] in letter) == (number not in NOT_ASKED_OF_FILES)
    assert "seven areas for improvement" in letter
    assert letter.count("has made satisfactory progress") == AREAS
    assert "the made-up provider" in letter.lower()
    assert f"{FILES} of {FILES} files" in feedback
    rows = [line for line in feedback.splitlines() if line.startswith(f"{FILES} files: ")]
    assert rows == [counted(graded[number]) for number in sorted(graded)]


def counted(words: dict[str, int]) -> str:
    """Return the sentence of the feedback sheet for the grades of an area: "24 files: 14 good and 10 …"."""
    parts = [f"{count} {word.lower()}" for word, count in words.items() if count]
    return f"{sum(words.values())} files: {', '.join(parts[:-1])} and {parts[-1]}."


def words_in(path: Path) -> str:
    document = Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)
