"""While a long list comes in Python searches seldom for objects that hold each other, and then as before."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

import pytest

from cafaudit.intake.seldom import SELDOM, search_seldom, seldom_searched

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(autouse=True)
def usual() -> Iterator[tuple[int, int, int]]:
    """The thresholds of the process, put back after the test whatever it did."""
    found = gc.get_threshold()
    yield found
    gc.set_threshold(*found)


def test_it_searches_seldom_until_the_list_is_in(usual: tuple[int, int, int]) -> None:
    searched = gc.isenabled()  # a window in the same process searches by itself
    with seldom_searched():
        assert gc.get_threshold() == (SELDOM, *usual[1:])
        assert gc.isenabled() == searched
    assert gc.get_threshold() == usual


def test_a_refused_list_leaves_the_search_as_it_was(usual: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match="refused"), seldom_searched():
        raise ValueError("refused")
    assert gc.get_threshold() == usual


def test_of_two_lists_at_once_the_last_one_puts_it_back(usual: tuple[int, int, int]) -> None:
    first, second = seldom_searched(), seldom_searched()
    first.__enter__()
    second.__enter__()
    first.__exit__(None, None, None)
    assert gc.get_threshold()[0] == SELDOM
    second.__exit__(None, None, None)
    assert gc.get_threshold() == usual


def test_a_process_that_only_reads_a_list_searches_seldom_to_its_end(usual: tuple[int, int, int]) -> None:
    search_seldom()
    assert gc.get_threshold() == (SELDOM, *usual[1:])
