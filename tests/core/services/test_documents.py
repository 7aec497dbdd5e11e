"""Documents out of a visit: refusals, the local log, and the numbers of drafts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import docx
import pytest

from cafaudit.errors import InputRefused
from cafaudit.services.commands.details import DescribeVisit
from cafaudit.services.documents import (
    draft_number,
    export_draw_sheet,
    export_letter,
    export_workbook,
    exports_of,
)
from cafaudit.services.picture import load_picture

if TYPE_CHECKING:
    from pathlib import Path

    from cafaudit.domain.picture import Picture
    from cafaudit.export.letter.model import Letter
    from cafaudit.services.visit import Visit


def digest_of(visit: Visit) -> str:
    return load_picture(visit, with_history=False).digest


@pytest.mark.parametrize("name", ["letter.txt", "letter", "letter.pdf"])
def test_a_letter_under_a_name_that_word_does_not_open_is_refused_and_nothing_written(
    visit: Visit, tmp_path: Path, name: str
) -> None:
    with pytest.raises(InputRefused, match="docx"):
        export_letter(visit, tmp_path / name)
    assert not (tmp_path / name).exists()
    assert exports_of(visit) == ()


def test_a_pdf_is_said_to_come_from_the_window(visit: Visit, tmp_path: Path) -> None:
    with pytest.raises(InputRefused, match="window"):
        export_letter(visit, tmp_path / "letter.pdf")


def test_a_pdf_is_written_by_whoever_can(visit: Visit, tmp_path: Path) -> None:
    def write(letter: Letter, picture: Picture, path: Path, draft: int) -> None:
        path.write_text(f"{draft} {letter.profile} {picture.digest}")

    done = export_letter(visit, tmp_path / "letter.PDF", draft=4, write_pdf=write)
    assert (tmp_path / "letter.PDF").read_text() == f"4 cafcass-pim-2009 {done.digest}"


def test_an_export_is_noted_with_its_state_and_the_time_it_took(visit: Visit, tmp_path: Path) -> None:
    done = export_letter(visit, tmp_path / "letter.docx", draft=1)
    (noted,) = exports_of(visit)
    assert (noted.what, noted.file, noted.digest) == ("Letter", str(tmp_path / "letter.docx"), done.digest)
    assert noted.draft == 1
    assert done.seconds > 0
    with visit.reading() as read:
        facts = read.local.log_entries()[-1][2]
    assert facts["milliseconds"] == round(done.seconds * 1000)


def test_exports_are_listed_newest_first(drawn: Visit, tmp_path: Path) -> None:
    export_draw_sheet(drawn, tmp_path / "draw.csv")
    export_workbook(drawn, tmp_path / "book.xlsx")
    assert [one.what for one in exports_of(drawn)] == ["Workbook", "Draw sheet"]


def test_the_draft_of_one_state_keeps_its_number(visit: Visit, tmp_path: Path) -> None:
    first = digest_of(visit)
    assert draft_number(visit, first) == 1
    export_letter(visit, tmp_path / "a.docx", draft=1)
    assert draft_number(visit, first) == 1
    visit.do(DescribeVisit(provider="Brackwater Trust"))
    assert draft_number(visit, digest_of(visit)) == 2


def test_a_draft_without_a_number_takes_none(visit: Visit, tmp_path: Path) -> None:
    export_letter(visit, tmp_path / "a.docx")
    visit.do(DescribeVisit(provider="Brackwater Trust"))
    assert draft_number(visit, digest_of(visit)) == 1


def test_the_number_of_the_draft_stands_on_the_page(visit: Visit, tmp_path: Path) -> None:
    export_letter(visit, tmp_path / "a.docx", draft=3)
    header = docx.Document(str(tmp_path / "a.docx")).sections[0].first_page_header
    assert header.paragraphs[0].text == "Draft 3 · not for publication"
