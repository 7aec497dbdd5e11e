"""Typed text comes into the letter on one line and without anything that Word cannot hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from cafaudit.export.letter.text import as_item, as_sentence, ends_itself, storable, tidy


@given(st.text())
def test_whatever_was_typed_can_stand_in_xml(text: str) -> None:
    element = etree.Element("a")
    element.text = storable(text)
    assert etree.fromstring(etree.tostring(element, encoding="utf-8")).text in {storable(text) or None}


@pytest.mark.parametrize("sign", ["\x00", "\x0b", "\x1f", "\x7f", "\ud800", "\ufffe", "\uffff"])
def test_a_character_without_a_shape_becomes_the_replacement_sign(sign: str) -> None:
    assert storable(f"a{sign}b") == "a\ufffdb"


def test_line_ends_and_runs_of_blanks_become_one_blank() -> None:
    assert tidy("  two\r\n lines\tand\u00a0more ") == "two lines and more"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("It is so", "It is so."),
        ("It is so.", "It is so."),
        ("Is it so?", "Is it so?"),
        ("He said “so.”", "He said “so.”"),
        ("It is so;", "It is so."),
        ("(as before)", "(as before)."),
        ("  ", ""),
    ],
)
def test_a_typed_sentence_ends_in_one_mark(typed: str, sentence: str) -> None:
    assert as_sentence(typed) == sentence


@pytest.mark.parametrize(
    ("typed", "item"),
    [
        ("files were read.", "files were read"),
        ("files were read;", "files were read"),
        ("files were read. Most were good", "files were read. Most were good."),
        ("1.5 files a day", "1.5 files a day"),
        ("...", "..."),
    ],
)
def test_an_item_of_a_list_loses_its_stop_unless_it_holds_several_sentences(typed: str, item: str) -> None:
    assert as_item(typed) == item


def test_an_item_that_brings_its_own_mark_is_known() -> None:
    assert ends_itself("Is it so?")
    assert ends_itself("He said “so.”")
    assert not ends_itself("it is so")
