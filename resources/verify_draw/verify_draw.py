"""Check the draw of a sample with nothing but Python 3.8 or newer: the list, the seed and the draw sheet.

    python3 verify_draw.py LIST SEED SHEET               SHEET ends in .csv or .xlsx
    python3 verify_draw.py --tickets LIST SEED FILE.csv  writes every case with its ticket, for a spreadsheet

LIST has lines "stratum TAB case". A ticket is the SHA-256 of "SEED,case"; a stratum sorted by ticket is its
queue. The exit status is 0 when all agrees, 5 when something does not, 3 when a file cannot be read.
"""

from __future__ import annotations

import csv
import hashlib
import re
import sys
import unicodedata
import zipfile
from pathlib import Path
from xml.etree import ElementTree as Xml

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
NEEDED = {"stratum", "order", "case", "ticket", "role"}
STEPS = {"draw": 0, **{f"extension {number}": number for number in range(1, 1000)}}
FACTS = {"Seed": "seed", "List fixed as (SHA-256)": "list", "Draw": "draw"}


def read_list(path: str, seed: str) -> tuple[list[tuple[str, str, str]], str]:
    """Return stratum, case and ticket of each line of the list, and the hash of the list."""
    lines = Path(path).read_bytes().decode("utf-8-sig").replace("\r\n", "\n").rstrip("\n").split("\n")
    if any(not re.fullmatch("[^\t]*\t[^\t]+", line) for line in lines):
        raise ValueError("the list needs lines of a stratum, a tab and a case")
    together = "".join(line + "\n" for line in sorted(lines, key=str.encode))
    pairs = [line.split("\t") for line in lines]
    listed = [(name, case, hashlib.sha256(f"{seed},{case}".encode()).hexdigest()) for name, case in pairs]
    return listed, hashlib.sha256(together.encode()).hexdigest()


def read_sheet(path: str) -> list[dict[str, str]]:
    """Return the places of a sheet; each also says what the sheet says of seed, list, draw and sizes."""
    if not path.lower().endswith(".xlsx"):
        rows = csv.reader(Path(path).read_text("utf-8-sig").split("\n"))
        return table([{str(at): text for at, text in enumerate(row)} for row in rows], NEEDED)
    sheets = read_workbook(path)
    places = next(found for found in (table(rows, NEEDED) for rows in sheets.values()) if found)
    if not {"Draw", "Strata"} <= set(sheets):
        return places
    said = {FACTS[row["A"]]: row.get("B", "") for row in sheets["Draw"] if row.get("A") in FACTS}
    strata = {row.pop("stratum"): row for row in table(sheets["Strata"], {"stratum", "in the list"})}
    total = strata.pop("All strata", {"in the list": ""})
    sums = {key: str(sum(int(row[key]) for row in strata.values())) for key in total if key != "share"}
    if any(total[key] != sums[key] for key in sums):
        said["draw"] = "the strata do not add up"
    for place in places:
        row = strata.get(place["stratum"], {})
        parts = [row[key] for key in row if key == "files drawn" or key.startswith("extension")]
        adds_up = row and sum(map(int, parts)) == int(row["files in all"])
        place.update(said, files="+".join(parts) if adds_up else "", cases=row.get("in the list", ""))
    return places


def table(rows: list[dict[str, str]], needed: set[str]) -> list[dict[str, str]]:
    """Return the rows below the headings, by heading; none where the headings are not there."""
    for at, row in enumerate(rows):
        heads = {column: text.strip().lower() for column, text in row.items()}
        if needed <= set(heads.values()):
            below = (line for line in rows[at + 1 :] if any(line.values()))
            return [{heads[one]: line.get(one, "").strip() for one in heads} for line in below]
    return []


def read_workbook(path: str) -> dict[str, list[dict[str, str]]]:
    """Return the rows of each sheet, by its name; a row has texts by the letters of their columns."""
    with zipfile.ZipFile(path) as book:
        parts = [name for name in book.namelist() if name.endswith((".xml", ".rels"))]
        roots = {name: Xml.fromstring(book.read(name)) for name in parts}
    relations = roots["xl/_rels/workbook.xml.rels"]
    links = {one.get("Id"): one.attrib["Target"].split("xl/")[-1] for one in relations}
    shared = [words(item) for item in roots.get("xl/sharedStrings.xml", Xml.Element("sst"))]
    sheets: dict[str, list[dict[str, str]]] = {}
    for sheet in roots["xl/workbook.xml"].iter(MAIN + "sheet"):
        rows = sheets[sheet.attrib["name"]] = []
        link = next(links[text] for name, text in sheet.items() if name.endswith("}id"))
        for row in roots["xl/" + link].iter(MAIN + "row"):
            rows.append({})
            for cell in row.iter(MAIN + "c"):
                text = words(cell) or cell.findtext(MAIN + "v", "")
                column = cell.attrib["r"].rstrip("0123456789")
                rows[-1][column] = shared[int(text)] if cell.get("t") == "s" else text
    return sheets


def words(item: Xml.Element) -> str:
    text = "".join(part.text or "" for part in item.iter(MAIN + "t"))
    return re.sub("_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found[1], 16)), text)


def check(listed: list[tuple[str, str, str]], due: dict[str, str], places: list[dict[str, str]]) -> list[str]:
    """Return what does not agree, one sentence each; `due` is what each place must say, where it does."""
    due["draw"] = places[0].get("draw", "1 of 1")
    problems = [] if re.fullmatch("[1-9][0-9]* of [1-9][0-9]*", due["draw"]) else [f"Draw: {due['draw']}"]
    if len({case for _, case, _ in listed}) < len(listed):
        problems.append("A case stands in the list more than once.")
    for name in sorted({place["stratum"] for place in places}):
        mine = [place for place in places if place["stratum"] == name]
        queue = sorted((ticket, case) for stratum, case, ticket in listed if stratum == name)
        sample = {place["case"] for place in mine if place["role"] == "sample"}
        taken = [place.get("taken", "draw" if place["role"] == "sample" else "") for place in mine]
        steps = [STEPS.get(text, -1) for text in taken]
        counted = range(max([mine[0].get("files", "").count("+"), *steps]) + 1)
        due.update(cases=str(len(queue)), files="+".join(str(steps.count(step)) for step in counted))
        for at, place in enumerate(mine):
            wrong = [key for key in due if place.get(key, due[key]) != due[key]]
            if queue[at : at + 1] != [(place["ticket"], place["case"])] or place["order"] != str(at + 1):
                wrong.append("place, case or ticket")
            instead = taken[at][11:] if taken[at].startswith("instead of ") else ""
            in_sample = steps[at] >= 0 or instead in sample - {place["case"]}
            role = "sample" if in_sample else "reserve" if taken[at] in {"", "passed over"} else ""
            if place["role"] != role:
                wrong.append("role")
            behind = "" in taken[:at] or max([0, *steps[:at]]) > steps[at]
            if steps[at] >= 0 and (behind or (steps[at] == 0 and -1 in steps[:at])):
                wrong.append("taken")
            problems += [f"“{name}”, place {place['order']}, case {place['case']}: {key}" for key in wrong]
    return problems


def main(given: list[str]) -> int:
    tickets = given[:1] == ["--tickets"]
    if len(given) != 3 + tickets:
        print(__doc__)
        return 2
    path, seed, other = given[tickets], unicodedata.normalize("NFC", given[-2]).strip(), given[-1]
    listed, digest = read_list(path, seed)
    if tickets:
        with Path(other).open("w", encoding="utf-8-sig", newline="") as stream:
            csv.writer(stream).writerows([("stratum", "case", "ticket"), *listed])
        return 0
    problems = check(listed, {"seed": seed, "list": digest}, read_sheet(other))
    print(f"List: {len(listed)} cases, SHA-256 {digest}")
    print("\n".join("DOES NOT AGREE: " + one for one in problems) or "All agrees: list, seed, order, cut.")
    return 5 if problems else 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except (OSError, ValueError, LookupError, StopIteration, Xml.ParseError, zipfile.BadZipFile) as fault:
        sys.stderr.write(f"A file cannot be read: {fault}\n")
        sys.exit(3)
