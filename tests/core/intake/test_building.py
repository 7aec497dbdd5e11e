from collections.abc import Sequence
from datetime import date
from itertools import permutations

import pytest

from cafaudit.domain.frame import FrameCase
from cafaudit.errors import InputRefused
from cafaudit.identifiers import Fingerprinter, Firewall
from cafaudit.intake import FoldNeeded, FrameDraft, Mapping, Table, build_frame, propose_mapping
from cafaudit.intake.mapping import DateOrder
from cafaudit.progress import Cancelled

HEADER = (
    "Case ID",
    "Child name",
    "Date of birth",
    "Practitioner",
    "Office",
    "Service type",
    "Allocated on",
    "DV",
)


def table(rows: Sequence[Sequence[str]], header: Sequence[str] = HEADER) -> Table:
    even = tuple((*row, *("",) * (len(header) - len(row))) for row in rows)
    return Table("list.csv", "", "text", tuple(header), even, tuple(range(2, len(rows) + 2)))


def built(
    rows: Sequence[Sequence[str]],
    header: Sequence[str] = HEADER,
    *,
    fold: bool | None = None,
    strata: tuple[str, ...] | None = None,
    as_at: date | None = None,
) -> FrameDraft:
    found = table(rows, header)
    return build_frame(found, propose_mapping(found), fold=fold, strata=strata, as_at=as_at)


def whats(draft: FrameDraft) -> list[tuple[int, str]]:
    return [(oddity.row, oddity.what) for oddity in draft.oddities]


FULL = (
    "A-1",
    "Anna Quillmere",
    "2001-03-25",
    "Petra Ashdownley",
    "Upper Dale",
    "Long-term",
    "25/06/2009",
    "Y",
)


def test_a_row_becomes_a_case_without_anything_that_names_a_person() -> None:
    draft = built([FULL])
    assert draft.frame.cases == (
        FrameCase(
            ref="A-1",
            stratum="Long-term",
            office="Upper Dale",
            practitioner="P-01",
            age_band="5 to 9",
            allocated_on=date(2009, 6, 25),
            domestic_violence=True,
            children=1,
            line=2,
        ),
    )
    assert draft.oddities == ()
    assert (draft.rows_read, draft.folded) == (1, 0)
    shown = repr(draft)
    assert "Quillmere" not in shown
    assert "Ashdownley" not in shown
    assert "2001, 3, 25" not in shown


def test_what_was_fingerprinted_is_what_the_firewall_catches() -> None:
    key = bytes(16)
    prints = Fingerprinter(key).fingerprints(built([FULL]).identifiers)
    firewall = Firewall(key, prints)
    kinds = [mark.kind for mark in firewall.scan("Anna Quillmere, born 25 March 2001, and Petra Ashdownley")]
    assert kinds == ["name", "date of birth", "staff name"]


def test_identifiers_can_be_cut_down_to_some_cases() -> None:
    other = ("A-2", "Ben Thornaby", "1999-01-31", "Petra Ashdownley")
    by_case = built([FULL, other]).identifiers_by_case
    assert by_case["A-2"].people == {"Ben Thornaby"}
    assert by_case["A-2"].dates == {date(1999, 1, 31)}
    assert by_case["A-1"].people == {"Anna Quillmere"}


def test_first_names_and_surnames_in_columns_of_their_own_are_put_together() -> None:
    header = ("Case ID", "Forename", "Surname")
    people = built([("A-1", "Anna", "Quillmere")], header).identifiers.people
    assert "Anna Quillmere" in people
    header = ("Case ID", "Case name", "Child name")
    assert "Ben Thornaby" in built([("A-1", "Thornaby", "Ben")], header).identifiers.people


def test_a_name_in_a_row_without_a_reference_is_fingerprinted_all_the_same() -> None:
    draft = built([FULL, ("", "Ben Thornaby", "1999-01-31")])
    assert draft.frame.refs == ("A-1",)
    assert "Ben Thornaby" in draft.identifiers.people
    assert date(1999, 1, 31) in draft.identifiers.dates
    assert whats(draft) == [(3, "The row has no case reference.")]
    assert draft.counts.left_out == 1


def test_rows_of_one_case_are_asked_about_and_counted() -> None:
    rows = [FULL, ("A-1", "Ben Quillmere", "2008-02-29"), ("A-2",), ("A-3",), ("A-3",), ("A-3",)]
    with pytest.raises(FoldNeeded) as needed:
        built(rows)
    assert (needed.value.cases, needed.value.rows) == (2, 5)
    assert needed.value.exit_status == 3
    assert "2 case references stand on more than one row (5 rows together, for instance A-1)" in str(
        needed.value
    )
    assert "--fold" in needed.value.advice


def test_rows_of_one_case_are_folded_when_that_was_said() -> None:
    draft = built([FULL, ("A-2",), ("A-1", "Ben Quillmere", "2008-02-29", "", "", "", "", "N")], fold=True)
    first, second = draft.frame.cases
    assert (first.ref, first.children, first.age_band) == ("A-1", 2, "1 to 4, 5 to 9")
    assert first.domestic_violence is True
    assert (first.office, first.practitioner, first.line) == ("Upper Dale", "P-01", 2)
    assert (second.ref, second.children, second.line) == ("A-2", 1, 3)
    assert (draft.rows_read, draft.folded, draft.counts.children) == (3, 1, 3)
    assert {"Anna Quillmere", "Ben Quillmere"} <= draft.identifiers.people


@pytest.mark.parametrize(
    ("flags", "flag"),
    [(("N", "Y"), True), (("Y", "N"), True), (("", "N"), False), (("", "Y"), True), (("", ""), None)],
)
def test_domestic_violence_on_one_row_counts_for_the_case(flags: tuple[str, str], flag: bool | None) -> None:
    draft = built([("A-1", flags[0]), ("A-1", flags[1])], ("Case ID", "DV"), fold=True)
    assert draft.frame.cases[0].domestic_violence is flag


def test_rows_of_one_case_that_disagree_are_reported_and_the_first_is_taken() -> None:
    draft = built([FULL, ("A-1", "", "", "Someone Else", "Lower Dale")], fold=True)
    assert draft.frame.cases[0].office == "Upper Dale"
    assert {what for row, what in whats(draft) if row == 3} >= {
        "The rows of a case differ in office.",
        "The rows of a case differ in practitioner.",
    }


def test_duplicate_references_are_refused_with_their_rows_when_nothing_is_to_be_folded() -> None:
    with pytest.raises(InputRefused) as refusal:
        built([("A-1",), ("A-2",), (" A-1 ",), ("A-2",), ("A-1",)], fold=False)
    assert "A-1 in rows 2, 4, 6; A-2 in rows 3, 5" in refusal.value.message
    assert "--fold" in refusal.value.advice


def test_references_differ_by_case_and_leading_zeros() -> None:
    assert built([("a-1",), ("A-1",), ("07",), ("7",)]).frame.refs == ("a-1", "A-1", "07", "7")


def test_blanks_around_a_reference_are_taken_off_and_said() -> None:
    draft = built([("\u00a0A-1 ",)])
    assert draft.frame.refs == ("A-1",)
    assert whats(draft) == [
        (2, "The reference has blanks around it or signs that cannot be seen."),
        (2, "The row does not say which group it is of."),
    ]


def test_accents_stored_apart_are_joined_and_said_in_words_of_their_own() -> None:
    draft = built([("Cafe\u0301-1",), ("Caf\u00e9-2",), (" Cafe\u0301-3",)])
    assert draft.frame.refs == ("Caf\u00e9-1", "Caf\u00e9-2", "Caf\u00e9-3")
    apart = "The reference has letters and accents stored apart, which looks the same."
    blanks = "The reference has blanks around it or signs that cannot be seen."
    assert [(row, what) for row, what in whats(draft) if what in {apart, blanks}] == [
        (2, apart),
        (4, apart),
        (4, blanks),
    ]


def test_one_reference_written_in_both_ways_is_one_case() -> None:
    with pytest.raises(FoldNeeded):
        built([("Cafe\u0301-1",), ("Caf\u00e9-1",)], fold=None)


@pytest.mark.parametrize("cell", ["A,1", "A\n1", "x" * 300])
def test_a_reference_that_cannot_be_one_is_refused_with_its_row(cell: str) -> None:
    with pytest.raises(InputRefused, match=r"Row 3, column “Case ID”: .* cannot be a case reference"):
        built([("A-1",), (cell,)])


def test_totals_and_repeated_headings_are_left_out_and_said() -> None:
    draft = built([("A-1",), HEADER, ("Grand total: 1,284",), ("Total",), ("Totality-9",)], ("Case ID",))
    assert draft.frame.refs == ("A-1", "Totality-9")
    assert whats(draft) == [
        (3, "The headings stand here again."),
        (4, "This looks like a total or the end of the list."),
        (5, "This looks like a total or the end of the list."),
    ]


def test_a_reference_that_a_spreadsheet_shortened_is_reported() -> None:
    assert whats(built([("1.23E+12",)], ("Case ID",))) == [
        (2, "The reference looks like a number that a spreadsheet has shortened.")
    ]


def test_a_list_without_any_reference_is_refused() -> None:
    with pytest.raises(InputRefused, match=r"No row of “list\.csv” has a case reference under “Case ID”"):
        built([("", "Anna"), (" ", "Ben")])


def test_practitioners_get_codes_by_name_whatever_the_order_of_rows() -> None:
    names = ["Petra Ashdownley", "anna brook", "Zed Croft", "Anna  Brook "]
    for order in permutations(range(4)):
        rows = [(f"A-{place}", "", "", names[place]) for place in order]
        codes = {case.ref: case.practitioner for case in built(rows).frame.cases}
        assert codes == {"A-0": "P-02", "A-1": "P-01", "A-2": "P-03", "A-3": "P-01"}


def test_more_than_ninety_nine_practitioners_get_wider_codes() -> None:
    rows = [(f"A-{number}", "", "", f"Name {number:03d}") for number in range(120)]
    assert built(rows).frame.cases[0].practitioner == "P-001"


@pytest.mark.parametrize(
    ("cells", "dates", "says"),
    [
        (("25/06/2009", "04/03/2009"), (date(2009, 6, 25), date(2009, 3, 4)), None),
        (
            ("6/25/2009", "04/03/2009"),
            (date(2009, 6, 25), date(2009, 4, 3)),
            "The dates have the month first.",
        ),
        (
            ("05/06/2009", "04/03/2009"),
            (None, None),
            "A date could have the day or the month first, and no other date of the column tells.",
        ),
        (
            ("25/06/2009", "6/25/2009"),
            (date(2009, 6, 25), date(2009, 6, 25)),
            "Some dates have the day first and others the month.",
        ),
        (("3 March 2009", "2009-03-04"), (date(2009, 3, 3), date(2009, 3, 4)), None),
        (("25/06/09", ""), (date(2009, 6, 25), None), "A year has two digits."),
        (("25/06/98", ""), (date(1998, 6, 25), None), "A year has two digits."),
        (
            ("39989", ""),
            (date(2009, 6, 25), None),
            "A number stands where a date should, as spreadsheets store dates.",
        ),
        (("soon", "31/02/2009"), (None, None), "This is no date that can be read."),
    ],
)
def test_day_and_month_are_told_from_the_column_or_reported(
    cells: tuple[str, str], dates: tuple[date | None, date | None], says: str | None
) -> None:
    draft = built([("A-1", cells[0]), ("A-2", cells[1])], ("Case ID", "Allocated on"))
    assert tuple(case.allocated_on for case in draft.frame.cases) == dates
    found = {oddity.what for oddity in draft.oddities}
    assert found == ({says} if says else set())


@pytest.mark.parametrize(
    ("order", "dates", "says"),
    [
        ("dmy", (date(2009, 6, 5), date(2009, 6, 25)), set()),
        ("mdy", (date(2009, 5, 6), date(2009, 6, 25)), {"the other way round"}),
    ],
)
def test_the_order_of_day_and_month_can_be_stated(
    order: DateOrder, dates: tuple[date, date], says: set[str]
) -> None:
    cells = (("A-1", "05/06/2009"), ("A-2", "25/06/2009"))
    found = table(cells, ("Case ID", "Allocated on"))
    draft = build_frame(found, Mapping((), date_order=order), fold=None)
    assert tuple(case.allocated_on for case in draft.frame.cases) == dates
    assert len(draft.oddities) == len(says)
    for part in says:
        assert part in draft.oddities[0].what


def test_the_days_that_exclusions_go_by_are_kept_and_folded() -> None:
    header = ("Case ID", "Opened", "Date closed", "Last audited")
    rows = (("A-1", "2009-02-01", "", "25/06/2009"), ("A-1", "", "30/06/2009", ""), ("A-2",))
    first, second = built(rows, header, fold=True).frame.cases
    assert (first.opened_on, first.closed_on) == (date(2009, 2, 1), date(2009, 6, 30))
    assert first.audited_on == date(2009, 6, 25)
    assert (second.opened_on, second.closed_on, second.audited_on) == (None, None, None)


def test_a_birth_date_that_could_be_read_two_ways_is_fingerprinted_both_ways() -> None:
    draft = built([("A-1", "", "04/03/2001")])
    assert draft.identifiers.dates == {date(2001, 3, 4), date(2001, 4, 3)}


@pytest.mark.parametrize(
    ("born", "band"),
    [
        ("2009-06-01", "under 1"),
        ("2008-06-02", "under 1"),
        ("2008-06-01", "1 to 4"),
        ("2004-06-02", "1 to 4"),
        ("2004-06-01", "5 to 9"),
        ("1999-06-01", "10 to 15"),
        ("1993-06-01", "16 to 17"),
        ("1991-06-01", "18 and over"),
        ("2009-12-01", "unborn"),
        ("1960-01-01", ""),
        ("2019-01-01", ""),
    ],
)
def test_age_bands_are_counted_on_the_day_of_the_list(born: str, band: str) -> None:
    draft = built([("A-1", "", born)], as_at=date(2009, 6, 1))
    assert draft.frame.cases[0].age_band == band
    assert bool([what for _, what in whats(draft) if "age that no child" in what]) == (band == "")


def test_without_a_day_the_newest_date_of_the_list_counts() -> None:
    assert built([("A-1", "", "2001-03-25", "", "", "", "2009-03-24")]).frame.cases[0].age_band == "5 to 9"
    assert built([("A-1", "", "1999-03-25", "", "", "", "2009-03-24")]).frame.cases[0].age_band == "5 to 9"
    assert built([("A-1", "", "1999-03-24", "", "", "", "2009-03-24")]).frame.cases[0].age_band == "10 to 15"


@pytest.mark.parametrize(("cell", "band"), [("7", "5 to 9"), ("7 years", "5 to 9"), ("5-9", "5-9"), ("", "")])
def test_a_column_of_ages_is_banded_too(cell: str, band: str) -> None:
    assert built([("A-1", cell)], ("Case ID", "Age")).frame.cases[0].age_band == band


@pytest.mark.parametrize(
    ("cell", "flag"), [("Y", True), ("yes", True), ("N", False), ("0", False), ("", None)]
)
def test_a_flag_reads_as_yes_or_no(cell: str, flag: bool | None) -> None:
    draft = built([("A-1", cell)], ("Case ID", "Domestic violence (Y/N)"))
    assert draft.frame.cases[0].domestic_violence is flag
    assert draft.oddities == ()


def test_a_flag_that_is_neither_is_left_blank_and_said() -> None:
    draft = built([("A-1", "perhaps")], ("Case ID", "DV"))
    assert draft.frame.cases[0].domestic_violence is None
    assert whats(draft) == [(2, "This is neither yes nor no.")]


def test_the_service_type_is_the_stratum_where_a_list_has_one() -> None:
    header = ("Case ID", "Service type", "Law type")
    draft = built(
        [("A-1", " Early\u00a0help ", "Public"), ("A-2", "early help", ""), ("A-3", "", "")], header
    )
    assert [case.stratum for case in draft.frame.cases] == ["Early help", "Early help", "Not stated"]
    assert whats(draft) == [
        (3, "The same name is written in different ways."),
        (4, "The row does not say which group it is of."),
    ]


def test_law_type_and_team_make_the_strata_otherwise() -> None:
    header = ("Case ID", "Law type", "Team")
    rows = [
        ("1", "Private law", "Early Intervention North"),
        ("2", "PRIVATE", "Long term team"),
        ("3", "public", "Long-term team"),
        ("4", "Public", "Duty"),
        ("5", "", ""),
        ("6", "Adoption", ""),
    ]
    assert [case.stratum for case in built(rows, header).frame.cases] == [
        "Early intervention private",
        "Long-term private",
        "Long-term public",
        "Public law",
        "Not stated",
        "Adoption",
    ]


def test_a_list_that_offers_no_groups_is_one() -> None:
    assert built([("A-1",), ("A-2",)], ("Case ID",)).frame.strata == {"All files": 2}


def test_strata_can_be_made_of_roles_and_headings() -> None:
    header = ("Case ID", "Office", "Priority (1-3)")
    draft = built([("1", "Dale", "2"), ("2", "Hill", "")], header, strata=("office", "priority 1-3"))
    assert [case.stratum for case in draft.frame.cases] == ["Dale, 2", "Hill, Not stated"]


def test_the_mapping_may_say_what_the_strata_are() -> None:
    found = table([FULL])
    mapping = Mapping(propose_mapping(found).columns, ("office",))
    assert build_frame(found, mapping, fold=None).frame.strata == {"Upper Dale": 1}
    assert build_frame(found, mapping, fold=None, strata=("stratum",)).frame.strata == {"Long-term": 1}


@pytest.mark.parametrize(
    ("strata", "says"),
    [
        (("nowhere",), "There is no column “nowhere”"),
        (("Child name",), "would show who people are"),
        (("practitioner",), "would show who people are"),
        (("id",), "would show who people are"),
    ],
)
def test_strata_that_cannot_be_made_are_refused(strata: tuple[str, ...], says: str) -> None:
    with pytest.raises(InputRefused, match=says):
        built([FULL], strata=strata)


def test_hundreds_of_strata_are_refused() -> None:
    rows = [(str(number), f"Note {number}") for number in range(300)]
    with pytest.raises(InputRefused, match="300 groups of cases; 200 are the most"):
        built(rows, ("Case ID", "Remarks"), strata=("Remarks",))


def test_counts_are_by_stratum_and_office() -> None:
    draft = built([FULL, ("A-2", "", "", "", "Lower Dale", "Early"), ("", "x")])
    assert draft.counts.strata == {"Early": 1, "Long-term": 1}
    assert draft.counts.offices == {"Lower Dale": 1, "Upper Dale": 1}
    assert (draft.counts.children, draft.counts.left_out) == (2, 1)


def test_building_can_be_stopped() -> None:
    class Stopped:
        def step(self, done: int, total: int) -> None:
            del done, total
            raise Cancelled

    found = table([FULL])
    with pytest.raises(Cancelled):
        build_frame(found, propose_mapping(found), fold=None, progress=Stopped())
