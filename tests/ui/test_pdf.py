"""The letter on pages: the PDF is read back, and the layout says where each sentence stands."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor

from cafaudit.errors import InputRefused
from cafaudit.services.documents import compose_letter
from tests.picture_2009 import picture_2009
from tests.pictures import empty_picture, full_picture, small_framework
from ui.jobs import Job, JobQueue
from ui.letter_pages import LetterPages
from ui.letter_paper import Paper, Setting
from ui.pdf import pdf_bytes, write_pdf

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from cafaudit.domain.picture import Picture

pytestmark = pytest.mark.usefixtures("qapp")
PAPER = Paper(ground=QColor("white"), text=QColor("black"))


def pages_of(data: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(data)
    return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


def laid_out(picture: Picture) -> LetterPages:
    return LetterPages(compose_letter(picture), picture, 0, Setting(paper=PAPER))


def test_every_sentence_of_the_letter_stands_in_the_pdf_and_once() -> None:
    picture = picture_2009()
    letter = compose_letter(picture)
    header = re.compile(r"^Draft 1 · not for publication( Page \d+ of \d+)?")
    pages = [header.sub("", page) for page in pages_of(pdf_bytes(letter, picture, 1))]
    read = "".join("".join(pages).split())
    wanted = "".join("".join(p.text.split()) for p in letter.paragraphs())
    texts = ["".join(sentence.text.split()) for sentence in letter.sentences()]
    assert [text for text in texts if len(text) > 30 and read.count(text) != wanted.count(text)] == []
    assert [text for text in texts if text not in read] == []


def test_the_pages_are_a4_and_say_that_they_are_a_draft() -> None:
    picture = full_picture(small_framework(7))
    data = pdf_bytes(compose_letter(picture), picture, 3)
    document = pypdfium2.PdfDocument(data)
    assert [round(side) for side in document[0].get_size()] == [595, 842]
    first, *others = pages_of(data)
    assert first.startswith("Draft 3 · not for publication")
    assert "Page 1" not in first
    assert f"Page 2 of {len(document)}" in others[0]


def test_the_state_is_stamped_at_the_end() -> None:
    picture = full_picture(small_framework(2))
    assert picture.digest in pages_of(pdf_bytes(compose_letter(picture), picture, 0))[-1]


def test_a_visit_without_anything_entered_gives_a_pdf_with_placeholders() -> None:
    picture = empty_picture(small_framework(1))
    assert "[date of the letter]" in pages_of(pdf_bytes(compose_letter(picture), picture, 0))[0]


def test_it_is_written_on_another_thread(qtbot: QtBot, tmp_path: Path) -> None:
    picture = full_picture(small_framework(3))
    letter = compose_letter(picture)
    queue = JobQueue()
    job = Job(lambda _: write_pdf(letter, picture, tmp_path / "letter.pdf", 0))
    with qtbot.waitSignal(job.succeeded):
        queue.add(job)
    assert pages_of((tmp_path / "letter.pdf").read_bytes())


def test_a_place_that_cannot_be_written_is_refused_in_words(tmp_path: Path) -> None:
    picture = full_picture(small_framework(1))
    with pytest.raises(InputRefused, match="no folder"):
        write_pdf(compose_letter(picture), picture, tmp_path / "none" / "letter.pdf", 0)


def test_each_sentence_is_found_where_it_stands() -> None:
    picture = full_picture(small_framework(5))
    letter, pages = compose_letter(picture), laid_out(picture)
    for sentence in letter.sentences():
        rects = pages.rects(sentence.id)
        assert rects, sentence.id
        assert pages.sentence_at(rects[0].center()) == sentence.id
    assert pages.sentence_at(QPointF(-5000, -5000)) in {"", next(letter.sentences()).id}
    assert pages.rects("nowhere") == []
    assert pages.page_of("nowhere") == 0


def test_sentences_come_in_order_of_pages_and_none_stands_in_a_margin() -> None:
    picture = picture_2009()
    letter, pages = compose_letter(picture), laid_out(picture)
    numbers = [pages.page_of(s.id) for block in letter.blocks for s in block.sentences]
    assert numbers == sorted(numbers)
    assert numbers[-1] == pages.pages
    height = pages.page_size.height()
    for sentence in letter.sentences():
        for rect in pages.rects(sentence.id):
            assert rect.top() % height > height * 0.05
            assert rect.bottom() % height < height * 0.95


def test_no_heading_is_left_at_the_foot_of_a_page() -> None:
    """However many lines stand above it."""
    framework = small_framework(4)
    for lines in range(1, 14):
        picture = full_picture(framework)
        first = replace(picture.evidence[0], text="much was done " * 12 * lines)
        picture = replace(picture, evidence=(first, *picture.evidence[1:]))
        letter, pages = compose_letter(picture), laid_out(picture)
        paragraphs = list(letter.paragraphs())
        for above, below in pairwise(paragraphs):
            if above.kind in {"area_heading", "subheading"}:
                here, there = (pages.page_of(p.sentences[0].id) for p in (above, below))
                assert here == there, above.text


def test_a_colour_that_cannot_be_read_on_the_paper_gives_way() -> None:
    dark = Paper(ground=QColor("black"), text=QColor("white"))
    assert dark.ink("0B5A4C") == QColor("white")
    assert PAPER.ink("0B5A4C") == QColor("#0B5A4C")
