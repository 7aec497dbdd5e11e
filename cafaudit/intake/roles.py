"""What a column of a case list can be, how it is recognised, and what may become of it.

The headings are those of the list that Cafcass is asked for (Annex A of the inspection framework)
and the variants that such lists come with. Data, not rules: adding a heading needs no code.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final, Literal, get_args

Role = Literal[
    "id",
    "stratum",
    "office",
    "team",
    "law_type",
    "application_type",
    "case_type",
    "practitioner",
    "location",
    "age_band",
    "date_of_birth",
    "case_name",
    "child_name",
    "number",
    "gender",
    "ethnicity",
    "disability",
    "local_authority",
    "court",
    "allocated_on",
    "opened_on",
    "closed_on",
    "audited_on",
    "domestic_violence",
    "ignore",
]
Treatment = Literal["keep", "code", "fingerprint", "band", "drop"]

ROLES: Final = get_args(Role)
TREATMENTS: Final = get_args(Treatment)


@dataclass(frozen=True, slots=True)
class RoleFacts:
    """What is true of a role.

    Attributes:
        label: What a person calls it.
        treatments: What may become of such a column, the usual first.
        headings: Headings that it is known by, the surest first, without blanks and punctuation.
        several: Whether a list may have more than one such column.
    """

    label: str
    treatments: tuple[Treatment, ...]
    headings: tuple[str, ...] = ()
    several: bool = False


def _facts(label: str, treatments: str, headings: str = "", *, several: bool = False) -> RoleFacts:
    allowed = tuple(name for name in TREATMENTS if name in treatments.split())
    usual_first = sorted(allowed, key=treatments.split().index)
    return RoleFacts(label, tuple(usual_first), tuple(headings.split()), several)


FACTS: Final[dict[Role, RoleFacts]] = {
    "id": _facts(
        "case reference",
        "keep",
        "caseid caseref casereference casereferencenumber caserefno cafcassid cafcassref cafcassreference "
        "cafcasscaseid cafcasscasenumber cafcassnumber ecmsid ecmscaseid ecmsreference ecmsnumber cmsid "
        "cmsreference casenumber caseno casenum fileid fileref filereference filenumber fileno uniqueid "
        "uniquereference uniquecasereference identifier recordid reference referencenumber ref id",
    ),
    "stratum": _facts(
        "group",
        "keep drop",
        "stratum servicetype typeofservice teamtype worktype typeofwork strand workstream casegroup "
        "samplegroup group service",
    ),
    "office": _facts(
        "office",
        "keep drop",
        "office officename localoffice cafcassoffice officebase base site officelocation servicearea area",
    ),
    "team": _facts("team", "keep drop", "team teamname practiceteam cafcassteam"),
    "law_type": _facts(
        "law type",
        "keep drop",
        "lawtype typeoflaw law publicprivate privatepublic publicorprivate privateorpublic publicprivatelaw "
        "publicorprivatelaw privateorpubliclaw",
    ),
    "application_type": _facts(
        "application",
        "keep drop",
        "leadapplication leadapplicationtype applicationtype typeofapplication application mainapplication",
    ),
    "case_type": _facts("case type", "keep drop", "casetype typeofcase reporttype typeofreport caseworktype"),
    "practitioner": _facts(
        "practitioner",
        "code fingerprint drop",
        "practitioner practitionername allocatedpractitioner namedpractitioner fca fcaname "
        "familycourtadviser familycourtadvisor allocatedto allocatedworker worker workername caseworker "
        "caseholder keyworker guardian guardianname childrensguardian officername allocatedofficer "
        "socialworker",
    ),
    "location": _facts(
        "file location",
        "keep drop",
        "filelocation filelocationifnotelectronic locationoffile paperfilelocation wherefileisheld "
        "filelocationifpaper location storage cabinet",
    ),
    "age_band": _facts("age", "band drop", "ageband agegroup agerange age childage childsage ageofchild"),
    "date_of_birth": _facts(
        "date of birth",
        "band fingerprint drop",
        "dateofbirth dob birthdate birthday childdob childsdob childdateofbirth childsdateofbirth dobofchild "
        "dateofbirthofchild borndate dateborn born",
        several=True,
    ),
    "case_name": _facts(
        "family's name",
        "fingerprint drop",
        "casename nameofcase casetitle familyname name names parties partynames applicant applicantname "
        "respondent respondentname mother mothername mothersname father fathername fathersname parent "
        "parentname parentsname parents adultname carer carername clientname client",
        several=True,
    ),
    "child_name": _facts(
        "child's name",
        "fingerprint drop",
        "childname childsname childrensname childrensnames childnames nameofchild nameofchildren child "
        "childfullname fullname childforename childforenames childfirstname childsurname childlastname "
        "forename forenames firstname firstnames givenname lastname surname youngperson "
        "youngpersonname subjectname subjectchild knownas alias",
        several=True,
    ),
    "number": _facts(
        "identifying number",
        "fingerprint drop",
        "courtcasenumber courtcaseno courtnumber courtref courtreference courtcaseref courtcasereference "
        "nhsnumber nhsno upn uniquepupilnumber ninumber nationalinsurancenumber telephone telephonenumber "
        "phone phonenumber mobile mobilenumber laref lareference localauthorityreference familynumber urn",
        several=True,
    ),
    "gender": _facts("gender", "drop", "gender sex"),
    "ethnicity": _facts("ethnicity", "drop", "ethnicity ethnicorigin ethnicgroup ethniccategory"),
    "disability": _facts("disability", "drop", "disability disabled disabilityyn"),
    "local_authority": _facts(
        "local authority", "drop", "localauthority localauthoritypubliclaw la council localauthorityname"
    ),
    "court": _facts("court", "drop", "court courtname courtcentre hearingcentre nameofcourt"),
    "allocated_on": _facts(
        "date of allocation",
        "keep drop",
        "allocatedon dateallocated allocationdate allocateddate dateofallocation allocated dateallocatedon",
    ),
    "opened_on": _facts(
        "date opened",
        "keep drop",
        "openedon dateopened openeddate opendate openingdate dateofopening caseopened caseopenedon "
        "caseopeneddate caseopendate datecaseopened casestart casestartdate startdate datestarted "
        "datereceived receiveddate applicationdate dateofapplication opened",
    ),
    "closed_on": _facts(
        "date closed",
        "keep drop",
        "closedon dateclosed closeddate closedate closuredate dateofclosure dateofclosing closingdate "
        "caseclosed caseclosedon caseclosure casecloseddate caseclosuredate datecaseclosed caseenddate "
        "dateended enddate closed",
    ),
    "audited_on": _facts(
        "date of last audit",
        "keep drop",
        "lastaudited lastauditedon datelastaudited dateoflastaudit lastauditdate lastaudit auditedon "
        "dateaudited dateofaudit auditdate auditeddate fileaudited fileauditdate fileauditedon "
        "dateoffileaudit mostrecentaudit dateofmostrecentaudit qaauditdate lastqualityaudit audited",
    ),
    "domestic_violence": _facts(
        "domestic-violence flag",
        "keep drop",
        "domesticviolence dv dvflag domesticviolenceflag domesticviolenceyn dvyn domesticabuse "
        "domesticabuseflag domesticabuseyn da daflag",
    ),
    "ignore": _facts("nothing that is needed", "drop", several=True),
}
"""Everything that is known of each role."""

_SAY: Final[dict[Treatment, str]] = {
    "keep": "Kept.",
    "code": "Each name becomes a code such as P-01. The name is not kept, only its fingerprint.",
    "fingerprint": "Not kept. A fingerprint stays, so that typing it by accident is noticed.",
    "band": "Not kept. The age band stays, and of a date its fingerprint.",
    "drop": "Not kept.",
}
_NOT_LETTERS: Final = re.compile(r"[\W_]+")
_IN_BRACKETS: Final = re.compile(r"\([^)]*\)|\[[^]]*\]")
_DIGITS: Final = re.compile(r"\d+")


def say_of(treatment: Treatment) -> str:
    """Return what becomes of a column, for the screen."""
    return _SAY[treatment]


def heading_key(heading: str) -> str:
    """Return the form in which headings are compared: letters and digits in lower case, without accents."""
    apart = unicodedata.normalize("NFKD", heading.casefold())
    return _NOT_LETTERS.sub("", "".join(sign for sign in apart if unicodedata.category(sign) != "Mn"))


def recognise(heading: str) -> tuple[Role, int] | None:
    """Return the role that a heading is known by, and how sure that is (0 is surest); None when unknown.

    What stands in brackets and numbers ("Child 2 name") are tried without.
    """
    for variant in _variants(heading):
        known = _KNOWN.get(variant)
        if known is not None:
            return known
    return None


def _variants(heading: str) -> tuple[str, ...]:
    bare = _IN_BRACKETS.sub(" ", heading)
    return tuple(heading_key(variant) for variant in (heading, bare, _DIGITS.sub("", bare)))


_KNOWN: Final[dict[str, tuple[Role, int]]] = {
    heading: (role, rank) for role, facts in FACTS.items() for rank, heading in enumerate(facts.headings)
}
