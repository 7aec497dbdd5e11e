"""How long a workbook takes and how much memory it needs, for visits of several sizes.

    python tests/speed/workbook.py [FILES ...]

Each size runs in a process of its own, so that its peak of memory is its own.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from time import perf_counter

if __name__ == "__main__":  # also by hand, from the folder of the project
    sys.path.insert(0, str(Path(__file__).parents[2]))

from cafaudit.domain.framework_toml import load_framework
from cafaudit.export.workbook.write import write_workbook
from tests.core.export.workbook.busy import busy_picture

SIZES = (60, 600, 2_000)
ASPECTS = 30


@dataclass(frozen=True)
class Measured:
    """What one workbook took: seconds, megabytes beyond those of the picture, and what was written."""

    files: int
    seconds: float
    megabytes: float
    rows: int
    formulas: int
    bytes_written: int

    def __str__(self) -> str:
        return (
            f"{self.files:,} files: {self.seconds:.2f} s, {self.megabytes:.0f} MB beside the picture; "
            f"{self.rows:,} rows, {self.formulas:,} formulas, {self.bytes_written / 1e6:.1f} MB on the disk"
        )


def measure(files: int) -> Measured:
    """Write the workbook of a visit with seven areas and thirty questions, all of them answered."""
    framework = load_framework("cafcass-pim-2009")[0]
    picture = busy_picture(files, framework=replace(framework, aspects=framework.aspects[:ASPECTS]), gaps=0.0)
    before = peak()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "visit.xlsx"
        started = perf_counter()
        report = write_workbook(picture, path)
        seconds = perf_counter() - started
        size = path.stat().st_size
    return Measured(files, seconds, peak() - before, report.rows, report.formulas, size)


def peak() -> float:
    """Return the most memory that this process has held so far, in megabytes; 0 where nobody says."""
    if sys.platform == "win32":
        return 0.0
    import resource  # noqa: PLC0415 - not on Windows

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Measure the sizes given, one process each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=int, default=SIZES)
    sizes = parser.parse_args().files
    if len(sizes) == 1:
        sys.stdout.write(f"{measure(sizes[0])}\n")
        return
    for files in sizes:
        subprocess.run([sys.executable, __file__, str(files)], check=True)


if __name__ == "__main__":
    main()
