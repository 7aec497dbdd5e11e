import hashlib
import shutil
import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cafaudit.domain.frame import FrameCase
from cafaudit.errors import InputRefused
from cafaudit.sampling import (
    clean_seed,
    frame_hash,
    frame_lines,
    hash_of_pairs,
    parse_frame_lines,
    pieces_of,
    ticket,
)

SEED = "4 2 5 2 3 3 3 6 1 4 3 3 1 4 4 3 2 3 6 1"


@pytest.mark.parametrize(
    ("ref", "begins"), [("BBC-0929", "008d79bb"), ("BBC-0056", "0096e533"), ("BBC-1229", "005ba3f2")]
)
def test_tickets_are_the_ones_that_were_published(ref: str, begins: str) -> None:
    assert ticket(SEED, ref).startswith(begins)


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="no sha256sum on this machine")
@pytest.mark.parametrize(("seed", "ref"), [("42", "A-1"), ("sieben, Zwölf", "É/9"), (SEED, "007")])
def test_sha256sum_gives_the_same_ticket(seed: str, ref: str) -> None:
    done = subprocess.run(["sha256sum"], input=f"{seed},{ref}".encode(), capture_output=True, check=True)
    assert done.stdout.decode().split()[0] == ticket(seed, ref)


def test_a_seed_is_trimmed_and_composed_but_keeps_its_inner_blanks() -> None:
    assert clean_seed(f" \u00a0{SEED}\n") == SEED
    assert clean_seed("e\u0301te\u0301") == "\u00e9t\u00e9"


@pytest.mark.parametrize("text", ["", "  ", "4\t2", "4\n2", "4\u200b2", "4" * 501, "4\ud8002"])
def test_a_seed_that_nobody_could_type_again_is_refused(text: str) -> None:
    with pytest.raises(InputRefused):
        clean_seed(text)


def cases(*pairs: tuple[str, str]) -> list[FrameCase]:
    return [FrameCase(ref=ref, stratum=stratum) for stratum, ref in pairs]


def test_the_frame_list_is_sorted_by_bytes_and_its_hash_is_that_of_the_text() -> None:
    listed = cases(("b", "2"), ("B", "1"), ("É", "3"), ("a", "10"), ("a", "1"))
    text = "B\t1\na\t1\na\t10\nb\t2\nÉ\t3\n".encode()
    assert frame_lines(listed) == text
    assert frame_hash(listed) == hashlib.sha256(text).hexdigest()


@given(st.permutations([("s", "1"), ("s", "2"), ("t", "3"), ("ä", "4")]))
def test_the_frame_hash_does_not_depend_on_the_order_of_rows(pairs: list[tuple[str, str]]) -> None:
    assert frame_hash(cases(*pairs)) == frame_hash(cases(*sorted(pairs)))


@given(st.lists(st.tuples(st.sampled_from(["s", "s ", "s\x01", "ä", "t"]), st.text("aé0~-", min_size=1))))
def test_pieces_of_a_list_are_its_lines_sorted_by_bytes(pairs: list[tuple[str, str]]) -> None:
    lines = sorted(f"{stratum}\t{ref}\n".encode() for stratum, ref in pairs)
    assert b"".join(pieces_of(pairs)) == b"".join(lines)
    assert hash_of_pairs(pairs) == hashlib.sha256(b"".join(lines)).hexdigest()


def test_a_long_stratum_comes_in_several_pieces_that_end_with_a_line() -> None:
    pieces = list(pieces_of(("s", str(number)) for number in range(10_000)))
    assert len(pieces) > 1
    assert all(piece.startswith(b"s\t") and piece.endswith(b"\n") for piece in pieces)
    assert sum(piece.count(b"\n") for piece in pieces) == 10_000


def test_an_exported_list_reads_back_to_the_same_hash_also_with_windows_line_ends() -> None:
    listed = cases(("Long-term, private", "B 2"), ("Early", "A-1"))
    data = frame_lines(listed)
    assert frame_hash(parse_frame_lines(data, source="list.txt")) == frame_hash(listed)
    assert parse_frame_lines(data.replace(b"\n", b"\r\n"), source="list.txt") == parse_frame_lines(
        data, source="list.txt"
    )


@pytest.mark.parametrize("data", [b"", b"\n", b"a\tb\tc\n", b"alone\n", b"\xff\xfe\n", b"a\t\n"])
def test_a_file_that_is_no_frame_list_is_refused_by_name(data: bytes) -> None:
    with pytest.raises(InputRefused, match=r"list\.txt"):
        parse_frame_lines(data, source="list.txt")
