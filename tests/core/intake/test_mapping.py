from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cafaudit.errors import InputRefused
from cafaudit.intake import (
    FACTS,
    ROLES,
    ColumnUse,
    Mapping,
    Role,
    Table,
    columns_of,
    fit_mapping,
    mapping_from_toml,
    mapping_to_toml,
    propose_mapping,
)
from cafaudit.intake.roles import recognise, say_of

MakeText = Callable[..., Path]

ANNEX_A = {
    "Case ID": ("id", "keep"),
    "Case name": ("case_name", "fingerprint"),
    "Gender": ("gender", "drop"),
    "Ethnicity": ("ethnicity", "drop"),
    "Disability Y/N": ("disability", "drop"),
    "Date of birth": ("date_of_birth", "band"),
    "Lead application": ("application_type", "keep"),
    "Law type": ("law_type", "keep"),
    "Case type": ("case_type", "keep"),
    "Practitioner": ("practitioner", "code"),
    "Team": ("team", "keep"),
    "Service area": ("office", "keep"),
    "Local authority (public law)": ("local_authority", "drop"),
    "Court": ("court", "drop"),
    "File location if not electronic": ("location", "keep"),
}


def table(*header: str) -> Table:
    return Table("list.csv", "", "text", header, (("x",) * len(header),), (2,))


def roles_of(mapping: Mapping) -> dict[str, str]:
    return {use.header: use.role for use in mapping.columns}


def test_the_list_that_cafcass_is_asked_for_maps_by_itself() -> None:
    mapping = propose_mapping(table(*ANNEX_A))
    assert {use.header: (use.role, use.treatment) for use in mapping.columns} == ANNEX_A


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("CASE_ID", "id"),
        ("caseId", "id"),
        ("Case reference no.", None),
        ("Case Ref. No", "id"),
        ("Child 2 name", "child_name"),
        ("Child's D.O.B.", "date_of_birth"),
        ("DOB (dd/mm/yyyy)", "date_of_birth"),
        ("Nature of concern", None),
        ("Court case number", "number"),
        ("NHS No", "number"),
        ("Domestic abuse (Y/N)", "domestic_violence"),
        ("Service type", "stratum"),
        ("FCA", "practitioner"),
        ("Allocated to", "practitioner"),
        ("Allocation date", "allocated_on"),
        ("Last audited", "audited_on"),
        ("Date of last audit (if any)", "audited_on"),
        ("Date closed", "closed_on"),
        ("Case closure date", "closed_on"),
        ("Case opened on", "opened_on"),
        ("", None),
    ],
)
def test_headings_are_known_without_case_and_punctuation(heading: str, role: str | None) -> None:
    known = recognise(heading)
    assert (known[0] if known else None) == role


def test_the_surer_of_two_headings_is_taken_and_the_other_dropped() -> None:
    mapping = propose_mapping(table("Reference", "Service area", "Case ID", "Office", "Area"))
    assert roles_of(mapping) == {
        "Reference": "ignore",
        "Service area": "ignore",
        "Case ID": "id",
        "Office": "office",
        "Area": "ignore",
    }
    assert [use.treatment for use in mapping.columns if use.role == "ignore"] == ["drop"] * 3


def test_several_columns_of_names_are_all_fingerprinted() -> None:
    mapping = propose_mapping(table("Ref", "Child 1 name", "Child 2 name", "Surname", "Mother"))
    assert mapping.headers_of("child_name") == ("Child 1 name", "Child 2 name", "Surname")
    assert mapping.headers_of("case_name") == ("Mother",)


def test_unknown_columns_are_dropped() -> None:
    (_, use) = propose_mapping(table("Case ID", "Whatever")).columns
    assert (use.role, use.treatment, use.say) == ("ignore", "drop", "Not kept.")


def test_a_list_without_a_reference_is_refused_with_the_headings_that_were_seen() -> None:
    with pytest.raises(InputRefused) as refusal:
        propose_mapping(table("Serial", "Office", *(f"c{number}" for number in range(20))))
    assert "The headings found are: “Serial”, “Office”" in refusal.value.message
    assert "and 10 more" in refusal.value.message
    assert "--map" in refusal.value.advice
    assert "Columns page" in refusal.value.advice


def test_the_columns_of_such_a_list_can_still_be_looked_at_to_choose_one() -> None:
    mapping = columns_of(table("Serial", "Office"))
    assert roles_of(mapping) == {"Serial": "ignore", "Office": "office"}


def test_the_advice_of_that_refusal_works() -> None:
    mapping = mapping_from_toml('[columns."Serial"]\nrole = "id"\n', "map.toml")
    fitted = fit_mapping(mapping, table("Serial", "Office"))
    assert roles_of(fitted) == {"Serial": "id", "Office": "office"}


def test_a_stated_mapping_wins_and_the_rest_is_proposed() -> None:
    text = 'strata = ["office"]\n[columns]\n"KEY" = "id"\n"Case ID" = "ignore"\n'
    text += 'Names = { role = "child_name" }\n'
    fitted = fit_mapping(mapping_from_toml(text, "map.toml"), table("Case ID", "Key", "Names", "Team"))
    assert roles_of(fitted) == {"Case ID": "ignore", "Key": "id", "Names": "child_name", "Team": "team"}
    assert fitted.strata == ("office",)


def test_a_role_that_was_given_away_is_not_proposed_again() -> None:
    mapping = mapping_from_toml('[columns]\nBase = "office"\n', "map.toml")
    fitted = fit_mapping(mapping, table("Case ID", "Base", "Office"))
    assert roles_of(fitted) == {"Case ID": "id", "Base": "office", "Office": "ignore"}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("columns = [", "map.toml, line 1"),
        ('date_order = "ymd"\n[columns]', "map.toml, line 1, date_order: “ymd” is no order of day and month"),
        ('[columns]\nA = "key"', "map.toml, line 2, columns.A: “key” is no role"),
        ("[columns]\nA = 1", "map.toml, line 2, columns.A: this is a whole number"),
        ('[columns]\nA = { role = "child_name", treatment = "keep" }', "cannot be treated as “keep”"),
        ('[columns]\nA = { role = "id", use = "x" }', "columns.A.use: this key is not known"),
        ('[columns]\nA = { treatment = "drop" }', "columns.A.role: this key is missing"),
        ('stratum = ["x"]\n[columns]\n', "stratum: this key is not known"),
        ("", "columns: this key is missing"),
    ],
)
def test_a_mapping_file_that_cannot_be_used_is_refused_with_its_line(text: str, says: str) -> None:
    with pytest.raises(InputRefused) as refusal:
        mapping_from_toml(text, "map.toml")
    assert says in refusal.value.message


def test_a_mapping_for_another_list_is_refused() -> None:
    mapping = Mapping((ColumnUse("Key", "id", "keep"),))
    with pytest.raises(InputRefused, match=r"names a column “Key”, which “list\.csv” does not have"):
        fit_mapping(mapping, table("Case ID"))


def test_two_columns_for_one_reference_are_refused() -> None:
    mapping = Mapping((ColumnUse("A", "id", "keep"), ColumnUse("B", "id", "keep")))
    with pytest.raises(InputRefused, match="“A” and “B” are both mapped as “id”"):
        fit_mapping(mapping, table("A", "B"))


headings = st.text(
    st.characters(exclude_categories=["Cc", "Cs", "Cf", "Zl", "Zp", "Cn"]), min_size=1, max_size=20
).filter(lambda text: text == text.strip())


@given(
    st.dictionaries(headings, st.sampled_from(ROLES), min_size=1, max_size=6), st.lists(headings, max_size=2)
)
def test_a_saved_mapping_reads_back_to_the_same(columns: dict[str, Role], strata: list[str]) -> None:
    uses = tuple(
        ColumnUse(header, role, treatment)
        for header, role in columns.items()
        for treatment in FACTS[role].treatments[-1:]
    )
    mapping = Mapping(uses, tuple(strata))
    assert mapping_from_toml(mapping_to_toml(mapping), "map.toml") == mapping


def test_no_role_that_names_a_person_may_be_kept() -> None:
    for role in ("case_name", "child_name", "date_of_birth", "number", "practitioner"):
        assert "keep" not in FACTS[role].treatments


def test_every_treatment_is_told_in_a_sentence() -> None:
    for facts in FACTS.values():
        assert facts.label
        for treatment in facts.treatments:
            assert say_of(treatment).endswith(".")
