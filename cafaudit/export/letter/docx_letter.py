"""The letter as a Word file.

The same letter gives the same bytes. The team's copy carries a bookmark around each sentence, whose
name says nothing of the sentence, so that a returned file can be matched; the copy that goes out has
none. No copy has comments, revisions, dates of making or links, and its only fields number the pages.
"""

from __future__ import annotations

import hashlib
import io
import re
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import docx
from docx.oxml.ns import qn
from docx.shared import Pt
from lxml.etree import SubElement

from cafaudit.errors import InputRefused
from cafaudit.export.letter.docx_template import BULLETS, MISSING_STYLE, STAMP_STYLES, STYLES, empty_letter
from cafaudit.export.letter.text import storable
from cafaudit.export.saving import save_export
from cafaudit.export.zip_bytes import with_fixed_dates

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph as DocxParagraph

    from cafaudit.domain.picture import Picture
    from cafaudit.export.letter.model import Letter, Paragraph, Run, Sentence

_FRAME = {
    "w:w": "2608",
    "w:hSpace": "284",
    "w:wrap": "around",
    "w:vAnchor": "text",
    "w:hAnchor": "margin",
    "w:xAlign": "right",
    "w:y": "1",
}
"""The sender's lines stand in a frame at the right margin, beside date and addressee."""

_FRAMED = ("sender", "contact", "direct")
_TOGETHER = {("text", "bullet"), ("text", "group"), ("bullet", "judgement"), ("text", "valediction")}
"""Kinds of neighbours that no page break parts, beside those that their styles keep together."""

_AFTER_LIST = Pt(8)
_UNDER_HEADING = Pt(6)
_BETWEEN_SENDER_LINES = Pt(6)
_BOOKMARK_SIGNS = 24
_LONGEST_TITLE = 255
_LINE_ENDS = re.compile(r"[\t\n\r]")


class LetterUnfinished(InputRefused):
    """A letter that is to be final still has placeholders."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenLetter:
    """What was written: where, its SHA-256 in lower-case hex, and the counts read back from it."""

    path: Path
    sha256: str
    paragraphs: int
    sentences: int


def write_docx(
    letter: Letter, picture: Picture, path: Path, *, out_copy: bool, draft: int | None = 0
) -> WrittenLetter:
    """Write the letter to a Word file, read it back and say what stands in it.

    Args:
        letter: The composed letter.
        picture: The state that it was composed from; its digest is stamped at the end.
        path: The file to write; an existing one is replaced.
        out_copy: Without the bookmarks by which the team finds sentences again.
        draft: Number of the draft, 0 for one without a number, None for the letter as it will be sent.

    Raises:
        LetterUnfinished: No draft was asked for and facts are missing.
        InputRefused: The file cannot be written there.
    """
    if draft is None and letter.gaps:
        raise LetterUnfinished(
            f"The letter still lacks {len(letter.gaps)} facts; the first is the {letter.gaps[0].what}.",
            f"{letter.gaps[0].advice} Or write it as a draft.",
        )
    data = letter_bytes(letter, picture, out_copy=out_copy, draft=draft)
    _check_written(data, letter, out_copy=out_copy)
    save_export(path, data)
    return WrittenLetter(
        path=path,
        sha256=hashlib.sha256(data).hexdigest(),
        paragraphs=sum(1 for _ in letter.paragraphs()),
        sentences=sum(1 for _ in letter.sentences()),
    )


def letter_bytes(letter: Letter, picture: Picture, *, out_copy: bool, draft: int | None = 0) -> bytes:
    """Return the Word file of a letter as bytes; for the arguments see `write_docx`."""
    document = empty_letter(letter.look)
    document.core_properties.title = _line(letter.subject)[:_LONGEST_TITLE]
    _write_headers(document, draft)
    marks = _Marks(wanted=not out_copy)
    written = [(paragraph, _write_paragraph(document, paragraph, marks)) for paragraph in letter.paragraphs()]
    for (before, upper), (after, lower) in pairwise(written):
        _space(before, upper, after, lower)
    for line, style in zip(stamp_lines(picture), STAMP_STYLES, strict=True):
        document.add_paragraph(line, style=style)
    target = io.BytesIO()
    document.save(target)
    return with_fixed_dates(target.getvalue())


def bookmark_name(sentence_id: str) -> str:
    """Return the name of a sentence's bookmark: of its id's hash, so that it tells nobody anything."""
    return "s" + hashlib.sha256(sentence_id.encode("utf-8", "surrogatepass")).hexdigest()[:_BOOKMARK_SIGNS]


def stamp_lines(picture: Picture) -> tuple[str, str]:
    """Return the small print at the end: which state of the visit the letter was made from, and by what."""
    words = f" “{' '.join(picture.words)}”" if picture.words else ""
    made = f"Made by CafAudit {picture.program} from the state{words} of this visit, which has the digest"
    return _line(made), _line(picture.digest)


@dataclass
class _Marks:
    """Numbers the bookmarks of a document, where it is to have any."""

    wanted: bool
    number: int = 0


def _write_headers(document: Document, draft: int | None) -> None:
    section = document.sections[0]
    mark = _draft_mark(draft)
    first = section.first_page_header.paragraphs[0]
    first.add_run(mark)
    following = section.header.paragraphs[0]
    following.add_run(f"{mark}\tPage ")
    _add_field(following, "PAGE")
    following.add_run(" of ")
    _add_field(following, "NUMPAGES")


def _draft_mark(draft: int | None) -> str:
    if draft is None:
        return ""
    return f"Draft {draft} · not for publication" if draft else "Draft · not for publication"


def _add_field(paragraph: DocxParagraph, code: str) -> None:
    """Add a field that Word fills by itself whenever it lays out the page."""
    for kind in ("begin", code, "separate", "1", "end"):
        run = paragraph.add_run()
        if kind in {"begin", "separate", "end"}:
            SubElement(run.element, qn("w:fldChar")).set(qn("w:fldCharType"), kind)
        elif kind == code:
            SubElement(run.element, qn("w:instrText")).text = code
        else:
            run.text = kind


def _write_paragraph(document: Document, paragraph: Paragraph, marks: _Marks) -> DocxParagraph:
    written = document.add_paragraph(style=STYLES[paragraph.kind])
    if paragraph.kind in _FRAMED:
        _frame(written)
    if paragraph.kind == "bullet":
        _list(written)
    for place, sentence in enumerate(paragraph.sentences):
        if place:
            written.add_run(" ")
        _write_sentence(written, sentence, marks)
    return written


def _space(before: Paragraph, upper: DocxParagraph, after: Paragraph, lower: DocxParagraph) -> None:
    """Set the space and the page break between two paragraphs where it depends on both."""
    if before.kind == "bullet" != after.kind:
        upper.paragraph_format.space_after = _AFTER_LIST
    if (before.kind, after.kind) in _TOGETHER:
        upper.paragraph_format.keep_with_next = True
    if before.kind == "heading" and after.kind == "area_heading":
        lower.paragraph_format.space_before = _UNDER_HEADING
    if before.kind != after.kind and before.kind in _FRAMED and after.kind in _FRAMED:
        lower.paragraph_format.space_before = _BETWEEN_SENDER_LINES


def _write_sentence(written: DocxParagraph, sentence: Sentence, marks: _Marks) -> None:
    if not marks.wanted:
        for run in sentence.runs:
            _write_run(written, run)
        return
    marks.number += 1
    _bookmark(written, "w:bookmarkStart", marks.number, bookmark_name(sentence.id))
    for run in sentence.runs:
        _write_run(written, run)
    _bookmark(written, "w:bookmarkEnd", marks.number)


def _write_run(written: DocxParagraph, run: Run) -> None:
    added = written.add_run(_line(run.text), style=MISSING_STYLE if run.missing else None)
    if run.bold:
        added.bold = True


def _bookmark(written: DocxParagraph, tag: str, number: int, name: str = "") -> None:
    mark = SubElement(written.paragraph_format.element, qn(tag))
    mark.set(qn("w:id"), str(number))
    if name:
        mark.set(qn("w:name"), name)


def _frame(written: DocxParagraph) -> None:
    frame = SubElement(written.paragraph_format.element.get_or_add_pPr(), qn("w:framePr"))
    for name, value in _FRAME.items():
        frame.set(qn(name), value)


def _list(written: DocxParagraph) -> None:
    """Say at the paragraph too what its style says: readers that know no styles then see the list."""
    numbered = SubElement(written.paragraph_format.element.get_or_add_pPr(), qn("w:numPr"))
    for name, value in (("w:ilvl", 0), ("w:numId", BULLETS)):
        SubElement(numbered, qn(name)).set(qn("w:val"), str(value))


def _check_written(data: bytes, letter: Letter, *, out_copy: bool) -> None:
    """Open what was made and compare it with the letter, before anything is swapped in.

    Raises:
        AssertionError: They differ, which is a fault of this module.
    """
    document = docx.Document(io.BytesIO(data))
    read = [paragraph.text for paragraph in document.paragraphs][: -len(STAMP_STYLES)]
    wanted = [_line(paragraph.text) for paragraph in letter.paragraphs()]
    if read != wanted:
        raise AssertionError(
            f"{len(read)} paragraphs read back, {len(wanted)} written, or their text differs"
        )
    bookmarks = len(document.element.xpath("//w:bookmarkStart"))
    sentences = 0 if out_copy else sum(1 for _ in letter.sentences())
    if bookmarks != sentences:
        raise AssertionError(f"{bookmarks} sentences read back, {sentences} written")


def _line(text: str) -> str:
    """Return a text that Word keeps as it is: on one line, without tabs."""
    return _LINE_ENDS.sub(" ", storable(text))
