"""A made-up draw with its papers: list, seed and sheet, extended and with a replaced file."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from cafaudit import assets
from cafaudit.domain.framework_toml import parse_framework
from cafaudit.domain.picture import DrawRecord, Extension, SampledCase
from cafaudit.export.draw_sheet import DrawPaper, sheet_csv, sheet_workbook
from cafaudit.sampling import allocate, default_reserves, draw_from, hash_of_pairs, lines_of

SEED = "4 2 5 2 3 3 3 6 1 4"
FRAMEWORK = "cafcass-pim-2009"


def made_up_pairs(cases: int = 45) -> list[tuple[str, str]]:
    groups = ("Early intervention", "Long-term, private", "Långtids & <public>")
    return [(groups[number % 3], f"00{number:03d}") for number in range(cases)]


@dataclass(frozen=True)
class Papers:
    """What somebody is given to check a draw."""

    frame: Path
    seed: str
    csv: Path
    xlsx: Path


def paper_of(pairs: list[tuple[str, str]], seed: str = SEED, size: int = 12) -> DrawPaper:
    """Return a draw of that size from a list, without any visit."""
    strata: dict[str, int] = {}
    for stratum, _ in pairs:
        strata[stratum] = strata.get(stratum, 0) + 1
    strata = dict(sorted(strata.items()))
    drawn = draw_from(pairs, seed, allocate(strata, size), default_reserves(allocate(strata, size), strata))
    cases = tuple(
        SampledCase(
            ref=entry.case,
            stratum=entry.stratum,
            ticket=entry.ticket,
            role=entry.role,
            order=entry.order,
            draw=1,
        )
        for entry in drawn.entries
    )
    record = DrawRecord(
        number=1,
        seed=drawn.seed,
        seed_source="Ten throws of one die",
        source_at="2009-05-26T09:12:40Z",
        source_named="before",
        fixed_at="2009-05-26T09:05:12Z",
        rule="proportional",
        sizes=drawn.sizes,
        strata=strata,
        frame_hash=hash_of_pairs(pairs),
        drawn_at="2009-05-26T09:21:04Z",
        author="L1",
        exclusions=("Last audited within 12 months before 26 May 2009: 3 cases",),
    )
    return DrawPaper(visit="Made-up visit", draws=2, record=record, cases=cases, program="1.0")


def with_more(paper: DrawPaper) -> DrawPaper:
    """Return a draw in which a file was replaced, and which was extended twice past a reserve in use."""
    first = min(case.stratum for case in paper.cases)
    mine = [case for case in paper.cases if case.stratum == first]
    taken = next(case for case in mine if case.role == "reserve")
    changed = {taken.ref: replace(taken, role="sample", instead_of=(mine[0].ref,))}
    free = [case for case in mine if case.role == "reserve" and case is not taken]
    changed |= {case.ref: replace(case, role="sample", extension=1) for case in free[:2]}
    changed |= {case.ref: replace(case, role="sample", extension=2) for case in free[2:3]}
    at = "2009-06-02T10:00:00Z"
    extensions = tuple(
        Extension(number=number, sizes={first: size}, passed=(taken.ref,), reason="More.", at=at, author="L1")
        for number, size in ((1, 2), (2, 1))
    )
    cases = tuple(changed.get(case.ref, case) for case in paper.cases)
    return replace(paper, cases=cases, record=replace(paper.record, extensions=extensions))


def write_papers(folder: Path, pairs: list[tuple[str, str]], paper: DrawPaper) -> Papers:
    """Write list and sheets into a folder."""
    papers = Papers(folder / "list.txt", paper.record.seed, folder / "sheet.csv", folder / "sheet.xlsx")
    papers.frame.write_bytes(lines_of(pairs))
    papers.csv.write_bytes(sheet_csv(paper))
    framework = parse_framework(assets.framework_text(FRAMEWORK), FRAMEWORK)
    papers.xlsx.write_bytes(sheet_workbook(paper, framework))
    return papers
