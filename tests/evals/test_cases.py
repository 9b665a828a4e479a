"""The gold questions, and what counts as a right citation."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from evals.cases import FOLDER, Case, Gold, is_right, read_cases
from ingest.pinpoints import parse_locator

HALVES = ("calibration", "held-out")
JOINT = ("A/80/74", "E/2025/53")

RIGHT = [
    (("A/HRC/48/31",), "para. 3", Gold("A/HRC/48/31", "para. 3"), True),
    (("A/HRC/48/31",), "para. 3 (b)", Gold("A/HRC/48/31", "para. 3"), True),
    (("A/HRC/48/31",), "para. 3", Gold("A/HRC/48/31", "para. 3 (b)"), True),
    (("A/HRC/48/31",), "annex I, para. 4", Gold("A/HRC/48/31", "annex I"), True),
    (("A/HRC/48/31",), "para. 3 (a)", Gold("A/HRC/48/31", "para. 3 (b)"), False),
    (("A/HRC/48/31",), "para. 30", Gold("A/HRC/48/31", "para. 3"), False),
    (("A/HRC/48/31",), "PP 3", Gold("A/HRC/48/31", "para. 3"), False),
    (("A/HRC/48/31",), "annex I, para. 3", Gold("A/HRC/48/31", "para. 3"), False),
    (("A/HRC/48/3",), "para. 3", Gold("A/HRC/48/31", "para. 3"), False),
    (JOINT, "para. 3", Gold("E/2025/53", "para. 3"), True),
    (JOINT, "para. 3", Gold("A/80/74-E/2025/53", "para. 3"), True),
    (("A/1",), "foreword", Gold("A/1", "foreword"), True),
    (("A/1",), "foreword", Gold("A/1", "para. 3"), False),
]


@pytest.fixture(scope="module")
def halves() -> dict[str, list[Case]]:
    return {half: read_cases(FOLDER / f"{half}.jsonl") for half in HALVES}


@pytest.mark.parametrize(("symbols", "locator", "gold", "right"), RIGHT)
def test_which_citations_are_right(symbols: tuple[str, ...], locator: str, gold: Gold, right: bool) -> None:
    assert is_right(symbols, locator, [Gold("A/HRC/1/1", "para. 1"), gold]) is right


def test_without_gold_nothing_is_right() -> None:
    assert not is_right(("A/HRC/48/31",), "para. 3", [])


def test_each_turn_of_a_conversation_is_a_case(tmp_path: Path) -> None:
    turn = {"answerable": True, "gold": [{"symbol": "A/1", "locator": "para. 1"}], "must_include": ["one"]}
    lines = [
        {
            "id": "a",
            "turns": [{"question": "Who?", **turn}, {"question": "And when?", **turn, "also_ok": turn["gold"]}],
        },
        {"id": "b", "question": "Why?", "answerable": False, "gold": [], "must_include": [], "style": "unnamed"},
    ]
    file = tmp_path / "questions.jsonl"
    file.write_text("\n\n".join(map(json.dumps, lines)) + "\n", encoding="utf-8")
    first, second, third = read_cases(file)
    assert [each.id for each in (first, second, third)] == ["a.1", "a.2", "b"]
    assert [each.before for each in (first, second, third)] == [(), ("Who?",), ()]
    assert second.right == (Gold("A/1", "para. 1"),) * 2
    assert (third.answerable, third.right, third.style) == (False, (), "unnamed")


def test_every_gold_place_of_the_held_out_half_can_be_read(halves: dict[str, list[Case]]) -> None:
    for case in halves["held-out"]:
        for gold in case.right:
            assert str(parse_locator(gold.locator)) == gold.locator, case.id


@pytest.mark.parametrize("half", HALVES)
def test_a_question_has_gold_and_facts_where_it_is_answerable(halves: dict[str, list[Case]], half: str) -> None:
    cases = halves[half]
    assert [case.id for case in cases if case.answerable != bool(case.gold)] == []
    assert [case.id for case in cases if not case.answerable and case.facts] == []
    assert len({case.id for case in cases}) == len(cases)


def test_no_question_is_in_both_halves(halves: dict[str, list[Case]]) -> None:
    first, second = (halves[half] for half in HALVES)
    assert not {case.id.partition(".")[0] for case in first} & {case.id.partition(".")[0] for case in second}
    alone = [{case.question.lower() for case in half if not case.before} for half in (first, second)]
    assert not alone[0] & alone[1]


def test_the_held_out_half_is_large_enough_and_holds_every_sort(halves: dict[str, list[Case]]) -> None:
    cases = halves["held-out"]
    assert len([case for case in cases if not case.before]) >= 60
    assert {case.answerable for case in cases} == {True, False}
    assert any(case.before for case in cases)
