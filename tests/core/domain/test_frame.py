import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cafaudit.domain.frame import Frame, FrameCase, case_ref, plain_label
from cafaudit.errors import InputRefused


@pytest.mark.parametrize(
    ("cell", "ref"),
    [
        ("BBC-0001", "BBC-0001"),
        ("  BBC-0001\u00a0", "BBC-0001"),
        ("\ufeffBBC-0001\r\n", "BBC-0001"),
        ("BBC\x00-\u200b0001\x7f", "BBC-0001"),
        ("bbc-0001", "bbc-0001"),
        ("007", "007"),
        ("CAFE\u0301 1", "CAF\u00c9 1"),
        ("BBC 0001", "BBC 0001"),
    ],
)
def test_a_reference_loses_outer_blanks_and_invisible_signs_and_nothing_else(cell: str, ref: str) -> None:
    assert case_ref(cell) == ref


@pytest.mark.parametrize(
    "cell", ["", " \u00a0\t", "A,1", "A\n1", "A\t1", "A\u20281", "x" * 201, "A\ufffd1", "A\uffff1"]
)
def test_what_cannot_be_a_reference_is_refused_with_advice(cell: str) -> None:
    with pytest.raises(InputRefused) as refusal:
        case_ref(cell)
    assert "cannot be a case reference" in refusal.value.message
    assert "import it again" in refusal.value.advice


def test_half_a_character_is_refused_in_a_sentence_that_can_be_printed() -> None:
    with pytest.raises(InputRefused) as refusal:
        case_ref("A\ud8001")
    assert refusal.value.message.encode()


@given(st.text())
def test_a_reference_stays_the_same_when_it_is_read_again(text: str) -> None:
    try:
        ref = case_ref(text)
    except InputRefused:
        return
    assert case_ref(ref) == ref
    assert unicodedata.is_normalized("NFC", ref)
    assert not {",", "\t", "\n", "\r"} & set(ref)


@given(st.text())
def test_a_label_fits_on_one_line_of_the_frame_list(text: str) -> None:
    label = plain_label(text)
    assert plain_label(label) == label
    assert not {"\t", "\n", "\r"} & set(label)
    label.encode()


def test_a_label_keeps_its_commas_and_single_blanks() -> None:
    assert plain_label(" Long-term\u00a0 private,\nOffice A ") == "Long-term private, Office A"


def test_a_frame_counts_strata_and_offices_by_name() -> None:
    frame = Frame(
        (
            FrameCase(ref="B", stratum="Private", office="Upper"),
            FrameCase(ref="A", stratum="Public"),
            FrameCase(ref="C", stratum="Private", office="Upper"),
        )
    )
    assert frame.refs == ("B", "A", "C")
    assert list(frame.strata.items()) == [("Private", 2), ("Public", 1)]
    assert frame.offices == {"": 1, "Upper": 2}
