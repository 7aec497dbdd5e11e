"""The printed draw sheet says the same as the workbook: sizes, reserves and places of each stratum."""

from __future__ import annotations

import re
from html import unescape

from cafaudit.export.draw_sheet import stated_sizes
from cafaudit.sampling.papers import NOT_SHOWN
from tests.core.sampling.papers import made_up_pairs, paper_of, with_more
from ui.draw_print import draw_html


def rows_of(html: str, title: str) -> list[list[str]]:
    """Return the cells of the table under a title, heads first."""
    table = html.split(f"<h2>{title}</h2>")[1].split("</table>", maxsplit=1)[0]
    rows = re.findall(r"<tr>(.*?)</tr>", table)
    return [[unescape(cell) for cell in re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", row)] for row in rows]


def test_the_print_says_reserves_and_places_of_each_stratum() -> None:
    paper = with_more(paper_of(made_up_pairs()))
    head, *rows = rows_of(draw_html(paper), "Strata")
    assert head[-3:] == ["Files in all", "Reserves", "Places"]
    due = [[name, str(said.reserves), str(said.places)] for name, said in stated_sizes(paper).items()]
    assert [[row[0], *row[-2:]] for row in rows] == due
    assert [row[-1] for row in rows] == ["9", "9", "9"]


def test_the_print_says_what_papers_alone_cannot_show() -> None:
    said = unescape(draw_html(paper_of(made_up_pairs())))
    assert all(one in said for one in NOT_SHOWN)
    assert "Places on this sheet" in said
