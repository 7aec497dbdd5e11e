"""What the Judgements page says: areas with marks, files by grade, managers, and what would change it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QRectF

from cafaudit.domain.framework import Area
from cafaudit.domain.vocabulary import OVERALL
from cafaudit.domain.words import rounded_percent
from cafaudit.services.queries.judging import StratumCounts, area_figures
from ui.models.rows import Column, RowLook
from ui.theme import theme
from ui.widgets.grades import GradeShare, paint_grade_bar, paint_mark, paint_missing_mark
from ui.widgets.marked_list import Mark, MarkedRow
from ui.widgets.text import Run

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from cafaudit.domain.framework import Framework, Grade, GradeScale
    from cafaudit.domain.picture import Judgement, Picture
    from cafaudit.services.queries.judging import AreaFigures, ManagerFigures

NOT_APPLICABLE_SIGN = "n.a."


@dataclass(frozen=True, slots=True)
class AreaLine:
    """One area as the page of the whole lists it; `passing` is how many of its files pass, in words."""

    area: Area
    mark: Mark
    word: str
    stage: str
    passing: str
    evidence: str


def marked_rows(picture: Picture) -> tuple[MarkedRow, ...]:
    """Return the list of areas, each with the mark of its standing grade, and the whole as last row."""
    rows = [_area_row(picture, area) for area in sorted(picture.framework.areas, key=lambda a: a.number)]
    return (*rows, _overall_row(picture))


def foot_words(picture: Picture) -> str:
    """Say how many areas are judged, provisionally and for good."""
    places = [area.id for area in picture.framework.areas]
    stages = {
        stage: sum(1 for j in picture.judgements if j.area in places and j.stage == stage and j.grade)
        for stage in ("provisional", "final")
    }
    total = len(places)
    words = _tr("{count} of {total} areas provisional").format(count=stages["provisional"], total=total)
    final = _tr("{count} of {total} areas final").format(count=stages["final"], total=total)
    return f"{words}\n{final if stages['final'] else _tr('No area is final yet')}"


def area_lines(picture: Picture) -> list[AreaLine]:
    """Return every area as the page of the whole lists it."""
    return [_area_line(picture, area) for area in sorted(picture.framework.areas, key=lambda a: a.number)]


def mark_of(framework: Framework, grade: str) -> Mark:
    """Return the mark of a grade of the area scale; a dashed one for none."""
    scale = None if framework.area_scale is None else framework.scale(framework.area_scale)
    found = None if scale is None else next((g for g in scale.grades if g.id == grade), None)
    if scale is None or found is None:
        return Mark()
    return Mark(found.letter, found.rung, max(one.rung for one in scale.grades))


def grade_of(framework: Framework, grade: str) -> Grade | None:
    """Return a grade of the area scale, None where the framework has none such."""
    if framework.area_scale is None:
        return None
    return next((g for g in framework.scale(framework.area_scale).grades if g.id == grade), None)


def shares_of(counts: StratumCounts, scale: GradeScale) -> tuple[GradeShare, ...]:
    """Return files by grade as a bar wants them."""
    return tuple(
        GradeShare(grade.letter, grade.word, grade.rung, counts.tally.count(grade.id))
        for grade in scale.grades
    )


def stratum_columns(scale: GradeScale) -> tuple[Column[StratumCounts], ...]:
    """Return the columns of the table of files by stratum and grade."""
    rungs = max(grade.rung for grade in scale.grades)

    def paint(painter: QPainter, box: QRectF, row: StratumCounts) -> None:
        height = theme().size.chart_bar
        top = box.center().y() - height / 2
        bar = QRectF(box.left(), top, box.width() - theme().space.half, height)
        paint_grade_bar(painter, bar, shares_of(row, scale), rungs)

    columns = [
        Column[StratumCounts](_tr("Stratum"), _stratum, width=-1),
        Column[StratumCounts](_tr("Read"), _read, align="right"),
        Column[StratumCounts](
            _tr("Files by grade"),
            lambda _: "",
            width=theme().size.meter_w // 2,
            paint=paint,
            spoken=lambda row: ", ".join(f"{s.count} {s.word}" for s in shares_of(row, scale)),
        ),
        *(_grade_column(grade) for grade in scale.grades),
        Column[StratumCounts](
            NOT_APPLICABLE_SIGN, lambda row: str(_outside(row)), align="right", tone_quiet=True
        ),
    ]
    if scale.line is not None:
        title = _tr("{letter} or better").format(letter=scale.grade(scale.line).letter)
        columns.append(Column[StratumCounts](title, passing_words, align="right"))
        columns.append(Column[StratumCounts](_tr("Range, 95 %"), range_words, align="right", tone_quiet=True))
    return tuple(columns)


def stratum_look(row: StratumCounts) -> RowLook:
    """Set the row of all strata strong."""
    return "strong" if row.stratum is None else "plain"


def passing_words(row: StratumCounts) -> str:
    """Say how many files pass, of how many, and in whole per cent: "14 of 16 · 88 %"."""
    if row.passing is None or not row.tally.applicable:
        return "–"
    of = row.tally.applicable
    return f"{row.passing} of {of} · {rounded_percent(row.passing, of)} %"


def range_words(row: StratumCounts) -> str:
    """Say what the whole list may hold: "62–98 %"."""
    if row.limits is None:
        return "–"
    return f"{row.limits.low_percent}–{row.limits.high_percent} %"


def manager_columns(framework: Framework) -> tuple[Column[ManagerFigures], ...]:
    """Return the columns of the table of managers beside inspectors."""
    return (
        Column(_tr("Area or question"), lambda row: item_name(framework, row.item), width=-1),
        Column(_tr("With both"), lambda row: str(row.files), align="right"),
        Column(_tr("Mean gap"), lambda row: (Run(gap_words(row), strong=True),), align="right"),
        Column(_tr("Cross the line"), _crossings, align="right"),
        Column(_tr("Same grade"), lambda row: f"{row.same} of {row.files}", align="right"),
        Column(_tr("Within one"), lambda row: f"{row.within_one} of {row.files}", align="right"),
    )


def gap_words(row: ManagerFigures) -> str:
    """Say the mean gap in steps of the scale, to one decimal, a half rounded up: "managers 0.5 higher"."""
    tenths = int(Fraction(abs(row.gap_sum) * 10, row.files) + Fraction(1, 2))
    if not tenths:
        return _tr("none")
    size = f"{tenths // 10}.{tenths % 10}"
    words = _tr("managers {size} higher") if row.gap_sum > 0 else _tr("managers {size} lower")
    return words.format(size=size)


def line_columns() -> tuple[Column[AreaLine], ...]:
    """Return the columns of the table of areas on the page of the whole."""

    def paint(painter: QPainter, box: QRectF, row: AreaLine) -> None:
        side = theme().size.mark
        place = QRectF(box.left(), box.center().y() - side / 2, side, side)
        if row.mark.letter:
            paint_mark(painter, place, row.mark.letter, row.mark.rung, row.mark.rungs)
        else:
            paint_missing_mark(painter, place)

    side = theme().size.mark + theme().space.two
    return (
        Column("", lambda row: str(row.area.number), width=side, tone_quiet=True),
        Column(_tr("Area"), lambda row: row.area.title, width=-1),
        Column("", lambda row: _tr("limiting") if row.area.limiting else "", tone_quiet=True),
        Column(
            _tr("Grade"),
            lambda _: "",
            width=side + theme().space.one,
            paint=paint,
            spoken=lambda row: row.word or _tr("not judged yet"),
        ),
        Column("", lambda row: row.word),
        Column(_tr("Stage"), lambda row: row.stage, tone_quiet=True),
        Column(_tr("Files that pass"), lambda row: row.passing, align="right"),
        Column(_tr("For, neutral, against"), lambda row: row.evidence, align="right"),
    )


def state_words(figures: AreaFigures) -> tuple[str, bool]:
    """Say on how many files the counts rest, how many conflicts are open, and whether that is unfinished."""
    files = _tr("On {read} of {drawn} files").format(read=figures.read, drawn=figures.drawn)
    unfinished = figures.read < figures.drawn or bool(figures.conflicts)
    if not figures.conflicts:
        return files, unfinished
    conflicts = (
        _tr("1 conflict open")
        if figures.conflicts == 1
        else _tr("{count} conflicts open").format(count=figures.conflicts)
    )
    return f"{files}, {conflicts}", unfinished


def change_rows(framework: Framework, figures: AreaFigures) -> list[tuple[str, str]]:
    """Say what would change the suggestion, in pairs of what and how much."""
    stress = figures.stress
    if stress is None:
        return []
    rows = []
    for flip in stress.flips:
        grade = grade_of(framework, flip.grade)
        steps = _tr("one grade up") if flip.direction == "up" else _tr("one grade down")
        files = _tr("1 file") if flip.files == 1 else _tr("{count} files").format(count=flip.files)
        word = flip.grade if grade is None else grade.word
        rows.append((_tr("To {grade}").format(grade=word), f"{files}, {steps}"))
    can = {True: _tr("could"), False: _tr("cannot")}
    if stress.unread:
        unread = _tr("The {count} files not graded yet").format(count=stress.unread)
        rows.append(
            (_tr("The file not graded yet") if stress.unread == 1 else unread, can[stress.unread_can])
        )
    if stress.conflicts:
        open_ones = _tr("The {count} open conflicts").format(count=stress.conflicts)
        one = _tr("The open conflict")
        rows.append((one if stress.conflicts == 1 else open_ones, can[stress.conflicts_can]))
    return rows


def item_name(framework: Framework, item_id: str) -> str:
    """Return how an area or a question is called, the id where the framework has none such."""
    try:
        item = framework.item(item_id)
    except KeyError:
        return item_id
    return f"{item.number} {item.title}" if isinstance(item, Area) else item.short


def _area_row(picture: Picture, area: Area) -> MarkedRow:
    judgement = picture.judgement(area.id)
    mark = mark_of(picture.framework, "" if judgement is None else judgement.grade)
    graded = picture.framework.area_scale is not None
    return MarkedRow(
        row_id=area.id,
        text=area.title,
        lead=str(area.number),
        mark=mark if graded else None,
        spoken=f"{area.number} {area.title}, {_spoken(picture.framework, judgement)}",
    )


def _overall_row(picture: Picture) -> MarkedRow:
    judgement = picture.judgement(OVERALL)
    waits = sum(1 for area in picture.framework.areas if picture.judgement(area.id) is None)
    graded = picture.framework.area_scale is not None
    mark = mark_of(picture.framework, judgement.grade) if judgement is not None else None
    waiting = _tr("after {count} more").format(count=waits) if waits and graded and mark is None else ""
    return MarkedRow(
        row_id=OVERALL,
        text=_tr("Overall"),
        mark=mark if mark is not None or not graded or waiting else Mark(),
        aside=waiting,
        ruled=True,
        spoken=f"{_tr('Overall')}, {waiting or _spoken(picture.framework, judgement)}",
    )


def _spoken(framework: Framework, judgement: Judgement | None) -> str:
    grade = None if judgement is None else grade_of(framework, judgement.grade)
    return _tr("not judged yet") if grade is None else grade.word


def _area_line(picture: Picture, area: Area) -> AreaLine:
    judgement = picture.judgement(area.id)
    grade = None if judgement is None else grade_of(picture.framework, judgement.grade)
    whole = area_figures(picture, area.id).whole
    counts = [
        sum(1 for item in picture.evidence if area.id in item.areas and item.polarity == polarity)
        for polarity in ("for", "neutral", "against")
    ]
    return AreaLine(
        area=area,
        mark=mark_of(picture.framework, "" if judgement is None else judgement.grade),
        word="" if grade is None else grade.word,
        stage="" if judgement is None else _tr(judgement.stage),
        passing="–" if whole is None else passing_words(whole),
        evidence=" · ".join(str(count) for count in counts),
    )


def _grade_column(grade: Grade) -> Column[StratumCounts]:
    return Column(
        grade.letter,
        lambda row: str(row.tally.count(grade.id)),
        align="right",
        spoken=lambda row: f"{row.tally.count(grade.id)} {grade.word}",
    )


def _stratum(row: StratumCounts) -> str:
    return _tr("All strata") if row.stratum is None else row.stratum or _tr("(no stratum)")


def _read(row: StratumCounts) -> tuple[Run, ...]:
    return (Run(str(row.read)), Run(_tr(" of {drawn}").format(drawn=row.drawn), "quiet"))


def _outside(row: StratumCounts) -> int:
    return row.tally.not_applicable + row.tally.by_rule


def _crossings(row: ManagerFigures) -> str:
    return "–" if row.crossings is None else f"{row.crossings} of {row.files}"


def _tr(text: str) -> str:
    return QCoreApplication.translate("judging", text)
