"""The rates over some cases, and what becomes of a case."""

from __future__ import annotations

import pytest
from fakes import make

from assistant.compose import abstain, compose, quoted
from assistant.extractive import stretch
from evals.cases import Case, Turn
from evals.quality import Result, run, summarise
from store.library import Library

DOCUMENT, PASSAGES = make("A/HRC/48/31", "Encryption protects 40 States.", "Two is.", other_symbols=("E/2021/1",))


def case(name: str, question: str, *gold: str, before: tuple[str, ...] = (), facts: tuple[str, ...] = ()) -> Case:
    places = tuple(f"A/HRC/48/31, {locator}" for locator in gold)
    return Case(name, Turn(question=question, citations=places, facts=facts, answerable=bool(gold)), before)


def result(made: Case, *, rank: int = 0, cited: int = 0, right: int = 0) -> Result:
    statements = [quoted(DOCUMENT, stretch(PASSAGES[0], 0, 0))] * cited
    answer = compose(made.question, statements) if cited else abstain(made.question, "", [])
    return Result(made, rank, answer, right)


CAN, CANNOT = case("a", "Why?", "para. 1"), case("b", "Why not?")


def test_the_rates() -> None:
    quality = summarise(
        [
            result(CAN, rank=1, cited=2, right=1),
            result(CAN, rank=5, cited=1),
            result(CAN, rank=6, cited=1, right=1),
            result(CAN),
            result(CANNOT),
            result(CANNOT, cited=3),
        ]
    )
    assert (quality.answerable, quality.unanswerable) == (4, 2)
    assert (quality.found, quality.cited, quality.precision) == (0.5, 0.5, 0.5)
    assert (quality.refused, quality.answered_anyway) == (0.25, 0.5)
    assert quality.citations == pytest.approx(1.333)


def test_nothing_to_count_is_no_error() -> None:
    nothing = summarise([])
    assert (nothing.answerable, nothing.found, nothing.precision, nothing.answered_anyway) == (0, 0, 0, 0)


@pytest.mark.parametrize(
    ("facts", "complete"),
    [((), 1.0), (("40 states",), 1.0), (("Encryption", "40"), 1.0), (("50 | 40",), 1.0), (("40", "50"), 0.0)],
)
def test_an_answer_is_complete_when_it_holds_every_key_fact(facts: tuple[str, ...], complete: float) -> None:
    assert summarise([result(case("a", "Why?", "para. 1", facts=facts), cited=1, right=1)]).complete == complete


def test_a_refusal_is_not_complete_even_without_key_facts() -> None:
    assert summarise([result(CAN)]).complete == 0


def test_what_becomes_of_cases(library: Library) -> None:
    library.add(DOCUMENT, PASSAGES)
    seen: list[None] = []
    asked = "What does paragraph 1 of A/HRC/48/31 say?"
    first, second, joint, missing = run(
        library,
        [
            case("a.1", asked, "para. 1"),
            case("a.2", "And paragraph 2?", "para. 2", before=(asked,)),
            case("b", "What does paragraph 2 of E/2021/1 say?", "para. 2"),
            case("c", "What does paragraph 9 of A/HRC/48/31 say?"),
        ],
        on_case=lambda: seen.append(None),
    )
    assert [(each.rank, each.right, each.answer.answered) for each in (first, second, joint)] == [
        (1, 1, True),
        (second.rank, 1, True),
        (1, 1, True),
    ]
    assert (missing.rank, missing.right, missing.answer.answered) == (0, 0, False)
    assert len(seen) == 4


def test_a_conversation_does_not_lean_on_another(library: Library) -> None:
    library.add(DOCUMENT, PASSAGES)
    cases = [
        case("a", "What does paragraph 1 of A/HRC/48/31 say?", "para. 1"),
        case("b", "And paragraph 2?", "para. 2"),
    ]
    assert [each.answer.answered for each in run(library, cases)] == [True, False]
