"""A spreadsheet works every formula out again and comes to the values that are stored beside them.

LibreOffice leaves a file with stored values alone unless it is told to recalculate always; the last test
sees to it that it does.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from cafaudit.export.workbook.write import make_workbook
from cafaudit.export.zip_bytes import unzip_parts, zip_parts
from tests.core.export.workbook.busy import busy_picture
from tests.core.export.workbook.opened import Opened, Stored
from tests.pictures import FOUR, SIX, full_picture, scale, small_framework

if TYPE_CHECKING:
    from cafaudit.domain.picture import Picture

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
RECALCULATE_ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>"""

pytestmark = [
    pytest.mark.skipif(
        SOFFICE is None, reason="LibreOffice (soffice) is not installed; it recalculates the file"
    ),
    pytest.mark.timeout(300),
]

Recalculate = Callable[[bytes], Opened]


@pytest.fixture(scope="module")
def recalculated(tmp_path_factory: pytest.TempPathFactory) -> Recalculate:
    """Return a function that lets LibreOffice open, recalculate and save a workbook."""
    home = tmp_path_factory.mktemp("office")
    (home / "profile" / "user").mkdir(parents=True)
    (home / "profile" / "user" / "registrymodifications.xcu").write_text(RECALCULATE_ALWAYS, "utf-8")

    def run(data: bytes) -> Opened:
        source = home / "in.xlsx"
        source.write_bytes(data)
        profile = f"-env:UserInstallation={(home / 'profile').as_uri()}"
        command = [str(SOFFICE), profile, "--headless", "--convert-to", "xlsx", "--outdir", str(home / "out")]
        subprocess.run([*command, str(source)], check=True, capture_output=True, timeout=240)
        return Opened((home / "out" / "in.xlsx").read_bytes())

    return run


def differences(before: Opened, after: Opened) -> dict[str, tuple[Stored, Stored]]:
    """Return the formulas whose stored value is not what was worked out again."""
    found = {}
    for page in before.formulas.worksheets:
        stored, worked_out = before.sheet(page.title), after.sheet(page.title)
        for row in page.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    pair = stored[cell.coordinate].value, worked_out[cell.coordinate].value
                    if not same(*pair):
                        found[f"{page.title}!{cell.coordinate} {cell.value}"] = pair
    return found


def same(one: Stored, other: Stored) -> bool:
    if isinstance(one, int | float) and isinstance(other, int | float):
        return abs(one - other) < 1e-9
    return (one or "") == (other or "") and (one == 0) == (other == 0)


def odd_picture() -> Picture:
    """Make a visit whose letters, strata and answers a spreadsheet is tempted to misread."""
    letters = ("1", "*", "?", "<>", "~", '"')
    grades = tuple(replace(g, letter=letter) for g, letter in zip(SIX.grades, letters, strict=True))
    picture = full_picture(small_framework(3, grades=replace(SIX, grades=grades)), files=12)
    names = {"private": "=5-10", "public": "TRUE"}
    sample = tuple(replace(case, stratum=names[case.stratum]) for case in picture.sample)
    draw = replace(picture.draws[0], strata={"=5-10": 60, "TRUE": 60}, sizes={"=5-10": 6, "TRUE": 6})
    return replace(picture, sample=sample, draws=(draw,))


PICTURES: dict[str, Callable[[], Picture]] = {
    "busy": busy_picture,
    "odd": odd_picture,
    "one area, no line": lambda: full_picture(
        small_framework(1, grades=scale("Yes", "No", line=None)), files=3
    ),
    "twenty areas": lambda: full_picture(small_framework(20, grades=SIX), files=5),
    "no grades": lambda: full_picture(small_framework(2, grades=None), files=3),
    "empty": lambda: replace(full_picture(small_framework(2, grades=FOUR), files=0), draws=(), evidence=()),
}


@pytest.mark.parametrize(("name", "redacted"), [*((name, False) for name in PICTURES), ("busy", True)])
def test_every_stored_value_is_what_the_formula_gives(
    recalculated: Recalculate, name: str, redacted: bool
) -> None:
    data, report = make_workbook(PICTURES[name](), redacted=redacted)
    assert report.formulas > 10
    assert differences(Opened(data), recalculated(data)) == {}


def test_a_wrong_stored_value_would_be_found(recalculated: Recalculate) -> None:
    data, _ = make_workbook(busy_picture(6))
    changed = dict(unzip_parts(data))
    sheet = changed["xl/worksheets/sheet1.xml"]
    at = sheet.index(b"</f><v>") + len(b"</f><v>")
    changed["xl/worksheets/sheet1.xml"] = sheet[:at] + b"9" + sheet[at:]
    wrong = zip_parts(changed.items())
    assert len(differences(Opened(wrong), recalculated(wrong))) == 1
