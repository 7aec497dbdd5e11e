"""What a draw sheet says, in words, before it is laid out as csv, workbook or print."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from cafaudit.domain.hash_words import hash_words
from cafaudit.domain.picture import DrawRecord, SampledCase
from cafaudit.domain.vocabulary import SHARING_RULES
from cafaudit.sampling.papers import NOT_SHOWN, NOT_SHOWN_BUT_IN
from cafaudit.sampling.queues import DrawnCase
from cafaudit.sampling.sheets import (
    DRAW_NUMBER,
    DRAWN_AT,
    DRAWN_BY,
    EXCLUDED_BY,
    EXTENDED,
    FILES_DRAWN,
    FURTHER_REASON,
    LATE_RULE,
    LIST_CASES,
    LIST_FIXED_AT,
    LIST_HASH,
    LIST_WORDS,
    PASSED_OVER,
    PLACES,
    SEED,
    SEED_SOURCE,
    SOURCE_NAMED_AT,
    DrawSheet,
    StatedSizes,
    taken_by_extension,
    taken_instead_of,
)
from cafaudit.sampling.tickets import weakness_of

if TYPE_CHECKING:
    from collections.abc import Iterator

LIST_FILE: Final = "frame list.txt"
SHEET_FILE: Final = "draw sheet.xlsx"
_LIST: Final = f'"{LIST_FILE}"'
_POWERSHELL_QUOTES: Final = re.compile("(['\u2018\u2019\u201a\u201b])")
"""What ends a text in single quotes there; typographic ones do as well."""

FactKind = Literal["text", "strong", "hash", "moment", "count"]

TICKET_RULE: Final = (
    "Every case on the list has a ticket: the SHA-256 of the seed, a comma and the case's reference (UTF-8, "
    "no blank added, lower-case hex). Each stratum is sorted by ticket. The first files are the sample; "
    "reserves and extensions follow in this order."
)
NAMED: Final = {
    "before": "Named before the seed was known.",
    "with": "Named together with the seed, not before it.",
    "": "No source was named.",
}


class Fact(NamedTuple):
    """One line of the sheet: what it is, what it says, and how it is set."""

    label: str
    value: str | int
    kind: FactKind = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawPaper:
    """One draw with all that its sheet prints; `draws` is how many there are, `cases` its places."""

    visit: str
    draws: int
    record: DrawRecord
    cases: tuple[SampledCase, ...]
    program: str

    @property
    def title(self) -> str:
        """What the sheet is called."""
        return f"Draw sheet: draw {self.record.number} of {self.draws}"

    @property
    def words(self) -> tuple[str, ...]:
        """The hash of the list in ten words."""
        return hash_words(bytes.fromhex(self.record.frame_hash))


def places_of(paper: DrawPaper) -> tuple[DrawnCase, ...]:
    """Return the places of a draw, each with how it was taken; see `cafaudit.sampling.sheets`."""
    drawn = {case.ref for case in paper.cases}
    passed = {ref for extension in paper.record.extensions for ref in extension.passed}
    return tuple(_place(case, drawn, passed) for case in paper.cases)


def sheet_of(paper: DrawPaper) -> DrawSheet:
    """Return a draw as its own sheet would be read."""
    return DrawSheet(
        places=places_of(paper),
        seed=paper.record.seed,
        frame_hash=paper.record.frame_hash,
        words=paper.words,
        strata=stated_sizes(paper),
        rows=len(paper.cases),
    )


def stated_sizes(paper: DrawPaper) -> dict[str, StatedSizes]:
    """Return each stratum's cases, its files by the draw and by each extension, its reserves and places."""
    record, places = paper.record, places_of(paper)
    held = Counter(place.stratum for place in places)
    free = Counter(place.stratum for place in places if place.role == "reserve")
    return {
        name: StatedSizes(
            cases,
            record.sizes.get(name, 0),
            tuple(extension.sizes.get(name, 0) for extension in record.extensions),
            free[name],
            held[name],
        )
        for name, cases in sorted(record.strata.items())
    }


def share_of(record: DrawRecord, stratum: str) -> str:
    """Return a stratum's exact share of the files that were drawn, to two places: "19.25"."""
    held, total = sum(record.strata.values()), sum(record.sizes.values())
    if record.rule != "proportional" or not held:
        return ""
    hundredths = round(Fraction(100 * total * record.strata[stratum], held))
    return f"{hundredths // 100}.{hundredths % 100:02d}"


def facts_of(paper: DrawPaper) -> Iterator[Fact]:
    """Give what was fixed, in the order of time, and what holds from then on."""
    record = paper.record
    yield Fact("Visit", paper.visit, "strong")
    yield Fact(DRAW_NUMBER, f"{record.number} of {paper.draws}", "strong")
    if record.reason:
        yield Fact(FURTHER_REASON, record.reason)
    if record.fixed_at:
        yield Fact(LIST_FIXED_AT, record.fixed_at, "moment")
    yield Fact(LIST_CASES, sum(record.strata.values()), "count")
    if record.left_out:
        yield Fact("Rows without a case, left out", record.left_out, "count")
    for at, rule in enumerate(record.exclusions):
        yield Fact(EXCLUDED_BY if not at else "", rule)
    yield Fact(LIST_HASH, record.frame_hash, "hash")
    yield Fact(LIST_WORDS, " ".join(paper.words), "strong")
    yield Fact(SEED_SOURCE, record.seed_source or NAMED[""])
    if record.seed_source:
        if record.source_at:
            yield Fact(SOURCE_NAMED_AT, record.source_at, "moment")
        yield Fact("", NAMED[record.source_named])
    yield Fact(SEED, record.seed, "hash")
    weakness = weakness_of(record.seed)
    if weakness:
        yield Fact("", weakness)
    yield Fact(DRAWN_AT, record.drawn_at, "moment")
    if record.author:
        yield Fact(DRAWN_BY, record.author)
    yield from _rules(paper)


def repeat_lines(paper: DrawPaper) -> Iterator[tuple[str, str]]:
    """Give how anybody can repeat the draw: what to do, and the line to type, "" where there is none."""
    seed = paper.record.seed
    case = paper.cases[0].ref if paper.cases else "A-1"
    ticket = paper.cases[0].ticket if paper.cases else ""
    text = f"{seed},{case}"
    yield f"What is needed: the list as it was fixed ({LIST_FILE}), the seed, and this sheet.", ""
    yield (
        "1. The list. Its SHA-256 must be the one on the sheet. Linux (on macOS: shasum -a 256 instead of "
        "sha256sum):",
        f"sha256sum {_LIST}",
    )
    yield (
        "Windows PowerShell, which shows letters as capitals; that makes no difference:",
        f"Get-FileHash {_LIST} -Algorithm SHA256",
    )
    yield (
        f"2. One ticket, that of {case}. It must be {ticket}. Linux (on macOS: shasum -a 256):",
        f"printf '%s' {_for_shell(text)} | sha256sum",
    )
    yield (
        "Windows PowerShell, by way of a file without a line end:",
        f'[IO.File]::WriteAllText("$pwd\\ticket.txt", {_for_powershell(text)}); '
        "Get-FileHash ticket.txt -Algorithm SHA256",
    )
    yield (
        "3. Order and cut with a spreadsheet. Open tickets.csv (every case of the list with its ticket), or "
        "make it with the script below. Import all columns as text. Sort by stratum, then by ticket from A "
        "to Z. The first files of each stratum, as many as the sheet “Strata” says, are the sample; reserves "
        "come then. It says as well how many places each stratum has: none may be missing at the end.",
        "",
    )
    yield "On the sheet “Places” each row has a filter: sort there as well, and compare.", ""
    yield (
        "4. Everything at once, with the script and any Python from 3.8 on (nothing else is needed):",
        f'python3 verify_draw.py {_LIST} {_for_shell(seed)} "{SHEET_FILE}"',
    )
    yield (
        "Windows PowerShell:",
        f'py verify_draw.py {_LIST} {_for_powershell(seed)} "{SHEET_FILE}"',
    )
    yield (
        "The script also makes the tickets for step 3:",
        f"python3 verify_draw.py --tickets {_LIST} {_for_shell(seed)} tickets.csv",
    )
    yield "What papers alone cannot show:", ""
    for said in NOT_SHOWN:
        yield f"– {said}", ""
    yield NOT_SHOWN_BUT_IN, ""


def _place(case: SampledCase, drawn: set[str], passed: set[str]) -> DrawnCase:
    role: Literal["sample", "reserve"] = "sample" if case.role == "sample" else "reserve"
    taken = ""
    instead = [ref for ref in case.instead_of if ref in drawn]
    if case.extension:
        taken = taken_by_extension(case.extension)
    elif instead:
        taken = taken_instead_of(instead[0])
    elif case.instead_of:
        role = "reserve"
    if role == "reserve" and case.ref in passed:
        taken = PASSED_OVER
    return DrawnCase(case.ref, case.stratum, case.ticket, role, case.order, taken)


def _rules(paper: DrawPaper) -> Iterator[Fact]:
    record = paper.record
    yield Fact(FILES_DRAWN, sum(record.sizes.values()), "count")
    yield Fact(PLACES, len(paper.cases), "count")
    yield Fact("How sizes were shared out", SHARING_RULES.get(record.rule, SHARING_RULES["stated"]))
    if record.expected:
        shares = (f"{name} {share}" for name, share in sorted(record.expected.items()))
        yield Fact("Share expected", "; ".join(shares))
    yield Fact("How places follow", TICKET_RULE)
    for extension in record.extensions:
        files = sum(extension.sizes.values())
        noun = "file" if files == 1 else "files"
        yield Fact(f"{EXTENDED} {extension.number} (UTC)", extension.at, "moment")
        yield Fact("", f"{files:,} {noun} more, the next unused places. Reason: {extension.reason}")
    if record.late_rule:
        yield Fact(LATE_RULE, record.late_rule)
    yield Fact("Made with", f"CafAudit {paper.program}")


def _for_shell(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"


def _for_powershell(text: str) -> str:
    return "'" + _POWERSHELL_QUOTES.sub(r"\1\1", text) + "'"
