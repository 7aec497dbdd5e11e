"""Frameworks as TOML: read one, check all of it, and say in plain words what is wrong.

The notation is explained to inspectors at the top of `resources/frameworks/blank.toml`.
"""

from __future__ import annotations

from pathlib import Path

from cafaudit import assets
from cafaudit.domain.aspects_toml import read_aspects
from cafaudit.domain.framework import (
    ActivityKind,
    Area,
    Framework,
    Grade,
    GradeScale,
    OutcomeSet,
    Step,
    Timescale,
)
from cafaudit.domain.framework_parts import (
    Judging,
    References,
    check_known,
    listed,
    read_choice,
    read_descriptors,
    read_id,
)
from cafaudit.domain.late_rules import read_late_rules
from cafaudit.domain.overall import AREA_RULES, OVERALL_RULES
from cafaudit.domain.toml_table import BadToml, TomlTable, read_toml
from cafaudit.domain.words_toml import read_words

_LETTER_SIGNS = 2
_MOST_RUNGS = 99
_MOST_AREAS = 999
_MOST_MONTHS = 120
_MOST_BYTES = 1_000_000


class BadFramework(BadToml):
    """A framework file cannot be used; the message names the file, the line, the key and the fault."""


def load_framework(name_or_path: str) -> tuple[Framework, str]:
    """Load a shipped framework by its name, or one from a file.

    Returns:
        The framework and the exact text that it was read from, to be frozen into a visit.

    Raises:
        BadFramework: There is no such file, it cannot be read, or what it says is not a framework.
    """
    if name_or_path in assets.framework_names():
        text = assets.framework_text(name_or_path)
        return parse_framework(text, f"{name_or_path}.toml"), text
    path = Path(name_or_path)
    text = _file_text(path)
    framework = parse_framework(text, path.name)
    _require_letter(framework, path.name)
    return framework, text


def _require_letter(framework: Framework, source: str) -> None:
    """Refuse a letter that this program cannot write; in a visit that is there it would be told at export."""
    known = assets.letter_profile_names()
    if framework.letter_profile not in known:
        raise BadFramework(
            source,
            None,
            "letter_profile",
            f"there is no letter profile “{framework.letter_profile}”.",
            f"Known: {', '.join(known)}.",
        )


def parse_framework(text: str, source: str) -> Framework:
    """Read a framework from TOML text; `source` is the name of the file in refusals.

    Raises:
        BadFramework: The text is not TOML or not a framework.
    """
    root = read_toml(text, source, BadFramework)
    judging = _judging(root.table("judging"))
    scales = listed(root, "scales", _scale)
    timescales = listed(root, "timescales", _timescale)
    outcome_sets = listed(root, "outcome_sets", _outcome_set)
    parts = References(judging, scales, timescales, outcome_sets)
    _check_judging(parts)
    areas = _areas(root, parts)
    framework = Framework(
        id=read_id(root),
        title=root.text("title"),
        version=root.text("version"),
        areas_called=root.text("areas_called"),
        area_called=root.text("area_called"),
        letter_profile=root.text("letter_profile"),
        file_scale=judging.file_scale,
        area_scale=judging.area_scale,
        overall_rule=judging.overall_rule,
        area_rule=judging.area_rule,
        scales=scales,
        timescales=timescales,
        outcome_sets=outcome_sets,
        areas=areas,
        aspects=read_aspects(root, parts, areas),
        activity_kinds=listed(root, "activity_kinds", _activity_kind),
        steps=_steps(root),
        words=read_words(root.table("words")),
        late_rules=read_late_rules(root),
    )
    root.finish()
    return framework


def _file_text(path: Path) -> str:
    known = ", ".join(assets.framework_names())
    try:
        with path.open("rb") as file:
            data = file.read(_MOST_BYTES + 1)
    except FileNotFoundError as problem:
        raise BadFramework(
            str(path),
            None,
            "",
            "there is no framework and no file of this name.",
            f"Name a file, or one of the shipped frameworks: {known}.",
        ) from problem
    except (OSError, ValueError) as problem:  # ValueError: a null byte in the name
        reason = getattr(problem, "strerror", None) or "it cannot be opened"
        raise BadFramework(
            str(path), None, "", f"the file cannot be read ({reason}).", "Choose another file."
        ) from problem
    if len(data) > _MOST_BYTES:
        raise BadFramework(
            path.name, None, "", "the file is over 1 MB, too big for a framework.", "Choose another."
        )
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as problem:
        line = data.count(b"\n", 0, problem.start) + 1
        raise BadFramework(
            path.name, line, "", "the text is not UTF-8.", "Save it as UTF-8 in your text editor."
        ) from problem


def _judging(table: TomlTable) -> Judging:
    judging = Judging(
        table=table,
        file_scale=table.optional_text("file_scale") or None,
        area_scale=table.optional_text("area_scale") or None,
        area_rule=table.text("area_rule"),
        overall_rule=table.text("overall_rule"),
        limiting=table.texts("limiting"),
    )
    table.finish()
    return judging


def _check_judging(parts: References) -> None:
    known = [scale.id for scale in parts.scales]
    table = parts.judging.table
    for key, wanted in (
        ("file_scale", parts.judging.file_scale),
        ("area_scale", parts.judging.area_scale),
    ):
        if wanted is not None:
            check_known(table, key, wanted, "scale", known)
    check_known(table, "area_rule", parts.judging.area_rule, "rule", AREA_RULES)
    check_known(table, "overall_rule", parts.judging.overall_rule, "rule", OVERALL_RULES)


def _scale(table: TomlTable) -> GradeScale:
    grades = listed(table, "grades", _grade)
    if not grades:
        table.refuse("grades", "this scale has no grades.", "Give it two or more, best first.")
    _check_grades(table, grades)
    line = table.optional_text("line") or None
    if line is not None:
        check_known(table, "line", line, "grade on this scale", [grade.id for grade in grades])
    return GradeScale(id=read_id(table), name=table.text("name"), grades=grades, line=line)


def _grade(table: TomlTable) -> Grade:
    letter = table.text("letter")
    if len(letter) > _LETTER_SIGNS:
        table.refuse("letter", f"“{letter}” is too long.", "Use one or two signs.")
    return Grade(
        id=read_id(table),
        letter=letter,
        word=table.text("word"),
        rung=table.whole("rung", least=1, most=_MOST_RUNGS),
        meaning=table.optional_text("meaning"),
    )


def _check_grades(table: TomlTable, grades: tuple[Grade, ...]) -> None:
    letters: set[str] = set()
    rung = 0
    for grade, place in zip(grades, table.tables("grades"), strict=True):
        if grade.rung <= rung:
            place.refuse("rung", "grades must stand best first.", "Let rungs grow down the list.")
        if grade.letter.casefold() in letters:
            place.refuse("letter", f"two grades have “{grade.letter}”.", "Give each its own.")
        letters.add(grade.letter.casefold())
        rung = grade.rung


def _timescale(table: TomlTable) -> Timescale:
    return Timescale(
        id=read_id(table),
        heading=table.text("heading"),
        months=table.whole("months", least=0, most=_MOST_MONTHS),
    )


def _outcome_set(table: TomlTable) -> OutcomeSet:
    outcomes = listed(table, "outcomes", read_choice)
    if not outcomes:
        table.refuse("outcomes", "this set has no outcomes.", "Add some, or leave the set out.")
    return OutcomeSet(id=read_id(table), name=table.text("name"), outcomes=outcomes)


def _activity_kind(table: TomlTable) -> ActivityKind:
    return ActivityKind(id=read_id(table), text=table.text("text"), wording=table.text("wording"))


def _steps(root: TomlTable) -> tuple[Step, ...]:
    steps = listed(root, "steps", lambda table: Step(id=read_id(table), text=table.text("text")))
    if not steps:
        root.refuse("steps", "the visit has no steps.", "Copy the steps of a shipped framework.")
    return steps


def _areas(root: TomlTable, parts: References) -> tuple[Area, ...]:
    areas = listed(root, "areas", lambda table: _area(table, parts))
    _check_numbers(root, areas)
    known = [area.id for area in areas]
    for limiting in parts.judging.limiting:
        check_known(parts.judging.table, "limiting", limiting, "area", known)
    return tuple(sorted(areas, key=lambda area: area.number))


def _area(table: TomlTable, parts: References) -> Area:
    area_id = read_id(table)
    timescale = table.optional_text("timescale") or None
    if timescale is not None:
        known = [scale.id for scale in parts.timescales]
        check_known(table, "timescale", timescale, "timescale", known)
    not_asked_because = table.optional_text("not_asked_because")
    return Area(
        id=area_id,
        number=table.whole("number", least=1, most=_MOST_AREAS),
        title=table.text("title"),
        short=table.text("short"),
        full=table.text("full"),
        timescale=timescale,
        limiting=area_id in parts.judging.limiting,
        answerable=not not_asked_because,
        not_asked_because=not_asked_because,
        baseline=table.optional_text("baseline"),
        baseline_grade=_baseline_grade(table, parts),
        manager_graded=table.flag("manager_graded", default=True),
        descriptors=read_descriptors(table, parts.scale(parts.judging.file_scale)),
    )


def _baseline_grade(table: TomlTable, parts: References) -> str | None:
    grade = table.optional_text("baseline_grade") or None
    if grade is not None:
        scale = parts.scale(parts.judging.area_scale)
        known = [] if scale is None else [known.id for known in scale.grades]
        check_known(table, "baseline_grade", grade, "grade on the area scale", known)
    return grade


def _check_numbers(root: TomlTable, areas: tuple[Area, ...]) -> None:
    taken: set[int] = set()
    for area, table in zip(areas, root.tables("areas"), strict=True):
        if area.number in taken:
            table.refuse("number", f"two areas have the number {area.number}.", "Renumber them.")
        if area.number > len(areas):
            table.refuse(
                "number",
                f"{area.number} is too high: there are {len(areas)} areas.",
                f"Number the areas 1 to {len(areas)} without a gap.",
            )
        taken.add(area.number)
