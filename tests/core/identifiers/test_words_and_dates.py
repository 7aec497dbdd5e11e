from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cafaudit.identifiers.words import fold, name_forms, persons_in, words_of
from cafaudit.identifiers.written_dates import dates_in, whole_date


@pytest.mark.parametrize(
    ("written", "form"),
    [
        ("O'Brien", "obrien"),
        ("O’BRIEN", "obrien"),
        ("Zoë", "zoe"),
        ("ZOE\u0308", "zoe"),
        ("Łukasz", "lukasz"),
        ("Søren", "soren"),
        ("Straße", "strasse"),
    ],
)
def test_a_word_has_one_form_however_it_is_written(written: str, form: str) -> None:
    assert fold(written) == form
    assert [word.form for word in words_of(f"({written})")] == [form]
    assert [word.form for word in words_of(f"{written}'s")] == [form]
    assert next(words_of(f"{written}’s file")).form == form


@given(st.text())
def test_words_stand_where_they_say(text: str) -> None:
    last = 0
    for word in words_of(text):
        assert last <= word.start < word.end <= len(text)
        assert fold(text[word.start : word.end]).startswith(word.form)
        last = word.end


@pytest.mark.parametrize(
    ("cell", "persons"),
    [
        ("Quillmere, Anna", ["Quillmere Anna"]),
        ("Anna Quillmere; Ben Thornaby", ["Anna Quillmere", "Ben Thornaby"]),
        ("Anna Quillmere, Ben Thornaby", ["Anna Quillmere", "Ben Thornaby"]),
        ("Quillmere v Thornaby", ["Quillmere", "Thornaby"]),
        ("Anna and Ben Quillmere", ["Anna", "Ben Quillmere"]),
        ("", []),
    ],
)
def test_a_cell_is_taken_apart_into_persons(cell: str, persons: list[str]) -> None:
    assert [person.strip() for person in persons_in(cell)] == persons


def test_a_hyphenated_name_is_known_in_halves_and_together_but_its_halves_are_no_pair() -> None:
    forms, pairs = name_forms("Anna Quill-Mere")
    assert forms == {"anna", "quill", "mere", "quillmere"}
    assert pairs == {("anna", "mere"), ("anna", "quill"), ("anna", "quillmere")}


def test_titles_and_single_letters_name_nobody() -> None:
    assert name_forms("Mr J Thornaby")[0] == {"thornaby"}
    assert name_forms("Unknown")[0] == frozenset()


@pytest.mark.parametrize(
    "written",
    [
        "3 March 2009",
        "3rd March 2009",
        "3rd of March, 2009",
        "03 Mar 2009",
        "3-Mar-2009",
        "March 3, 2009",
        "Mar 3rd 2009",
        "03/03/2009",
        "3.3.2009",
        "03-03-2009",
        "2009-03-03",
        "2009/3/3",
        "20090303",
        "3/3/09",
        "3 march '09",
        "2009-03-03 00:00:00",
    ],
)
def test_a_date_is_found_in_every_written_form(written: str) -> None:
    (found,) = dates_in(f"Born on {written}.")
    assert date(2009, 3, 3) in found.readings
    assert not found.ambiguous
    assert whole_date(f" {written} ") is not None


def test_day_and_month_that_could_change_places_give_both_readings() -> None:
    found = whole_date("04/03/2009")
    assert found is not None
    assert found.ambiguous
    assert (found.day_first, found.month_first) == (date(2009, 3, 4), date(2009, 4, 3))
    american = whole_date("3/25/2009")
    assert american is not None
    assert (american.day_first, american.month_first) == (None, date(2009, 3, 25))


def test_a_short_year_may_be_of_either_century() -> None:
    found = whole_date("1/2/98")
    assert found is not None
    assert found.short_year
    assert date(1998, 2, 1) in found.readings


@pytest.mark.parametrize(
    "text", ["31/02/2009", "13/13/2009", "1/2", "v1.2.2009.4", "00/00/2000", "2009", "x"]
)
def test_figures_that_are_no_date_are_left_alone(text: str) -> None:
    assert list(dates_in(text)) == []
    assert whole_date(text) is None


@given(st.dates(date(1950, 1, 1), date(2049, 12, 31)))
def test_british_and_iso_dates_read_back(day: date) -> None:
    for form in ("%d/%m/%Y", "%Y-%m-%d", "%d %B %Y", "%d.%m.%y", "%d %b %Y", "%B %d, %Y"):
        found = whole_date(day.strftime(form))
        assert found is not None
        assert day in found.readings
