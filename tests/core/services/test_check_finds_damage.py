"""A check tells what was changed behind the program's back, in sentences, and never breaks down itself."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from cafaudit.progress import NO_PROGRESS
from cafaudit.services.checking import check_visit
from cafaudit.storage.encrypted_file import connect

if TYPE_CHECKING:
    from cafaudit.services.visits import OpenVisit


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        (
            "UPDATE events SET payload = CAST(payload || ' ' AS BLOB) WHERE seq = 3",
            "not the one that was signed",
        ),
        ("UPDATE events SET header = CAST(header || ' ' AS BLOB) WHERE seq = 3", "cannot be read"),
        ("UPDATE events SET signature = zeroblob(64)", "does not carry the signature"),
        (
            "UPDATE events SET header = CAST(replace(header, '\"audience\"', '\"audiencE\"') AS BLOB)",
            "cannot be",
        ),
        ("UPDATE events SET nonce = NULL, payload = NULL WHERE seq = 1", "journal says"),
        ("DELETE FROM events WHERE seq = 3", "number 3 is not here"),
        ("UPDATE members SET role = 'reader'", "team in the read tables"),
        ("UPDATE live SET value = '\"x\"' WHERE cell = 'framework/text'", "values in the read tables"),
    ],
)
def test_what_was_changed_in_the_file_is_told(held: OpenVisit, statement: str, words: str) -> None:
    assert check_visit(held.visit, held.folder, NO_PROGRESS).ok
    with closing(connect(held.folder.database, held.folder.key)) as connection:
        connection.execute(statement)
    report = check_visit(held.visit, held.folder, NO_PROGRESS)
    assert not report.ok
    assert any(words in problem for problem in report.problems), report.problems
