"""Charts in the terms of openpyxl, with the values stored in them, so that a previewer can draw them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from openpyxl.chart import BarChart
from openpyxl.chart.axis import ChartLines
from openpyxl.chart.data_source import (
    AxDataSource,
    NumData,
    NumDataSource,
    NumRef,
    NumVal,
    StrData,
    StrRef,
    StrVal,
)
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.series import Series as ChartSeries
from openpyxl.chart.series import SeriesLabel
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.text import CharacterProperties, Paragraph, ParagraphProperties

from cafaudit.export.workbook.look import light_look
from cafaudit.export.workbook.text import escaped

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from cafaudit.export.workbook.charts import ChartPlan, Series

_WIDTH_CM: Final = 24
_CM_A_POINT: Final = 2.54 / 72
_HAIR: Final = 6_350
_GAP: Final = 9_525
"""Half a point and a pixel, in the units of drawings (914,400 an inch)."""
_TEXT_SIZE: Final = 900
"""Hundredths of a point."""


def add_chart(sheet: Worksheet, plan: ChartPlan) -> None:
    """Put a chart of stacked bars on a sheet."""
    look = light_look()
    chart = BarChart()
    chart.type = "bar"
    chart.grouping = "stacked"
    chart.overlap = 100
    chart.gapWidth = 40
    chart.width, chart.height = _WIDTH_CM, round(plan.height * _CM_A_POINT)
    chart.legend.position = "t"
    chart.legend.txPr = _text(look.colour("text"))
    chart.x_axis.scaling.orientation = "maxMin"
    chart.x_axis.delete = chart.y_axis.delete = False
    lines = LineProperties(solidFill=look.colour("line"), w=_HAIR)
    chart.y_axis.majorGridlines = ChartLines(spPr=GraphicalProperties(ln=lines))
    chart.y_axis.crosses = "max"
    chart.y_axis.number_format = "0"
    chart.y_axis.majorUnit = _unit(plan)
    for axis in (chart.x_axis, chart.y_axis):
        axis.txPr = _text(look.colour("text"))
        axis.spPr = GraphicalProperties(ln=LineProperties(solidFill=look.colour("control_line"), w=_HAIR))
    for at, one in enumerate(plan.series):
        chart.series.append(_series(at, one, plan))
    sheet.add_chart(chart, plan.anchor)


def _series(at: int, one: Series, plan: ChartPlan) -> ChartSeries:
    names = StrData(
        ptCount=len(plan.names), pt=[StrVal(idx=i, v=escaped(name)) for i, name in enumerate(plan.names)]
    )
    values = NumData(
        ptCount=len(one.counts), pt=[NumVal(idx=i, v=count) for i, count in enumerate(one.counts)]
    )
    series = ChartSeries(
        idx=at,
        order=at,
        tx=SeriesLabel(
            strRef=StrRef(
                f=one.name_cell, strCache=StrData(ptCount=1, pt=[StrVal(idx=0, v=escaped(one.name))])
            )
        ),
        cat=AxDataSource(strRef=StrRef(f=plan.labels, strCache=names)),
        val=NumDataSource(numRef=NumRef(f=one.values, numCache=values)),
        spPr=GraphicalProperties(
            solidFill=one.paint.fill,
            ln=LineProperties(solidFill=light_look().colour("surface"), w=_GAP),
        ),
    )
    series.dLbls = DataLabelList(showVal=True, numFmt="0;;;", txPr=_text(one.paint.text))
    series.dLbls.showLegendKey = series.dLbls.showCatName = series.dLbls.showSerName = (
        series.dLbls.showPercent
    ) = False
    return series


def _unit(plan: ChartPlan) -> float:
    """Return the step of the axis: whole files, about ten of them."""
    longest = max(
        (sum(counts) for counts in zip(*(one.counts for one in plan.series), strict=True)), default=0
    )
    return max(1, -(-longest // 10))


def _text(colour: str) -> RichText:
    letters = CharacterProperties(sz=_TEXT_SIZE, solidFill=colour)
    return RichText(p=[Paragraph(pPr=ParagraphProperties(defRPr=letters), endParaRPr=letters)])
