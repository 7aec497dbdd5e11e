"""Words for proportions: which word a count earns, and whether a word is borne out by a count.

Everything is whole numbers: a proportion is rounded to whole per cent, a half upwards, then looked
up in the bands of the framework's scheme. "None" and "all" are kept for counts of exactly none and
all, so that 299 of 300 is never called "all".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cafaudit.domain.framework import LooseWord, WordScheme

_WHOLE = 100
_HALF = 50
_ARTICLES = ("a ", "an ", "the ")
_TAILS = (" of the", " of")

SupportReason = Literal["fits", "no_files", "numbers_only", "other_word", "too_few_files", "not_in_scheme"]
"""Why a word is or is not borne out.

`fits`: it is. `no_files`: the item applies to no file. `numbers_only`: too few files for any word.
`other_word`: the count earns another word. `too_few_files`: the word has no band and needs more files.
`not_in_scheme`: the framework does not have the word.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """How a count of files is spoken of.

    `percent` is rounded to a whole number and None for a count of no files; `word` is None where the
    count is to be printed in numbers; `before_noun` is what stands before "files".
    """

    count: int
    of: int
    percent: int | None
    word: str | None
    before_noun: str

    @property
    def numbers(self) -> str:
        """The count in figures: "9 of 13"."""
        return f"{self.count} of {self.of}"

    @property
    def text(self) -> str:
        """The word, or the figures where no word may be used."""
        return self.word or self.numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    """Whether a count bears out a word, and why.

    `begins` and `ends` are the first and last whole per cent that the word stands for, None for a
    word without a band; `at_least` is the number of files that such a word needs. `wording` is what
    the scheme would say of the count.
    """

    word: str
    holds: bool
    reason: SupportReason
    wording: Wording
    begins: int | None = None
    ends: int | None = None
    at_least: int | None = None

    @property
    def sentence(self) -> str:
        """The verdict in one plain sentence, figures included."""
        return _sentence(self)


@dataclass(frozen=True, slots=True)
class _Span:
    word: str
    begins: int
    ends: int


def rounded_percent(count: int, of: int) -> int:
    """Return the share in whole per cent, a half rounded up.

    Raises:
        ValueError: The count is not between 0 and `of`, or `of` is not positive.
    """
    if of < 1 or not 0 <= count <= of:
        raise ValueError(f"{count} of {of} is no share")
    return (2 * _WHOLE * count + of) // (2 * of)


def word_for(scheme: WordScheme, count: int, of: int) -> Wording:
    """Say a count of files in the words of a scheme, or in numbers where files are too few.

    Args:
        scheme: The scheme of the framework.
        count: Files of which the thing is true.
        of: Files to which the question applies; those not applicable are not among them.

    Raises:
        ValueError: The count is not between 0 and `of`.
    """
    if of == 0 == count:
        return Wording(count=0, of=0, percent=None, word=None, before_noun="none of the 0")
    percent = rounded_percent(count, of)
    if of < scheme.floor:
        word = None
        before_noun = f"{count} of the {of}"
    else:
        word = _earned(scheme, count, of)
        before_noun = scheme.before_noun.get(word, word)
    return Wording(count=count, of=of, percent=percent, word=word, before_noun=before_noun)


def supports(scheme: WordScheme, word: str, count: int, of: int) -> Support:
    """Say whether a count bears out a word that somebody wrote.

    The word may carry another article or a trailing "of": "large majority of" is "a large majority".

    Raises:
        ValueError: The count is not between 0 and `of`.
    """
    wording = word_for(scheme, count, of)
    loose = _loose_word(scheme, word)
    if loose is not None:
        return _loose_support(word, loose, wording)
    span = _span(scheme, word)
    reason: SupportReason = "other_word"
    if span is None:
        return Support(word=word, holds=False, reason="not_in_scheme", wording=wording)
    if of == 0:
        reason = "no_files"
    elif wording.word is None:
        reason = "numbers_only"
    elif wording.word == span.word:
        reason = "fits"
    return Support(
        word=word,
        holds=reason == "fits",
        reason=reason,
        wording=wording,
        begins=span.begins,
        ends=span.ends,
    )


def all_words(scheme: WordScheme) -> tuple[str, ...]:
    """Return every word that a scheme knows, as written in it, longest first."""
    words = [word for _, word in _pairs(scheme)] + [loose.word for loose in scheme.loose]
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


def _earned(scheme: WordScheme, count: int, of: int) -> str:
    if count == 0:
        return scheme.none
    if count == of:
        return scheme.all
    percent = rounded_percent(count, of)
    if percent == _HALF and scheme.half:
        return scheme.half
    return next(band.word for band in scheme.bands if percent >= band.from_percent)


def _pairs(scheme: WordScheme) -> Iterator[tuple[str, str]]:
    """Give each word that has a place on the scale, as the scheme's main word and as written."""
    for word in (scheme.none, scheme.half, scheme.all):
        if word:
            yield word, word
    for band in scheme.bands:
        yield band.word, band.word
        for other in band.also:
            yield band.word, other


def _span(scheme: WordScheme, wanted: str) -> _Span | None:
    """Return the main word that the wanted one stands for, and the per cent that it covers."""
    for main, written in _pairs(scheme):
        if _same(scheme, written, wanted):
            return _Span(main, *_limits(scheme, main))
    return None


def _limits(scheme: WordScheme, main: str) -> tuple[int, int]:
    """Return the first and last per cent of a main word; the half is taken out of its band's ends."""
    fixed = {scheme.none: (0, 0), scheme.all: (_WHOLE, _WHOLE)}
    if scheme.half:
        fixed[scheme.half] = (_HALF, _HALF)
    upper = _WHOLE
    for band in scheme.bands:
        begins = band.from_percent + bool(scheme.half and band.from_percent == _HALF)
        ends = upper - bool(scheme.half and upper == _HALF)
        fixed.setdefault(band.word, (begins, ends))
        upper = band.from_percent - 1
    return fixed[main]


def _loose_word(scheme: WordScheme, wanted: str) -> LooseWord | None:
    return next((loose for loose in scheme.loose if _same(scheme, loose.word, wanted)), None)


def _loose_support(word: str, loose: LooseWord, wording: Wording) -> Support:
    enough = wording.count >= loose.at_least
    reason: SupportReason = "fits" if enough else "too_few_files"
    if wording.of == 0:
        reason = "no_files"
    return Support(word=word, holds=enough, reason=reason, wording=wording, at_least=loose.at_least)


def _same(scheme: WordScheme, written: str, wanted: str) -> bool:
    plain = _plain(wanted)
    forms = {_plain(written), _plain(scheme.before_noun.get(written, written))}
    if plain in forms:
        return True
    bare = {_without_article(form) for form in forms} - forms
    return _without_article(plain) in bare


def _plain(text: str) -> str:
    plain = " ".join(text.casefold().split())
    for tail in _TAILS:
        plain = plain.removesuffix(tail)
    return plain


def _without_article(plain: str) -> str:
    return next((plain.removeprefix(a) for a in _ARTICLES if plain.startswith(a)), plain)


def _sentence(support: Support) -> str:
    wording = support.wording
    figures = f"{wording.numbers} files, {wording.percent} %"
    word = f"“{support.word}”"
    if support.reason == "no_files":
        return f"{word} speaks of no file: the question applies to none."
    if support.reason == "numbers_only":
        return f"{word} speaks of {wording.numbers} files, too few for a word: write the numbers."
    if support.reason == "not_in_scheme":
        return f"{word} is not among the words of this visit; it speaks of {figures}."
    if support.reason == "too_few_files":
        return f"{word} needs {support.at_least} files or more and speaks of {figures}."
    if support.holds:
        return f"{word} speaks of {figures}."
    return f"{word} speaks of {figures}, which is “{wording.word}”; {_where(support)}."


def _where(support: Support) -> str:
    """Say where the word that was written would have been right."""
    percent = support.wording.percent
    if support.begins == support.ends:
        return f"“{support.word}” is kept for {support.begins} %"
    if percent is not None and support.begins is not None and percent < support.begins:
        return f"“{support.word}” begins at {support.begins} %"
    return f"“{support.word}” ends at {support.ends} %"
