"""The rates over some cases, and what becomes of a case."""

from __future__ import annotations

import pytest
from by_hand import a_case, a_refusal, an_answer, an_outcome
from fakes import make

from evals.cases import Case
from evals.measuring.quality import ask_cases, summarise
from evals.runs.outcomes import Outcome
from store.library import Library

DOCUMENT, PASSAGES = make("A/HRC/48/31", "Encryption protects 40 States.", "Two is.", other_symbols=("E/2021/1",))
ONE, TWO = PASSAGES
CAN, CANNOT = a_case("a", "A/HRC/48/31, para. 1"), a_case("b")


def outcome(case: Case, *cited: int, rank: int = 0) -> Outcome:
    found = [("A/HRC/1/1", f"para. {n}") for n in range(1, rank)] + [("A/HRC/48/31", "para. 1")] * bool(rank)
    answer = an_answer(DOCUMENT, *(PASSAGES[each - 1] for each in cited)) if cited else a_refusal()
    return an_outcome(case, answer, found)


def test_the_rates() -> None:
    quality = summarise(
        [
            outcome(CAN, 1, 2, rank=1),
            outcome(CAN, 2, rank=5),
            outcome(CAN, 1, rank=6),
            outcome(CAN),
            outcome(CANNOT),
            outcome(CANNOT, 1, 2),
        ]
    )
    assert (quality.answerable, quality.unanswerable) == (4, 2)
    assert (quality.found, quality.cited, quality.precision) == (0.5, 0.5, 0.5)
    assert (quality.refused, quality.answered_anyway) == (0.25, 0.5)
    assert quality.citations == pytest.approx(1.333)


def test_nothing_to_count_is_no_error() -> None:
    nothing = summarise([])
    assert (nothing.answerable, nothing.found, nothing.precision, nothing.answered_anyway) == (0, 0, 0, 0)


FACTS = [((), 1.0), (("40 states",), 1.0), (("Encryption", "40"), 1.0), (("50 | 40",), 1.0), (("40", "50"), 0.0)]


@pytest.mark.parametrize(("facts", "complete"), FACTS)
def test_an_answer_is_complete_when_it_holds_every_key_fact(facts: tuple[str, ...], complete: float) -> None:
    assert summarise([outcome(a_case("a", "A/HRC/48/31, para. 1", facts=facts), 1)]).complete == complete


def test_a_refusal_is_not_complete_even_without_key_facts() -> None:
    assert summarise([outcome(CAN)]).complete == 0


def test_what_becomes_of_cases(library: Library) -> None:
    library.add(DOCUMENT, PASSAGES)
    asked = "What does paragraph 1 of A/HRC/48/31 say?"
    cases = [
        a_case("a.1", "A/HRC/48/31, para. 1", question=asked),
        a_case("a.2", "A/HRC/48/31, para. 2", question="And paragraph 2?", before=(asked,)),
        a_case("b", "A/HRC/48/31, para. 2", question="What does paragraph 2 of E/2021/1 say?"),
        a_case("c", question="What does paragraph 9 of A/HRC/48/31 say?"),
    ]
    outcomes = list(ask_cases(library, cases))
    assert [each.answered for each in outcomes] == [True, True, True, False]
    quality = summarise(outcomes)
    assert (quality.cited, quality.precision, quality.answered_anyway) == (1, 1, 0)


def test_a_conversation_does_not_lean_on_another(library: Library) -> None:
    library.add(DOCUMENT, PASSAGES)
    cases = [
        a_case("a", "A/HRC/48/31, para. 1", question="What does paragraph 1 of A/HRC/48/31 say?"),
        a_case("b", "A/HRC/48/31, para. 2", question="And paragraph 2?"),
    ]
    assert [each.answered for each in ask_cases(library, cases)] == [True, False]
