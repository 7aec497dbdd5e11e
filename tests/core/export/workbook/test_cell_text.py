import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import etree

from cafaudit.export.workbook.text import (
    CELL_LIMIT,
    HEADING_LIMIT,
    cell_text,
    may_start_formula,
    one_line,
    xml_text,
)
from tests.core.export.workbook.opened import unescaped

ODD = st.text(st.characters(codec=None, exclude_categories=()), max_size=60)


@given(ODD)
@example("\x00\x01\x1f\ufffe\uffff\x7f")
@example("_x0041_ and __x000D__ and _x00")
@example("]]> &amp; <b>")
def test_what_is_written_is_well_formed_and_reads_back(text: str) -> None:
    shown = cell_text(text)
    written = etree.fromstring(f"<t>{xml_text(shown)}</t>".encode())
    assert unescaped(written.text or "") == shown


@given(ODD)
def test_no_text_is_changed_but_for_line_ends_and_halves_of_characters(text: str) -> None:
    plain = re.sub(r"\r\n?|[\u2028\u2029\x85\x0b\x0c]", "\n", text)
    assert cell_text(text) == re.sub(r"[\ud800-\udfff]", "\ufffd", plain)


@pytest.mark.parametrize(("sign", "length"), [("a", CELL_LIMIT), ("\U0001f600", CELL_LIMIT // 2)])
def test_a_text_that_just_fits_is_kept_whole(sign: str, length: int) -> None:
    assert cell_text(sign * length) == sign * length


@pytest.mark.parametrize("sign", ["a", "\U0001f600", "é"])
def test_a_text_too_long_for_a_cell_is_cut_and_says_so(sign: str) -> None:
    cut = cell_text(sign * 40_000)
    assert len(cut.encode("utf-16-le")) // 2 <= CELL_LIMIT
    assert cut.startswith(sign * 10_000)
    assert "40,000 signs" in cut[-90:]
    assert "\ufffd" not in cut


@pytest.mark.parametrize("text", ["=1+1", "+44", "-5", "@SUM(A1)", "'quoted", "\t=1", "＝1+1"])  # noqa: RUF001
def test_a_text_that_could_become_a_formula_is_known(text: str) -> None:
    assert may_start_formula(text)


@pytest.mark.parametrize("text", ["", "a=1", "41.8 %", "–", " =1"])
def test_an_ordinary_text_is_no_formula(text: str) -> None:
    assert not may_start_formula(text)


@given(ODD)
def test_a_heading_is_one_line_of_bounded_length(text: str) -> None:
    line = one_line(text)
    assert len(line) <= HEADING_LIMIT
    assert "\n" not in line
    assert line == line.strip()
