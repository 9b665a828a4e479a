"""The metrics: the value of each on outcomes made by hand, and how sure an estimate is."""

from __future__ import annotations

import math

import pytest
from by_hand import a_case, a_refusal, an_answer, an_outcome
from fakes import make

from evals.metrics import abstention, attribution, facts, gold, latency, quotation, retrieval, similarity
from evals.metrics.every import BY_NAME, METRICS
from evals.metrics.metric import Metric

DOCUMENT, (ONE, TWO, THREE) = make(
    "A/1", "In 2024, 900 people in Kenya drowned at sea.", "States protect privacy.", "Encryption matters."
)


def test_every_metric_has_its_own_name_and_says_what_it_is() -> None:
    assert len(BY_NAME) == len(METRICS)
    assert all(metric.definition.endswith(".") and metric.source for metric in METRICS)


RANKINGS = [
    ((("A/1", "para. 1"), ("A/1", "para. 2")), {"recall@5": 1.0, "ndcg@10": 1.0, "mrr": 1.0}),
    ((("B/1", "para. 1"), ("A/1", "para. 1"), ("A/1", "para. 2")), {"recall@5": 1.0, "mrr": 0.5}),
    ((("A/1", "para. 1"), ("B/1", "para. 1")), {"recall@5": 0.5, "mrr": 1.0}),
    ((("A/1", "para. 1"), ("A/1", "para. 1 (a)")), {"recall@5": 0.5}),
    ((*(("B/1", f"para. {n}") for n in range(5)), ("A/1", "para. 1")), {"recall@5": 0.0, "recall@10": 0.5}),
    ((), {"recall@5": 0.0, "ndcg@10": 0.0, "mrr": 0.0}),
]


@pytest.mark.parametrize(("found", "values"), RANKINGS)
def test_retrieval_of_paragraphs(found: tuple[tuple[str, str], ...], values: dict[str, float]) -> None:
    outcome = an_outcome(a_case("a", "A/1, para. 1", "A/1, para. 2"), a_refusal(), found)
    for name, value in values.items():
        assert BY_NAME[f"paragraph {name}"].score(outcome) == pytest.approx(value), name


def test_ndcg_discounts_by_rank() -> None:
    outcome = an_outcome(a_case("a", "A/1, para. 1"), a_refusal(), [("B/1", "para. 1"), ("A/1", "para. 1")])
    assert BY_NAME["paragraph ndcg@10"].score(outcome) == pytest.approx(1 / math.log2(3))


def test_a_passage_that_answers_as_well_stands_for_a_gold_one_once() -> None:
    case = a_case("a", "A/1, para. 1", also=["A/1, para. 5", "A/1, para. 6"])
    outcome = an_outcome(case, a_refusal(), [("A/1", "para. 5"), ("A/1", "para. 6"), ("A/1", "para. 1")])
    assert retrieval.ranking(outcome, "paragraph") == (["A/1, para. 1"], ["A/1, para. 1", "other 1", "other 2"])


def test_documents_are_ranked_by_their_first_passage() -> None:
    found = [("B/1", "para. 1"), ("B/1", "para. 2"), ("A/1", "para. 9")]
    outcome = an_outcome(a_case("a", "A/1, para. 1"), a_refusal(), found)
    assert BY_NAME["document mrr"].score(outcome) == 0.5
    assert BY_NAME["paragraph mrr"].score(outcome) == 0


def test_what_has_no_gold_has_no_retrieval_and_what_failed_found_nothing() -> None:
    assert BY_NAME["paragraph mrr"].score(an_outcome(a_case("a"), a_refusal())) is None
    assert BY_NAME["paragraph mrr"].score(an_outcome(a_case("a", "A/1, para. 1"), None, error="no")) == 0


def test_one_paragraph_may_hold_two_gold_places() -> None:
    case = a_case("a", "A/1, para. 1 (a)", "A/1, para. 1 (b)")
    outcome = an_outcome(case, a_refusal(), [("A/1", "para. 1")])
    assert BY_NAME["paragraph recall@5"].score(outcome) == 1


def test_a_document_that_answers_as_well_stands_for_a_gold_one() -> None:
    case = a_case("a", "A/1, para. 1", also=["B/1, para. 2"])
    outcome = an_outcome(case, a_refusal(), [("B/1", "para. 2")])
    assert BY_NAME["paragraph recall@5"].score(outcome) == 1
    assert BY_NAME["document recall@5"].score(outcome) == 1


CITED = [
    (("A/1, para. 1",), (), (ONE,), 1.0, 1.0),
    (("A/1, para. 1",), (), (ONE, TWO), 0.5, 1.0),
    (("A/1, para. 1", "A/1, para. 2"), (), (ONE,), 1.0, 0.5),
    (("A/1, para. 1",), ("A/1, para. 2",), (TWO,), 1.0, 1.0),
    (("A/1, para. 1", "A/1, para. 3"), ("A/1, para. 2",), (TWO,), 1.0, 0.5),
    (("A/1, para. 9",), (), (ONE,), 0.0, 0.0),
    (("A/1, para. 8", "A/1, para. 9"), ("A/1, para. 1",), (ONE, ONE), 1.0, 0.5),
]


@pytest.mark.parametrize(("wanted", "also", "cited", "precision", "recall"), CITED)
def test_citations_against_gold(wanted, also, cited, precision: float, recall: float) -> None:
    outcome = an_outcome(a_case("a", *wanted, also=also), an_answer(DOCUMENT, *cited))
    assert (gold.precision(outcome), gold.recall(outcome)) == (precision, recall)


def test_a_refusal_cites_nothing_of_the_gold() -> None:
    refused = an_outcome(a_case("a", "A/1, para. 1"), a_refusal())
    assert (gold.precision(refused), gold.recall(refused)) == (None, 0)
    failed = an_outcome(a_case("a", "A/1, para. 1"), None, error="no")
    assert (gold.precision(failed), gold.recall(failed)) == (None, 0)
    assert gold.recall(an_outcome(a_case("a"), a_refusal())) is None


SUPPORTED = [
    ("In 2024, 900 people in Kenya drowned at sea.", [ONE.text], True),
    ("  in 2024, 900 people in Kenya\ndrowned at sea", [ONE.text], True),
    ("At sea, 900 people drowned in Kenya.", [ONE.text], True),
    ("At sea, 800 people drowned in Kenya.", [ONE.text], False),
    ("At sea, 900 people drowned in Peru.", [ONE.text], False),
    ("Bananas are taxed by municipal councils.", [ONE.text], False),
    ("Privacy was protected by a State.", [TWO.text], True),
    ("900 people drowned; states protect privacy.", [ONE.text], False),
    ("900 people drowned; states protect privacy.", [ONE.text, TWO.text], True),
    ("Anything.", [], False),
    ("Anything.", [""], False),
]


@pytest.mark.parametrize(("sentence", "sources", "supported"), SUPPORTED)
def test_what_passages_support(sentence: str, sources: list[str], supported: bool) -> None:
    assert attribution.supported(sentence, sources) is supported


def test_attribution_of_an_answer() -> None:
    answer = an_answer(DOCUMENT, ONE, TWO)
    right = an_outcome(a_case("a", "A/1, para. 1"), answer)
    wrong = an_outcome(a_case("a", "A/1, para. 1"), answer, sources=[ONE.text, "Nothing of the sort."])
    assert [attribution.recall(each) for each in (right, wrong)] == [1, 0.5]
    assert [attribution.precision(each) for each in (right, wrong)] == [1, 0.5]
    assert [attribution.unsupported(each) for each in (right, wrong)] == [0, 0.5]
    assert attribution.recall(an_outcome(a_case("a"), a_refusal())) is None


def test_quotes_are_held_against_what_the_library_has() -> None:
    answer = an_answer(DOCUMENT, ONE, TWO)
    assert quotation.fidelity(an_outcome(a_case("a", "A/1, para. 1"), answer)) == 1
    assert quotation.fidelity(an_outcome(a_case("a", "A/1, para. 1"), answer, sources=[ONE.text, "Other."])) == 0.5
    assert quotation.fidelity(an_outcome(a_case("a"), a_refusal())) is None


FACTS = [
    (("900 people",), 1.0),
    (("800 | 900",), 1.0),
    (("900", "banana"), 0.5),
    (("KENYA",), 1.0),
    (("peru",), 0.0),
    ((), None),
]


@pytest.mark.parametrize(("wanted", "share"), FACTS)
def test_key_facts(wanted: tuple[str, ...], share: float | None) -> None:
    assert facts.coverage(an_outcome(a_case("a", "A/1, para. 1", facts=wanted), an_answer(DOCUMENT, ONE))) == share
    refused = facts.coverage(an_outcome(a_case("a", "A/1, para. 1", facts=wanted), a_refusal()))
    assert refused == (0 if wanted else None)


ACCIDENTS = [
    ("12", "in 2012"),
    ("12", "12.5 per cent"),
    ("12", "1,200 and 1.12"),
    ("no", "it is not known"),
    ("age", "usage"),
]


@pytest.mark.parametrize(("fact", "text"), ACCIDENTS)
def test_no_fact_is_found_inside_another_word_or_number(fact: str, text: str) -> None:
    assert not facts.holds(fact, text)


def test_dashes_and_quotation_marks_of_a_fact_may_differ() -> None:
    assert facts.holds("203-388 billion", "US$ 203–388\nbillion")
    assert facts.holds("state's", "the State’s duty")


def test_similarity() -> None:
    case, answer = a_case("a", "A/1, para. 1", answer="Kenya."), an_answer(DOCUMENT, ONE)
    assert similarity.similarity(an_outcome(case, answer, similarity=0.7)) == 0.7
    assert similarity.similarity(an_outcome(case, answer, similarity=-0.2)) == 0
    assert similarity.similarity(an_outcome(case, a_refusal())) == 0
    assert similarity.similarity(an_outcome(a_case("a", "A/1, para. 1"), answer, similarity=0.7)) is None


def test_abstention() -> None:
    can, cannot = a_case("a", "A/1, para. 1"), a_case("b")
    outcomes = [
        *[an_outcome(cannot, a_refusal())] * 3,
        an_outcome(cannot, an_answer(DOCUMENT, ONE)),
        an_outcome(can, a_refusal()),
        *[an_outcome(can, an_answer(DOCUMENT, ONE))] * 5,
        an_outcome(can, None, error="no"),
        an_outcome(cannot, None, error="no"),
    ]
    values = {metric.name: metric.estimate(outcomes).value for metric in abstention.METRICS}
    assert values["abstention precision"] == 3 / 4
    assert values["abstention recall"] == 3 / 5
    assert values["abstention f1"] == pytest.approx(2 * 0.75 * 0.6 / (0.75 + 0.6))
    assert values["refused"] == 1 / 7


def test_where_nothing_is_to_be_refused_and_nothing_was_there_is_no_f1() -> None:
    outcomes = [an_outcome(a_case("a", "A/1, para. 1"), an_answer(DOCUMENT, ONE))] * 5
    estimate = BY_NAME["abstention f1"].estimate(outcomes)
    assert (estimate.value, estimate.error) == (None, None)


def test_values_that_are_all_the_same_have_no_interval() -> None:
    outcomes = [an_outcome(a_case(str(n), "A/1, para. 1"), an_answer(DOCUMENT, ONE)) for n in range(5)]
    estimate = BY_NAME["gold recall"].estimate(outcomes)
    assert (estimate.value, estimate.error, estimate.interval) == (1, 0, None)


def test_failures_are_counted_and_no_zero_by_accident() -> None:
    outcomes = [an_outcome(a_case("a"), None, error="no"), an_outcome(a_case("b"), a_refusal(), seconds=2.0)]
    assert BY_NAME["failed"].estimate(outcomes).value == 0.5
    assert BY_NAME["latency p50"].estimate(outcomes).value == 2.0
    nothing = BY_NAME["gold recall"].estimate(outcomes)
    assert (nothing.value, nothing.error, nothing.cases, nothing.interval) == (None, None, 0, None)


def test_latency_quantiles() -> None:
    outcomes = [an_outcome(a_case(str(n)), a_refusal(), seconds=float(n)) for n in range(1, 101)]
    assert latency.METRICS[0].estimate(outcomes).value == pytest.approx(50.5)
    assert latency.METRICS[1].estimate(outcomes).value == pytest.approx(95.05)


def _seconds(*values: tuple[str, float]) -> list:
    return [
        an_outcome(
            a_case(name, before=("Who?",) * (int(name[-1]) - 1) if "." in name else ()), a_refusal(), seconds=value
        )
        for name, value in values
    ]


MEAN = Metric("seconds", "Seconds", lambda outcome: outcome.seconds, "Seconds.", "Nobody")


def test_the_standard_error_of_a_mean_of_single_questions_is_the_usual_one() -> None:
    estimate = MEAN.estimate(_seconds(("a", 1.0), ("b", 2.0), ("c", 6.0)))
    deviation = math.sqrt(((1 - 3) ** 2 + (2 - 3) ** 2 + (6 - 3) ** 2) / 2)
    assert (estimate.value, estimate.error) == (3, pytest.approx(deviation / math.sqrt(3)))
    assert estimate.interval == pytest.approx((3 - 1.96 * estimate.error, 3 + 1.96 * estimate.error))


def test_turns_of_a_conversation_do_not_count_as_independent() -> None:
    values = [("a.1", 1.0), ("a.2", 1.0), ("b.1", 0.0), ("b.2", 0.0)]
    together = MEAN.estimate(_seconds(*values)).error
    apart = MEAN.estimate(_seconds(*((name.replace(".", ""), value) for name, value in values))).error
    assert together == pytest.approx(0.5)
    assert apart < together


def test_one_conversation_has_no_standard_error() -> None:
    assert MEAN.estimate(_seconds(("a.1", 1.0), ("a.2", 2.0))).error is None
    assert BY_NAME["latency p50"].estimate(_seconds(("a.1", 1.0), ("a.2", 2.0))).error is None
