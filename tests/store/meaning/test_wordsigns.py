from __future__ import annotations

import numpy as np
import pytest

from store.meaning.wordsigns import WordMatch, WordVectors, match, pack

DIMENSION = 384


def words(values: np.ndarray, *, start: int = 0) -> WordVectors:
    """Words of five letters, one after another."""
    values = values.astype(np.float32).reshape(len(values), -1)
    values /= np.linalg.norm(values, axis=1, keepdims=True)
    places = start + 6 * np.arange(len(values))
    spans = np.stack([places, places + 5], axis=1).astype(np.int32)
    return WordVectors(tuple(f"w{number}" for number in range(len(values))), spans, values)


def some(number: int, *, seed: int, dimension: int = DIMENSION) -> np.ndarray:
    return np.random.default_rng(seed).standard_normal((number, dimension))


def test_a_packed_passage_comes_back_with_its_places_and_its_words() -> None:
    passage = words(some(3, seed=1))
    (found,) = match(passage, [pack(passage)])
    np.testing.assert_array_equal(found.spans, passage.spans)
    assert found.similarities.shape == (3, 3)
    assert found.similarities.argmax(axis=0).tolist() == [0, 1, 2]


@pytest.mark.parametrize("dimension", [8, 12, 384])
def test_the_similarity_is_the_cosine_with_the_signs(dimension: int) -> None:
    question, passage = words(some(2, seed=1, dimension=dimension)), words(some(4, seed=2, dimension=dimension))
    (found,) = match(question, [pack(passage)])
    signs = np.where(passage.values > 0, 1.0, -1.0) / np.sqrt(dimension)
    np.testing.assert_allclose(found.similarities, signs @ question.values.T, atol=1e-5)


def test_a_word_takes_a_bit_a_number() -> None:
    spans, signs = pack(words(some(5, seed=1)))
    assert (len(spans), len(signs)) == (5 * 8, 5 * DIMENSION // 8)


def test_signs_order_words_as_their_cosines_do() -> None:
    asked = some(1, seed=1)
    noise = some(5, seed=2)
    nearer_and_nearer = words(np.concatenate([asked + blur * noise[[at]] for at, blur in enumerate((8, 3, 1.5, 0.6))]))
    question = words(asked)
    (found,) = match(question, [pack(nearer_and_nearer)])
    real = (nearer_and_nearer.values @ question.values.T)[:, 0]
    assert np.argsort(real).tolist() == [0, 1, 2, 3]
    assert np.argsort(found.similarities[:, 0]).tolist() == [0, 1, 2, 3]


def test_each_passage_gets_its_own_words() -> None:
    one, two = words(some(2, seed=1)), words(some(3, seed=2), start=7)
    first, second = match(two, [pack(one), pack(two)])
    assert (len(first.similarities), len(second.similarities)) == (2, 3)
    np.testing.assert_array_equal(second.spans, two.spans)
    assert second.best().min() > 0.7 > 0.3 > first.best().max()


def test_the_best_match_may_be_asked_of_a_part_of_the_text() -> None:
    spans = np.array([[-1, -1], [0, 5], [6, 11], [12, 17]], dtype=np.int32)
    similarities = np.array([[0.9, 0.1], [0.2, 0.3], [0.4, 0.8], [0.6, 0.2]], dtype=np.float32)
    found = WordMatch(spans, similarities)
    assert found.best().tolist() == pytest.approx([0.9, 0.8])
    assert found.best_in(0, 17).tolist() == pytest.approx([0.6, 0.8])
    assert found.best_in(0, 11).tolist() == pytest.approx([0.4, 0.8])
    assert found.best_in(0, 5).tolist() == pytest.approx([0.2, 0.3])
    assert found.best_in(1, 4).tolist() == [0, 0]


NO_WORDS = WordVectors((), np.zeros((0, 2), np.int32), np.zeros((0, DIMENSION), np.float32))


def test_a_passage_without_words_meets_none() -> None:
    empty, full = match(words(some(2, seed=1)), [pack(NO_WORDS), pack(words(some(1, seed=2)))])
    assert empty.best().tolist() == empty.best_in(0, 99).tolist() == [0, 0]
    assert len(full.best()) == 2


def test_a_question_without_words_asks_for_none() -> None:
    (found,) = match(NO_WORDS, [pack(words(some(2, seed=1)))])
    assert found.best().tolist() == found.best_in(0, 99).tolist() == []
