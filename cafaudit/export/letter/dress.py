"""How the paragraphs of a letter are set, from the Word template, so that PDF and preview look like it.

Lengths are points. Where a style says nothing its base style does, and in the end the document's defaults.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from docx.oxml.ns import qn

from cafaudit.export.letter.docx_template import MISSING_STYLE, STAMP_STYLES, STYLES, empty_letter
from cafaudit.export.letter.model import Look, ParagraphKind

if TYPE_CHECKING:
    from collections.abc import Iterator

_TWIPS = 20
_HALF_POINTS = 2
_EIGHTHS = 8
_SINGLE = 240
"""What Word calls single line spacing."""

_DEFAULTS = "//w:docDefaults"


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """A line at one side of a paragraph: its width, how far off the text, its colour as six hex digits."""

    side: str
    width: float
    gap: float
    colour: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ParagraphDress:
    """How one kind of paragraph is set.

    `size`, `before`, `after`, `left` and `hanging` are points, `line` is a multiple of single spacing,
    `colour` six hex digits. `keep_next` holds it together with the paragraph below, `keep_lines` its own
    lines.
    """

    size: float
    bold: bool
    colour: str
    before: float
    after: float
    line: float
    left: float = 0.0
    hanging: float = 0.0
    keep_next: bool = False
    keep_lines: bool = False
    edge: Edge | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterDress:
    """Page and paragraphs of a letter; `margin` is the left and the right one, `head` that of the header."""

    face: str
    width: float
    height: float
    margin: float
    top: float
    bottom: float
    head: float
    header: ParagraphDress
    missing_colour: str
    paragraphs: Mapping[ParagraphKind, ParagraphDress]
    stamps: tuple[ParagraphDress, ...]

    @property
    def text_width(self) -> float:
        """The width of a line of text."""
        return self.width - 2 * self.margin


@lru_cache(maxsize=8)
def dress_of(look: Look) -> LetterDress:
    """Return how a letter of this look is set, from the template."""
    document = empty_letter(look)
    styles = _Styles(document)
    section = document.sections[0]
    page = section._sectPr  # noqa: SLF001 - python-docx offers lengths, not the twips that are exact
    size, margins = page.find(qn("w:pgSz")), page.find(qn("w:pgMar"))
    return LetterDress(
        face=look.face,
        width=_number(size, "w") / _TWIPS,
        height=_number(size, "h") / _TWIPS,
        margin=_number(margins, "left") / _TWIPS,
        top=_number(margins, "top") / _TWIPS,
        bottom=_number(margins, "bottom") / _TWIPS,
        head=_number(margins, "header") / _TWIPS,
        header=styles.dress("header"),
        missing_colour=styles.dress(MISSING_STYLE).colour,
        paragraphs={kind: styles.dress(name) for kind, name in STYLES.items()},
        stamps=tuple(styles.dress(name) for name in STAMP_STYLES),
    )


class _Styles:
    """The styles of a document by name, each asked after its bases."""

    def __init__(self, document: Any) -> None:  # noqa: ANN401 - lxml under python-docx
        root = document.styles.element
        self._root = root
        styles = list(root.findall(qn("w:style")))
        self._by_name = {style.find(qn("w:name")).get(qn("w:val")).casefold(): style for style in styles}
        self._by_id = {style.get(qn("w:styleId")): style for style in styles}
        self._numbering = document.part.numbering_part.element

    def dress(self, name: str) -> ParagraphDress:
        chain = [*self._chain(name), *self._root.xpath(_DEFAULTS)]
        left, hanging = self._indent(chain)
        return ParagraphDress(
            size=_first(chain, "w:sz", "val") / _HALF_POINTS,
            bold=_has(chain, "w:b"),
            colour=next(_values(chain, "w:color", "val")),
            before=_first(chain, "w:spacing", "before") / _TWIPS,
            after=_first(chain, "w:spacing", "after") / _TWIPS,
            line=_first(chain, "w:spacing", "line") / _SINGLE,
            left=left,
            hanging=hanging,
            keep_next=_has(chain, "w:keepNext"),
            keep_lines=_has(chain, "w:keepLines"),
            edge=_edge(chain),
        )

    def _chain(self, name: str) -> Iterator[Any]:
        style = self._by_name[name.casefold()]
        while style is not None:
            yield style
            based = style.find(qn("w:basedOn"))
            style = None if based is None else self._by_id[based.get(qn("w:val"))]

    def _indent(self, chain: list[Any]) -> tuple[float, float]:
        found = [self._numbering] if _has(chain, "w:numPr") else chain
        left, hanging = (next(_values(found, "w:ind", side), "0") for side in ("left", "hanging"))
        return float(left) / _TWIPS, float(hanging) / _TWIPS


def _has(chain: list[Any], tag: str) -> bool:
    return any(style.find(f".//{qn(tag)}") is not None for style in chain)


def _values(chain: list[Any], tag: str, attribute: str) -> Iterator[str]:
    for style in chain:
        for found in style.iter(qn(tag)):
            value = found.get(qn(f"w:{attribute}"))
            if value is not None:
                yield value


def _first(chain: list[Any], tag: str, attribute: str) -> float:
    return float(next(_values(chain, tag, attribute)))


def _number(element: Any, attribute: str) -> float:  # noqa: ANN401
    return float(element.get(qn(f"w:{attribute}")))


def _edge(chain: list[Any]) -> Edge | None:
    borders = next((b for style in chain if (b := style.find(f".//{qn('w:pBdr')}")) is not None), None)
    if borders is None or borders[0].get(qn("w:val")) == "nil":
        return None
    line = borders[0]
    return Edge(
        side=line.tag.rpartition("}")[2],
        width=_number(line, "sz") / _EIGHTHS,
        gap=_number(line, "space"),
        colour=line.get(qn("w:color")),
    )
