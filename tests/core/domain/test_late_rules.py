"""Rules for files that turn up late: a framework's own, the usual ones, and never the random mode."""

from __future__ import annotations

import pytest

from cafaudit import assets
from cafaudit.domain.framework_toml import BadFramework, parse_framework
from cafaudit.domain.late_rules import late_rule_of_draw, late_rules_of

GOOD = assets.framework_text("cafcass-pim-2009")
OWN = '\n[[late_rules]]\nid = "next-day"\ntext = "It is read the next day, apart."\nmode = "tracked"\n'


def test_a_framework_without_rules_has_the_usual_ones() -> None:
    rules = late_rules_of(parse_framework(GOOD, "mine.toml"))
    assert [rule.id for rule in rules] == ["read-apart", "not-read"]
    assert [rule.mode for rule in rules] == ["targeted", ""]


def test_a_framework_may_bring_rules_of_its_own() -> None:
    (rule,) = late_rules_of(parse_framework(GOOD + OWN, "mine.toml"))
    assert (rule.id, rule.text, rule.mode) == ("next-day", "It is read the next day, apart.", "tracked")


@pytest.mark.parametrize("mode", ["random", "at-random", "open"])
def test_no_rule_counts_a_late_file_as_random(mode: str) -> None:
    with pytest.raises(BadFramework) as refused:
        parse_framework(GOOD + OWN.replace("tracked", mode), "mine.toml")
    assert refused.value.key == "late_rules[1].mode"
    assert "targeted" in refused.value.advice


def test_what_was_said_last_before_a_draw_holds_for_it() -> None:
    framework = parse_framework(GOOD, "mine.toml")
    said = {"2": {"rule": "not-read", "text": "It stays in its box.", "mode": ""}}
    texts = [late_rule_of_draw(number, said.get, framework).text for number in (1, 2, 3)]
    assert texts == [late_rules_of(framework)[0].text, "It stays in its box.", "It stays in its box."]
