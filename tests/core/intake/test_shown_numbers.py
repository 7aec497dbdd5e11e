import pytest
from hypothesis import given
from hypothesis import strategies as st

from cafaudit.intake.shown_numbers import shown_format


@pytest.mark.parametrize(
    ("code", "number", "shown"),
    [
        ("000000", 4512, "004512"),
        ("000000", 12345678, "12345678"),
        ('"BW-"0000', 7, "BW-0007"),
        (r"\B\W0000", 7, "BW0007"),
        ("0000-0000", 20090012, "2009-0012"),
        ("000-0", 20090012, "2009001-2"),
        ("00000;[Red]-00000", 12, "00012"),
        ('0" of 9"', 3, "3 of 9"),
        ("00000", 12.5, None),
        ("00000", -1, None),
    ],
)
def test_a_number_is_shown_as_its_format_says(code: str, number: float, shown: str | None) -> None:
    found = shown_format(code)
    assert found is not None
    assert found.shown(number) == shown


@pytest.mark.parametrize(
    "code",
    [
        "", "General", "0", "#", "#,##0", "0.00", "0%", "dd/mm/yyyy", "hh:mm", "@", "0_)", "0E+00", "# ?/?",
        '[>999]"many "0;0', "£0", '"text"',
    ],
)  # fmt: skip
def test_formats_that_only_round_or_group_or_write_dates_change_nothing(code: str) -> None:
    assert shown_format(code) is None


@given(st.integers(2, 12), st.integers(0, 10**14))
def test_zeros_alone_fill_a_number_up_to_their_width(width: int, number: int) -> None:
    found = shown_format("0" * width)
    assert found is not None
    assert found.shown(number) == str(number).zfill(width)
