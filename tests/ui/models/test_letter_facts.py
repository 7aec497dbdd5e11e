"""Where a sentence of the letter is changed, and what it rests on, for every fact that a letter can name."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cafaudit.export.letter.checks import check_letter
from cafaudit.export.letter.tokens import STAND_INS, TOKENS
from cafaudit.services.documents import compose_letter
from tests.picture_2009 import picture_2009
from tests.pictures import empty_picture, full_picture, open_concern, small_framework
from ui.models.letter_facts import Composed, LetterFacts, Target

pytestmark = pytest.mark.usefixtures("qapp")

PLAN = "plan_grade"
"""A grade, and yet no judgement of the visit: it stands among the lists of the letter."""

PAGES = {"Judgements": "judgements", "details": "details", "lists of the letter": "details"}


def facts_of(picture: object) -> LetterFacts:
    letter = compose_letter(picture)  # type: ignore[arg-type]
    return LetterFacts(Composed(letter, picture, check_letter(letter, picture), 1))  # type: ignore[arg-type]


@pytest.mark.parametrize("token", sorted((TOKENS | STAND_INS).keys() - {PLAN}))
def test_every_missing_fact_leads_to_the_page_that_its_advice_names(token: str) -> None:
    advice = (TOKENS | STAND_INS)[token].advice
    target = facts_of(empty_picture(small_framework(1)))._token_target(token, "")
    if "framework" in advice:
        assert target is None
    elif token == "activities":
        assert target == Target("evidence", "activities")
    elif "evidence" in advice.lower() and "details" not in advice:
        assert target == Target("evidence")
    else:
        wanted = next((page for words, page in PAGES.items() if words in advice), "details")
        assert target is not None
        assert target.page == wanted


def test_the_action_plan_is_judged_among_the_lists_of_the_letter() -> None:
    assert facts_of(empty_picture(small_framework(1)))._token_target(PLAN, "") == Target("details", PLAN)


def test_every_gap_of_an_empty_visit_has_a_way_to_where_it_is_entered() -> None:
    picture = empty_picture(small_framework(3, letter_profile="cafcass-pim-2009"))
    facts = facts_of(picture)
    assert facts.checks
    for check in facts.checks:
        assert facts.target_of(check) is not None, check


def test_areas_stand_under_one_row_and_sections_in_the_order_of_the_letter() -> None:
    rows = facts_of(picture_2009()).rows
    texts = [row.text for row in rows]
    assert texts[:3] == ["Letterhead", "Opening", "Activities"]
    areas = [row for row in rows if row.depth]
    assert [row.text[0] for row in areas] == list("1234567")
    assert texts[texts.index("Areas") + 1] == areas[0].text
    assert texts[-1] == "Copies"


def test_every_sentence_belongs_to_a_row_and_each_row_leads_to_a_sentence_of_its_own() -> None:
    facts = facts_of(picture_2009())
    known = {row.row_id for row in facts.rows}
    assert {facts.row_at(sentence) for sentence in facts.sentences} <= known
    for row in facts.rows:
        first = facts.first_of(row.row_id)
        assert first
        assert row.row_id in {"areas", facts.row_at(first)}


def test_a_row_counts_what_is_to_settle_in_its_sentences_and_in_its_area() -> None:
    picture = full_picture(small_framework(2))
    against = replace(picture.evidence[2], polarity="against", in_letter=False)
    picture = replace(picture, evidence=(*picture.evidence[:2], against, *picture.evidence[3:]))
    facts = facts_of(picture)
    row = next(row for row in facts.rows if row.row_id == "area/area-1")
    assert row.aside == str(sum(1 for check in facts.checks if check.area == "area-1"))
    assert row.aside != "0"


def test_what_stops_the_signature_comes_first_then_the_order_of_the_letter() -> None:
    picture = replace(full_picture(small_framework(3)), concerns=(open_concern(),), judgements=())
    facts = facts_of(picture)
    stops = [check.severity == "stop" for check in facts.checks]
    assert stops == sorted(stops, reverse=True)
    places = [
        facts.sentences.index(check.sentence)
        for check in facts.checks
        if check.severity == "stop" and check.sentence
    ]
    assert places == sorted(places)


def test_a_judgement_rests_on_itself_and_on_the_evidence_of_its_area() -> None:
    facts = facts_of(full_picture(small_framework(2)))
    sentence = next(s for s in facts.sentences if s.startswith("judgement/area-1"))
    rests = facts.rests_of(sentence)
    assert [rest.label for rest in rests] == ["Judgement", "E-001", "E-002", "E-003"]
    assert rests[0].detail.startswith("satisfactory · final")
    assert rests[3].detail == "Case file · seen on file · for"
    assert facts.source_of(sentence) == Target("judgements", "area-1")


def test_evidence_is_not_said_twice() -> None:
    facts = facts_of(full_picture(small_framework(1)))
    sentence = next(s for s in facts.sentences if s.endswith("item/e3"))
    (rest,) = facts.rests_of(sentence)
    assert (rest.label, rest.words) == ("E-003", "")


def test_the_place_of_a_sentence_is_said_in_words() -> None:
    facts = facts_of(full_picture(small_framework(2)))
    second = next(s for s in facts.sentences if s.endswith("item/e2"))
    assert facts.place_of(second).startswith("Area 1, ")
    assert facts.place_of(second).endswith("2nd of 2")


def test_a_missing_fact_is_named_in_its_row() -> None:
    facts = facts_of(empty_picture(small_framework(1)))
    short = [facts.short(check) for check in facts.checks if check.id.startswith("missing/letter_date")]
    assert short == ["Missing: date of the letter"]
