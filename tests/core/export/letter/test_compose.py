"""A state of a visit and a profile make a letter whose sentences can be traced."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cafaudit.domain.details import Addressee, InspectorName, PlanJudgement, Signatory
from cafaudit.domain.picture import EvidenceItem, Judgement, Picture
from cafaudit.export.letter.compose import compose
from cafaudit.export.letter.model import Letter, Paragraph
from cafaudit.export.letter.profile_toml import shipped_profile
from tests.picture_2009 import picture_2009
from tests.pictures import (
    FOUR,
    SIX,
    THREE,
    empty_picture,
    full_picture,
    judgements_for,
    small_framework,
)

PIM = shipped_profile("cafcass-pim-2009")
PLAIN = shipped_profile("plain")


def letter_2009() -> Letter:
    return compose(picture_2009(), PIM)


def texts(letter: Letter, block: str) -> list[str]:
    return [paragraph.text for paragraph in letter.block(block).paragraphs]


def bullets(letter: Letter, block: str) -> list[Paragraph]:
    return [p for p in letter.block(block).paragraphs if p.kind == "bullet"]


def item(number: int, area: str, **fields: object) -> EvidenceItem:
    made = EvidenceItem(
        id=f"n{number}", number=number, order=number, text=f"fact {number}", source="file", areas=(area,)
    )
    return replace(made, **fields)  # type: ignore[arg-type]  # fields are those of the class


# ------------------------------------------------------------------------------- the letter of 2009


def test_the_letter_of_2009_lacks_nothing() -> None:
    assert letter_2009().gaps == ()


def test_the_letter_of_2009_has_its_counts_of_bullets() -> None:
    letter = letter_2009()
    areas = [area.id for area in picture_2009().framework.areas]
    found = [
        (len(bullets(letter, f"provider-evidence/{area}")), len(bullets(letter, f"visit-evidence/{area}")))
        for area in areas
    ]
    assert found == [(1, 1), (4, 5), (2, 4), (4, 2), (3, 2), (4, 1), (3, 2)]
    assert len(bullets(letter, "activities")) == 8


def test_the_letter_of_2009_groups_its_areas_by_timescale() -> None:
    groups: dict[str, int] = {}
    heading = ""
    for paragraph in letter_2009().block("areas-by-timescale").paragraphs:
        heading = paragraph.text if paragraph.kind == "group" else heading
        groups[heading] = groups.get(heading, 0) + (paragraph.kind == "bullet")
    assert groups == {"Immediately:": 2, "Within three months:": 3, "Within six months:": 2}


def test_the_letter_of_2009_counts_its_grades_and_judges_the_whole() -> None:
    overall = letter_2009().block("overall").paragraphs[0]
    assert "six of the seven areas for improvement satisfactory and one still inadequate" in overall.text
    assert overall.text.endswith("progress is satisfactory.")
    assert [run.text for s in overall.sentences for run in s.runs if run.bold] == ["satisfactory"]


def test_the_letter_of_2009_weighs_the_kinds_of_evidence_that_the_visit_has() -> None:
    (sentence, _) = letter_2009().block("overall").sentences
    for words in ("self-evaluation", "further evidence that Cafcass sent", "files read", "duty systems"):
        assert words in sentence.text
    assert "views of children" not in sentence.text


def test_it_is_published_two_weeks_after_its_date() -> None:
    assert "by 18 September 2009." in texts(letter_2009(), "closing")[0]


def test_it_tells_the_history_of_the_action_plan() -> None:
    (text,) = texts(letter_2009(), "action-plan")
    assert text.index("inadequate") < text.index("satisfactory")
    assert [s.rests_on for s in letter_2009().block("action-plan").sentences] == [
        ("plan:plan-1",),
        ("plan:plan-2",),
    ]


def test_every_grade_of_an_area_is_bold_and_nothing_else_is() -> None:
    letter = letter_2009()
    bold = [(s.id, run.text) for s in letter.sentences() for run in s.runs if run.bold]
    areas = [area.id for area in picture_2009().framework.areas]
    assert bold == [
        ("overall/grade", "satisfactory"),
        *((f"judgement/{area}/grade", "satisfactory") for area in areas[:-1]),
        ("judgement/outcomes/grade", "inadequate"),
    ]


def test_facts_are_locked_and_typed_words_are_not() -> None:
    letter = letter_2009()
    tokens = {run.token for run in letter.sentence("closing/publish").runs}
    assert tokens == {None, "inspectorate", "publish_by"}
    evidence = letter.sentence("visit-evidence/risk/item/e23")
    assert [run.token for run in evidence.runs] == [None]
    assert evidence.origin == "typed"
    assert letter.sentence("judgement/risk/grade").origin == "generated"
    assert letter.sentence("judgement/risk/residual").origin == "typed"


def test_judgements_rest_on_the_evidence_of_their_area() -> None:
    rests_on = letter_2009().sentence("judgement/risk/grade").rests_on
    assert rests_on[0] == "judgement:risk"
    assert rests_on[1:] == tuple(f"evidence:e{n}" for n in (2, 3, 4, 5, 23, 24, 25, 26, 27))


def test_its_people_stand_in_their_order() -> None:
    letter = letter_2009()
    assert "Jeremy Gleaden HMI and Joan Dennis HMI" in texts(letter, "opening")[0]
    assert texts(letter, "addressee")[0] == "Anthony Douglas"
    assert texts(letter, "addressee")[-1] == "Dear Anthony"
    assert len(texts(letter, "copies")) == 8
    assert texts(letter, "copies")[1] == "Annabel Burns, DCSF"
    assert texts(letter, "signature")[1:] == ["Anne Orton HMI", "Divisional Manager Safeguarding"]
    assert texts(letter, "direct-line")[0] == "Direct T 0207 421 5634"


# ------------------------------------------------------------------------------- any other framework


@pytest.mark.parametrize("areas", [1, 3, 7, 17])
@pytest.mark.parametrize("grades", [FOUR, THREE, SIX, None])
@pytest.mark.parametrize("profile", [PIM, PLAIN])
def test_any_number_of_areas_on_any_scale_makes_a_letter(areas: int, grades: object, profile: object) -> None:
    framework = small_framework(areas, grades=grades)  # type: ignore[arg-type]
    letter = compose(full_picture(framework), profile)  # type: ignore[arg-type]
    headings = [p.text for p in letter.paragraphs() if p.kind == "area_heading"]
    assert len(headings) == areas
    assert all(heading.startswith("Theme ") for heading in headings)
    graded = [run for s in letter.sentences() for run in s.runs if run.token == "grade" and run.text]
    if grades is not None:
        assert len(graded) == areas
        assert not letter.gaps


def test_a_framework_without_grades_is_judged_in_words() -> None:
    letter = compose(full_picture(small_framework(2, grades=None)), PLAIN)
    assert letter.gaps == ()
    assert texts(letter, "judgement-in-words/area-1") == ["Much has been done."]
    assert texts(letter, "overall-in-words") == ["Much has been done."]
    assert not [run for s in letter.sentences() for run in s.runs if run.token in {"grade", "area_counts"}]


def test_the_letter_of_2009_asks_for_words_where_there_are_no_grades() -> None:
    picture = full_picture(small_framework(2, grades=None))
    letter = compose(picture, PIM)
    grades = {"grade", "area_counts", "overall_grade", "plan_grade"}
    assert not [run for s in letter.sentences() for run in s.runs if run.token in grades]
    assert texts(letter, "judgement/area-1")[0] == "Much has been done."
    assert texts(letter, "overall")[0] == "Much has been done."
    wordless = compose(replace(picture, judgements=()), PIM)
    assert {"judgement_sentence", "overall_sentence"} <= {gap.token for gap in wordless.gaps}


def test_areas_without_a_timescale_come_first_without_a_heading() -> None:
    letter = compose(full_picture(small_framework(4)), PLAIN)
    kinds = [(p.kind, p.text) for p in letter.block("areas-by-timescale").paragraphs]
    assert kinds == [
        ("bullet", "put theme 3 right."),
        ("group", "At once:"),
        ("bullet", "put theme 2 right"),
        ("bullet", "put theme 4 right."),
        ("group", "Within a year:"),
        ("bullet", "put theme 1 right."),
    ]


def test_a_framework_without_timescales_has_one_plain_list() -> None:
    letter = compose(full_picture(small_framework(3, timed=False)), PIM)
    assert {p.kind for p in letter.block("areas-by-timescale").paragraphs} == {"bullet"}
    assert "as follows" not in " ".join(texts(letter, "inspection"))


# ------------------------------------------------------------------------------- conditional blocks


def test_the_pilot_is_mentioned_only_when_both_numbers_are_given() -> None:
    picture = picture_2009()
    assert "second of five" in texts(compose(picture, PIM), "pilot")[0]
    without = replace(picture, details=replace(picture.details, pilot_count=None))
    assert "pilot" not in {block.id for block in compose(without, PIM).blocks}


def test_late_evidence_is_mentioned_only_when_it_came() -> None:
    picture = picture_2009()
    silent = replace(picture, details=replace(picture.details, late_evidence=""))
    assert len(compose(silent, PIM).block("late-evidence").sentences) == 1
    in_time = replace(silent, evidence=tuple(replace(e, phase="before") for e in picture.evidence))
    assert "late-evidence" not in {block.id for block in compose(in_time, PIM).blocks}


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (1, ["The action plan that Cafcass drew up"]),
        (3, ["The first action plan", "The revised plan", "The revised plan"]),
    ],
)
def test_the_action_plan_may_have_been_judged_any_number_of_times(count: int, words: list[str]) -> None:
    plan = tuple(PlanJudgement(id=f"p{n}", order=n, grade="good") for n in range(count))
    letter = compose(replace(picture_2009(), plan=plan), PIM)
    sentences = letter.block("action-plan").sentences
    assert len(sentences) == count
    for sentence, expected in zip(sentences, words, strict=True):
        assert expected in sentence.text


def test_judgements_of_the_action_plan_stand_in_their_order() -> None:
    plan = (
        PlanJudgement(id="a", order=3, grade="good"),
        PlanJudgement(id="b", order=1, grade="satisfactory"),
        PlanJudgement(id="c", order=2, grade="inadequate", judged_on=date(2009, 5, 4)),
        PlanJudgement(id="d", order=2, grade="outstanding", judged_on=date(2009, 5, 1)),
    )
    (text,) = texts(compose(replace(picture_2009(), plan=plan), PIM), "action-plan")
    places = [text.index(word) for word in ("satisfactory", "outstanding", "inadequate", "good")]
    assert places == sorted(places)


def test_a_note_on_the_action_plan_follows_its_judgement() -> None:
    plan = (PlanJudgement(id="p", grade="good", note="It names owners and dates"),)
    letter = compose(replace(picture_2009(), plan=plan), PIM)
    assert texts(letter, "action-plan")[0].endswith("judged good. It names owners and dates.")


def test_scope_and_words_of_a_judgement_follow_its_grade() -> None:
    judged = Judgement(
        area="risk", stage="final", grade="good", scope="in private law.", sentence="So far", residual="Go on"
    )
    picture = replace(picture_2009(), judgements=(judged,))
    assert texts(compose(picture, PIM), "judgement/risk") == [
        "Cafcass has made good progress here in private law. So far. Go on."
    ]


def test_a_final_judgement_stands_before_a_provisional_one() -> None:
    framework = small_framework(1)
    provisional = judgements_for(framework, stage="provisional")
    final = replace(provisional[0], stage="final", grade="good")
    picture = replace(full_picture(framework), judgements=(*provisional, final))
    assert texts(compose(picture, PLAIN), "judgement/area-1") == ["We judge this theme good."]


def test_several_addressees_and_signatories_are_all_named() -> None:
    picture = replace(
        picture_2009(),
        addressees=(
            Addressee(id="b", order=2, name="B", salutation="dear Ms B,"),
            Addressee(id="a", order=1, name="A", salutation="Mr A"),
            Addressee(id="c", order=3, name="C C"),
        ),
        signatories=(
            Signatory(id="two", order=2, name="Two", suffix="HMI", telephone="2"),
            Signatory(id="one", order=1, name="One", post="Manager", email="one@example.org"),
        ),
    )
    letter = compose(picture, PIM)
    assert texts(letter, "addressee") == ["A", "B", "C C", "Dear Mr A, Ms B and C C"]
    assert texts(letter, "signature") == ["Yours sincerely", "One", "Manager", "Two HMI"]
    assert texts(letter, "direct-line") == ["One", "one@example.org", "Two", "Direct T 2"]


def test_the_lead_is_thanked_first_whatever_the_order() -> None:
    inspectors = (
        InspectorName(id="a", order=1, name="Aye", suffix="HMI"),
        InspectorName(id="b", order=2, name="Bee"),
        InspectorName(id="c", order=9, name="Lead", suffix="HMI", lead=True),
    )
    letter = compose(replace(picture_2009(), inspectors=inspectors), PIM)
    assert "Lead HMI, Aye HMI and Bee." in texts(letter, "opening")[0]


def test_only_activities_for_the_letter_are_listed() -> None:
    picture = full_picture(small_framework(1))
    assert [a.in_letter for a in picture.activities] == [True, True, False]
    assert texts(compose(picture, PLAIN), "activities") == [
        "On the visit we:",
        "read a random sample of files",
        "met the head of the service.",
    ]


def test_what_is_not_for_the_letter_stays_out() -> None:
    picture = picture_2009()
    hidden = replace(picture, evidence=tuple(replace(e, in_letter=e.id != "e23") for e in picture.evidence))
    letter = compose(hidden, PIM)
    assert len(bullets(letter, "visit-evidence/risk")) == 4
    assert "evidence:e23" not in letter.sentence("judgement/risk/grade").rests_on


# ------------------------------------------------------------------------------- gaps


def test_a_missing_fact_stands_in_brackets_and_is_listed() -> None:
    picture = picture_2009()
    letter = compose(replace(picture, details=replace(picture.details, letter_date=None)), PIM)
    assert texts(letter, "date") == ["[date of the letter]"]
    assert letter.sentence("date/date").runs[0].missing
    assert [(gap.block, gap.what) for gap in letter.gaps] == [
        ("date", "date of the letter"),
        ("closing", "date of publication"),
    ]
    assert all(gap.advice for gap in letter.gaps)


def test_an_empty_visit_makes_a_letter_of_gaps() -> None:
    letter = compose(empty_picture(picture_2009().framework), PIM)
    missing = {gap.token for gap in letter.gaps}
    assert {"letter_date", "addressee", "signatory", "activities", "plan", "overall_grade"} <= missing
    by_area = [gap.area for gap in letter.gaps if gap.token == "grade"]
    assert by_area == [area.id for area in picture_2009().framework.areas]
    assert "[" not in "".join(run.text for s in letter.sentences() for run in s.runs if not run.missing)


def test_an_area_without_evidence_shows_the_gap_in_its_list() -> None:
    picture = picture_2009()
    kept = tuple(e for e in picture.evidence if "participation" not in e.areas)
    letter = compose(replace(picture, evidence=kept), PIM)
    assert [p.text for p in bullets(letter, "visit-evidence/participation")] == [
        "[evidence gathered on the visit]"
    ]
    assert {gap.area for gap in letter.gaps} == {"participation"}


# ------------------------------------------------------------------------------- ids and hashes


def test_no_two_sentences_share_an_id() -> None:
    for picture, profile in (
        (picture_2009(), PIM),
        (full_picture(small_framework(17)), PLAIN),
        (empty_picture(small_framework(3)), PIM),
    ):
        ids = [sentence.id for sentence in compose(picture, profile).sentences()]
        assert len(set(ids)) == len(ids)


@given(st.data())
def test_the_id_of_a_sentence_stays_when_others_come_and_go(data: st.DataObject) -> None:
    picture = picture_2009()
    everything = {s.id: s for s in compose(picture, PIM).sentences()}
    kept = data.draw(st.lists(st.sampled_from(picture.evidence), unique_by=lambda e: e.id))
    fewer = replace(
        picture,
        evidence=tuple(kept),
        activities=data.draw(st.sampled_from([(), picture.activities[3:], picture.activities])),
        copies=data.draw(st.sampled_from([(), picture.copies[::2], picture.copies])),
    )
    for sentence in compose(fewer, PIM).sentences():
        if "/item/" in sentence.id:
            assert sentence.generated_hash == everything[sentence.id].generated_hash


def test_a_changed_grade_changes_the_hash_of_its_sentence_alone() -> None:
    picture = picture_2009()
    changed = tuple(replace(j, grade="good") if j.area == "risk" else j for j in picture.judgements)
    before = {s.id: s.generated_hash for s in compose(picture, PIM).sentences()}
    after = {s.id: s.generated_hash for s in compose(replace(picture, judgements=changed), PIM).sentences()}
    assert {name for name in before if before[name] != after[name]} == {
        "judgement/risk/grade",
        "overall/counts",
    }


def test_the_same_state_gives_the_same_letter() -> None:
    assert compose(picture_2009(), PIM) == compose(picture_2009(), PIM)


# ------------------------------------------------------------------------------- typed text


@given(st.lists(st.text(min_size=1), min_size=1, max_size=5))
def test_whatever_was_typed_stays_on_one_line_in_one_bullet(typed: list[str]) -> None:
    framework = small_framework(1)
    evidence = tuple(item(n, "area-1", text=text) for n, text in enumerate(typed))
    letter = compose(replace(full_picture(framework), evidence=evidence), PLAIN)
    found = bullets(letter, "visit-evidence/area-1")
    assert len(found) == len(typed)
    assert not any(sign in p.text for p in found for sign in "\r\n\t\x00")


def test_only_the_last_bullet_closes_its_list() -> None:
    framework = small_framework(1)
    typed = ("first;", "second. And more", "third,")
    evidence = tuple(item(n, "area-1", text=text) for n, text in enumerate(typed))
    letter = compose(replace(full_picture(framework), evidence=evidence), PLAIN)
    assert [p.text for p in bullets(letter, "visit-evidence/area-1")] == [
        "first",
        "second. And more.",
        "third.",
    ]


def test_an_item_that_brings_its_own_mark_gets_no_other() -> None:
    picture = replace(full_picture(small_framework(1)), evidence=(item(1, "area-1", text="who knows?"),))
    assert bullets(compose(picture, PLAIN), "visit-evidence/area-1")[0].text == "who knows?"


def test_typed_braces_are_no_facts() -> None:
    picture: Picture = replace(
        full_picture(small_framework(1)), evidence=(item(1, "area-1", text="see {provider}"),)
    )
    assert bullets(compose(picture, PLAIN), "visit-evidence/area-1")[0].text == "see {provider}."


def test_the_published_date_runs_over_the_turn_of_the_year() -> None:
    picture = full_picture(small_framework(1))
    assert picture.details.letter_date == date(2009, 12, 22)
    assert "by 5 January 2010." in texts(compose(picture, PLAIN), "closing")[0]
