"""What excluding, grouping and comparing take in a long list.

    python tests/speed/list_changes.py [CASES]

Each is timed beside one plain pass over the stored list, which every one of them needs. The corrected list
lacks the first case, has a new one, and every hundredth case altered; once in the order of the first list,
once turned round, which is the worst order for comparing. Printed are seconds, ratios and the memory that
the comparison held at its highest.
"""

from __future__ import annotations

import sys
import tempfile
import tracemalloc
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

if __name__ == "__main__":  # by hand, from the folder of the project
    sys.path.insert(0, str(Path(__file__).parents[2]))

from cafaudit.domain.frame import FrameCase
from cafaudit.sampling.comparison import compare_lists
from cafaudit.sampling.exclusions import ExclusionRule
from cafaudit.sampling.strata import stratum_name
from cafaudit.storage.frame_blocks import blocks_of
from tests.factories import author
from tests.stores import new_store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from cafaudit.storage.store import Store
    from cafaudit.storage.work import Work

CASES = 1_000_000
FIELDS = ("stratum", "office")
RULES = (
    ExclusionRule(kind="within_months", field="audited_on", months=12, before=date(2009, 7, 14)),
    ExclusionRule(kind="before", field="closed_on", before=date(2009, 1, 1)),
    ExclusionRule(kind="values", field="law_type", values=("Other",)),
)
_MEGABYTE = 1 << 20


@dataclass(frozen=True)
class Measured:
    """Seconds of each deed, and megabytes that a comparison held at its highest."""

    cases: int
    one_pass: float
    exclude: float
    group: float
    compare: float
    turned: float
    held: float
    held_turned: float

    def __str__(self) -> str:
        def told(name: str, seconds: float) -> str:
            return f"{name} {seconds:.2f} s ({seconds / self.one_pass:.1f})"

        return (
            f"{self.cases:,} cases: one pass {self.one_pass:.2f} s; in brackets how many passes:"
            f" {told('three rules', self.exclude)}, {told('grouping', self.group)},"
            f" {told('comparing', self.compare)}, {told('turned round', self.turned)};"
            f" memory {self.held:.1f} MB, turned round {self.held_turned:.1f} MB"
        )


def listed(cases: int) -> Iterator[FrameCase]:
    """Give a made-up list."""
    for n in range(1, cases + 1):
        yield FrameCase(
            ref=f"BBC-{n:07}",
            stratum=("Early intervention", "Long-term private", "Long-term public")[n % 3],
            office=f"Office {n % 7}",
            team=f"Team {n % 23}",
            law_type="Public" if n % 3 == 2 else "Private",
            practitioner=f"P-{n % 300:03}",
            file_location=f"cabinet {n % 40}",
            age_band="5 to 9",
            allocated_on=date(2009, 1 + n % 6, 1 + n % 28),
            audited_on=date(2008, 1 + n % 12, 1 + n % 28) if n % 10 == 0 else None,
            closed_on=date(2008, 12, 1 + n % 28) if n % 50 == 0 else None,
            line=n + 1,
        )


def corrected(cases: Iterable[FrameCase]) -> Iterator[FrameCase]:
    """Give a list as a provider sends it the second time."""
    for number, case in enumerate(cases):
        if number:
            yield replace(case, office="Office 9", line=case.line - 1) if number % 100 == 0 else case
    yield FrameCase(ref="BBC-new", stratum="Early intervention")


def measure(cases: int) -> Measured:
    """Time each deed in an encrypted store."""
    with tempfile.TemporaryDirectory() as folder:
        store = new_store(Path(folder) / "visit.db", author(1))
        with store.unit_of_work() as work:
            first = work.frames.add_blocks(blocks_of(listed(cases)), {}, "", {})
            second = work.frames.add_blocks(blocks_of(corrected(listed(cases))), {}, "", {})
        one_pass = _timed(store, lambda work: sum(1 for _ in work.frames.every(first)))
        compare = _timed(
            store, lambda work: compare_lists(work.frames.every(first), work.frames.every(second))
        )
        exclude = _timed(store, lambda work: work.exclusions.replace(first, RULES))
        group = _timed(store, lambda work: _group(work, first))
        store.close()
    turned_list = list(corrected(listed(cases)))[::-1]
    begun = perf_counter()
    compare_lists(listed(cases), turned_list)
    turned = perf_counter() - begun
    return Measured(
        cases=cases,
        one_pass=one_pass,
        exclude=exclude,
        group=group,
        compare=compare,
        turned=turned,
        held=_held(lambda: compare_lists(listed(cases), corrected(listed(cases)))),
        held_turned=_held(lambda: compare_lists(listed(cases), iter(turned_list))),
    )


def _group(work: Work, number: int) -> None:
    names = {made: stratum_name(made) for made in work.groups.values(number, FIELDS)}
    work.groups.regroup(number, FIELDS, names)


def _timed(store: Store, deed: Callable[[Work], object]) -> float:
    begun = perf_counter()
    with store.unit_of_work() as work:
        deed(work)
    return perf_counter() - begun


def _held(deed: Callable[[], object]) -> float:
    tracemalloc.start()
    try:
        deed()
        return tracemalloc.get_traced_memory()[1] / _MEGABYTE
    finally:
        tracemalloc.stop()


if __name__ == "__main__":
    print(measure(int(sys.argv[1]) if len(sys.argv) > 1 else CASES))  # noqa: T201 - the measurement
