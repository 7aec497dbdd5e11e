"""The empty letter that Word sees: page, styles, bullets and headers, from `resources/letters/docx`."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

import docx

from cafaudit import assets
from cafaudit.export.letter.text import storable
from cafaudit.export.zip_bytes import zip_parts

if TYPE_CHECKING:
    from docx.document import Document

    from cafaudit.export.letter.model import Look, ParagraphKind

_PARTS = {
    "[Content_Types].xml": "content-types.xml",
    "_rels/.rels": "package-relationships.xml",
    "docProps/core.xml": "core.xml",
    "word/document.xml": "document.xml",
    "word/_rels/document.xml.rels": "document-relationships.xml",
    "word/styles.xml": "styles.xml",
    "word/numbering.xml": "numbering.xml",
    "word/settings.xml": "settings.xml",
    "word/fontTable.xml": "fontTable.xml",
    "word/header1.xml": "header1.xml",
    "word/header2.xml": "header2.xml",
}
"""Parts of a Word file, by the names that the format wants, and the files they come from."""

STYLES: dict[ParagraphKind, str] = {
    "letterhead": "Letterhead",
    "sender": "Sender",
    "contact": "Sender",
    "direct": "Sender",
    "date": "Date line",
    "address": "Address",
    "salutation": "Salutation",
    "title": "Heading 1",
    "heading": "Heading 2",
    "area_heading": "Heading 3",
    "subheading": "Heading 4",
    "lead_in": "Lead-in",
    "group": "Group heading",
    "text": "Body Text",
    "judgement": "Judgement",
    "bullet": "List Bullet",
    "valediction": "Closing",
    "signature": "Signature",
    "post": "Post",
    "copies_heading": "Copies heading",
    "copies": "Copies",
}
"""The style of each kind of paragraph, by the name that Word shows."""

STAMP_STYLES = ("Stamp", "Stamp digest")
"""The styles of the two lines of small print."""

MISSING_STYLE = "Missing fact"
"""The style of placeholders."""

BULLETS = 1
"""The number of the list of bullets in the template."""


def empty_letter(look: Look) -> Document:
    """Return a Word document without text, dressed in the typeface and the colours of a profile."""
    dressed = {"@FACE@": look.face, "@INK@": look.ink, "@ACCENT@": look.accent}
    parts = [(part, _part(name, dressed)) for part, name in _PARTS.items()]
    return docx.Document(io.BytesIO(zip_parts(parts)))


def _part(name: str, dressed: dict[str, str]) -> bytes:
    text = assets.read_text("letters", "docx", name)
    for mark, value in dressed.items():
        text = text.replace(mark, escape(storable(value), {'"': "&quot;"}))
    return text.encode("utf-8")
