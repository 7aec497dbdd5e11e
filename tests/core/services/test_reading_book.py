"""The queue kept at hand is the queue read anew, whatever was done in between."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from cafaudit.domain.asking import core_items
from cafaudit.errors import InputRefused
from cafaudit.services.commands.concerns import ConcludeConcern, RaiseConcern
from cafaudit.services.commands.dealing import AssignFiles
from cafaudit.services.commands.evidence import AddEvidence
from cafaudit.services.commands.readings import AddFile, LockReading, ReopenReading
from cafaudit.services.commands.requesting import (
    AskForFile,
    FileTurnedUp,
    GiveUpFile,
    ReceiveFile,
    ReplaceFile,
)
from cafaudit.services.commands.scoring import ClearScore, GiveManagerGrade, GiveReason, GiveScore
from cafaudit.services.queries.files import evidence
from cafaudit.services.queries.reading import follow_case, read_case, read_queue
from cafaudit.services.reading_book import ReadingBook
from tests.visits import sampled

if TYPE_CHECKING:
    from cafaudit.services.visit import Visit

MOMENT = "2009-08-20T09:20:00Z"


def _deed(chance: Random, case: str, items: list[str]) -> object:
    item = chance.choice(items)
    return chance.choice(
        [
            GiveScore(case=case, item=item, answer=chance.choice(["good", "yes", "no", "na"])),
            GiveScore(case=case, item=item, answer=chance.choice(["good", "yes", "na"])),
            ClearScore(case=case, item=item),
            GiveReason(case=case, item=item, text="because"),
            LockReading(case=case),
            ReopenReading(case=case, reason="one more look"),
            AskForFile(case=case, at=MOMENT),
            ReceiveFile(case=case, at=MOMENT),
            RaiseConcern(text="A made-up concern", case=case),
            AddEvidence(text="A made-up fact", case=case, item=item),
            GiveManagerGrade(case=case, item=item, grade="good"),
            ReplaceFile(case=case, reason="not in its cabinet"),
            GiveUpFile(case=case, reason="not in its cabinet"),
            FileTurnedUp(case=case, at=MOMENT),
            ClearScore(case=case, item=item),
            ReceiveFile(case=case, at=""),
            AddFile(case=f"X-{chance.randrange(3)}", mode="tracked", reason="followed through"),
            AssignFiles(cases=(case,), reader=chance.choice(["L1", ""])),
        ]
    )


def test_a_followed_queue_is_the_queue_read_anew(drawn: Visit) -> None:
    chance = Random(5)
    items = [item.id for item in core_items(drawn.framework)]
    cases = sampled(drawn)[:4]
    book = ReadingBook(drawn)
    page = read_case(drawn, cases[0])
    done = 0
    for _ in range(160):
        try:
            changes = drawn.do(_deed(chance, chance.choice(cases), items))
        except InputRefused:
            continue
        done += 1
        book.update(changes.cells)
        anew = read_queue(drawn)
        assert book.rows == anew.rows
        assert book.applies() == anew.applies
        assert {item: book.applies_to(item) for item in anew.applies} == anew.applies
        page = follow_case(drawn, page, changes.cells)
        assert page == read_case(drawn, cases[0])
    assert done > 60


def test_a_grade_changes_the_row_of_its_file_alone(drawn: Visit) -> None:
    first, second = sampled(drawn)[:2]
    book = ReadingBook(drawn)
    changes = drawn.do(GiveScore(case=first, item="risk-quality", answer="good"))
    assert book.update(changes.cells) == frozenset({first})
    row, other = book.row(first), book.row(second)
    assert row is not None
    assert other is not None
    assert (row.state, row.answered, other.state) == ("open", 1, "not_begun")


def test_concluding_the_only_concern_of_a_file_takes_its_sign_away(drawn: Visit) -> None:
    case = sampled(drawn)[0]
    book = ReadingBook(drawn)
    raised = drawn.do(RaiseConcern(text="A made-up concern", case=case))
    assert book.update(raised.cells) == frozenset({case})
    row = book.row(case)
    assert row is not None
    assert row.concern_open
    concluded = drawn.do(ConcludeConcern(concern=raised.made["concern"], conclusion="settled"))
    assert book.update(concluded.cells) == frozenset({case})


def test_a_reserve_taken_up_comes_into_the_queue_at_once(drawn: Visit) -> None:
    case = sampled(drawn)[0]
    book = ReadingBook(drawn)
    changes = drawn.do(ReplaceFile(case=case, reason="not in its cabinet"))
    assert book.update(changes.cells) is None
    assert changes.made["case"] in {row.case for row in book.rows}


def test_a_reader_sees_their_own_files_and_those_of_nobody(drawn: Visit) -> None:
    first, second = sampled(drawn)[:2]
    drawn.do(AssignFiles(cases=(first,), reader="L1"))
    assert first in {row.case for row in ReadingBook(drawn, "L1").rows}
    others = {row.case for row in ReadingBook(drawn, "HMI 9").rows}
    assert first not in others
    assert second in others


def test_nothing_came_in_from_others_after_ones_own_work(drawn: Visit) -> None:
    book = ReadingBook(drawn)
    drawn.do(GiveScore(case=sampled(drawn)[0], item="risk-quality", answer="good"))
    assert not book.is_stale()


def test_evidence_beside_an_answer_keeps_the_number_that_it_is_cited_by(drawn: Visit) -> None:
    first, second = sampled(drawn)[:2]
    for case in (first, second, first):
        drawn.do(AddEvidence(text=f"Seen in {case}", case=case, item="risk-quality"))
    drawn.do(AddEvidence(text=f"{first} stands in another field", reference=first))
    by_id = {item.id: item for item in evidence(drawn)}
    of_case = read_case(drawn, second).evidence
    assert [item.label for item in of_case] == ["E-002"]
    assert all(by_id[item.id] == item for item in (*of_case, *read_case(drawn, first).evidence))
    assert [item.label for item in read_case(drawn, first).evidence] == ["E-001", "E-003"]
