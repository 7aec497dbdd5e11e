"""The visit folder: made whole or not at all, opened by its members, left alone when something is wrong."""

import subprocess
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from shutil import which

import pyrage
import pytest
from pyrage import x25519

from cafaudit.errors import CafAuditError, InputRefused, IntegrityFailure, NotAMember
from cafaudit.progress import NO_PROGRESS, Cancelled
from cafaudit.storage.encrypted_file import connect
from cafaudit.storage.folder import (
    OpenFolder,
    copy_folder,
    create_folder,
    open_folder,
    write_keys,
)

OWNER = x25519.Identity.generate()
OTHER = x25519.Identity.generate()
LEAD = x25519.Identity.generate()


def recipients(*identities: x25519.Identity) -> list[str]:
    return [str(identity.to_public()) for identity in identities]


def content(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def one_note(folder: OpenFolder) -> None:
    with closing(connect(folder.database, folder.key)) as connection:
        connection.execute("CREATE TABLE note (text TEXT)")
        connection.execute("INSERT INTO note VALUES ('one')")


def notes(folder: OpenFolder) -> list[str]:
    with closing(connect(folder.database, folder.key)) as connection:
        return [row[0] for row in connection.execute("SELECT text FROM note")]


@pytest.fixture
def visit(tmp_path: Path) -> OpenFolder:
    return create_folder(tmp_path / "area", recipients(OWNER, LEAD), one_note)


def test_a_new_visit_opens_for_each_of_its_people_and_holds_what_was_put_in(visit: OpenFolder) -> None:
    assert visit.path.name == "area.cafaudit"
    assert sorted(path.name for path in visit.path.iterdir()) == ["backups", "keys.age", "visit.db"]
    for identity in (OWNER, LEAD):
        assert notes(open_folder(visit.path, [str(identity)])) == ["one"]


def test_the_ending_may_be_left_out_or_given(visit: OpenFolder) -> None:
    with_ending = open_folder(visit.path, [str(OWNER)])
    without = open_folder(visit.path.with_name("area"), [str(OWNER)])
    assert with_ending == without == visit


def test_a_folder_that_was_renamed_still_opens(visit: OpenFolder) -> None:
    renamed = visit.path.rename(visit.path.with_name("put away 2026"))
    assert notes(open_folder(renamed, [str(OWNER)])) == ["one"]


def test_an_empty_new_visit_can_be_opened(tmp_path: Path) -> None:
    made = create_folder(tmp_path / "empty", recipients(OWNER))
    with closing(connect(made.database, made.key)) as connection:
        assert connection.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)


def test_two_visits_never_share_a_key(tmp_path: Path) -> None:
    first = create_folder(tmp_path / "a", recipients(OWNER))
    second = create_folder(tmp_path / "b", recipients(OWNER))
    assert first.key != second.key


def test_the_key_shows_in_no_text_about_the_folder(visit: OpenFolder) -> None:
    assert visit.key.hex() not in repr(visit)
    assert str(visit.key) not in repr(visit)


def test_a_visit_is_never_overwritten(visit: OpenFolder) -> None:
    before = content(visit.path)
    with pytest.raises(InputRefused, match="already"):
        create_folder(visit.path, recipients(OWNER))
    assert content(visit.path) == before


def test_a_visit_whose_making_fails_leaves_nothing(tmp_path: Path) -> None:
    def stopped(folder: OpenFolder) -> None:
        one_note(folder)
        raise Cancelled

    with pytest.raises(Cancelled):
        create_folder(tmp_path / "area", recipients(OWNER), stopped)
    assert list(tmp_path.iterdir()) == []


def test_a_visit_is_not_made_in_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputRefused, match="could not be made"):
        create_folder(tmp_path / "missing" / "area", recipients(OWNER))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("wrong", [[], ["age1nonsense"], [*recipients(OWNER), ""]])
def test_a_visit_for_nobody_is_refused(tmp_path: Path, wrong: list[str]) -> None:
    with pytest.raises(InputRefused):
        create_folder(tmp_path / "area", wrong)
    assert list(tmp_path.iterdir()) == []


def test_somebody_else_is_told_that_they_are_no_member(visit: OpenFolder) -> None:
    before = content(visit.path)
    with pytest.raises(NotAMember) as refusal:
        open_folder(visit.path, [str(OTHER)])
    assert refusal.value.exit_status == 4
    assert content(visit.path) == before


def remove(name: str) -> Callable[[Path], object]:
    return lambda folder: (folder / name).unlink()


def overwrite(name: str, data: bytes) -> Callable[[Path], object]:
    return lambda folder: (folder / name).write_bytes(data)


def flip(name: str, where: int) -> Callable[[Path], object]:
    def change(folder: Path) -> None:
        data = bytearray((folder / name).read_bytes())
        data[where] ^= 1
        (folder / name).write_bytes(data)

    return change


def cut(name: str, size: int) -> Callable[[Path], object]:
    return lambda folder: (folder / name).write_bytes((folder / name).read_bytes()[:size])


FOREIGN_TEXT = pyrage.encrypt(b"a shopping list", [OWNER.to_public()])


@pytest.mark.parametrize(
    ("harm", "refusal"),
    [
        (remove("keys.age"), IntegrityFailure),
        (remove("visit.db"), IntegrityFailure),
        (overwrite("keys.age", b""), IntegrityFailure),
        (overwrite("keys.age", b"x" * 2_000_000), IntegrityFailure),
        (overwrite("keys.age", FOREIGN_TEXT), IntegrityFailure),
        (flip("keys.age", 3), IntegrityFailure),
        (flip("keys.age", -1), IntegrityFailure),
        (cut("keys.age", 60), IntegrityFailure),
        (cut("keys.age", -4), IntegrityFailure),
    ],
)
def test_a_folder_with_a_damaged_part_is_refused_and_left_as_it_is(
    visit: OpenFolder, harm: Callable[[Path], object], refusal: type[CafAuditError]
) -> None:
    harm(visit.path)
    before = content(visit.path)
    with pytest.raises(refusal) as caught:
        open_folder(visit.path, [str(OWNER)])
    assert caught.value.exit_status == 5
    assert content(visit.path) == before


def test_what_is_no_visit_is_called_so(tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "notes.txt").write_text("x")
    for name, words in (("nowhere", "no visit"), ("letters", "not a visit"), ("notes.txt", "no visit")):
        with pytest.raises(InputRefused, match=words):
            open_folder(tmp_path / name, [str(OWNER)])
    assert sorted(path.name for path in tmp_path.iterdir()) == ["letters", "notes.txt"]


def test_the_key_can_be_wrapped_for_other_people_without_touching_the_file(visit: OpenFolder) -> None:
    before = visit.database.read_bytes()
    write_keys(visit, recipients(OTHER))
    assert notes(open_folder(visit.path, [str(OTHER)])) == ["one"]
    with pytest.raises(NotAMember):
        open_folder(visit.path, [str(OWNER)])
    assert visit.database.read_bytes() == before


def test_a_copy_opens_for_the_same_people_while_the_visit_is_in_use(
    visit: OpenFolder, tmp_path: Path
) -> None:
    with closing(connect(visit.database, visit.key)) as in_use:
        in_use.execute("INSERT INTO note VALUES ('two')")
        copy_folder(visit, tmp_path / "copy", NO_PROGRESS)
    assert notes(open_folder(tmp_path / "copy", [str(LEAD)])) == ["one", "two"]


def test_a_copy_of_a_damaged_visit_is_not_kept(visit: OpenFolder, tmp_path: Path) -> None:
    flip("visit.db", 5000)(visit.path)
    with pytest.raises(IntegrityFailure):
        copy_folder(visit, tmp_path / "copy", NO_PROGRESS)
    assert [path.name for path in tmp_path.iterdir()] == ["area.cafaudit"]


def test_only_the_owner_of_the_account_can_read_the_folder(visit: OpenFolder) -> None:
    assert visit.path.stat().st_mode & 0o077 == 0
    assert (visit.path / "keys.age").stat().st_mode & 0o077 == 0


@pytest.mark.skipif(which("age") is None, reason="the age program is not installed")
def test_the_stock_age_program_opens_the_wrapped_key(visit: OpenFolder, tmp_path: Path) -> None:
    (tmp_path / "identity").write_text(str(OWNER))
    out = subprocess.run(
        ["age", "-d", "-i", str(tmp_path / "identity"), str(visit.path / "keys.age")],
        capture_output=True,
        check=True,
    ).stdout
    assert out.decode() == f"cafaudit visit key 1 {visit.key.hex()}\n"
