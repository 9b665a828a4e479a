"""Suites: how they are read, every mistake with its line, and what counts as a right citation."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.yaml_reading import Mistake, MistakesError
from evals.cases import Case, Gold, cases_of, is_right, parse_gold
from evals.metrics.facts import holds
from evals.suites import examine, find_suite, read_suite
from store.errors import RightsDeskError

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


@pytest.mark.parametrize(("symbols", "locator", "gold", "right"), RIGHT)
def test_which_citations_are_right(symbols: tuple[str, ...], locator: str, gold: Gold, right: bool) -> None:
    assert is_right(symbols, locator, [Gold("A/HRC/1/1", "para. 1"), gold]) is right


def test_without_gold_nothing_is_right() -> None:
    assert not is_right(("A/HRC/48/31",), "para. 3", [])


PINPOINTS = [
    ("A/RES/78/213, para. 17", Gold("A/RES/78/213", "para. 17")),
    ("A/RES/78/213, OP17 (b)", Gold("A/RES/78/213", "para. 17 (b)")),
    (
        "Guidance on rights, risks and data, brief, para. 2",
        Gold("Guidance on rights, risks and data", "brief, para. 2"),
    ),
    ("S/RES/2776 (2025), annex B, part one, para. 2", Gold("S/RES/2776 (2025)", "annex B, part one, para. 2")),
]


@pytest.mark.parametrize(("text", "gold"), PINPOINTS)
def test_a_gold_citation_is_symbol_or_title_and_place(text: str, gold: Gold) -> None:
    assert parse_gold(text) == gold


@pytest.mark.parametrize("text", ["", "A/RES/78/213", "para. 17", "A/RES/78/213, here", "A/RES/78/213, paras. 1-3"])
def test_what_is_no_gold_citation(text: str) -> None:
    with pytest.raises(ValueError, match="no citation of one place"):
        parse_gold(text)


GOOD = """\
name: small
cases:
- id: a
  turns:
  - question: Who?
    citations: ["A/1, para. 1"]
    facts: [one | two]
  - question: And when?
    citations: ["A/1, para. 1"]
    also: ["A/1, para. 2"]
  tags: [conversation]
- id: b
  question: Why?
  answerable: false
"""


def test_each_turn_of_a_conversation_is_a_case(tmp_path: Path) -> None:
    file = tmp_path / "small.yaml"
    file.write_text(GOOD, encoding="utf-8")
    first, second, third = cases_of(read_suite(file))
    assert [each.id for each in (first, second, third)] == ["a.1", "a.2", "b"]
    assert [each.before for each in (first, second, third)] == [(), ("Who?",), ()]
    assert second.right == (Gold("A/1", "para. 1"), Gold("A/1", "para. 2"))
    assert second.tags == ("conversation",)
    assert (third.answerable, third.right, third.turn.facts) == (False, (), ())


MISTAKES = [
    ("id: b", "id: a", 12, "The id a is already used on line 3."),
    ("id: b", "id: b c", 12, "case b c, id: “b c” cannot be used."),
    ("question: Why?", "query: Why?", 13, "case b, query: there is no such field."),
    ("question: Why?", "question: 12", 13, "case b, question: this has to be text, not 12."),
    ("question: Why?", "question: ' '", 13, "case b, question: It is empty."),
    ("answerable: false", "notes: none", 12, "case b: An answerable question needs citations."),
    ("answerable: false", "answerable: perhaps", 14, "case b, answerable: "),
    ("answerable: false", "answerable: false\n  facts: [one]", 12, "case b: What is not answerable has neither"),
    ("answerable: false", "answerable: false\n  tags: none", 15, "case b, tags: this has to be a list."),
    ("answerable: false", "answerable: false\n  id: c", 15, "“id” stands here twice."),
    ('also: ["A/1, para. 2"]', "also: [A/1]", 10, "case a, turn 2, also, no. 1: “A/1” is no citation"),
    ("- question: Who?\n    citations", "- citations", 5, "case a, turn 1, question: it is missing."),
    ("name: small", "name: small\nlibrary: none", 2, "library: there is no library 'none'."),
    ("- id: b\n  question: Why?\n  answerable: false", "- Why?", 12, "case 2: this has to be a case, not 'Why?'."),
    ("id: b", "id: a.2", 12, "The id a.2 is already used on line 3."),
    ("[one | two]", "[one |]", 7, "case a, turn 1, facts, no. 1: An alternative is empty."),
    ('also: ["A/1, para. 2"]', 'also: ["{A/1}"]', 10, "case a, turn 2, also, no. 1: “{A/1}” is no citation"),
    ("also:", "tags:", 10, "case a, turn 2, tags: there is no such field."),
    ("tags: [conv", "question: x\n  tags: [conv", 11, "case a, question: there is no such field."),
    ("answerable: false", "answerable: *x", 1, "This is not YAML: it refers to another part"),
    ("name: small", "1: small", 1, ""),
    ("name: small", "title: small", 1, "title: there is no such field."),
    ("id: b", "id: [b", 13, "This is not YAML"),
]


@pytest.mark.parametrize(("old", "new", "line", "what"), MISTAKES)
def test_a_mistake_is_named_with_its_line(tmp_path: Path, old: str, new: str, line: int, what: str) -> None:
    assert old in GOOD
    file = tmp_path / "small.yaml"
    file.write_text(GOOD.replace(old, new), encoding="utf-8")
    suite, _, mistakes = examine(file)
    assert suite is None
    assert (line, True) in [(each.line, each.what.startswith(what)) for each in mistakes], mistakes
    assert all(each.remedy or each.what.count(".") > 1 for each in mistakes)


def test_all_mistakes_are_named_at_once(tmp_path: Path) -> None:
    file = tmp_path / "small.yaml"
    file.write_text(GOOD.replace("id: b", "id: a").replace("also:", "too:").replace("Why?", "''"), encoding="utf-8")
    with pytest.raises(MistakesError, match="3 mistakes") as raised:
        read_suite(file)
    assert [line.split(":")[0] for line in str(raised.value).splitlines()[1:4]] == ["line 10", "line 12", "line 13"]


@pytest.mark.parametrize(
    "text", ["", "[]", "name: a", "name: a\ncases: []", "- id: a", "name: a\ncases: none\n", "\t", "a: *b"]
)
def test_what_holds_no_cases_is_no_suite(tmp_path: Path, text: str) -> None:
    file = tmp_path / "none.yaml"
    file.write_text(text, encoding="utf-8")
    suite, _, mistakes = examine(file)
    assert suite is None
    assert mistakes
    assert mistakes[0].line >= 1


def test_a_file_that_is_no_text(tmp_path: Path) -> None:
    file = tmp_path / "none.yaml"
    file.write_bytes(b"\xff\xfe\x00")
    assert examine(file)[2] == [Mistake(1, "The file is not UTF-8 text.", "Save it as UTF-8.")]


def test_an_unknown_suite_is_refused_with_those_there_are() -> None:
    with pytest.raises(RightsDeskError, match="There is no suite nothing") as raised:
        find_suite("nothing")
    assert "calibration, corpus, starter" in str(raised.value)


@pytest.fixture(scope="module")
def shipped() -> dict[str, list[Case]]:
    return {name: cases_of(read_suite(find_suite(name))) for name in ("starter", "corpus", "calibration")}


def test_the_shipped_suites_are_as_large_as_promised(shipped: dict[str, list[Case]]) -> None:
    entries = {name: {case.id.partition(".")[0] for case in cases} for name, cases in shipped.items()}
    assert len(entries["starter"]) >= 80
    assert len(entries["corpus"]) >= 100
    conversations = {case.id.partition(".")[0] for case in shipped["starter"] if case.before}
    assert len(conversations) >= 10
    unanswerable = [case for case in shipped["starter"] if not case.answerable]
    assert len(unanswerable) >= len(entries["starter"]) / 4


def test_a_gold_answer_in_corpus_holds_its_own_facts(shipped: dict[str, list[Case]]) -> None:
    facts = [(case, fact) for case in shipped["corpus"] if case.answerable for fact in case.turn.facts]
    assert facts
    assert [(case.id, fact) for case, fact in facts if not holds(fact, case.turn.answer)] == []


def test_what_sets_a_threshold_never_scores_it(shipped: dict[str, list[Case]]) -> None:
    ids = {name: {case.id.partition(".")[0] for case in cases} for name, cases in shipped.items()}
    alone = {name: {case.question.lower() for case in cases if not case.before} for name, cases in shipped.items()}
    for scoring in ("starter", "corpus"):
        assert not ids["calibration"] & ids[scoring]
        assert not alone["calibration"] & alone[scoring]
