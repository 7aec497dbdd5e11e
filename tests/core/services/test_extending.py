"""A sample that is extended: nothing drawn is lost, the next unused places follow, nobody is taken twice."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from cafaudit.errors import InputRefused
from cafaudit.services.commands.drawing import DrawSample, NameSeedSource
from cafaudit.services.commands.extending import ExtendSample
from cafaudit.services.commands.listing import FixFrame, ImportFrame
from cafaudit.services.commands.requesting import ReplaceFile
from cafaudit.services.draw_sheets import draw_paper, reserve_problems
from cafaudit.services.drawn_marks import NOT_MARKED
from cafaudit.services.picture import load_picture
from cafaudit.services.queries.files import verify_stored_draw
from tests.visits import SEED, case_list, sampled

if TYPE_CHECKING:
    from pathlib import Path

    from cafaudit.domain.picture import SampledCase
    from cafaudit.services.visit import Visit


def queue_of(visit: Visit, stratum: str) -> list[SampledCase]:
    return [case for case in load_picture(visit).sample if case.stratum == stratum]


def test_an_extension_takes_the_next_places_and_leaves_what_was_drawn(drawn: Visit) -> None:
    stratum = load_picture(drawn).sample[0].stratum
    before = queue_of(drawn, stratum)
    drawn.do(ExtendSample(per_stratum={stratum: 2}, reason="An office more."))
    after = queue_of(drawn, stratum)
    assert [case.ref for case in after][: len(before)] == [case.ref for case in before]
    roles = [(case.role, case.extension) for case in after]
    drawn_before = sum(1 for case in before if case.role == "sample")
    assert roles[: drawn_before + 2] == [("sample", 0)] * drawn_before + [("sample", 1)] * 2
    assert [case.role for case in after].count("reserve") == 5
    [record] = load_picture(drawn).draws
    assert record.sizes[stratum] == drawn_before
    assert record.total_sizes[stratum] == drawn_before + 2
    assert [(one.number, one.sizes, one.reason) for one in record.extensions] == [
        (1, {stratum: 2}, "An office more.")
    ]
    assert verify_stored_draw(drawn) == ()


def test_a_visit_that_lost_its_last_reserve_is_found_out_before_and_after_an_extension(drawn: Visit) -> None:
    for _ in range(2):
        paper = draw_paper(drawn)
        assert tuple(reserve_problems(paper)) == ()
        name = paper.cases[-1].stratum
        [found] = reserve_problems(replace(paper, cases=paper.cases[:-1]))
        places = len(queue_of(drawn, name))
        assert found == f"“{name}” has {places - 1} places, with reserves it should have at least {places}."
        drawn.do(ExtendSample(per_stratum={name: 2}, reason="More."))


def test_a_size_in_all_is_shared_out_over_what_is_left(drawn: Visit) -> None:
    before = len(sampled(drawn))
    drawn.do(ExtendSample(size=7, reason="More."))
    drawn.do(ExtendSample(size=3, allocate="equal", reason="And more."))
    [record] = load_picture(drawn).draws
    assert len(sampled(drawn)) == before + 10 == sum(record.total_sizes.values())
    assert [sum(one.sizes.values()) for one in record.extensions] == [7, 3]
    assert set(record.extensions[1].sizes.values()) == {1}
    assert verify_stored_draw(drawn) == ()


def test_reserves_that_were_taken_up_are_passed_over(drawn: Visit) -> None:
    stratum = load_picture(drawn).sample[0].stratum
    missing = queue_of(drawn, stratum)[0].ref
    drawn.do(ReplaceFile(case=missing, reason="Not found."))
    taken = next(case for case in queue_of(drawn, stratum) if case.instead_of)
    drawn.do(ExtendSample(per_stratum={stratum: 1}, reason="More."))
    extended = [case for case in queue_of(drawn, stratum) if case.extension]
    assert [case.order for case in extended] == [taken.order + 1]
    assert load_picture(drawn).draws[-1].extensions[0].passed == (taken.ref,)
    assert verify_stored_draw(drawn) == ()
    drawn.do(ReplaceFile(case=queue_of(drawn, stratum)[1].ref, reason="Not found."))
    places = [case.ref for case in queue_of(drawn, stratum) if case.instead_of or case.extension]
    assert len(places) == len(set(places)) == 3
    assert verify_stored_draw(drawn) == ()


def test_a_replacement_that_is_undone_leaves_the_extension_where_it_is(drawn: Visit) -> None:
    stratum = load_picture(drawn).sample[0].stratum
    drawn.do(ReplaceFile(case=queue_of(drawn, stratum)[0].ref, reason="Not found."))
    drawn.do(ExtendSample(per_stratum={stratum: 1}, reason="More."))
    drawn.undo()
    assert not any(case.instead_of for case in queue_of(drawn, stratum))
    assert verify_stored_draw(drawn) == ()


def test_a_whole_stratum_can_be_taken_and_then_no_more(drawn: Visit) -> None:
    record = load_picture(drawn).draws[0]
    stratum, held = next(iter(sorted(record.strata.items())))
    drawn.do(ExtendSample(per_stratum={stratum: held - record.sizes[stratum]}, reason="All of them."))
    assert {case.role for case in queue_of(drawn, stratum)} == {"sample"}
    assert len(queue_of(drawn, stratum)) == held
    assert verify_stored_draw(drawn) == ()
    with pytest.raises(InputRefused, match="has 0 left"):
        drawn.do(ExtendSample(per_stratum={stratum: 1}, reason="One more."))


@pytest.mark.parametrize(
    ("command", "says"),
    [
        (ExtendSample(size=3, reason=""), "reason"),
        (ExtendSample(size=300, reason="More."), "only 31 cases are left"),
        (ExtendSample(size=0, reason="More."), "No files were asked for"),
        (ExtendSample(reason="More."), "No files were asked for"),
        (ExtendSample(per_stratum={"Nowhere": 1}, reason="More."), "“Nowhere”, which has 0 left"),
        (ExtendSample(size=3, allocate="by eye", reason="More."), "no rule"),
    ],
)
def test_an_extension_that_cannot_be_is_refused(drawn: Visit, command: ExtendSample, says: str) -> None:
    before = load_picture(drawn).digest
    with pytest.raises(InputRefused, match=says):
        drawn.do(command)
    assert load_picture(drawn).digest == before


def test_cases_that_were_not_drawn_before_are_told_as_their_names_are_not_marked(drawn: Visit) -> None:
    record = load_picture(drawn).draws[0]
    stratum, held = next(iter(sorted(record.strata.items())))
    first = drawn.do(ExtendSample(per_stratum={stratum: 2}, reason="More."))
    assert (first.summary, first.warnings) == ("Draw 1 extended by 2 files", (NOT_MARKED,))
    left = held - len(queue_of(drawn, stratum))
    drawn.do(ExtendSample(per_stratum={stratum: left + 1}, reason="More."))
    last = drawn.do(ExtendSample(per_stratum={stratum: 1}, reason="One of those that stood by."))
    assert (last.summary, last.warnings) == ("Draw 1 extended by 1 file", ())


def test_nothing_is_extended_before_the_draw(visit: Visit) -> None:
    with pytest.raises(InputRefused, match="No sample was drawn yet"):
        visit.do(ExtendSample(size=1, reason="More."))


def test_how_the_source_was_named_is_told(visit: Visit, tmp_path: Path) -> None:
    visit.do(ImportFrame(file=str(case_list(tmp_path / "list.csv"))))
    visit.do(FixFrame())
    visit.do(DrawSample(seed=SEED, size=4))
    visit.do(DrawSample(seed=SEED, size=4, seed_source="dice", reason="No source was named."))
    visit.do(NameSeedSource(source="lottery"))
    with pytest.raises(InputRefused, match="named before, and differently: “lottery”"):
        visit.do(DrawSample(seed=SEED, size=4, seed_source="dice", reason="A better source."))
    visit.do(DrawSample(seed=SEED, size=4, seed_source="lottery", reason="A better source."))
    draws = load_picture(visit).draws
    assert [draw.source_named for draw in draws] == ["", "with", "before"]
    assert [draw.seed_source for draw in draws] == ["", "dice", "lottery"]
    assert draws[2].fixed_at < draws[2].source_at < draws[2].drawn_at
    assert draws[2].reason == "A better source."


def test_a_weak_seed_is_told_and_an_empty_one_refused(visit: Visit, tmp_path: Path) -> None:
    visit.do(ImportFrame(file=str(case_list(tmp_path / "list.csv"))))
    visit.do(FixFrame())
    with pytest.raises(InputRefused, match="The seed is empty"):
        visit.do(DrawSample(seed=" ", size=4))
    assert "tried out beforehand" in visit.do(DrawSample(seed="1", size=4)).summary
    better = visit.do(DrawSample(seed="4 2 5 2 3 3 6 1", size=4, reason="The seed was weak.")).summary
    assert "tried out" not in better


def test_an_extended_draw_reads_the_files_of_a_larger_one_with_the_same_seed(
    drawn: Visit, visit: Visit
) -> None:
    record = load_picture(drawn).draws[0]
    more = dict.fromkeys(record.sizes, 2)
    drawn.do(ExtendSample(per_stratum=more, reason="More."))
    extended = {case.ref for case in load_picture(drawn).sample if case.role == "sample"}
    larger = {name: size + 2 for name, size in record.sizes.items()}
    visit.do(DrawSample(seed=SEED, per_stratum=larger, reason="To compare."))
    assert set(sampled(visit)) == extended
