"""What is read of one kind alone is what the whole state says of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cafaudit.services.commands.activities import AddActivity
from cafaudit.services.commands.concerns import RaiseConcern, TellConcern
from cafaudit.services.commands.evidence import AddEvidence, RemoveEvidence
from cafaudit.services.commands.notes import RemoveNote, WriteNote
from cafaudit.services.picture import load_picture
from cafaudit.services.queries.records import read_activities, read_concerns, read_evidence, read_notes
from tests.visits import sampled

if TYPE_CHECKING:
    from cafaudit.services.visit import Visit


def test_evidence_concerns_and_activities_are_those_of_the_picture(drawn: Visit) -> None:
    case = sampled(drawn)[0]
    first = drawn.do(AddEvidence(text="first", case=case, item="risk-quality")).made["evidence"]
    drawn.do(AddEvidence(text="second", source="interview", areas=("backlog",), order=3))
    drawn.do(RemoveEvidence(evidence=first))
    concern = drawn.do(RaiseConcern(text="a made-up concern", case=case)).made["concern"]
    drawn.do(TellConcern(concern=concern, post="Head of Service", at="2009-08-19T10:00:00Z"))
    for order, kind in ((2, drawn.framework.activity_kinds[0]), (1, drawn.framework.activity_kinds[1])):
        drawn.do(AddActivity(kind=kind.id, order=order))
    picture = load_picture(drawn)
    assert read_evidence(drawn) == picture.evidence
    assert read_concerns(drawn) == picture.concerns
    assert read_activities(drawn) == picture.activities
    assert len(picture.evidence) == len(picture.concerns) == 1
    assert len(picture.activities) == 2


def test_notes_wait_in_the_order_of_writing_until_they_are_removed(drawn: Visit) -> None:
    case = sampled(drawn)[0]
    first = drawn.do(WriteNote(text="one", case=case)).made["note"]
    second = drawn.do(WriteNote(text="two")).made["note"]
    notes = read_notes(drawn)
    assert [(note.id, note.text, note.case) for note in notes] == [(first, "one", case), (second, "two", "")]
    assert all(note.author == drawn.author.code and note.at for note in notes)
    drawn.do(RemoveNote(note=first))
    assert [note.id for note in read_notes(drawn)] == [second]
