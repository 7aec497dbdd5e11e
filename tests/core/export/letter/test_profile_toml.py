"""Letter profiles load from TOML and are refused by file, line and key."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cafaudit import assets
from cafaudit.errors import InputRefused
from cafaudit.export.letter.profile_toml import BadLetterProfile, load_profile, shipped_profile
from cafaudit.export.letter.tokens import CONDITIONS, STAND_INS, TOKENS

GOOD = assets.letter_profile_text("cafcass-pim-2009")


def refusal(text: str) -> BadLetterProfile:
    with pytest.raises(BadLetterProfile) as caught:
        load_profile(text, "mine.toml")
    return caught.value


def changed(old: str, new: str) -> tuple[str, int]:
    assert GOOD.count(old) >= 1, old
    at = GOOD.index(old)
    lead = len(old) - len(old.lstrip("\n"))
    return GOOD.replace(old, new, 1), GOOD.count("\n", 0, at + lead) + 1


def test_all_21_blocks_of_the_letter_of_2009_are_there_in_their_order() -> None:
    profile = shipped_profile("cafcass-pim-2009")
    top = [block.id for block in profile.blocks]
    parts = [part.id for block in profile.blocks for part in block.parts]
    at = top.index("areas")
    assert [name for name in (*top[:at], *parts, *top[at + 1 :]) if name != "findings"] == [
        "sender",
        "direct-line",
        "date",
        "addressee",
        "title",
        "opening",
        "pilot",
        "activities",
        "late-evidence",
        "inspection",
        "areas-by-timescale",
        "action-plan",
        "overall",
        "area-heading",
        "baseline",
        "provider-evidence",
        "visit-evidence",
        "judgement",
        "closing",
        "signature",
        "copies",
    ]


@pytest.mark.parametrize("name", assets.letter_profile_names())
def test_every_shipped_profile_loads_under_its_own_name(name: str) -> None:
    assert shipped_profile(name).id == name


def test_an_unknown_name_is_answered_with_the_names_that_exist() -> None:
    with pytest.raises(InputRefused, match="plain"):
        shipped_profile("nobody")


@pytest.mark.parametrize(
    ("old", "new", "key", "said", "cure"),
    [
        ('kind = "plan"', 'kind = "plans"', "blocks[12].kind", "no kind “plans”", "“plan”"),
        (
            "{publish_by}",
            "{publish_on}",
            "blocks[16].sentences[1].text",
            "no fact “publish_on”",
            "publish_by",
        ),
        ("{inspectors}", "{grade}", "blocks[6].sentences[3].text", "only within an area", "there"),
        ("{provider} has made", "{plan_grade} has made", "", "within a judgement of the action plan", ""),
        ("{provider} should", "provider} should", "", "a brace stands alone", "both braces"),
        ('when = ["sponsor"]', 'when = ["sponsors"]', "", "no fact or condition “sponsors”", "“sponsor”"),
        ('side = "provider"', 'side = "both"', "", "no side “both”", "provider, visit"),
        ('id = "closing"', 'id = "opening"', "blocks[16].id", "used twice", "its own"),
        ('id = "closing"', 'id = "Closing!"', "blocks[16].id", "is not an id", "small letters"),
        ('accent = "0B5A4C"', 'accent = "green"', "look.accent", "is not a colour", "six digits"),
        ('sources = ["file"]', 'sources = ["files"]', "", "no source of evidence “files”", "“file”"),
        ('kind = "copies"', 'kind = "evidence"', "blocks[18].kind", "belongs to an area", "parts"),
        ("required = true", "requires = true", "blocks[12].requires", "not known here", "required"),
        ('valediction = "Yours sincerely"', 'valediction = ""', "", "the text is empty", "leave the key out"),
        ('lead_in = "Copies to"', "", "blocks[18].lead_in", "missing", "Add a line"),
        (
            'text = "{baseline}"',
            'kinds = "x"',
            "blocks[15].parts[2].sentences",
            "says nothing",
            "Add sentences",
        ),
    ],
)
def test_a_fault_is_named_by_its_place_and_a_way_on(
    old: str, new: str, key: str, said: str, cure: str
) -> None:
    text, line = changed(old, new)
    problem = refusal(text)
    assert problem.source == "mine.toml"
    assert said in problem.message
    assert cure in problem.advice
    if key:
        assert problem.key == key
    if "missing" not in said and "nothing" not in said:
        assert problem.line == line


def test_a_kind_that_belongs_outside_is_refused_within_an_area() -> None:
    text = GOOD.replace('kind = "area_heading"', 'kind = "copies"')
    assert "cannot stand in an area" in refusal(text).message


def test_a_profile_without_blocks_is_refused() -> None:
    assert "has no blocks" in refusal(GOOD[: GOOD.index("[[blocks]]")]).message


def test_an_areas_block_without_parts_is_refused() -> None:
    text = re.sub(r"\[\[blocks\.parts\]\].*?(?=\n# -----)", "", GOOD, flags=re.DOTALL)
    assert "nothing is written for an area" in refusal(text).message


def test_every_fact_stands_under_one_name_only() -> None:
    assert not set(TOKENS) & set(STAND_INS)
    assert set(TOKENS) <= set(CONDITIONS)


@given(st.data())
def test_a_profile_with_any_damage_is_refused_in_words_or_still_loads(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(GOOD) - 1))
    length = data.draw(st.integers(0, 40))
    put = data.draw(st.text(alphabet='{}[]="\n abc\x00é', max_size=6))
    said = "mine.toml: loaded"
    try:
        load_profile(GOOD[:start] + put + GOOD[start + length :], "mine.toml")
    except BadLetterProfile as problem:
        said = str(problem)
    assert said.startswith("mine.toml")
