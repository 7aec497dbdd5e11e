"""A word for a proportion is held against the count behind it."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cafaudit.domain.framework import LooseWord, WordBand, WordScheme
from cafaudit.domain.framework_toml import load_framework
from cafaudit.domain.words import all_words, rounded_percent, supports, word_for

EIGHT = load_framework("cafcass-pim-2009")[0].words
TERMS = WordScheme(  # made up for the test: bands that meet at 50, without a word for half
    id="terms",
    name="Five bands",
    source="test",
    floor=0,
    none="none",
    half="",
    all="all",
    bands=(
        WordBand(from_percent=91, word="almost all"),
        WordBand(from_percent=75, word="most"),
        WordBand(from_percent=50, word="a majority"),
        WordBand(from_percent=15, word="less than half"),
        WordBand(from_percent=0, word="few"),
    ),
    loose=(LooseWord(word="many", at_least=3),),
)
counts = st.integers(1, 400).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of)))


@pytest.mark.parametrize(
    ("count", "of", "percent", "word"),
    [
        (0, 60, 0, "none"),
        (2, 60, 3, "very few"),
        (4, 60, 7, "few"),
        (12, 60, 20, "a small minority"),
        (21, 60, 35, "a minority"),
        (30, 60, 50, "half"),
        (31, 60, 52, "a majority"),
        (9, 13, 69, "a large majority"),
        (41, 50, 82, "most"),
        (58, 60, 97, "almost all"),
        (60, 60, 100, "all"),
    ],
)
def test_a_count_earns_its_word(count: int, of: int, percent: int, word: str) -> None:
    wording = word_for(EIGHT, count, of)
    assert (wording.percent, wording.word) == (percent, word)


@pytest.mark.parametrize(
    ("count", "percent", "word"),
    [
        (35, 4, "few"),
        (645, 65, "a large majority"),
        (795, 80, "most"),
        (965, 97, "almost all"),
        (495, 50, "half"),
        (504, 50, "half"),
        (505, 51, "a majority"),
    ],
)
def test_shares_between_two_bands_are_rounded_half_up(count: int, percent: int, word: str) -> None:
    wording = word_for(EIGHT, count, 1000)
    assert (wording.percent, wording.word) == (percent, word)


def test_none_and_all_are_kept_for_exactly_none_and_all() -> None:
    nearly = word_for(EIGHT, 299, 300)
    assert (nearly.percent, nearly.word) == (100, "almost all")
    hardly = word_for(EIGHT, 1, 300)
    assert (hardly.percent, hardly.word) == (0, "very few")
    assert not supports(EIGHT, "all", 299, 300).holds
    assert not supports(EIGHT, "none", 1, 300).holds


def test_too_few_files_are_printed_in_numbers() -> None:
    wording = word_for(EIGHT, 3, 4)
    assert wording.word is None
    assert wording.text == wording.numbers == "3 of 4"
    assert wording.before_noun == "3 of the 4"
    assert word_for(EIGHT, 3, 5).word == "a majority"


def test_a_question_that_applies_to_no_file_has_no_per_cent() -> None:
    wording = word_for(EIGHT, 0, 0)
    assert (wording.percent, wording.word) == (None, None)
    assert supports(EIGHT, "most", 0, 0).reason == "no_files"
    assert not supports(EIGHT, "some", 0, 0).holds


def test_a_scheme_without_a_word_for_half_uses_the_band() -> None:
    assert word_for(TERMS, 5, 10).word == "a majority"
    assert word_for(TERMS, 1, 1).word == "all"


@pytest.mark.parametrize("word", ["a majority", "none", "half", "most"])
def test_words_change_before_a_noun_as_the_scheme_says(word: str) -> None:
    count = {"a majority": 6, "none": 0, "half": 5, "most": 9}[word]
    wording = word_for(EIGHT, count, 10)
    assert wording.word == word
    assert wording.before_noun == EIGHT.before_noun.get(word, word)


def test_a_word_that_says_too_much_is_not_supported() -> None:
    support = supports(EIGHT, "most", 9, 13)
    assert not support.holds
    assert (support.reason, support.begins, support.ends) == ("other_word", 80, 96)
    assert support.wording.word == "a large majority"
    assert support.sentence == (
        "“most” speaks of 9 of 13 files, 69 %, which is “a large majority”; “most” begins at 80 %."
    )


def test_a_word_that_says_too_little_is_not_supported_either() -> None:
    assert supports(EIGHT, "a minority", 9, 13).sentence.endswith("“a minority” ends at 49 %.")
    assert supports(EIGHT, "half", 9, 13).sentence.endswith("“half” is kept for 50 %.")


@pytest.mark.parametrize(
    "word",
    [
        "a large majority",
        "large majority",
        "The large majority of",
        "a  large majority of the",
        "A LARGE MAJORITY",
    ],
)
def test_article_case_and_of_make_no_difference(word: str) -> None:
    assert supports(EIGHT, word, 9, 13).holds


def test_another_word_of_the_same_band_is_supported() -> None:
    assert supports(EIGHT, "the vast majority", 59, 60).holds
    assert supports(EIGHT, "vast majority of", 59, 60).holds
    assert not supports(EIGHT, "the vast majority", 60, 60).holds
    assert supports(EIGHT, "no", 0, 60).holds


def test_a_few_is_not_few() -> None:
    """An article changes the sense where the scheme's word has none."""
    assert supports(EIGHT, "a few", 6, 60).reason == "not_in_scheme"


def test_words_without_a_band_need_their_number_of_files() -> None:
    assert supports(EIGHT, "many", 3, 60).holds
    few = supports(EIGHT, "many", 2, 60)
    assert (few.holds, few.reason, few.at_least) == (False, "too_few_files", 3)
    assert few.sentence == "“many” needs 3 files or more and speaks of 2 of 60 files, 3 %."


def test_a_word_that_holds_says_its_figures() -> None:
    assert supports(EIGHT, "most", 9, 10).sentence == "“most” speaks of 9 of 10 files, 90 %."
    assert supports(EIGHT, "most", 0, 0).sentence.endswith("the question applies to none.")


def test_under_the_floor_no_banded_word_is_supported() -> None:
    support = supports(EIGHT, "all", 4, 4)
    assert support.reason == "numbers_only"
    assert "4 of 4 files, too few for a word" in support.sentence


def test_a_word_that_the_scheme_does_not_have_is_named_as_such() -> None:
    support = supports(EIGHT, "plenty", 40, 60)
    assert (support.holds, support.reason) == (False, "not_in_scheme")
    assert "not among the words of this visit" in support.sentence


def test_impossible_counts_are_faults() -> None:
    for count, of in ((-1, 5), (6, 5), (1, 0)):
        with pytest.raises(ValueError, match="no share"):
            word_for(EIGHT, count, of)


def test_all_words_come_longest_first() -> None:
    words = all_words(EIGHT)
    assert {"most", "some", "the vast majority", "half", "none"} <= set(words)
    assert [len(word) for word in words] == sorted((len(word) for word in words), reverse=True)


@given(counts, st.sampled_from([EIGHT, TERMS, replace(EIGHT, floor=0)]))
def test_the_word_that_a_count_earns_is_the_only_banded_one_it_supports(
    share: tuple[int, int], scheme: WordScheme
) -> None:
    count, of = share
    wording = word_for(scheme, count, of)
    main = [band.word for band in scheme.bands] + [scheme.none, scheme.all, scheme.half]
    held = [word for word in main if word and supports(scheme, word, count, of).holds]
    assert held == ([wording.word] if wording.word else [])


@given(counts, st.sampled_from([EIGHT, TERMS, replace(TERMS, half="half")]))
def test_the_limits_told_of_a_word_are_those_it_is_used_in(
    share: tuple[int, int], scheme: WordScheme
) -> None:
    wording = word_for(replace(scheme, floor=0), *share)
    support = supports(replace(scheme, floor=0), wording.text, *share)
    assert support.begins is not None
    assert support.ends is not None
    assert wording.percent is not None
    assert support.begins <= wording.percent <= support.ends
    for outside in (support.begins - 1, support.ends + 1):
        if 0 <= outside <= 100:
            assert word_for(scheme, outside, 100).word != wording.word


@given(counts)
def test_rounding_is_within_half_a_per_cent_and_symmetric_off_the_halves(share: tuple[int, int]) -> None:
    count, of = share
    percent = rounded_percent(count, of)
    assert -of <= 2 * (100 * count - percent * of) < of
    on_a_half = (200 * count) % of == 0 and (200 * count // of) % 2 == 1
    assert rounded_percent(of - count, of) == 100 - percent + on_a_half
