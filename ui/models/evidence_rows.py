"""Evidence and activities as tables, and the sections that they fall into."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from cafaudit.domain.picture import PROVIDER_SOURCES
from cafaudit.domain.vocabulary import POLARITIES, SOURCES
from ui.models.rows import Column
from ui.theme import theme
from ui.when import full_day
from ui.widgets.list_column import ListRow
from ui.widgets.text import text_width

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cafaudit.domain.framework import Framework
    from cafaudit.domain.picture import Activity, EvidenceItem

ALL = "all"
NO_AREA = "no area"
ACTIVITIES = "activities"
PROVIDER, VISIT = "provider's", "of the visit"
ANY = ""
_AREA = "area/"


@dataclass(frozen=True, slots=True)
class Sieve:
    """Which evidence is shown: a section (see `section_rows`), a source or side, a polarity."""

    section: str = ALL
    source: str = ANY
    polarity: str = ANY

    @property
    def area(self) -> str:
        """The area of the section, "" for none."""
        return self.section.removeprefix(_AREA) if self.section.startswith(_AREA) else ""


def section_rows(
    framework: Framework, items: Sequence[EvidenceItem], activities: Sequence[Activity]
) -> list[ListRow]:
    """Return the list at the left: all evidence, each area with both its sides, activities."""
    rows = [
        ListRow(row_id="", text=_tr("By area")),
        ListRow(row_id=ALL, text=_tr("All"), aside=str(len(items))),
    ]
    for area in framework.areas:
        mine = [item for item in items if area.id in item.areas]
        provider = sum(1 for item in mine if item.from_provider)
        visit = len(mine) - provider
        spoken = _tr("{area}: {provider} from the provider, {visit} of the visit")
        rows.append(
            ListRow(
                row_id=_AREA + area.id,
                text=f"{area.number}  {area.title}",
                aside=f"{provider} / {visit}",
                spoken=spoken.format(area=area.title, provider=provider, visit=visit),
            )
        )
    without = sum(1 for item in items if not item.areas)
    if without:
        rows.append(ListRow(row_id=NO_AREA, text=_tr("No area"), aside=str(without)))
    rows.append(ListRow(row_id="", text=_tr("What was done")))
    rows.append(ListRow(row_id=ACTIVITIES, text=_tr("Activities"), aside=str(len(activities))))
    return rows


def sieved(items: Iterable[EvidenceItem], sieve: Sieve) -> list[EvidenceItem]:
    """Return the evidence that a sieve lets through; within an area in the order of the letter."""
    found = [item for item in items if _passes(item, sieve)]
    if sieve.area:
        return sorted(found, key=lambda item: (not item.from_provider, item.order, item.number))
    return sorted(found, key=lambda item: item.number)


def source_choices() -> tuple[tuple[str, str, str], ...]:
    """Return the choices of the filter by source."""
    sides = (
        (ANY, _tr("Any source"), ""),
        (PROVIDER, _tr("Provider’s"), ""),
        (VISIT, _tr("Of the visit"), ""),
    )
    return (*sides, *((source, words, "") for source, words in SOURCES.items()))


def polarity_choices() -> tuple[tuple[str, str, str], ...]:
    """Return the choices of the filter by polarity."""
    either = (ANY, _tr("For, neutral, against"), "")
    return (either, *((polarity, words, "") for polarity, words in POLARITIES.items()))


def evidence_columns(framework: Framework) -> tuple[Column[EvidenceItem], ...]:
    """Return the columns of the table of evidence."""
    numbers = {area.id: str(area.number) for area in framework.areas}
    return (
        Column(_tr("No."), lambda item: item.label, width=_label_width(), tone_quiet=True),
        Column(_tr("What was seen or said"), lambda item: " ".join(item.text.split()), width=-1),
        Column(
            _tr("Areas"),
            lambda item: ", ".join(numbers[area] for area in numbers if area in item.areas),
        ),
        Column(
            _tr("Source"),
            lambda item: _short_source(item.source),
            tone_quiet=True,
            spoken=lambda item: SOURCES.get(item.source, item.source),
        ),
        Column("", lambda item: POLARITIES.get(item.polarity, "")),
        Column(_tr("Letter"), _letter_words, align="right", tone_quiet=True),
    )


def activity_columns(framework: Framework) -> tuple[Column[Activity], ...]:
    """Return the columns of the table of activities."""
    kinds = {kind.id: kind.text for kind in framework.activity_kinds}
    return (
        Column(_tr("In the letter’s words"), lambda one: " ".join(one.wording.split()), width=-1),
        Column(
            _tr("Kind"),
            lambda one: kinds.get(one.kind, one.kind),
            width=theme().size.side_bar,
            tone_quiet=True,
        ),
        Column(_tr("Day"), lambda one: full_day(one.held_on) if one.held_on else "", tone_quiet=True),
        Column(_tr("Letter"), _letter_words, align="right", tone_quiet=True),
    )


def _label_width() -> int:
    space = theme().space
    return text_width("E-0000", strong=True) + space.inset + space.one


def _short_source(source: str) -> str:
    """Return a source as a column has room for it: the provider's without the provider."""
    words = SOURCES.get(source, source)
    if source not in PROVIDER_SOURCES:
        return words
    return words.rpartition("'s ")[2].capitalize()


def _letter_words(one: EvidenceItem | Activity) -> str:
    if not one.in_letter:
        return "–"
    return str(one.order) if one.order else _tr("yes")


def _passes(item: EvidenceItem, sieve: Sieve) -> bool:
    if sieve.area and sieve.area not in item.areas:
        return False
    if sieve.section == NO_AREA and item.areas:
        return False
    if sieve.polarity and item.polarity != sieve.polarity:
        return False
    if sieve.source in {PROVIDER, VISIT}:
        return (item.source in PROVIDER_SOURCES) == (sieve.source == PROVIDER)
    return not sieve.source or item.source == sieve.source


def _tr(text: str) -> str:
    return QCoreApplication.translate("evidence_rows", text)
