"""Schemes of words for proportions as TOML: the `[words]` table of a framework."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cafaudit.domain.framework import LooseWord, WordBand, WordScheme

if TYPE_CHECKING:
    from cafaudit.domain.toml_table import TomlTable

_MOST_FILES = 1_000_000
_WHOLE = 100


def read_words(table: TomlTable) -> WordScheme:
    """Read the scheme of words from its table.

    Raises:
        BadToml: Bands that do not descend to 0, a word used twice, or any fault in a key.
    """
    scheme = WordScheme(
        id=table.text("id"),
        name=table.text("name"),
        source=table.text("source"),
        floor=table.whole("floor", least=0, most=_MOST_FILES),
        none=table.text("none"),
        half=table.optional_text("half"),
        all=table.text("all"),
        bands=_bands(table),
        loose=_loose(table),
        before_noun=table.text_map("before_noun"),
    )
    _check_words(table, scheme)
    table.finish()
    return scheme


def _bands(table: TomlTable) -> tuple[WordBand, ...]:
    bands: list[WordBand] = []
    upper = _WHOLE + 1
    for row in table.tables("bands"):
        start = row.whole("from", least=0, most=_WHOLE)
        if start >= upper:
            row.refuse(
                "from",
                f"the band from {start} does not lie below the one before it, from {upper}.",
                "Write the bands from the highest down, each start once.",
            )
        bands.append(WordBand(from_percent=start, word=row.text("word"), also=row.texts("also")))
        row.finish()
        upper = start
    if upper != 0:
        table.refuse("bands", "the bands do not reach down to 0.", "Let the last one begin at 0.")
    return tuple(bands)


def _loose(table: TomlTable) -> tuple[LooseWord, ...]:
    words = []
    for row in table.tables("loose"):
        least = row.whole("at_least", least=1, most=_MOST_FILES)
        words.append(LooseWord(word=row.text("word"), at_least=least))
        row.finish()
    return tuple(words)


def _check_words(table: TomlTable, scheme: WordScheme) -> None:
    """Refuse a word with two meanings, and a form before "files" of a word that does not exist."""
    words = [word for word in (scheme.none, scheme.half, scheme.all) if word]
    words += [word for band in scheme.bands for word in (band.word, *band.also)]
    words += [loose.word for loose in scheme.loose]
    seen: set[str] = set()
    for word in words:
        if word.casefold() in seen:
            table.refuse("", f"the word “{word}” is used twice.", "Give each word one meaning.")
        seen.add(word.casefold())
    for word in scheme.before_noun:
        if word not in words:
            table.table("before_noun").refuse(
                word, f"the scheme has no word “{word}”.", f"Known: {', '.join(words)}."
            )
