"""The fold over random histories: one state whatever the order, and nothing unaccounted for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from cafaudit.journal.fold import fold
from cafaudit.journal.state import SetAside, State, digest_of
from tests.core.journal.histories import histories
from tests.factories import Desk, exchange_all, shuffled, without_payload

if TYPE_CHECKING:
    from cafaudit.journal.event import Event

SEEDS = st.integers(0, 2**32 - 1)
BY_REMOVAL = {SetAside.AFTER_REMOVAL}


def everything(desks: list[Desk]) -> dict[str, Event]:
    """Every event that was ever written, with its payload."""
    known: dict[str, Event] = {}
    for desk in desks:
        for event_id, event in desk.events.items():
            if event_id not in known or known[event_id].payload_bytes is None:
                known[event_id] = event
    return known


@given(histories, SEEDS)
def test_any_order_and_any_repeats_give_the_same_state_and_digest(desks: list[Desk], seed: int) -> None:
    events = list(everything(desks).values())
    state = fold(events, desks[0].visit)
    again = fold(shuffled(events, seed, repeats=10), desks[0].visit)
    assert again == state
    assert again.digest == state.digest


@given(histories, SEEDS)
def test_a_payload_that_comes_later_than_its_header_gives_the_same_state(
    desks: list[Desk], seed: int
) -> None:
    events = list(everything(desks).values())
    bare = [without_payload(event) for event in shuffled(events, seed)[: len(events) // 2]]
    expected = fold(events, desks[0].visit)
    assert fold([*bare, *events], desks[0].visit) == expected
    assert fold([*events, *bare], desks[0].visit) == expected


@given(histories)
def test_all_who_exchange_everything_reach_the_fold_of_the_union(desks: list[Desk]) -> None:
    union = fold(everything(desks).values(), desks[0].visit)
    exchange_all(desks)
    for desk in desks:
        state = desk.state
        assert state.digest == union.digest
        assert state.set_aside == union.set_aside
        assert state.waiting == union.waiting
        assert state.members == union.members
        assert state.forks == union.forks
        assert state.redacted == union.redacted
        assert team_values(state) == team_values(union)


@given(histories, SEEDS)
def test_exchange_in_any_pairs_and_order_ends_in_one_state_for_all_who_may_read_the_same(
    desks: list[Desk], seed: int
) -> None:
    for desk in shuffled(desks, seed, repeats=6):
        desk.give(desks[seed % len(desks)])
    exchange_all(desks)
    states = {readable(desk): desk.state for desk in desks}
    for desk in desks:
        assert desk.state == states[readable(desk)]


def readable(desk: Desk) -> frozenset[str]:
    return frozenset(event_id for event_id, event in desk.events.items() if event.payload_bytes is not None)


@given(histories)
def test_every_event_is_accounted_for_exactly_once(desks: list[Desk]) -> None:
    exchange_all(desks)
    for desk in desks:
        state = desk.state
        live = {value.event for values in state.live.values() for value in values.values()}
        replaced = {
            old
            for event_id in state.accepted - state.unknown - set(state.without_effect)
            for old in desk.events[event_id].header.supersedes
        }
        for event_id, event in desk.events.items():
            places = [
                event_id in state.waiting,
                event_id in state.set_aside,
                event_id in state.unknown,
                event_id in state.without_effect,
                event_id in live,
                event_id in state.accepted and event_id in replaced and event_id not in live
                and event_id not in state.unknown and event_id not in state.without_effect
                and (event.for_team or (event.payload is not None and event_id not in state.redacted)),
                event_id in state.accepted and not event.for_team
                and (event.payload is None or event_id in state.redacted),
            ]  # fmt: skip
            assert sum(places) == 1, (event, places)
        assert state.accepted | state.waiting | set(state.set_aside) == set(desk.events)


@given(histories)
def test_nobody_takes_another_persons_score_away_but_by_moderation(desks: list[Desk]) -> None:
    exchange_all(desks)
    state = desks[0].state
    live = {value.event for values in state.live.values() for value in values.values()}
    for event_id in state.accepted - live - state.unknown - set(state.without_effect):
        event = desks[0].events[event_id]
        if event.cell is None or event.cell[0] not in {"score", "why"} or event_id in state.redacted:
            continue
        by = [desks[0].events[i] for i in state.accepted if event_id in desks[0].events[i].header.supersedes]
        assert any(
            e.header.author == event.header.author or e.kind == f"{event.cell[0]}.moderated" for e in by
        )


@given(histories, SEEDS)
def test_what_arrives_later_changes_no_verdict_but_by_a_removal(desks: list[Desk], seed: int) -> None:
    """Who may write is judged by what an event had seen, never by when it arrived."""
    events = shuffled(everything(desks).values(), seed)
    some = fold(events[: len(events) // 2], desks[0].visit)
    whole = fold(events, desks[0].visit)
    removals = any(e.kind == "member.set" and (e.cell or ("",))[-1] == "removed" for e in events)
    for event_id in some.accepted:
        if not removals:
            assert event_id in whole.accepted
    for event_id, cause in some.set_aside.items():
        if not removals:
            assert whole.set_aside[event_id] is cause


@given(histories)
def test_the_digest_is_that_of_the_accepted_ids_and_the_team_cells(desks: list[Desk]) -> None:
    state = fold(everything(desks).values(), desks[0].visit)
    values = [value for cell in state.live.values() for value in cell.values()]
    assert state.digest == digest_of(sorted(state.accepted), shuffled(values, 1))
    assert state.digest != digest_of([*state.accepted, "one more"], values)
    assert [v for v in values if not v.team] or state.digest != digest_of(state.accepted, values[1:])


def team_values(state: State) -> dict[str, dict[str, object]]:
    found = {
        cell: {value.event: value.value for value in values.values() if value.team}
        for cell, values in state.live.items()
    }
    return {cell: values for cell, values in found.items() if values}
