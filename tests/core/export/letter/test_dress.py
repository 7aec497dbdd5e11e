"""The dress of the letter is that of the Word template."""

from __future__ import annotations

from typing import get_args

import pytest

from cafaudit.export.letter.docx_template import STYLES, empty_letter
from cafaudit.export.letter.dress import dress_of
from cafaudit.export.letter.model import Look, ParagraphKind

LOOK = Look(face="Arial", ink="102030", accent="405060")


def test_every_kind_of_paragraph_has_a_dress() -> None:
    assert set(dress_of(LOOK).paragraphs) == set(get_args(ParagraphKind))


def test_the_page_is_the_one_of_the_word_file() -> None:
    dress, section = dress_of(LOOK), empty_letter(LOOK).sections[0]
    assert section.page_width is not None
    assert section.left_margin is not None
    assert dress.width == pytest.approx(section.page_width.pt)
    assert dress.text_width == pytest.approx(section.page_width.pt - 2 * section.left_margin.pt)


@pytest.mark.parametrize("kind", ["title", "copies", "date"])
def test_sizes_and_spaces_are_those_that_word_reads(kind: ParagraphKind) -> None:
    dress = dress_of(LOOK).paragraphs[kind]
    style = empty_letter(LOOK).styles[STYLES[kind]]
    size = style.font.size
    assert dress.size == (10.5 if size is None else size.pt)
    after = style.paragraph_format.space_after
    assert dress.after == (0 if after is None else after.pt)


def test_colours_come_from_the_look_of_the_profile() -> None:
    paragraphs = dress_of(LOOK).paragraphs
    assert paragraphs["text"].colour == "102030"
    assert paragraphs["heading"].colour == "405060"
    edge = paragraphs["judgement"].edge
    assert edge is not None
    assert (edge.side, edge.colour) == ("left", "405060")


def test_a_style_takes_from_its_base_what_it_does_not_say() -> None:
    paragraphs = dress_of(LOOK).paragraphs
    assert paragraphs["lead_in"].keep_next
    assert not paragraphs["text"].keep_next
    assert paragraphs["judgement"].keep_lines
    assert not paragraphs["text"].keep_lines
    assert paragraphs["group"].line == paragraphs["text"].line
    assert dress_of(LOOK).stamps[1].edge is None


def test_bullets_hang() -> None:
    bullet = dress_of(LOOK).paragraphs["bullet"]
    assert 0 < bullet.hanging < bullet.left
