"""What must be settled before a letter is signed is found and named."""

from dataclasses import replace

import pytest

from cafaudit.domain.picture import Answer, EvidenceItem, FileReading, Judgement, Picture, Said
from cafaudit.export.letter.checks import Check, check_letter
from cafaudit.export.letter.compose import compose
from cafaudit.export.letter.profile_toml import shipped_profile
from tests.picture_2009 import picture_2009
from tests.pictures import empty_picture, full_picture, judgements_for, open_concern, small_framework

PIM = shipped_profile("cafcass-pim-2009")
PLAIN = shipped_profile("plain")
SETTLED = full_picture(small_framework(3))


def checks(picture: Picture) -> list[Check]:
    return list(check_letter(compose(picture, PLAIN), picture))


def only(picture: Picture) -> Check:
    (check,) = checks(picture)
    assert check.say
    assert check.cure
    return check


def evidence(text: str = "files were read", **fields: object) -> EvidenceItem:
    made = EvidenceItem(id="new", number=99, order=99, text=text, source="file", areas=("area-2",))
    return replace(made, **fields)  # type: ignore[arg-type]  # fields are those of the class


def with_evidence(text: str = "files were read", **fields: object) -> Picture:
    return replace(SETTLED, evidence=(*SETTLED.evidence, evidence(text, **fields)))


def test_a_settled_visit_has_nothing_to_settle() -> None:
    assert checks(SETTLED) == []


def test_a_missing_fact_is_named_once_however_often_it_is_wanted() -> None:
    picture = replace(SETTLED, details=replace(SETTLED.details, provider=""))
    check = only(picture)
    assert (check.id, check.severity) == ("missing/provider", "stop")
    assert check.sentence in {s.id for s in compose(picture, PLAIN).sentences()}


def test_an_area_without_a_grade_stops_the_signature() -> None:
    picture = replace(SETTLED, judgements=tuple(j for j in SETTLED.judgements if j.area != "area-2"))
    check = only(picture)
    assert (check.id, check.severity, check.area) == ("ungraded/area-2", "stop", "area-2")
    assert check.sentence == "judgement/area-2/grade"


def test_a_whole_without_a_grade_stops_the_signature() -> None:
    picture = replace(SETTLED, judgements=tuple(j for j in SETTLED.judgements if j.area != "overall"))
    check = only(picture)
    assert (check.id, check.severity, check.sentence) == ("ungraded/overall", "stop", "overall/grade")


def test_a_framework_without_grades_asks_for_words_instead() -> None:
    picture = replace(full_picture(small_framework(2, grades=None)), judgements=())
    found = checks(picture)
    assert [check.id for check in found] == [
        "missing/overall_sentence",
        "missing/judgement_sentence/area-1",
        "missing/judgement_sentence/area-2",
    ]


def test_provisional_judgements_are_pointed_out() -> None:
    picture = replace(SETTLED, judgements=judgements_for(SETTLED.framework, stage="provisional"))
    assert {(check.id, check.severity) for check in checks(picture)} == {
        (f"provisional/{place}", "warn") for place in ("area-1", "area-2", "area-3", "overall")
    }


def test_a_judgement_that_rests_on_nothing_is_found() -> None:
    picture = replace(SETTLED, evidence=tuple(e for e in SETTLED.evidence if "area-2" not in e.areas))
    found = {check.id: check for check in checks(picture)}
    assert found["unsupported/judgement/area-2/grade"].severity == "stop"
    assert found["no-evidence/provider/area-2"].severity == "warn"
    assert found["no-evidence/visit/area-2"].severity == "warn"


def test_hidden_evidence_supports_no_judgement() -> None:
    hidden = tuple(replace(e, in_letter="area-2" not in e.areas) for e in SETTLED.evidence)
    assert "unsupported/judgement/area-2/grade" in {c.id for c in checks(replace(SETTLED, evidence=hidden))}


def test_evidence_against_an_area_that_the_letter_leaves_out_is_found() -> None:
    check = only(with_evidence(polarity="against", in_letter=False))
    assert (check.id, check.severity, check.area) == ("left-out/new/area-2", "warn", "area-2")
    assert "E-099" in check.say
    assert checks(with_evidence(polarity="for", in_letter=False)) == []
    assert checks(with_evidence(polarity="against")) == []


def test_an_open_concern_stops_the_signature() -> None:
    check = only(replace(SETTLED, concerns=(open_concern(),)))
    assert (check.id, check.severity) == ("concern/k1", "stop")
    closed = replace(open_concern(), conclusion="Put right")
    assert checks(replace(SETTLED, concerns=(closed,))) == []


def test_answers_that_differ_stop_the_signature_area_by_area() -> None:
    said = (Said(author="HMI 1", value="good", at=""), Said(author="HMI 2", value="inadequate", at=""))
    readings = tuple(
        FileReading(
            case=f"C-{n}",
            answers={
                "quality-2": Answer(item="quality-2", different=said),
                "area-1": Answer(item="area-1", value="good"),
                "gone": Answer(item="gone", value="good"),
            },
        )
        for n in range(4)
    )
    check = only(replace(SETTLED, readings=readings))
    assert (check.id, check.severity, check.area) == ("unsettled/area-2", "stop", "area-2")
    assert "4 answers differ" in check.say
    assert "C-0, C-1, C-2 and others" in check.say


@pytest.mark.parametrize("text", ["these Cases were sound", "in 9 of 12 cases it was so"])
def test_cases_for_files_read_is_pointed_out(text: str) -> None:
    check = only(with_evidence(text))
    assert (check.id, check.severity) == ("cases/visit-evidence/area-2/item/new", "warn")


@pytest.mark.parametrize("text", ["case recording was sound", "the showcases were sound"])
def test_other_words_with_case_in_them_are_left_alone(text: str) -> None:
    assert checks(with_evidence(text)) == []


def test_cases_may_be_spoken_of_where_the_evidence_is_data() -> None:
    assert checks(with_evidence("83.3% of cases were allocated", source="data")) == []


@pytest.mark.parametrize(
    "text", ["most were sound", "a Majority was sound", "in the majority", "some were not"]
)
def test_a_word_for_a_proportion_needs_a_count(text: str) -> None:
    check = only(with_evidence(text))
    assert (check.id, check.severity) == ("no-count/visit-evidence/area-2/item/new", "warn")


@pytest.mark.parametrize(
    "text",
    [
        "most were sound, 9 of 12",
        "most were sound (nine of the twelve)",
        "the almost overmost were sound",
        "1,100 of 1,300 or most",
    ],
)
def test_a_word_with_its_count_or_inside_another_is_left_alone(text: str) -> None:
    assert checks(with_evidence(text)) == []


def test_words_of_the_provider_are_theirs() -> None:
    assert checks(with_evidence("most are sound", source="provider_self_evaluation")) == []


def test_what_stops_comes_first() -> None:
    provisional = judgements_for(SETTLED.framework, stage="provisional")[:1]
    picture = replace(SETTLED, judgements=(*provisional, *SETTLED.judgements[1:]), concerns=(open_concern(),))
    assert [check.severity for check in checks(picture)] == ["stop", "warn"]


def test_no_two_checks_share_an_id_even_in_an_empty_visit() -> None:
    picture = empty_picture(picture_2009().framework)
    found = check_letter(compose(picture, PIM), picture)
    assert len({check.id for check in found}) == len(found)
    assert len(found) > 20


def test_the_words_of_2009_are_asked_for_their_counts_and_nothing_stops_it() -> None:
    picture = picture_2009()
    found = check_letter(compose(picture, PIM), picture)
    assert {check.severity for check in found} == {"warn"}
    assert {check.id.split("/")[0] for check in found} == {"no-count"}


def test_a_judgement_of_an_area_that_is_gone_breaks_nothing() -> None:
    gone = Judgement(area="gone", stage="final", grade="good")
    assert checks(replace(SETTLED, judgements=(*SETTLED.judgements, gone))) == []
