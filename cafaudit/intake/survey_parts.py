"""What a workbook carries beside its sheets: macros, links, embedded documents, notes, definitions.

None of it is run, followed, opened or fetched; that it is there is said.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Iterable

    from cafaudit.intake.oddities import OddityLog

_HEAD: Final = 4_096
_DEFINITIONS: Final = re.compile(rb"<!(?:DOCTYPE|ENTITY)[\s\[]", re.IGNORECASE)
_NOT_OPENED: Final = "It was not opened."


@dataclass(frozen=True, slots=True)
class _Kind:
    names: re.Pattern[str]
    what: str
    done: str


def _kind(names: str, what: str, done: str) -> _Kind:
    return _Kind(re.compile(names, re.IGNORECASE), what, done)


_KINDS: Final = (
    _kind(
        r"(?:xl/)?(?:vbaProject\.bin|macrosheets/.+)|Basic/.+|Scripts/.+|_VBA_PROJECT(?:_CUR)?",
        "The workbook holds macros.",
        "They were not run.",
    ),
    _kind(
        r"xl/externalLinks/[^/]+\.(?:xml|bin)",
        "The workbook has links to other files.",
        "They were not followed; the values stored in the list itself were taken.",
    ),
    _kind(
        r"xl/(?:connections\.(?:xml|bin)|queryTables/.+)",
        "The workbook takes data from a database or the web.",
        "It was not asked; the values stored in the list itself were taken.",
    ),
    _kind(
        r"xl/(?:embeddings|activeX|ctrlProps)/.+|Object \d+/.*|ObjectReplacements/.+|MBD[0-9A-F]{8}",
        "Another document is embedded in the workbook.",
        _NOT_OPENED,
    ),
    _kind(
        r"xl/(?:comments\d*\.(?:xml|bin)|comments/.+|threadedComments/.+)",
        "There are notes on cells.",
        "They were not read.",
    ),
)


def survey_parts(names: Iterable[str], log: OddityLog) -> None:
    """Note what a workbook carries, by the names of its parts, each kind once."""
    every = tuple(names)
    for kind in _KINDS:
        if any(kind.names.fullmatch(name) for name in every):
            log.note(kind.what, kind.done)


def survey_definitions(archive: zipfile.ZipFile, names: Iterable[str], log: OddityLog) -> None:
    """Note XML parts that bring definitions of their own (a DTD), which could stand for anything.

    Args:
        archive: The workbook.
        names: Its parts that are read.
        log: Where it is noted, once.
    """
    for name in names:
        with archive.open(name) as stream:
            if _DEFINITIONS.search(stream.read(_HEAD)):
                log.note(
                    "A part of the workbook brings definitions of its own (a DTD).", "They were ignored."
                )
                return
