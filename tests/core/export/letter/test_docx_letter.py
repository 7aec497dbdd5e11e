"""The Word file says what the letter says, in bytes that depend on nothing else."""

import io
import re
import time
import zipfile
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from cafaudit.domain.picture import EvidenceItem
from cafaudit.errors import InputRefused
from cafaudit.export import saving
from cafaudit.export.letter.compose import compose
from cafaudit.export.letter.docx_letter import (
    LetterUnfinished,
    bookmark_name,
    letter_bytes,
    stamp_lines,
    write_docx,
)
from cafaudit.export.letter.docx_template import STYLES
from cafaudit.export.letter.model import Block, Letter, Paragraph, Run, Sentence
from cafaudit.export.letter.profile_toml import shipped_profile
from tests.picture_2009 import picture_2009
from tests.pictures import empty_picture, full_picture, small_framework

PIM = shipped_profile("cafcass-pim-2009")
PLAIN = shipped_profile("plain")
PICTURE = picture_2009()
LETTER = compose(PICTURE, PIM)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def body(data: bytes) -> etree._Element:
    return etree.fromstring(parts(data)["word/document.xml"])


def read_back(data: bytes) -> list[str]:
    return [paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs]


def with_text(text: str) -> Letter:
    sentence = Sentence(id="one", runs=(Run(text=text),))
    block = Block(id="b", title="B", paragraphs=(Paragraph(kind="text", sentences=(sentence,)),))
    return Letter(profile="test", look=LETTER.look, blocks=(block,), gaps=())


# ------------------------------------------------------------------------------- what stands in it


def test_every_paragraph_reads_back_with_its_style() -> None:
    data = letter_bytes(LETTER, PICTURE, out_copy=False)
    found = [(p.text, p.style.name if p.style else "") for p in docx.Document(io.BytesIO(data)).paragraphs]
    assert found[:-2] == [(p.text, STYLES[p.kind]) for p in LETTER.paragraphs()]
    assert [text for text, _ in found[-2:]] == list(stamp_lines(PICTURE))


def test_the_stamp_names_the_state_that_the_letter_was_made_from() -> None:
    made, digest = stamp_lines(PICTURE)
    assert " ".join(PICTURE.words) in made
    assert digest == PICTURE.digest


def test_bullets_are_lists_and_not_typed_signs() -> None:
    data = letter_bytes(LETTER, PICTURE, out_copy=True)
    listed = [p for p in body(data).iter(f"{W}p") if p.find(f"{W}pPr/{W}numPr") is not None]
    assert len(listed) == sum(1 for p in LETTER.paragraphs() if p.kind == "bullet") == 8 + 7 + 21 + 17
    assert b"bullet" in parts(data)["word/numbering.xml"]
    assert not any("•" in "".join(p.itertext()) for p in listed)


def test_grades_are_bold_in_the_file() -> None:
    document = docx.Document(io.BytesIO(letter_bytes(LETTER, PICTURE, out_copy=True)))
    bold = [run.text for p in document.paragraphs for run in p.runs if run.bold]
    assert bold == ["satisfactory"] * 7 + ["inadequate"]


def test_missing_facts_are_marked_in_the_file() -> None:
    picture = empty_picture(PICTURE.framework)
    letter = compose(picture, PIM)
    document = docx.Document(io.BytesIO(letter_bytes(letter, picture, out_copy=False)))
    marked = [
        r.text for p in document.paragraphs for r in p.runs if r.style and r.style.name == "Missing fact"
    ]
    assert len(marked) == len(letter.gaps)
    assert marked[:2] == ["[inspectorate]", "[date of the letter]"]


@pytest.mark.parametrize(
    ("draft", "first", "following"),
    [
        (3, "Draft 3 · not for publication", "Draft 3 · not for publication\tPage 1 of 1"),
        (0, "Draft · not for publication", "Draft · not for publication\tPage 1 of 1"),
        (None, "", "\tPage 1 of 1"),
    ],
)
def test_drafts_say_on_every_page_that_they_are_drafts(draft: int | None, first: str, following: str) -> None:
    data = letter_bytes(LETTER, PICTURE, out_copy=False, draft=draft)
    section = docx.Document(io.BytesIO(data)).sections[0]
    assert section.different_first_page_header_footer
    assert section.first_page_header.paragraphs[0].text == first
    assert section.header.paragraphs[0].text == following


def test_the_page_is_a4() -> None:
    section = docx.Document(io.BytesIO(letter_bytes(LETTER, PICTURE, out_copy=True))).sections[0]
    assert section.page_width is not None
    assert section.page_height is not None
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)


# ------------------------------------------------------------------------------- copies


def test_the_teams_copy_has_a_bookmark_around_every_sentence() -> None:
    document = body(letter_bytes(LETTER, PICTURE, out_copy=False))
    names = [mark.get(f"{W}name") for mark in document.iter(f"{W}bookmarkStart")]
    assert names == [bookmark_name(sentence.id) for sentence in LETTER.sentences()]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"s[0-9a-f]{24}", str(name)) for name in names)
    for start, sentence in zip(document.iter(f"{W}bookmarkStart"), LETTER.sentences(), strict=True):
        assert _text_within(start) == sentence.text


def _text_within(start: etree._Element) -> str:
    text = ""
    for element in start.itersiblings():
        if element.tag == f"{W}bookmarkEnd":
            assert element.get(f"{W}id") == start.get(f"{W}id")
            return text
        text += "".join(element.itertext())
    raise AssertionError("the bookmark does not end in its paragraph")


def test_the_copy_that_goes_out_has_no_bookmark_comment_or_revision() -> None:
    data = letter_bytes(LETTER, PICTURE, out_copy=True)
    document = parts(data)["word/document.xml"].decode()
    for word in ("bookmark", "comment", "w:ins", "w:del", "rsid", "w:proofErr"):
        assert word not in document
    assert not [name for name in parts(data) if "comment" in name.lower() or "people" in name.lower()]


def test_both_copies_say_the_same() -> None:
    assert read_back(letter_bytes(LETTER, PICTURE, out_copy=True)) == read_back(
        letter_bytes(LETTER, PICTURE, out_copy=False)
    )


def test_nothing_tells_when_or_where_it_was_made() -> None:
    found = parts(letter_bytes(LETTER, PICTURE, out_copy=False))
    core = found["docProps/core.xml"].decode()
    for word in ("created", "modified", "creator", "lastModifiedBy", "description", "revision"):
        assert word not in core
    assert LETTER.subject in core
    assert set(found) == {
        "[Content_Types].xml",
        "_rels/.rels",
        "docProps/core.xml",
        "word/document.xml",
        "word/_rels/document.xml.rels",
        "word/styles.xml",
        "word/numbering.xml",
        "word/settings.xml",
        "word/fontTable.xml",
        "word/header1.xml",
        "word/header2.xml",
    }


def test_two_letters_of_one_state_are_the_same_bytes_seconds_apart() -> None:
    first = letter_bytes(compose(picture_2009(), PIM), picture_2009(), out_copy=False, draft=1)
    time.sleep(2.1)  # the clock of a zip file ticks every two seconds
    assert letter_bytes(compose(picture_2009(), PIM), picture_2009(), out_copy=False, draft=1) == first


def test_another_state_gives_other_bytes() -> None:
    other = replace(PICTURE, digest="0" * 64)
    assert letter_bytes(LETTER, PICTURE, out_copy=True) != letter_bytes(LETTER, other, out_copy=True)


# ------------------------------------------------------------------------------- typed text


@given(st.text(max_size=200))
def test_any_text_makes_a_sound_file_that_reads_back(text: str) -> None:
    letter = with_text(text)
    data = letter_bytes(letter, PICTURE, out_copy=False)
    for name, part in parts(data).items():
        assert etree.fromstring(part) is not None, name
    wanted = re.sub(r"[\t\r\n]", " ", text)
    wanted = re.sub("[^ -~\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "\ufffd", wanted)
    assert read_back(data)[0] == wanted


@given(st.lists(st.text(max_size=60), min_size=1, max_size=4))
def test_typed_evidence_reads_back_as_the_letter_has_it(typed: list[str]) -> None:
    evidence = tuple(
        EvidenceItem(id=str(n), number=n, order=n, text=text, source="file", areas=("area-1",))
        for n, text in enumerate(typed)
    )
    picture = replace(full_picture(small_framework(1)), evidence=evidence)
    letter = compose(picture, PLAIN)
    assert read_back(letter_bytes(letter, picture, out_copy=True))[:-2] == [
        p.text for p in letter.paragraphs()
    ]


@pytest.mark.parametrize(
    "text",
    [
        '{ HYPERLINK "http://example.org" }',
        "https://example.org",
        "<w:fldSimple w:instr='DATE'/>",
        "=HYPERLINK(1)",
        "]]> &amp; <!-- x -->",
        "_x0041_",
        "@FACE@",
        "  blanks at both ends  ",
    ],
)
def test_typed_text_that_looks_like_more_stays_text(text: str) -> None:
    data = letter_bytes(with_text(text), PICTURE, out_copy=True)
    assert read_back(data)[0] == text
    document = body(data)
    assert not list(document.iter(f"{W}fldSimple", f"{W}hyperlink", f"{W}instrText", f"{W}fldChar"))
    relations = parts(data)["word/_rels/document.xml.rels"]
    assert b"External" not in relations


def test_the_only_fields_number_the_pages() -> None:
    found = parts(letter_bytes(LETTER, PICTURE, out_copy=False))
    fields = [
        element.text
        for name, part in found.items()
        if name.endswith(".xml")
        for element in etree.fromstring(part).iter(f"{W}instrText")
    ]
    assert fields == ["PAGE", "NUMPAGES"]
    assert b"updateFields" not in found["word/settings.xml"]


# ------------------------------------------------------------------------------- saving


def test_what_was_written_is_told_with_its_hash(tmp_path: Path) -> None:
    target = tmp_path / "letter.docx"
    written = write_docx(LETTER, PICTURE, target, out_copy=False)
    assert written.path == target
    assert len(written.sha256) == 64
    assert written.paragraphs == len(read_back(target.read_bytes())) - 2
    assert written.sentences == len(list(LETTER.sentences()))
    assert [entry.name for entry in tmp_path.iterdir()] == ["letter.docx"]


def test_an_older_letter_is_replaced(tmp_path: Path) -> None:
    target = tmp_path / "letter.docx"
    target.write_text("old")
    write_docx(LETTER, PICTURE, target, out_copy=True)
    assert read_back(target.read_bytes())[0] == "Ofsted"


def test_a_letter_with_gaps_can_be_a_draft_but_not_final(tmp_path: Path) -> None:
    picture = replace(PICTURE, details=replace(PICTURE.details, letter_date=None))
    letter = compose(picture, PIM)
    with pytest.raises(LetterUnfinished, match="date of the letter") as caught:
        write_docx(letter, picture, tmp_path / "letter.docx", out_copy=True, draft=None)
    assert "draft" in caught.value.advice
    assert list(tmp_path.iterdir()) == []
    write_docx(letter, picture, tmp_path / "letter.docx", out_copy=True, draft=1)


def test_a_file_open_elsewhere_is_answered_with_another_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "letter.docx"
    target.write_text("open in Word")
    (tmp_path / "letter 2.docx").write_text("taken")

    def held(path: Path, data: bytes) -> None:
        raise PermissionError(13, "held open", str(path), len(data))

    monkeypatch.setattr(saving, "write_whole", held)
    with pytest.raises(InputRefused, match="open in another program") as caught:
        write_docx(LETTER, PICTURE, target, out_copy=True)
    assert "letter 3.docx" in caught.value.advice
    assert target.read_text() == "open in Word"


def test_a_full_disk_and_a_missing_folder_are_answered_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(InputRefused, match="no folder"):
        write_docx(LETTER, PICTURE, tmp_path / "nowhere" / "letter.docx", out_copy=True)
    with pytest.raises(InputRefused, match="is a folder"):
        write_docx(LETTER, PICTURE, tmp_path, out_copy=True)

    def full(path: Path, data: bytes) -> None:
        raise OSError(28, "No space left on device", str(path), len(data))

    monkeypatch.setattr(saving, "write_whole", full)
    with pytest.raises(InputRefused, match="No space left"):
        write_docx(LETTER, PICTURE, tmp_path / "letter.docx", out_copy=True)
