"""Bad frameworks are refused with the file, the line, the key, the fault and a way on."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cafaudit import assets
from cafaudit.domain.framework_toml import BadFramework, load_framework, parse_framework

GOOD = assets.framework_text("cafcass-pim-2009")

MINIMAL = """
id = "minimal"
title = "The least that loads"
version = "1"
areas_called = "themes"
area_called = "theme"
letter_profile = "plain"
judging = { area_rule = "middle-file", overall_rule = "lower-of-median-and-worst-limiting" }
steps = [{ id = "first", text = "First" }]
areas = [{ id = "only", number = 1, title = "T", short = "s", full = "f" }]
[[scales]]
id = "two"
name = "Two grades"
grades = [{ id = "up", letter = "U", word = "Up", rung = 1 },
  { id = "down", letter = "D", word = "Down", rung = 2 }]
[words]
id = "w"
name = "w"
source = "w"
floor = 0
none = "none"
all = "all"
bands = [{ from = 0, word = "some" }]
"""


def refusal(text: str) -> BadFramework:
    with pytest.raises(BadFramework) as caught:
        parse_framework(text, "mine.toml")
    return caught.value


def changed(old: str, new: str) -> tuple[str, int]:
    """Change one place of the good framework; return the text and the line of the change."""
    assert old in GOOD, old
    at = GOOD.index(old)
    lead = len(old) - len(old.lstrip("\n"))
    return GOOD.replace(old, new, 1), GOOD.count("\n", 0, at + lead) + 1


def test_an_unknown_key_is_named_with_the_likely_one() -> None:
    text, line = changed('timescale = "three-months"', 'timescales = "three-months"')
    problem = refusal(text)
    assert (problem.source, problem.line, problem.key) == ("mine.toml", line, "areas[3].timescales")
    assert problem.message == f"mine.toml, line {line}, areas[3].timescales: this key is not known here."
    assert problem.advice == "Did you mean “timescale”?"


def test_a_missing_key_points_at_its_table() -> None:
    text, line = changed('title = "Backlog"\n', "")
    problem = refusal(text)
    assert problem.key == "areas[3].title"
    assert problem.line == line - 3, "the line of [[areas]]"
    assert "missing" in problem.message


@pytest.mark.parametrize(
    ("old", "new", "key", "wrong"),
    [
        ("number = 2", 'number = "2"', "areas[2].number", "this is a text and must be a whole number"),
        ("number = 2", "number = true", "areas[2].number", "this is true or false and must be"),
        ("number = 2", "number = 1", "areas[2].number", "two areas have the number 1"),
        ("number = 2", "number = 8", "areas[2].number", "8 is too high: there are 7 areas"),
        ("number = 2", "number = 0", "areas[2].number", "0 is out of range"),
        ('\nid = "backlog"', '\nid = "risk"', "areas[3].id", "the id “risk” is used twice"),
        ('\nid = "backlog"', '\nid = "Back log"', "areas[3].id", "“Back log” is not an id"),
        ('\nid = "backlog"', '\nid = "na"', "areas[3].id", "kept for “not applicable”"),
        ('\nid = "diversity"', '\nid = "risk"', "aspects[26].id", "the id “risk” is used twice"),
        ('timescale = "three-months"', 'timescale = "soon"', "areas[3].timescale", "no timescale “soon”"),
        ('limiting = ["risk"]', 'limiting = ["risc"]', "judging.limiting", "no area “risc”"),
        ('area_rule = "m', 'area_rule = "n', "judging.area_rule", "there is no rule “niddle-file”"),
        ('overall_rule = "lower-', 'overall_rule = "', "judging.overall_rule", "there is no rule “of-median"),
        ('file_scale = "file"', 'file_scale = "files"', "judging.file_scale", "no scale “files”"),
        ('\nline = "satisfactory"', '\nline = "fair"', "scales[1].line", "no grade on this scale “fair”"),
        ('areas = ["backlog"]', 'areas = ["back"]', "aspects[7].areas", "no area “back”"),
        ('areas = ["backlog"]', 'areas = ["risk", "risk"]', "aspects[7].areas", "an area is named twice"),
        ('areas = ["backlog"]', "areas = []", "aspects[7].areas", "belongs to no area"),
        ('kind = "date"', 'kind = "day"', "aspects[22].kind", "no kind of question “day”"),
        ('kind = "date"', 'kind = "grade"\nscale = "x"', "aspects[22].scale", "no scale “x”"),
        ('kind = "date"', 'kind = "date"\nunit = "days"', "aspects[22].unit", "only a question of kind"),
        ('unit = "days"', 'units = "days"', "aspects[23].units", "this key is not known"),
        ('\nbaseline_grade = "inad', '\nbaseline_grade = "bad', "areas[6].baseline_grade", "“badequate”"),
        ('title = "Backlog"', 'title = " "', "areas[3].title", "the text is empty"),
        ('title = "Backlog"', 'title = "Back\\nlog"', "areas[3].title", "a line end"),
        ('title = "Backlog"', 'title = "Back\\uFFFFlog"', "areas[3].title", "a line end"),
        (
            'good = "All known risks',
            'fine = "All known risks',
            "aspects[2].descriptors.fine",
            "no grade on the scale used here “fine”",
        ),
        (
            'applies_when = { aspect = "risk-present", answers = ["yes"] }',
            'applies_when = { aspect = "diversity", answers = ["yes"] }',
            "aspects[2].applies_when.aspect",
            "there is no question further up “diversity”",
        ),
        (
            'applies_when = { aspect = "risk-present", answers = ["yes"] }',
            'applies_when = { aspect = "risk-present", answers = ["good"] }',
            "aspects[2].applies_when.answers",
            "there is no answer to “risk-present” “good”",
        ),
        (
            'applies_when = { aspect = "risk-present", answers = ["yes"] }',
            'applies_when = { aspect = "risk-present" }',
            "aspects[2].applies_when.answers",
            "no answer is named",
        ),
        ("\ncore = true", '\ncore = "yes"', "aspects[1].core", "this is a text and must be true or false"),
        ('areas = ["risk"]', 'areas = "risk"', "aspects[1].areas", "this is a text and must be a list"),
        ('areas = ["risk"]', "areas = [2009-02-17]", "aspects[1].areas", "this is a date or time"),
        ('areas = ["risk"]', "areas = 1.5", "aspects[1].areas", "this is a number with a decimal point"),
        ('\nid = "backlog"', '\nid = "overall"', "areas[3].id", "kept for the judgement of the whole"),
        (
            'for_each = "every-child-matters"',
            'for_each = "four"',
            "aspects[28].for_each",
            "no outcome set “four”",
        ),
        ('id = "outset-{outcome}"', 'id = "outset"', "aspects[28].id", "every outcome would get the same id"),
    ],
)
def test_a_fault_is_named_by_line_and_key(old: str, new: str, key: str, wrong: str) -> None:
    text, line = changed(old, new)
    problem = refusal(text)
    assert problem.key == key
    assert wrong in problem.message
    assert problem.line == line + new.count("\n", 1)
    assert problem.advice


@pytest.mark.parametrize(
    ("old", "new", "key", "wrong"),
    [
        ('letter = "G", word = "Good"', 'letter = "Goo", word = "Good"', "letter", "“Goo” is too long"),
        ('letter = "G", word = "Good"', 'letter = "o", word = "Good"', "letter", "two grades have “o”"),
        ('word = "Good", rung = 2', 'word = "Good", rung = 1', "rung", "grades must stand best first"),
        ('{ id = "good"', '{ id = "na"', "id", "kept for “not applicable”"),
        ('{ id = "good"', '{ id = "outstanding"', "id", "is used twice"),
    ],
)
def test_a_fault_in_a_grade_is_named_on_the_grades_own_line(old: str, new: str, key: str, wrong: str) -> None:
    text, line = changed(old, new)
    problem = refusal(text)
    assert (problem.key, problem.line) == (f"scales[1].grades[2].{key}", line)
    assert wrong in problem.message


@pytest.mark.parametrize(
    ("old", "new", "key", "wrong"),
    [
        ("{ from = 80,", "{ from = 97,", "words.bands[2].from", "does not lie below the one before"),
        ("{ from = 0,", "{ from = 1,", "words.bands", "the bands do not reach down to 0"),
        ('word = "a minority"', 'word = "most"', "words", "the word “most” is used twice"),
        ("floor = 5", "floor = -1", "words.floor", "-1 is out of range"),
        ('none = "no"', 'nobody = "no"', "words.before_noun.nobody", "the scheme has no word “nobody”"),
    ],
)
def test_a_fault_in_the_words_for_proportions_is_named(old: str, new: str, key: str, wrong: str) -> None:
    problem = refusal(changed(old, new)[0])
    assert problem.key == key
    assert wrong in problem.message


def test_an_empty_scale_is_refused() -> None:
    begin, end = GOOD.index("grades = ["), GOOD.index("]\n", GOOD.index("grades = ["))
    problem = refusal(GOOD[:begin] + "grades = [" + GOOD[end:])
    assert problem.key == "scales[1].grades"
    assert "this scale has no grades" in problem.message


@pytest.mark.parametrize(
    ("extra", "wrong"),
    [
        ("timescales = 3\n", "timescales: this is a whole number and must be a list"),
        ("timescales = [3]\n", "timescales: this is a whole number and must be a list of tables"),
        ('outcome_sets = [{ id = "e", name = "E" }]\n', "this set has no outcomes"),
        ("limiting = []\n", "limiting: this key is not known here"),
        (
            'aspects = [{ id = "a", short = "a", question = "a", kind = "choice", areas = ["only"] }]\n',
            "aspects[1].choices: there is nothing to choose from",
        ),
    ],
)
def test_lists_that_hold_nothing_or_the_wrong_thing_are_refused(extra: str, wrong: str) -> None:
    assert wrong in refusal(extra + MINIMAL).message


def test_a_visit_without_steps_is_refused() -> None:
    text = MINIMAL.replace('[{ id = "first", text = "First" }]', "[]")
    assert "the visit has no steps" in refusal(text).message


def test_judging_must_be_a_table() -> None:
    begin = MINIMAL.index("judging = ")
    text = MINIMAL[:begin] + "judging = 3\n" + MINIMAL[MINIMAL.index("steps = ") :]
    assert "judging: this is a whole number and must be a table" in refusal(text).message


def test_a_graded_question_without_any_scale_is_refused() -> None:
    question = """
    [[aspects]]
    id = "care"
    short = "Care"
    question = "How good is the care?"
    areas = ["only"]
    kind = "grade"
    """
    problem = refusal(MINIMAL + question)
    assert problem.key == "aspects[1].kind"
    assert "no scale to grade on" in problem.message
    scaled = parse_framework(MINIMAL + question.replace('"grade"', '"grade"\nscale = "two"'), "mine.toml")
    assert scaled.scale_of(scaled.aspect("care")) == scaled.scale("two")


def test_a_framework_may_have_no_scale_for_files_or_areas() -> None:
    framework = parse_framework(MINIMAL, "mine.toml")
    assert framework.scale_of(framework.area("only")) is None
    assert framework.answers_of(framework.area("only")) == ()


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('id = "a"\ntitle = “curly”\n', 2),
        ('id = "a"\nid = "b"\n', 2),
        ('id = "a"\n[judging\n', 2),
        ('id = "a"\ntitle = """never ends\n\n', 4),
    ],
)
def test_what_is_not_toml_names_its_line(text: str, line: int) -> None:
    problem = refusal(text)
    assert problem.line == line
    assert "this is not TOML" in problem.message


@pytest.mark.parametrize("text", ["a = " + "[" * 100_000, "a = " + "9" * 5_000], ids=["nested", "digits"])
def test_what_the_parser_cannot_stand_is_refused_too(text: str) -> None:
    assert refusal(text).advice


@given(st.integers(0, len(GOOD)), st.integers(0, 60), st.text(max_size=6))
def test_a_framework_with_any_damage_loads_or_is_refused(at: int, cut: int, typed: str) -> None:
    with suppress(BadFramework):
        parse_framework(GOOD[:at] + typed + GOOD[at + cut :], "mine.toml")


def test_an_empty_file_says_what_is_missing() -> None:
    problem = refusal("")
    assert problem.message == "mine.toml, judging: this key is missing."


def test_an_unknown_name_lists_the_shipped_frameworks() -> None:
    with pytest.raises(BadFramework, match="cafcass-pim-2009"):
        load_framework("cafcass-pim-1999")


def test_a_file_is_loaded_with_its_text_and_line_ends_made_one(tmp_path: Path) -> None:
    mine = tmp_path / "mine.toml"
    mine.write_text(GOOD.replace("Backlog", "Waiting lists"), encoding="utf-8", newline="\r\n")
    framework, text = load_framework(str(mine))
    assert framework.area("backlog").title == "Waiting lists"
    assert text == mine.read_text(encoding="utf-8")  # reading as text makes every line end one sign
    assert "\r" not in text


def test_the_mark_that_some_editors_put_before_a_text_is_no_part_of_it(tmp_path: Path) -> None:
    mine = tmp_path / "mine.toml"
    mine.write_bytes(b"\xef\xbb\xbf" + GOOD.encode())
    assert load_framework(str(mine))[1] == GOOD


@pytest.mark.parametrize(
    ("content", "wrong"),
    [(b'id = "a"\ntitle = "caf\xe9"\n', "line 2: the text is not UTF-8"), (b"#" * 1_000_001, "over 1 MB")],
)
def test_a_file_that_is_no_text_or_too_big_is_refused(tmp_path: Path, content: bytes, wrong: str) -> None:
    mine = tmp_path / "mine.toml"
    mine.write_bytes(content)
    with pytest.raises(BadFramework, match=wrong):
        load_framework(str(mine))


def test_a_name_that_no_file_can_have_is_refused() -> None:
    with pytest.raises(BadFramework, match="cannot be"):
        load_framework("a\0b")


def test_a_folder_in_place_of_a_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadFramework, match="cannot be read"):
        load_framework(str(tmp_path))


def test_a_refusal_ends_a_command_with_the_status_of_refused_input() -> None:
    assert refusal("").exit_status == 3
