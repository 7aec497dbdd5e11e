"""Odd lists of separated values."""

from __future__ import annotations

from typing import Final

from tests.corpus.entries import IDS, ROWS, Accepted, Entry, Refused, Warned

_PLAIN: Final = "".join(",".join(row) + "\r\n" for row in ROWS)
_ACCENTS: Final = _PLAIN.replace("Upper Dale", "Café Dale – £5")
_GOOD: Final = Accepted(IDS)


def _text(  # noqa: PLR0913 - all but three have defaults
    name: str,
    text: str | bytes,
    expected: Accepted | Refused,
    *,
    encoding: str = "utf-8",
    fold: bool | None = None,
    mapping: str | None = None,
    sheet: str | None = None,
) -> Entry:
    content = text if isinstance(text, bytes) else text.encode(encoding)
    return Entry(name, lambda: content, expected, fold=fold, mapping=mapping, sheet=sheet)


def _ids(*ids: str, warn: tuple[Warned, ...] = ()) -> Accepted:
    return Accepted(ids, warn)


def _column(*cells: str) -> str:
    return "Case ID\n" + "\n".join(cells) + "\n"


def _with(*rows: str) -> str:
    return _PLAIN + "".join(f"{row}\r\n" for row in rows)


def _below(row: int) -> Warned:
    return Warned("The headings are not in the first row", row)


def _warned(*warnings: Warned, more: tuple[str, ...] = ()) -> Accepted:
    return Accepted((*IDS, *more), warnings)


_UNSAID_UTF16: Final = _warned(Warned("The text is UTF-16 without saying so"))

ENCODINGS: Final = (
    _text("plain.csv", _PLAIN, _GOOD),
    _text("utf-8.csv", _ACCENTS, _GOOD),
    _text("utf-8-bom.csv", _ACCENTS, _GOOD, encoding="utf-8-sig"),
    _text("utf-16-bom.csv", b"\xff\xfe" + _ACCENTS.encode("utf-16-le"), _GOOD),
    _text("utf-16-be-bom.csv", b"\xfe\xff" + _ACCENTS.encode("utf-16-be"), _GOOD),
    _text("utf-16-le-no-bom.csv", _ACCENTS, _UNSAID_UTF16, encoding="utf-16-le"),
    _text("utf-16-be-no-bom.csv", _ACCENTS, _UNSAID_UTF16, encoding="utf-16-be"),
    _text("utf-32.csv", b"\xff\xfe\x00\x00" + _ACCENTS.encode("utf-32-le"), _GOOD),
    _text("windows-1252.csv", _ACCENTS, _warned(Warned("read as Windows-1252", 2)), encoding="cp1252"),
    _text(
        "windows-1252-in-the-last-row.csv",
        _PLAIN.encode() + b"C-004,Caf\xe9,Public\r\n",
        _warned(Warned("read as Windows-1252", 5), more=("C-004",)),
    ),
    _text(
        "two-encodings.csv",
        _ACCENTS.encode() + b"C-004,Caf\xe9,Public\r\n",
        Refused("is in two encodings", "CSV UTF-8"),
    ),
    _text("broken-utf-8.csv", b"\xef\xbb\xbfCase ID\nC-\xff1\n", Refused("but line 2 is not", "CSV UTF-8")),
    _text("broken-utf-16.csv", b"\xff\xfeC\x00a\x00s", Refused("says that it is UTF-16", "CSV UTF-8")),
    _text("emoji-in-an-office.csv", _PLAIN.replace("Upper Dale", "Dale \U0001f3e0"), _GOOD),
    _text("welsh.csv", _PLAIN.replace("Upper Dale", "Tŷ Ŵyn"), _GOOD),
    _text(
        "damaged-letter-in-an-id.csv",
        _column("C-\ufffd1"),
        Refused("damaged character", "Correct the case id"),
    ),
)

SHAPES: Final = (
    _text("semicolons.csv", _PLAIN.replace(",", ";"), _GOOD),
    _text("tabs.tsv", _PLAIN.replace(",", "\t"), _GOOD),
    _text("bars.txt", _PLAIN.replace(",", "|"), _GOOD),
    _text("separator-line.csv", "sep=^\r\n" + _PLAIN.replace(",", "^"), _warned(_below(2))),
    _text("decimal-commas.csv", "Case ID;Hours\nC-001;1,5\nC-002;2,5\n", _ids("C-001", "C-002")),
    _text(
        "commas-in-quotes.csv",
        'Case ID,Office\nC-001,"Dale, Upper"\nC-002,"Dale, Lower"\n',
        _ids("C-001", "C-002"),
    ),
    _text(
        "quotes-in-quotes.csv", 'Case ID,Office\nC-001,"The ""Old"" Hall"\nC-002,x\n', _ids("C-001", "C-002")
    ),
    _text(
        "line-break-in-a-cell.csv", 'Case ID,Office\nC-001,"Upper\nDale"\nC-002,x\n', _ids("C-001", "C-002")
    ),
    _text(
        "crlf-break-in-a-cell.csv",
        'Case ID,Office\r\nC-001,"Upper\r\nDale"\r\nC-002,x\r\n',
        _ids("C-001", "C-002"),
    ),
    _text("every-cell-quoted.csv", '"Case ID","Office"\n"C-001","x"\n"C-002","y"\n', _ids("C-001", "C-002")),
    _text(
        "quote-never-closed.csv",
        'Case ID,Office\nC-001,"Dale\nC-002,Hill\nC-003,Moor\n',
        Refused("a quotation mark is opened and never closed", "Correct that line"),
    ),
    _text(
        "quote-closed-far-below.csv",
        'Case ID,Office,Law type\nC-001,"Dale,Public\nC-002,Hill,Public\nC-003,"Moor, Upper",Public\n',
        Refused("a quotation mark is opened and never closed", "Correct that line"),
    ),
    _text(
        "quote-never-closed-in-a-long-file.csv",
        'Case ID,Office\nC-001,"' + "x" * 140_000,
        Refused("a quotation mark is never closed", "Correct that line"),
    ),
    _text("inch-sign.csv", 'Case ID,Office\nC-001,the 5" shelf\nC-002,x\n', _ids("C-001", "C-002")),
    _text("line-ends-unix.csv", _PLAIN.replace("\r\n", "\n"), _GOOD),
    _text("line-ends-old-mac.csv", _PLAIN.replace("\r\n", "\r"), _GOOD),
    _text("line-ends-mixed.csv", "Case ID,Office\r\nC-001,x\nC-002,y\rC-003,z", _GOOD),
    _text("no-line-end-at-the-end.csv", _PLAIN.rstrip(), _GOOD),
    _text("end-of-file-sign.csv", _PLAIN + "\x1a", _GOOD),
    _text("one-column.csv", _column(*IDS), _GOOD),
    _text("short-rows.csv", "Case ID,Office,Law type\nC-001\nC-002,x\nC-003,x,Public\n", _GOOD),
    _text(
        "long-rows.csv",
        "Case ID,Office\nC-001,Dale, Upper,x\nC-002,y\n",
        _ids("C-001", "C-002", warn=(Warned("goes on beyond the last heading", 2),)),
    ),
    _text("trailing-separators.csv", "Case ID,Office,,\nC-001,x,,\nC-002,y,,\n", _ids("C-001", "C-002")),
    _text(
        "many-columns.csv", "Case ID," + ",".join(f"h{n}" for n in range(1_500)) + "\nC-001\n", _ids("C-001")
    ),
    _text(
        "thousands-of-columns.csv",
        ",".join(["Case ID", *(f"h{n}" for n in range(2_400))]) + "\nC-001\n",
        Refused("has 2,401 columns", "Delete the columns"),
    ),
    _text("heading-spelt-with-blanks.csv", _PLAIN.replace("Case ID", "  case_id  "), _GOOD),
    _text("wrong-extension.xlsx", _PLAIN, _GOOD),
    _text("no-extension", _PLAIN, _GOOD),
    _text("sheet-of-a-text.csv", _PLAIN, Refused("text without sheets", "Leave --sheet out"), sheet="Cases"),
    _text(
        "heading-twice.csv",
        "Case ID,Office,office\nC-001,x,y\nC-002,x,y\n",
        _ids("C-001", "C-002", warn=(Warned("A heading stands there more than once", 0, "office"),)),
    ),
)

ROWS_AND_TABLES: Final = (
    _text(
        "blank-rows.csv",
        _PLAIN.replace("C-002", ",,\r\n\r\nC-002"),
        _warned(Warned("A row is blank", 3), Warned("A row is blank", 4)),
    ),
    _text("blank-rows-at-the-end.csv", _PLAIN + "\r\n" * 50, _GOOD),
    _text(
        "header-in-row-4.csv", "Brackwater cases\r\nas at 19 August 2009\r\n\r\n" + _PLAIN, _warned(_below(4))
    ),
    _text(
        "header-beyond-row-30.csv",
        "\r\n" * 40 + _PLAIN,
        Refused("its first 30 rows are empty", "Delete the empty rows"),
    ),
    _text(
        "headings-again.csv",
        _PLAIN + _PLAIN.replace("C-00", "C-01"),
        _warned(Warned("The headings stand here again", 5), more=("C-011", "C-012", "C-013")),
    ),
    _text(
        "another-table-below.csv",
        _with(",,", "Reference,Team,Office", "X-1,Duty,Dale", "X-2,Duty,Dale"),
        _warned(Warned("A row is blank", 5), Warned("Another table begins here", 6)),
    ),
    _text(
        "two-tables-side-by-side.csv",
        "Case ID,Office,,Case ID,Team\nC-001,x,,X-1,Duty\nC-002,y,,X-2,Duty\nC-003,z,,,\n",
        _warned(Warned("Another table stands beside the list", 1, "D")),
    ),
    _text("total.csv", _with("Total,3,"), _warned(Warned("total or the end of the list", 5))),
    _text("grand-total.csv", _with("Grand total: 3,,"), _warned(Warned("total or the end of the list", 5))),
    _text(
        "subtotals.csv",
        _PLAIN.replace("C-003", "Subtotal,2,\r\nC-003"),
        _warned(Warned("total or the end of the list", 4)),
    ),
    _text("end-of-report.csv", _with("End of report,,"), _warned(Warned("total or the end of the list", 5))),
    _text("number-of-cases.csv", _with("3 cases,,"), _warned(Warned("total or the end of the list", 5))),
    _text(
        "remark-below.csv",
        _with(",,", "Open cases only. Run from the case system on 19 August 2009,,"),
        _warned(Warned("A row is blank", 5), Warned("looks like a remark", 6)),
    ),
    _text(
        "remark-with-a-comma-below.csv",
        _with('"Note: closed cases, and those of the duty desk, are not here",,'),
        _warned(Warned("looks like a remark", 5)),
    ),
    _text(
        "no-id-in-a-row.csv",
        _with(",Lower Dale,Public"),
        _warned(Warned("has no case reference", 5, "Case ID")),
    ),
    _text(
        "header-only.csv",
        "Case ID,Office\r\n",
        Refused("headings but no case", "Ask for the list with its rows"),
    ),
    _text("header-and-blank-rows.csv", "Case ID,Office\r\n,\r\n\r\n", Refused("headings but no case")),
    _text(
        "no-header.csv",
        "C-001,Dale\nC-002,Hill\n",
        Refused("No column of “no-header.csv” is known", "[columns."),
    ),
    _text(
        "no-id-column.csv", "Office,Team\nDale,x\n", Refused("known to hold the case reference", "[columns.")
    ),
    _text(
        "no-id-anywhere.csv", "Case ID,Office\n,Dale\n,Hill\n", Refused("No row of", "Choose another column")
    ),
    _text(
        "ids-by-mapping.csv",
        "Blue,Office\nC-001,x\nC-002,y\n",
        _ids("C-001", "C-002"),
        mapping='[columns]\n"Blue" = "id"\n',
    ),
    _text(
        "row-per-child-not-asked.csv",
        "Case ID,Child name\nC-001,Aa Bb\nC-001,Cc Bb\n",
        Refused("stand on more than one row", "--fold"),
    ),
    _text(
        "row-per-child-folded.csv",
        "Case ID,Child name\nC-001,Aa Bb\nC-001,Cc Bb\nC-002,Dd Ee\n",
        _ids("C-001", "C-002"),
        fold=True,
    ),
    _text(
        "duplicates-not-folded.csv",
        "Case ID,Office\nC-001,x\nC-002,x\nC-001,y\n",
        Refused("C-001 in rows 2, 4", "Correct the list"),
        fold=False,
    ),
    _text(
        "folded-rows-that-differ.csv",
        "Case ID,Office\nC-001,x\nC-001,y\n",
        _ids("C-001", warn=(Warned("The rows of a case differ in office", 3),)),
        fold=True,
    ),
    _text(
        "offices-in-other-case.csv",
        "Case ID,Office\nC-001,Upper Dale\nC-002,UPPER DALE\n",
        _ids("C-001", "C-002", warn=(Warned("written in different ways", 3, "Office"),)),
    ),
    _text(
        "four-thousand-rows.csv",
        _column(*(f"C-{n:04}" for n in range(4_000))),
        _ids(*(f"C-{n:04}" for n in range(4_000))),
    ),
)

_CHANGED: Final = "taken as it is"


def _ref(row: int, says: str) -> Warned:
    return Warned(says, row, "Case ID")


_TRIMMED: Final = "They were taken off"
_JOINED: Final = "The reference has letters and accents stored apart, which looks the same."
_ALIKE: Final = "but for case, blanks or hyphens"
_MIXED_UP: Final = "signs that look alike"
_ALPHABET: Final = "another alphabet"

REFERENCES: Final = (
    _text("leading-zeros.csv", _column("007", "0012", "000"), _ids("007", "0012", "000")),
    _text("long-numbers.csv", _column("12345678901234567890"), _ids("12345678901234567890")),
    _text(
        "floats.csv",
        _column("1234.0", "1235.0"),
        _ids("1234.0", "1235.0", warn=(_ref(2, ".0"), _ref(3, ".0"))),
    ),
    _text(
        "scientific.csv",
        _column("1.23E+11", "1.24E+11"),
        _ids("1.23E+11", "1.24E+11", warn=(_ref(2, "shortened"), _ref(3, "shortened"))),
    ),
    _text(
        "scientific-collides.csv",
        _column("1.23E+11", "1.23E+11"),
        Refused("stand on more than one row", "--fold"),
    ),
    _text(
        "outer-blanks.csv",
        _column(" C-001", "C-002  "),
        _ids("C-001", "C-002", warn=(_ref(2, _TRIMMED), _ref(3, _TRIMMED))),
    ),
    _text(
        "non-breaking-blanks.csv",
        _column("\u00a0C-001", "C-002\u202f"),
        _ids("C-001", "C-002", warn=(_ref(2, _TRIMMED), _ref(3, _TRIMMED))),
    ),
    _text(
        "zero-width-signs.csv",
        _column("C-\u200b001", "\ufeffC-002", "C-003\u200f"),
        _ids(*IDS, warn=tuple(_ref(n, _TRIMMED) for n in (2, 3, 4))),
    ),
    _text("soft-hyphen.csv", _column("C\u00ad-001"), _ids("C-001", warn=(_ref(2, _TRIMMED),))),
    _text("decomposed-accents.csv", _column("Cafe\u0301-1"), _ids("Café-1", warn=(_ref(2, _JOINED),))),
    _text(
        "comma-in-an-id.csv",
        'Case ID,Office\n"C,001",x\n',
        Refused("Row 2, column “Case ID”: “C,001” cannot be a case reference", "Correct the case id"),
    ),
    _text(
        "line-break-in-an-id.csv",
        'Case ID,Office\n"C\n001",x\n',
        Refused("more than one line", "Correct the case id"),
    ),
    _text("very-long-id.csv", _column("C" * 300), Refused("has 300 signs", "Correct the case id")),
    _text(
        "cyrillic-letter.csv",
        _column("\u0421-001", "C-002"),
        _ids("\u0421-001", "C-002", warn=(_ref(2, _ALPHABET),)),
    ),
    _text(
        "greek-letter.csv",
        _column("\u0391B-001", "AB-002"),
        _ids("\u0391B-001", "AB-002", warn=(_ref(2, _ALPHABET),)),
    ),
    _text(
        "full-width-digits.csv",
        _column("C-\uff10\uff10\uff11"),
        _ids("C-\uff10\uff10\uff11", warn=(_ref(2, _ALPHABET),)),
    ),
    _text(
        "cyrillic-twin.csv",
        _column("A-1", "\u0410-1"),
        _ids("A-1", "\u0410-1", warn=(_ref(3, _ALPHABET), _ref(2, _MIXED_UP), _ref(3, _MIXED_UP))),
    ),
    _text(
        "case-twin.csv",
        _column("ab-1", "AB-1", "C-3"),
        _ids("ab-1", "AB-1", "C-3", warn=(_ref(2, _ALIKE), _ref(3, _ALIKE))),
    ),
    _text(
        "hyphen-twin.csv",
        _column("AB-1", "AB1", "AB\u20111"),
        _ids("AB-1", "AB1", "AB\u20111", warn=(_ref(2, _ALIKE), _ref(3, _ALIKE), _ref(4, _ALIKE))),
    ),
    _text(
        "blank-twin.csv",
        _column("AB 1", "AB  1", "AB\u00a01"),
        _ids("AB 1", "AB  1", "AB\u00a01", warn=tuple(_ref(n, _ALIKE) for n in (2, 3, 4))),
    ),
    _text(
        "o-and-nought.csv",
        _column("AO-1", "A0-1", "B-2"),
        _ids("AO-1", "A0-1", "B-2", warn=(_ref(2, _MIXED_UP), _ref(3, _MIXED_UP))),
    ),
    _text(
        "i-l-and-one.csv",
        _column("AI-7", "Al-7", "A1-7"),
        _ids("AI-7", "Al-7", "A1-7", warn=tuple(_ref(n, _MIXED_UP) for n in (2, 3, 4))),
    ),
    _text("formula-as-text.csv", _column("=1+1", "+C-2", "@C-3"), _ids("=1+1", "+C-2", "@C-3")),
    _text(
        "error-as-text.csv",
        "Case ID,Office\nC-001,#N/A\n#REF!,Dale\n",
        _ids("C-001", warn=(Warned("shows an error", 3, "Case ID"),)),
    ),
    _text(
        "apostrophe-before-an-id.csv",
        _column("'007", "'008"),
        _ids("'007", "'008", warn=(_ref(2, "apostrophe"), _ref(3, "apostrophe"))),
    ),
    _text(
        "ids-that-became-dates.csv",
        _column("01-Mar", "Mar-09", "C-003"),
        _ids("01-Mar", "Mar-09", "C-003", warn=(_ref(2, "looks like a date"), _ref(3, "looks like a date"))),
    ),
    _text("prose-as-id.csv", _column("see file"), _ids("see file")),
)


def _dates(*days: str, order: str = "", heading: str = "Date allocated") -> tuple[str, str | None]:
    rows = "".join(f"C-{n:03},{day}\n" for n, day in enumerate(days, start=1))
    return f"Case ID,{heading}\n{rows}", f'date_order = "{order}"\n[columns]\n' if order else None


def _dated(
    name: str, days: tuple[str, ...], *warnings: Warned, order: str = "", refused: Refused | None = None
) -> Entry:
    text, mapping = _dates(*days, order=order)
    ids = tuple(f"C-{n:03}" for n in range(1, len(days) + 1))
    return _text(name, text, refused or Accepted(ids, warnings), mapping=mapping)


def _day(row: int, says: str) -> Warned:
    return Warned(says, row, "Date allocated")


DATES: Final = (
    _dated("dates-iso.csv", ("2009-03-04", "2009-05-06")),
    _dated("dates-told-by-one.csv", ("03/04/2009", "31/03/2009")),
    _dated("dates-month-first.csv", ("03/04/2009", "03/31/2009"), _day(0, "have the month first")),
    _dated(
        "dates-open.csv",
        ("03/04/2009", "05/06/2009"),
        _day(2, 'date_order = "dmy"'),
        _day(3, 'date_order = "dmy"'),
    ),
    _dated("dates-open-but-stated.csv", ("03/04/2009", "05/06/2009"), order="dmy"),
    _dated("dates-open-but-stated-month-first.csv", ("03/04/2009", "05/06/2009"), order="mdy"),
    _dated(
        "dates-against-what-is-stated.csv",
        ("03/04/2009", "31/06/2009", "31/07/2009"),
        _day(3, "no date that can be read"),
        _day(4, "other way round"),
        order="mdy",
    ),
    _dated("dates-order-unknown.csv", ("03/04/2009",), order="day", refused=Refused("date_order", "dmy")),
    _dated("dates-the-same-either-way.csv", ("05/05/2009", "06/06/2009")),
    _dated(
        "dates-both-ways.csv",
        ("31/03/2009", "03/31/2009", "03/04/2009"),
        _day(0, "Some dates have the day first and others the month"),
        _day(4, 'date_order = "dmy"'),
    ),
    _dated(
        "dates-short-years.csv",
        ("31/03/09", "30/04/99"),
        _day(2, "A year has two digits"),
        _day(3, "A year has two digits"),
    ),
    _dated(
        "dates-as-numbers.csv",
        ("39903", "39904"),
        _day(2, "A number stands where a date should"),
        _day(3, "A number stands where a date should"),
    ),
    _dated(
        "dates-that-are-none.csv",
        ("31/03/2009", "soon", "31/02/2009"),
        _day(3, "no date that can be read"),
        _day(4, "no date that can be read"),
    ),
    _dated("dates-in-words.csv", ("3 March 2009", "4th of April 2009")),
    _dated("dates-with-points.csv", ("31.03.2009", "04.05.2009")),
)

ENTRIES: Final = (*ENCODINGS, *SHAPES, *ROWS_AND_TABLES, *REFERENCES, *DATES)
