"""Printing a page of words: the recovery code, a draw sheet, a request list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget


class Printing(Protocol):
    """Somebody who can print; pages are given one, so that tests can read what would be printed."""

    def print_html(self, parent: QWidget, title: str, html: str) -> bool:
        """Print a text; False when the person thought better of it or there is no printer."""


class Printer:
    """Prints with the dialog of the system."""

    def print_html(self, parent: QWidget, title: str, html: str) -> bool:
        """Ask which printer, then print."""
        from PySide6.QtGui import QTextDocument
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(title)
        if QPrintDialog(printer, parent).exec() != QPrintDialog.DialogCode.Accepted:
            return False
        document = QTextDocument()
        document.setHtml(html)
        document.print_(printer)
        return True


def page_html(
    title: str,
    lines: Sequence[str],
    headings: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    further: bool = False,
) -> str:
    """Return a page with a title, lines of text and a table; every word stands for itself.

    A `further` one begins on a new sheet of paper, so that several can be put one behind the other.
    """
    from html import escape

    breaks = " style='page-break-before:always'" if further else ""
    parts = [f"<h2{breaks}>{escape(title)}</h2>", *(f"<p>{escape(text)}</p>" for text in lines)]
    if headings:
        head = "".join(f"<th align='left'>{escape(word)}</th>" for word in headings)
        body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
        parts.append(
            f"<table cellpadding='4' cellspacing='0' border='1' width='100%'><tr>{head}</tr>{body}</table>"
        )
    return "".join(parts)
