"""The example: one visit from the list to the letter, as a person finds it in the folder afterwards."""

from __future__ import annotations

import itertools
import json
from pathlib import Path
from typing import TYPE_CHECKING

import docx
import openpyxl
import pytest

from cafaudit import assets
from cafaudit.cli import main
from cafaudit.domain.framework_toml import load_framework
from cafaudit.errors import InputRefused
from cafaudit.export.letter.checks import check_letter
from cafaudit.intake.draw_sheet import read_draw_sheet
from cafaudit.progress import NO_PROGRESS, Cancelled
from cafaudit.services.checking import check_visit
from cafaudit.services.documents import compose_letter
from cafaudit.services.example import ExampleMade, make_example
from cafaudit.services.picture import load_picture
from cafaudit.services.queries import ask
from cafaudit.services.queries.files import verify_stored_draw
from cafaudit.services.visits import OpenVisit, new_visit, open_visit, opened
from cafaudit.team.profile import create_profile, open_profile, open_with_recovery_code
from cafaudit.team.sealed_box import KdfCost
from tests.eight_words import runs_of, taken_over

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cafaudit.domain.picture import Picture

CHEAP = KdfCost(memory_kib=8, passes=1, lanes=1)
COUNTS = {1: (1, 1), 2: (4, 5), 3: (2, 4), 4: (4, 2), 5: (3, 2), 6: (4, 1), 7: (3, 2)}
"""Items of the provider's and of the visit's evidence in the letter of 2009, by area."""


@pytest.fixture(scope="module")
def said() -> list[str]:
    return []


class Watcher:
    """Somebody who watches how far it is, and asks for a stop when so much per cent is done."""

    def __init__(self, stop_at: int = 101) -> None:
        self.seen: list[float] = []
        self._stop_at = stop_at

    def step(self, done: int, total: int) -> None:
        self.seen.append(100 * done / total)
        if self.seen[-1] >= self._stop_at:
            raise Cancelled


@pytest.fixture(scope="module")
def watcher() -> Watcher:
    return Watcher()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, said: list[str], watcher: Watcher) -> ExampleMade:
    return make_example(tmp_path_factory.mktemp("made") / "example", said.append, watcher, cost=CHEAP)


@pytest.fixture(scope="module")
def picture(made: ExampleMade) -> Picture:
    held = opened_copy(made, "lead")
    try:
        return load_picture(held.visit)
    finally:
        held.close()


@pytest.fixture
def lead(made: ExampleMade) -> Iterator[OpenVisit]:
    held = opened_copy(made, "lead")
    yield held
    held.close()


def opened_copy(made: ExampleMade, who: str) -> OpenVisit:
    identity = open_profile(Path(made.profile).parent / who, made.passphrase)
    return open_visit(Path(made.visit if who == "lead" else made.second_visit), identity)


def paragraphs(made: ExampleMade) -> list[tuple[str, str]]:
    """The letter read back: style and text of each paragraph."""
    return [(str(p.style.name), p.text) for p in docx.Document(made.letter).paragraphs if p.style]


def after(lines: list[tuple[str, str]], lead_in: str, style: str = "List Bullet") -> list[list[str]]:
    """The runs of list items that follow each paragraph of this text."""
    found = []
    for place, (_, text) in enumerate(lines):
        if text == lead_in:
            items = itertools.takewhile(lambda line: line[0] == style, lines[place + 1 :])
            found.append([item for _, item in items])
    return found


def cells_of(path: str) -> list[tuple[str, list[list[str]]]]:
    """Each sheet of a workbook with its cells as texts."""
    book = openpyxl.load_workbook(path, read_only=True)
    try:
        return [
            (
                sheet.title,
                [["" if c is None else str(c) for c in row] for row in sheet.iter_rows(values_only=True)],
            )
            for sheet in book
        ]
    finally:
        book.close()


def test_the_letter_has_seven_areas_in_three_groups_of_timescales(made: ExampleMade) -> None:
    lines = paragraphs(made)
    groups = [text for style, text in lines if style == "Group heading"]
    listed = [len(after(lines, group)[0]) for group in groups]

    assert groups == ["Immediately:", "Within three months:", "Within six months:"]
    assert listed == [2, 3, 2]
    assert sum(1 for _, text in lines if text.startswith("Area for improvement ")) == 7


def test_the_letter_lists_eight_activities_and_as_much_evidence_as_that_of_2009(made: ExampleMade) -> None:
    lines = paragraphs(made)
    provided = after(lines, "Progress that Cafcass gave evidence of:")
    gathered = after(lines, "What inspectors found on the visit:")

    assert [len(items) for items in after(lines, "In the course of the visit inspectors:")] == [8]
    assert [(len(p), len(g)) for p, g in zip(provided, gathered, strict=True)] == list(COUNTS.values())


def test_the_letter_counts_six_areas_satisfactory_and_one_inadequate(made: ExampleMade) -> None:
    text = "\n".join(text for _, text in paragraphs(made))

    assert "six of the seven areas for improvement satisfactory and one still inadequate" in text
    assert "Taking all of this together, progress is satisfactory." in text
    assert "judged inadequate. The revised plan was judged satisfactory." in text
    assert text.count("Cafcass has made satisfactory progress here") == 6
    assert text.count("Cafcass has made inadequate progress here") == 1


def test_the_letter_is_published_by_eighteen_september_and_copied_to_seven_people(made: ExampleMade) -> None:
    lines = paragraphs(made)

    assert any("by 18 September 2009" in text for _, text in lines)
    assert ("Date line", "4 September 2009") in lines
    assert ("Signature", "Anne Orton HMI") in lines
    assert [text for style, text in lines if style == "Copies"] == [
        "Annabel Burns, DCSF",
        "Elizabeth Kay, DCSF",
        "Christine Banim, Cafcass",
        "Eileen Shearer, Cafcass",
        "Lynne Marsden, Cafcass",
        "Vince Clarke, Cafcass",
        "Jeremy Gleaden HMI",
    ]


def test_every_figure_of_the_letter_of_2009_is_there(made: ExampleMade) -> None:
    text = "\n".join(text for _, text in paragraphs(made))

    for figure in (
        *("50%", "41.8%", "50.3%", "67%", "83.3%", "19 August 2009", "more than 70", "£3.5m", "£450,000"),
        *("November 2009", "15 September 2009", "May 2009", "second of five", "February 2009"),
    ):
        assert figure in text


def test_the_letter_wants_nothing_and_nothing_stops_it(picture: Picture) -> None:
    letter = compose_letter(picture)

    assert letter.gaps == ()
    assert [check for check in check_letter(letter, picture) if check.severity == "stop"] == []


def test_satisfactory_overall_is_suggested_and_decided_without_departing(lead: OpenVisit) -> None:
    answer = ask(lead.visit, "judgements")
    overall = [one for one in answer["judgements"] if one["area"] == "overall"]

    assert answer["suggested"]["grade"] == "satisfactory"
    assert {one["stage"]: (one["grade"], one["departure"]) for one in overall} == {
        "provisional": ("satisfactory", ""),
        "final": ("satisfactory", ""),
    }


def test_both_copies_hold_and_come_to_one_digest(made: ExampleMade) -> None:
    reports = {}
    for who in ("lead", "second"):
        held = opened_copy(made, who)
        reports[who] = check_visit(held.visit, held.folder, NO_PROGRESS)
        held.close()

    assert [report.problems for report in reports.values()] == [(), ()]
    assert reports["lead"].digest == reports["second"].digest == made.digest


def test_each_reader_wrote_their_own_answers_and_the_lead_settled_two(picture: Picture) -> None:
    authors = {answer.author for r in picture.readings for answer in r.answers.values() if answer.value}
    settled = [answer.item for r in picture.readings for answer in r.answers.values() if answer.moderated]

    assert authors == {"HMI 1", "HMI 2"}
    assert sorted(settled) == ["recording-and-planning", "wishes-and-feelings"]
    assert not any(answer.different for r in picture.readings for answer in r.answers.values())


def test_thirty_files_are_read_and_one_could_not_be_produced(lead: OpenVisit, picture: Picture) -> None:
    states = [reading.state for reading in picture.readings]

    assert (states.count("locked"), states.count("not_produced"), len(states)) == (30, 1, 31)
    assert len({case.stratum for case in picture.sample}) == 3
    assert len({case.office for case in picture.sample}) == 2
    assert verify_stored_draw(lead.visit) == ()


def test_no_concern_and_no_difference_is_left_open(lead: OpenVisit) -> None:
    status = ask(lead.visit, "status")

    assert status["concerns_open"] == 0
    assert len(ask(lead.visit, "concerns")) == 2
    assert status["conflicts"] == 0
    assert status["step"] == "letter-drafted"


def test_the_draw_sheet_says_what_was_drawn(made: ExampleMade, picture: Picture) -> None:
    sheet = read_draw_sheet(Path(made.draw_sheet))

    assert [entry.case for entry in sheet] == [case.ref for case in picture.sample]


def test_no_name_of_the_list_is_in_anything_that_comes_out(made: ExampleMade, picture: Picture) -> None:
    cases = next(rows for title, rows in cells_of(made.case_list) if title == "Cases")
    wanted = [cases[0].index(name) for name in ("Case name", "Child name", "Practitioner")]
    # one-word case names ("Fenhurst") may be ordinary words; names of two words cannot
    names = {row[place] for row in cases[1:] for place in wanted if " " in row[place]}
    texts = [cell for _, rows in cells_of(made.workbook) for row in rows for cell in row]
    texts += [text for _, text in paragraphs(made)] + [line.summary for line in picture.history]
    everything = "\n".join(texts)

    assert len(names) > 2_000
    assert [name for name in names if name in everything] == []


def test_the_documents_are_those_of_the_visit_as_it_stands(made: ExampleMade) -> None:
    for path in (made.letter, made.workbook, made.feedback, made.draw_sheet, made.case_list):
        assert Path(path).stat().st_size > 1_000
    assert dict(cells_of(made.workbook))


def test_each_step_is_said_with_its_time_and_the_end_says_what_to_open(
    made: ExampleMade, said: list[str]
) -> None:
    assert len(said) == 8
    assert all(sentence.endswith(" s)") for sentence in said)
    assert any("1,284 cases" in sentence for sentence in said)
    for path in (made.letter, made.workbook, made.feedback, made.draw_sheet, made.visit, made.profile):
        assert any(path in line for line in made.lines)
    assert any(made.passphrase in line for line in made.lines)


def test_a_folder_with_anything_in_it_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("keep me", encoding="utf-8")

    with pytest.raises(InputRefused, match="not empty"):
        make_example(tmp_path, lambda _: None, cost=CHEAP)

    assert [entry.name for entry in tmp_path.iterdir()] == ["mine.txt"]


def test_progress_goes_from_nothing_to_all_and_never_back(made: ExampleMade, watcher: Watcher) -> None:
    assert made
    assert watcher.seen == sorted(watcher.seen)
    assert watcher.seen[-1] == 100
    assert max(later - earlier for earlier, later in itertools.pairwise(watcher.seen)) <= 13


@pytest.mark.parametrize("percent", [20, 60, 95])
def test_a_stop_leaves_nothing_behind(tmp_path: Path, percent: int) -> None:
    folder = tmp_path / "example"

    with pytest.raises(Cancelled):
        make_example(folder, lambda _: None, Watcher(percent), cost=CHEAP)

    assert not folder.exists()


def test_the_script_of_the_visit_runs_by_itself_on_any_new_visit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CAFAUDIT_PASSPHRASE", "made up")
    profile, script = tmp_path / "profile", tmp_path / "visit.jsonl"
    _, code = create_profile(profile, "Somebody (made up)", "S1", "made up", cost=CHEAP)
    identity = open_with_recovery_code(profile, code)
    visit = new_visit(tmp_path / "visit", "cafcass-pim-2009", identity)
    script.write_bytes(assets.read_bytes("example", "visit-2009.jsonl"))

    status = main(["--profile", str(profile), "run", str(visit), str(script), "--stop"])

    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert status == 0
    assert all(answer["ok"] for answer in answers)
    with opened(visit, identity) as held:
        found = load_picture(held)
    assert (len(found.evidence), len(found.activities), len(found.copies)) == (38, 8, 7)
    assert compose_letter(found).gaps == ()


def test_no_eight_words_in_a_row_are_those_of_the_documents_of_2009(made: ExampleMade) -> None:
    framework, _ = load_framework("cafcass-pim-2009")
    official = [
        *(area.short for area in framework.areas),
        *(f"Area for improvement {area.number}: Cafcass should {area.full}" for area in framework.areas),
        "Ofsted inspection of Cafcass Birmingham and the Black Country (C5) 2009",
        "Post-inspection monitoring: Ofsted inspection of Cafcass Birmingham and the Black Country (C5) 2009",
        "to Jeremy Gleaden HMI and Joan Dennis HMI",
        "6th Floor Sanctuary Buildings Great Smith Street London SW1P 3BT",
    ]
    allowed = frozenset(run for text in official for run in runs_of(text))
    ours = [text for _, text in paragraphs(made)]
    for name in ("visit-2009.jsonl", "readings.toml", "example.toml", "README.md"):
        ours.extend(assets.read_text("example", name).splitlines())
    ours += [area.baseline for area in framework.areas]

    assert {text: runs for text in ours if (runs := taken_over(text, allowed))} == {}


def test_a_sentence_of_the_documents_of_2009_would_be_noticed() -> None:
    area = load_framework("cafcass-pim-2009")[0].areas[6]

    assert taken_over(area.full)
    assert not taken_over("A sentence that nobody wrote in that year, nor in any other year we know of.")
