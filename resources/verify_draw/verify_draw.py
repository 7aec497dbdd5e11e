"""Check the draw of a sample with nothing but Python 3.8 or newer: the list, the seed and the draw sheet.

    python3 verify_draw.py LIST SEED SHEET               SHEET ends in .csv or .xlsx
    python3 verify_draw.py --tickets LIST SEED FILE.csv  writes every case with its ticket, for a spreadsheet

LIST has lines "stratum TAB case". A ticket is the SHA-256 of "SEED,case"; a stratum sorted by ticket is its
queue. Exit status: 0 all agrees, 5 something does not, 3 a file cannot be read.
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
PARTS = {"taken", "files", "cases", "draw", "seed", "list"}, {"places", "rows"}
STEPS = {"draw": 0, **{f"extension {number}": number for number in range(1, 1000)}}
FACTS = {"Seed": "seed", "List fixed as (SHA-256)": "list", "Draw": "draw", "Places on this sheet": "rows"}
AGREES = """All agrees: list, seed, order, cut. Papers alone cannot prove when things were done, where the
seed came from, how many draws there were, or that the list is whole: the visit's signed journal has that."""


def read_list(path: str, seed: str) -> tuple[list[tuple[str, str, str]], str]:
    """Return stratum, case and ticket of each line of the list, and the hash of the list."""
    lines = Path(path).read_bytes().decode("utf-8-sig").replace("\r\n", "\n").rstrip("\n").split("\n")
    if any(not re.fullmatch("[^\t]*\t[^\t]+", line) for line in lines):
        raise ValueError("the list needs lines of a stratum, a tab and a case")
    pairs = [line.split("\t") for line in lines]
    listed = [(name, case, hashlib.sha256(f"{seed},{case}".encode()).hexdigest()) for name, case in pairs]
    return listed, hashlib.sha256(b"".join(sorted(f"{line}\n".encode() for line in lines))).hexdigest()


def read_sheet(path: str) -> tuple[list[dict[str, str]], list[str]]:
    """Return the places of a sheet, each with what the sheet says of seed, list and sizes; then its facts."""
    if not path.lower().endswith(".xlsx"):
        text = Path(path).read_text("utf-8-sig")
        rows = csv.reader(text.split("\n"), delimiter=max(",;\t", key=text.count))
        return table([{str(at): cell for at, cell in enumerate(row)} for row in rows], NEEDED), []
    sheets = read_workbook(path)
    (places,) = filter(None, (table(rows, NEEDED) for rows in sheets.values()))
    if not {"Draw", "Strata"} <= set(sheets):
        return places, []
    facts = [(row["what"], row["as recorded"]) for row in table(sheets["Draw"], {"what", "as recorded"})]
    said = {FACTS[label]: text for label, text in facts if label in FACTS}
    *strata, total = table(sheets["Strata"], {"stratum", "in the list"})
    sums = {key: str(sum(int(row[key]) for row in strata)) for key in set(total) - {"stratum", "share"}}
    drawn = {row["stratum"]: row for row in strata if int(row["files in all"])}
    if set(drawn) - {one["stratum"] for one in places} or total != {**total, **sums, "stratum": "All strata"}:
        said["draw"] = "(the strata do not add up)"
    for place in places:
        row = drawn.get(place["stratum"], {})
        parts = [row[key] for key in row if key == "files drawn" or key.startswith("extension")]
        place.update({**row, **said, "files": "+".join(parts), "cases": row.get("in the list", "")})
    return places, [f"{label:<28}{text}" for label, text in facts if label not in FACTS]


def table(rows: list[dict[str, str]], needed: set[str]) -> list[dict[str, str]]:
    """Return the rows below the headings, by heading; none where they are not there, each once."""
    for at, row in enumerate(rows):
        heads = {column: text.strip().lower() for column, text in row.items() if text.strip()}
        if needed <= set(heads.values()) and len(set(heads.values())) == len(heads):
            below = (line for line in rows[at + 1 :] if any(line.values()))
            return [{heads[one]: line.get(one, "").strip() for one in heads} for line in below]
    return []


def read_workbook(path: str) -> dict[str, list[dict[str, str]]]:
    """Return the rows of each sheet, by its name; a row has texts by the letters of their columns."""
    with zipfile.ZipFile(path) as book:
        parts = [name for name in book.namelist() if name.endswith((".xml", ".rels"))]
        roots = {name.split("xl/")[-1]: Xml.fromstring(book.read(name)) for name in parts}
    links = {one.get("Id"): one.attrib["Target"].split("xl/")[-1] for one in roots["_rels/workbook.xml.rels"]}
    shared = [named(item, [])[1] for item in roots.get("sharedStrings.xml", Xml.Element("sst"))]
    sheets: dict[str, list[dict[str, str]]] = {}
    for sheet in roots["workbook.xml"].iter(MAIN + "sheet"):
        link = next(links[text] for name, text in sheet.items() if name.endswith("}id"))
        sheets[sheet.attrib["name"]] = [
            dict(named(one, shared) for one in row.iter(MAIN + "c")) for row in roots[link].iter(MAIN + "row")
        ]
    return sheets


def named(item: Xml.Element, shared: list[str]) -> tuple[str, str]:
    text = "".join(part.text or "" for part in item.iter(MAIN + "t")) or item.findtext(MAIN + "v", "")
    plain = re.sub("_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found[1], 16)), text)
    return item.get("r", "").rstrip("0123456789"), shared[int(text)] if item.get("t") == "s" else plain


def check(listed: list[tuple[str, str, str]], due: dict[str, str], places: list[dict[str, str]]) -> list[str]:
    """Return what does not agree, one sentence each; `due` is what each place must say, where it does."""
    places = sorted(places, key=lambda place: place["order"].zfill(9))
    due.update(draw=places[0].get("draw", "1 of 1"), rows=str(len(places)))
    problems = [] if re.fullmatch("[1-9][0-9]* of [1-9][0-9]*", due["draw"]) else [f"Draw: {due['draw']}"]
    problems += [f"no column “{one}”" for part in PARTS if part & {*places[0]} for one in part - {*places[0]}]
    problems += ["a case stands in the list twice"] * (len({one for _, one, _ in listed}) < len(listed))
    for name in sorted({place["stratum"] for place in places}):
        mine = [place for place in places if place["stratum"] == name]
        queue = sorted((ticket, case) for stratum, case, ticket in listed if stratum == name)
        swaps = {"instead of " + place["case"] for place in mine if place["role"] == "sample"}
        taken = [place.get("taken", "draw" if place["role"] == "sample" else "") for place in mine]
        steps = [STEPS.get(text, -1) for text in taken]
        counted = range(max([mine[0].get("files", "").count("+"), *steps]) + 1)
        due.update(cases=str(len(queue)), places=str(len(mine)), reserves=str(len(mine) - len(swaps)))
        due.update(files="+".join(str(steps.count(step)) for step in counted))
        for at, place in enumerate(mine):
            ticket, case = queue[at] if at < len(queue) else ("", "")
            before = [0, *steps[:at]]
            behind = "" in taken[:at] or max(before) > steps[at] or (steps[at] == 0 and -1 in before)
            in_sample = taken[at] in swaps - {"instead of " + case} if steps[at] < 0 else not behind
            role = "sample" if in_sample else "reserve" if taken[at] in {"", "passed over"} else "none"
            due.update(order=str(at + 1), ticket=ticket, case=case, role=role)
            wrong = [f"{key} {place[key]} not {ok}" for key, ok in due.items() if place.get(key, ok) != ok]
            problems += [f"“{name}”, place {place['order']}, case {place['case']}: {one}" for one in wrong]
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
    places, told = read_sheet(other)
    problems = check(listed, due := {"seed": seed, "list": digest}, places)
    told += [] if "rows" in places[0] else ["NOT CHECKED: places lost at the end; the sheet counts none"]
    print(f"List: {len(listed)} cases, SHA-256 {digest}\nSheet: draw {due['draw']}", *told, sep="\n  ")
    print("\n".join("DOES NOT AGREE: " + one for one in problems) or AGREES)
    return 5 if problems else 0


if __name__ == "__main__":
    sys.stdout.reconfigure(errors="replace")  # type: ignore[union-attr]
    try:
        sys.exit(main(sys.argv[1:]))
    except (OSError, ValueError, LookupError, StopIteration, Xml.ParseError, zipfile.BadZipFile) as fault:
        sys.stderr.write(f"A file cannot be read: {fault}\n")
        sys.exit(3)
