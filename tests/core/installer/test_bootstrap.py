"""The sentence for a Python that is too old or too new, and what the command line means."""

import io
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from cafaudit.errors import InputRefused
from installer import plan
from installer.bootstrap import refusal
from installer.console import Console
from installer.environment import LAYERS, Layout
from installer.libraries import PRETEND_SCREEN, QT, SCREEN, Part

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 12, 9), (3, 13, 1)])
def test_a_python_that_works_is_not_refused(version: tuple[int, int, int]) -> None:
    assert refusal(version) == ""


@pytest.mark.parametrize("version", [(2, 7, 18), (3, 9, 2), (3, 10, 13), (3, 14, 0)])
def test_another_python_is_named_together_with_those_that_work(version: tuple[int, int, int]) -> None:
    sentence = refusal(version)
    assert ".".join(map(str, version)) in sentence
    assert "3.11, 3.12 or 3.13" in sentence
    assert "Install" in sentence


def test_the_first_file_uses_no_word_that_an_old_python_cannot_read() -> None:
    text = (ROOT / "installer/bootstrap.py").read_text(encoding="utf-8")
    assert 'f"' not in text
    assert ") ->" not in text.replace("# type: (tuple[int, ...]) -> str", "")


def asked(*words: str) -> plan.Needs:
    return plan.needs(plan.parse(words))


def ran(*words: str, variables: dict[str, str] | None = None) -> list[plan.Run]:
    return plan.runs(plan.parse(words), Layout(Path("/p")), variables or {})


def test_the_example_insists_on_packages_only_and_wishes_for_the_libraries_of_the_window() -> None:
    needed = asked("example")
    assert needed.layers == ("runtime",)
    assert needed.parts == ()
    assert set(needed.wished) == {*QT, *SCREEN}


def test_the_tests_insist_on_what_qt_needs_to_draw() -> None:
    needed = asked("test")
    assert needed.layers == ("runtime", "test")
    assert set(needed.parts) == set(QT)


def test_a_pretended_screen_is_needed_only_when_asked_for() -> None:
    assert set(asked("test", "--xvfb").parts) == {*QT, *SCREEN, *PRETEND_SCREEN}


def test_lint_and_a_developers_set_up_bring_all_layers() -> None:
    assert asked("lint").layers == LAYERS
    assert asked("setup", "--dev").layers == LAYERS
    assert asked("setup").layers == ("runtime",)


def test_tests_draw_without_a_screen_and_leave_long_ones_to_the_settings() -> None:
    (run,) = ran("test")
    assert run.env == {"QT_QPA_PLATFORM": "offscreen"}
    assert list(run.command[1:]) == ["-m", "pytest", *plan.SIDE_BY_SIDE]


def test_long_tests_come_in_with_more_examples_and_without_the_speed_ones() -> None:
    (run,) = ran("test", "--long")
    assert list(run.command[3:]) == ["-m", "not speed", *plan.SIDE_BY_SIDE]
    assert run.env["HYPOTHESIS_PROFILE"] == "long"


def test_speed_tests_are_run_alone() -> None:
    (run,) = ran("test", "--speed")
    assert list(run.command[3:]) == ["-m", "speed"]


def test_tests_on_a_pretended_screen_run_one_after_the_other() -> None:
    (run,) = ran("test", "--xvfb")
    assert run.command[0] == "xvfb-run"
    assert list(run.command[-2:]) == ["-m", "pytest"]


def test_words_after_two_dashes_go_to_pytest() -> None:
    (run,) = ran("test", "--long", "--", "-k", "draw", "-x")
    assert list(run.command[-3:]) == ["-k", "draw", "-x"]


def test_the_window_is_refused_where_there_is_no_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    with pytest.raises(InputRefused, match="no screen"):
        ran("run")
    (run,) = ran("run", variables={"DISPLAY": ":0"})
    assert list(run.command[1:]) == ["-P", "-m", "ui"]


def test_the_example_goes_into_the_folder_that_was_named() -> None:
    (run,) = ran("example", "somewhere else")
    assert list(run.command[-2:]) == ["example", "somewhere else"]


def test_without_a_name_the_example_takes_the_next_free_folder(tmp_path: Path) -> None:
    assert plan.free_name(tmp_path / "visit") == tmp_path / "visit"
    (tmp_path / "visit").mkdir()
    (tmp_path / "visit-2").mkdir()
    assert plan.free_name(tmp_path / "visit") == tmp_path / "visit-3"


def test_the_exit_status_is_the_first_failure_and_the_rest_still_runs(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    def exits(status: int) -> plan.Run:
        return plan.Run([sys.executable, "-c", f"print('ran {status}'); raise SystemExit({status})"])

    assert plan.follow_all([exits(0), exits(5), exits(4)], tmp_path) == 5
    printed = capfd.readouterr().out
    assert "\nran 0\n" in printed
    assert "\nran 4\n" in printed


def test_an_unknown_subcommand_is_a_usage_error() -> None:
    with pytest.raises(SystemExit) as stop:
        plan.parse(["exmaple"])
    assert stop.value.code == 2


@pytest.mark.skipif(sys.platform != "linux", reason="a screen can be missing only on Linux")
def test_a_refusal_is_two_sentences_without_a_traceback() -> None:
    without_screen = {
        name: value
        for name, value in os.environ.items()
        if name not in {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    }
    done = subprocess.run(
        [sys.executable, str(ROOT / "installer/bootstrap.py"), "run"],
        env=without_screen,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == InputRefused.exit_status
    assert "no screen" in done.stderr
    assert "Traceback" not in done.stderr


NEEDED, WISHED = Part("libcafaudit-needed.so.9", "needed"), Part("libcafaudit-wished.so.9", "wished")
NEEDS = plan.Needs(("runtime",), parts=(NEEDED, Part("libc.so.6", "libc6")), wished=(WISHED,))


def test_wished_packages_are_asked_for_apart_from_needed_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plan, "_may_install", lambda: True)
    assert plan._package_groups(NEEDS, [NEEDED, WISHED]) == [["needed"], ["wished"]]
    assert plan._package_groups(NEEDS, [WISHED]) == [["wished"]]
    assert plan._package_groups(NEEDS, []) == []


def test_nothing_is_tried_for_a_person_who_may_not_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plan, "_may_install", lambda: False)
    assert plan._package_groups(NEEDS, [NEEDED, WISHED]) == []


def test_a_needed_part_that_stays_away_stops_the_set_up_and_a_wished_one_is_mentioned(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    out = io.StringIO()
    with pytest.raises(plan.SetUpFailed, match=re.escape(NEEDED.name)):
        plan._check_parts([NEEDED, WISHED], NEEDS, Console(total=0, out=out))
    assert out.getvalue() == ""
    plan._check_parts([WISHED], NEEDS, Console(total=0, out=out))
    assert WISHED.name in out.getvalue()
