"""Makes `visit-REVISION.db` of this folder: a made-up visit as the present program stores it.

Run once for each new revision, before the migration to the next one is written, and keep the file for good:

    python tests/data/make_visit_file.py

The key is `tests.stores.KEY`. What the file holds is in `visit-REVISION.json` beside it.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

FOLDER = Path(__file__).parent
sys.path.insert(0, str(FOLDER.parents[1]))

from cafaudit.domain.frame import Frame, FrameCase  # noqa: E402
from cafaudit.storage import migrate  # noqa: E402
from cafaudit.storage.local import Draft, UndoPart  # noqa: E402
from cafaudit.storage.store import Store  # noqa: E402, TC001
from tests.factories import AT, author  # noqa: E402
from tests.stores import events_of, new_store, put  # noqa: E402


def fill(store: Store) -> None:
    """One of everything that the tables can hold."""
    lead, one = author(1), author(2)
    with store.unit_of_work() as work:
        for number, grade in enumerate(("good", "satisfactory", "inadequate")):
            event = put(work, lead, "score", f"C-{number:03}", "1", "risk-quality", value=grade)
            part = UndoPart(f"score/C-{number:03}/1/risk-quality", event.id, None, grade)
            work.local.add_undo_step("GiveScore", f"Scored {grade}", AT, (part,))
        step = work.local.last_step("done")
        if step is not None:
            work.local.restate_step(step.number, "undone", step.parts)
        put(work, lead, "note", "n1", "text", value="for a colleague alone", audience=(one.key,))
        named = put(work, lead, "note", "n3", "text", value="Madeup Name, typed by accident")
        put(work, lead, "redaction", named.id, value="by way of example")
        work.local.keep_draft(Draft("note/n2/text", "typed so far", AT))
        work.local.log("Open", {"by": "lead"}, AT)
        work.frames.add(Frame((FrameCase(ref="C-001", stratum="Long-term"),)), "made-up hash", {"rows": 1})
        work.statements.run("INSERT INTO excluded_cases (frame, position, rule) VALUES (2, 1, 1)")
        work.frames.replace_fingerprints([("name", b"made up")])
        work.frames.marks.add_rows([0], [], [1], b"\x00" + b"made-up digest 1")
        work.frames.marks.add_shared(1, 0, [1], b"\x00" + b"made-up digest 2")
        work.frames.marks.add_coded([0], [(1, [0])], b"made-up digest 3")


def main() -> None:
    path = FOLDER / f"visit-{migrate.NEWEST}.db"
    store = new_store(path, author(1), author(2))
    fill(store)
    with store.reading() as read:
        held = {"digest": read.tables.digest(), "events": sorted(events_of(store))}
    store.close()
    path.with_suffix(".json").write_text(json.dumps(held, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
