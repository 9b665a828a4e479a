from __future__ import annotations

import pytest
from fakes import make

from store.library import Library


@pytest.fixture(scope="module")
def filled(shelf: Library) -> Library:
    """One document with sentences in three languages."""
    shelf.add(*make("A/1", "End-to-end encryption.", "La vie privée.", "The right to privacy.", "数字时代的隐私权。"))
    return shelf


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["encrypted"], ["para. 1"]),
        (["ENCRYPTION", "nothing"], ["para. 1"]),
        (["vie privee"], ["para. 2"]),
        (["privee vie"], []),
        (["right to privacy"], ["para. 3"]),
        (["end-to-end"], ["para. 1"]),
        (["隐私"], ["para. 4"]),
        (["私隐"], []),
        (["NOT", "OR", "NEAR("], []),
        ([], []),
        ([""], []),
    ],
)
def test_words_and_phrases(filled: Library, words: list[str], found: list[str]) -> None:
    assert [hit.passage.rpartition("|")[2] for hit in filled.text_search(words)] == found
