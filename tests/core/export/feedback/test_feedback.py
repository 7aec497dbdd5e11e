"""The feedback sheet: what it says, whom it does not name, and the file that it becomes."""

from __future__ import annotations

import io
import shutil
import subprocess
import time
import zipfile
from collections import Counter
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

import docx
import pypdfium2
import pytest
from lxml import etree

from cafaudit.errors import InputRefused
from cafaudit.export.feedback import compose_feedback, feedback_bytes, write_feedback
from tests.core.export.workbook.busy import busy_picture
from tests.pictures import (
    FOUR,
    SIX,
    THREE,
    empty_picture,
    full_picture,
    judgements_for,
    open_concern,
    small_framework,
)

if TYPE_CHECKING:
    from pathlib import Path

    from cafaudit.domain.picture import Picture

BUSY = busy_picture()
SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")


def made(picture: Picture) -> bytes:
    return feedback_bytes(compose_feedback(picture), picture)


def texts(data: bytes) -> str:
    document = docx.Document(io.BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def test_every_area_has_its_provisional_grade_and_the_files_that_speak_of_it() -> None:
    sheet = compose_feedback(BUSY)
    for area, shown in zip(BUSY.framework.areas, sheet.areas, strict=True):
        assert shown.heading == f"{area.number} {area.title}"
        if not area.answerable:
            assert shown.files == "Not judged from case files."
            continue
        answers = [r.answers[area.id] for r in BUSY.files_of_record() if area.id in r.answers]
        counts = Counter(answer.value for answer in answers if not answer.different)
        n = sum(counts[grade.id] for grade in BUSY.framework.scale("file").grades)
        assert shown.files.startswith(f"{n} files: ")
        assert f"{counts['good']} good" in shown.files
    assert [shown.grade.word for shown in sheet.areas][2] == "Inadequate"
    assert sheet.areas[-1].grade.word == "No provisional judgement"


def test_a_final_judgement_is_not_given_as_provisional() -> None:
    framework = small_framework(2)
    picture = replace(full_picture(framework), judgements=judgements_for(framework, stage="final"))
    assert {area.grade.word for area in compose_feedback(picture).areas} == {"No provisional judgement"}
    provisional = replace(picture, judgements=judgements_for(framework, stage="provisional"))
    words = [area.grade.word for area in compose_feedback(provisional).areas]
    assert words == ["Satisfactory", "Inadequate"]


def test_points_come_from_evidence_of_the_letter_and_from_the_visit_first() -> None:
    sheet = compose_feedback(BUSY)
    for area, shown in zip(BUSY.framework.areas, sheet.areas, strict=True):
        mine = [e for e in BUSY.evidence if area.id in e.areas and e.in_letter]
        for polarity, given, more in (
            ("for", shown.strengths, shown.more_strengths),
            ("against", shown.points, shown.more_points),
        ):
            expected = [e for e in mine if e.polarity == polarity]
            assert len(given) + more == len(expected)
            assert len(given) <= 2
            ordered = sorted(expected, key=lambda e: (e.from_provider, e.order))
            assert list(given) == [e.text for e in ordered][:2]


def test_what_the_visit_saw_stands_in_where_nothing_was_marked_for_or_against() -> None:
    plain = tuple(replace(item, polarity="neutral") for item in BUSY.evidence)
    picture = replace(BUSY, evidence=plain)
    sheet = compose_feedback(picture)
    for area, shown in zip(BUSY.framework.areas, sheet.areas, strict=True):
        seen = [e.text for e in plain if area.id in e.areas and e.in_letter and not e.from_provider]
        assert list(shown.seen) == seen[:2]
        assert shown.strengths == shown.points == ()
    row = docx.Document(io.BytesIO(made(picture))).tables[0].rows[1]
    assert sheet.areas[0].more_seen == 1
    assert row.cells[1].text.split("\n") == [
        "Seen on the visit, marked as neither for nor against:",
        *sheet.areas[0].seen,
        "and 1 more",
    ]
    assert not any(area.seen for area in compose_feedback(BUSY).areas)


def test_more_points_than_fit_are_counted() -> None:
    item = replace(BUSY.evidence[0], polarity="against", areas=("risk",), in_letter=True)
    many = tuple(replace(item, id=f"e{n}", number=n, text=f"point {n}") for n in range(1, 6))
    risk = compose_feedback(replace(BUSY, evidence=many)).areas[1]
    assert risk.points == ("Point 1.", "Point 2.")
    assert risk.more_points == 3
    assert "and 3 more" in texts(made(replace(BUSY, evidence=many)))


@pytest.mark.parametrize(
    ("concerns", "says"),
    [
        ((), "No concern"),
        ((open_concern(),), "One concern was raised; one still waits for"),
        ((open_concern(), open_concern(2)), "Two concerns were raised; two still wait for"),
        ((replace(open_concern(), conclusion="Settled."),), "One concern was raised; all are settled."),
    ],
)
def test_open_concerns_are_counted(concerns: tuple[object, ...], says: str) -> None:
    picture = replace(BUSY, concerns=concerns)  # type: ignore[arg-type]
    assert compose_feedback(picture).concerns.startswith(says)


def test_it_says_how_much_was_read_and_what_is_unsettled() -> None:
    basis = compose_feedback(BUSY).basis
    assert basis.startswith("Read so far: 20 of 24 files of a random sample from 1,284 cases. ")
    assert basis.endswith("answers are still to be settled between inspectors.")


def test_the_steps_to_come_are_those_of_the_framework() -> None:
    steps = compose_feedback(replace(BUSY, details=replace(BUSY.details, step="fed-back"))).next_steps
    coming = next(step for step in steps if step.startswith("Steps to come: "))
    assert coming.startswith("Steps to come: representations considered, evidence closed, ")
    assert coming.endswith(" and published.")
    assert any("Leading Inspector HMI" in step for step in steps)
    assert steps[-1] == "The letter is published at most fourteen days after its date."


def test_no_case_no_place_of_a_file_and_no_member_of_staff_is_named() -> None:
    case = BUSY.sample[0]
    text = f"In {case.ref}, {case.practitioner} left the file in {case.file_location}."
    item = replace(BUSY.evidence[0], text=text, polarity="against", in_letter=True)
    picture = replace(BUSY, evidence=(item, *BUSY.evidence[1:]))
    with zipfile.ZipFile(io.BytesIO(made(picture))) as archive:
        everything = "".join(archive.read(name).decode("utf-8") for name in archive.namelist())
    for drawn in BUSY.sample:
        for secret in (drawn.ref, drawn.practitioner, drawn.file_location, drawn.ticket):
            assert secret not in everything
    assert not any(concern.text in everything for concern in BUSY.concerns)
    assert not any(person.name in everything for person in BUSY.people)
    assert "In [left out], [left out] left the file in [left out]." in everything


def test_a_grade_has_letter_word_and_colour() -> None:
    document = docx.Document(io.BytesIO(made(BUSY)))
    run = next(
        r for p in document.tables[0].rows[1].cells[0].paragraphs for r in p.runs if "Satisf" in r.text
    )
    assert run.text.split() == ["S", "Satisfactory"]
    (shade,) = run._r.iter("{*}shd")
    assert shade.get(next(key for key in shade.attrib if key.endswith("fill"))) == "CB7800"
    assert str(run.font.color.rgb) == "160F00"


@pytest.mark.parametrize("grades", [THREE, FOUR, SIX, None], ids=lambda g: str(len(g.grades)) if g else "0")
@pytest.mark.parametrize("areas", [1, 20])
def test_any_framework_gives_a_sheet(grades: object, areas: int) -> None:
    framework = small_framework(areas, grades=grades)  # type: ignore[arg-type]
    picture = replace(full_picture(framework), judgements=judgements_for(framework, stage="provisional"))
    sheet = compose_feedback(picture)
    assert len(sheet.areas) == areas
    assert (sheet.overall is None) == (grades is None)
    if grades is None:
        assert sheet.areas[0].grade.word == "Much has been done."
    assert all(area.heading in texts(made(picture)) for area in sheet.areas)


def test_an_empty_visit_has_a_sheet_that_says_so() -> None:
    sheet = compose_feedback(empty_picture(small_framework(2)))
    assert sheet.basis == "No sample of files has been drawn."
    assert sheet.areas[0].files == "No file has been graded here."


def test_odd_signs_do_not_break_the_file() -> None:
    item = replace(BUSY.evidence[0], text="a\x00b\uffff <&> \ud800\n=1+1", polarity="for", in_letter=True)
    picture = replace(BUSY, evidence=(item,), details=replace(BUSY.details, provider="\x01<&>"))
    data = made(picture)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            etree.fromstring(archive.read(name))
    assert "<&> \ufffd =1+1." in texts(data)


def test_the_table_describes_itself_in_the_order_that_the_format_wants() -> None:
    table = docx.Document(io.BytesIO(made(BUSY))).tables[0]
    names = [etree.QName(part).localname for part in table._tbl.tblPr]
    wanted = ["tblW", "jc", "tblBorders", "tblLayout", "tblLook", "tblCaption", "tblDescription"]
    assert [name for name in names if name in wanted] == wanted
    assert list(table.rows[0]._tr.iter("{*}tblHeader"))


def test_two_runs_over_two_seconds_apart_give_the_same_bytes() -> None:
    first = made(BUSY)
    time.sleep(2.1)
    assert made(BUSY) == first


def test_it_is_put_in_place_as_a_whole(tmp_path: Path) -> None:
    path = tmp_path / "sheet.docx"
    path.write_bytes(b"older")
    written = write_feedback(BUSY, path)
    sheet = compose_feedback(BUSY)
    assert path.read_bytes() == made(BUSY)
    assert written.areas == 7
    assert written.points == sum(len(a.strengths) + len(a.points) + len(a.seen) for a in sheet.areas)


def test_a_missing_folder_is_answered_with_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(InputRefused) as refusal:
        write_feedback(BUSY, tmp_path / "nowhere" / "sheet.docx")
    assert "no folder" in refusal.value.message


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed; it lays out the pages")
@pytest.mark.timeout(300)
def test_seven_areas_fit_on_two_pages(tmp_path: Path) -> None:
    long = "On most of the files read the plan names the main risks and says who does what by when, and "
    evidence = tuple(replace(item, text=f"{long}{item.number} of them say why") for item in BUSY.evidence)
    write_feedback(replace(BUSY, evidence=evidence), tmp_path / "sheet.docx")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [str(SOFFICE), profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(tmp_path / "sheet.docx")], check=True, capture_output=True, timeout=240)
    with closing(pypdfium2.PdfDocument(tmp_path / "sheet.pdf")) as pages:
        assert 1 <= len(pages) <= 2
