"""A redacted copy: nothing in any part of the file leads back to a case or a person."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.core.export.workbook.busy import SEED, busy_picture
from tests.core.export.workbook.opened import Opened, opened

BUSY = busy_picture()


@pytest.fixture(scope="module")
def book() -> Opened:
    return opened(BUSY, redacted=True)


def secrets() -> set[str]:
    found = {SEED, "BBC-9001", *(person.name for person in BUSY.people), *(i.name for i in BUSY.inspectors)}
    for case in BUSY.sample:
        found |= {case.ref, case.ticket, case.practitioner, case.file_location, case.office, case.team}
    found |= {answer.why for reading in BUSY.readings for answer in reading.answers.values() if answer.why}
    found |= {concern.text for concern in BUSY.concerns}
    found |= {item.text for item in BUSY.evidence if not item.in_letter} - {
        item.text for item in BUSY.evidence if item.in_letter
    }
    return found - {"Bishop’s Combe", "Brackwater"}


def test_no_part_of_the_file_holds_a_case_a_person_or_a_reason(book: Opened) -> None:
    texts = book.texts()
    assert len(secrets()) > 90
    for secret in secrets():
        assert not any(secret in text for text in texts), secret


def test_the_full_copy_holds_what_the_redacted_one_leaves_out() -> None:
    texts = "".join(opened(BUSY).texts())
    for case in BUSY.sample:
        for secret in (case.ref, case.ticket, case.practitioner, case.file_location):
            assert secret in texts


def test_cases_are_numbered_in_drawn_order(book: Opened) -> None:
    rows = book.rows("Sample", "Sample_cases")
    assert [row["Case"] for row in rows] == [f"F-{number:03d}" for number in range(1, 31)]
    assert [row["Order"] for row in rows] == [case.order for case in BUSY.sample]
    assert "Ticket" not in rows[0]
    assert "Reader" not in rows[0]


def test_the_same_file_has_the_same_number_on_every_sheet(book: Opened) -> None:
    numbers = {case.ref: f"F-{number:03d}" for number, case in enumerate(BUSY.sample, start=1)}
    full = opened(BUSY)
    for sheet, table in (("Scores", "Scores_grid"), ("Pairs", "Pairs_list"), ("Front", "Front_readings")):
        shown = [row["Case"] for row in book.rows(sheet, table)]
        known = [numbers.get(str(row["Case"]), "F-031") for row in full.rows(sheet, table)]
        assert shown == known


def test_the_counts_are_those_of_the_full_copy(book: Opened) -> None:
    full = opened(BUSY)
    assert book.rows("Tallies", "Tallies_1") == full.rows("Tallies", "Tallies_1")
    assert book.rows("Front", "Front_areas") == full.rows("Front", "Front_areas")


def test_words_stay_only_for_evidence_of_the_letter(book: Opened) -> None:
    rows = book.rows("Evidence", "Evidence_items")
    for row, item in zip(rows, BUSY.evidence, strict=True):
        assert row["Evidence"] == (item.text if item.in_letter else "[left out]")
        assert not {"Reference", "Case", "By"} & set(row)


def test_days_that_could_tell_a_case_are_left_out(book: Opened) -> None:
    answers = {row["Allocated on"] for row in book.rows("More scores", "More_scores_grid")}
    assert answers <= {"given", "n.a.", None}
    assert "given" in answers


def test_references_and_names_in_texts_that_stay_are_blotted_out() -> None:
    ref, case = BUSY.sample[0].ref, BUSY.sample[0]
    text = f"In {ref.lower()}, {case.practitioner} told Made-up  Lead; see {case.file_location} and X{ref}."
    item = replace(BUSY.evidence[0], text=text, in_letter=True)
    judgement = replace(BUSY.judgements[0], reasons=f"Because of {ref}.")
    changed = replace(BUSY, evidence=(item,), judgements=(judgement,))
    book = opened(changed, redacted=True)
    row = book.rows("Evidence", "Evidence_items")[0]
    assert row["Evidence"] == f"In F-001, [left out] told [left out]; see [left out] and X{ref}."
    reasons = [row["Reasons"] for row in book.rows("Judgements", "Judgements_list")]
    assert "Because of F-001." in reasons


def test_a_seed_that_the_source_gives_away_takes_the_source_with_it() -> None:
    draw = replace(BUSY.draws[0], seed_source=f"Dice: {SEED}")
    book = opened(replace(BUSY, draws=(draw,)), redacted=True)
    facts = {row[0].value: row[1].value for row in book.sheet("Draw").iter_rows()}
    assert facts["Source of the seed"] == "[left out]"


def test_a_short_reference_does_not_blot_out_every_number() -> None:
    sample = (replace(BUSY.sample[0], ref="12"), *BUSY.sample[1:])
    item = replace(BUSY.evidence[0], text="12 of 60 files", in_letter=True)
    changed = replace(BUSY, sample=sample, readings=(), evidence=(item,), concerns=())
    row = opened(changed, redacted=True).rows("Evidence", "Evidence_items")[0]
    assert row["Evidence"] == "12 of 60 files"
