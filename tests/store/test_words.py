from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.words import STOP_WORDS, content_words, plain

TABLE = [
    ("What is the State's duty under article 19?", ["State's", "duty", "article", "19"]),
    ("the State’s duty", ["State’s", "duty"]),
    ("end-to-end encryption, and anonymity", ["end-to-end", "encryption", "anonymity"]),
    ("E.U. law of 3.5 per cent", ["E.U", "law", "3.5", "cent"]),
    ("paragraph 7 (b) of annex I", ["paragraph", "7", "annex"]),
    ("THE Right To Privacy", ["Right", "Privacy"]),
    ("snake_case words", ["snake", "case", "words"]),
    ("la vie privée", ["la", "vie", "privée"]),
    ("Ночью и днём", ["Ночью", "днём"]),
    ("隐私权。数字", ["隐私权", "数字"]),
    ("of the and it", []),
    (" \n\t—", []),
    ("", []),
]


@pytest.mark.parametrize(("text", "expected"), TABLE)
def test_the_words_that_say_what_a_text_is_about(text: str, expected: list[str]) -> None:
    assert [word.text for word in content_words(text)] == expected


@given(st.text(alphabet=st.sampled_from("aBé1 .-'’_\n?"), max_size=50) | st.text(max_size=40))
def test_words_stand_where_they_say_in_order(text: str) -> None:
    words = list(content_words(text))
    assert all(text[word.start : word.end] == word.text for word in words)
    assert all(before.end <= after.start for before, after in pairwise(words))
    assert not STOP_WORDS & {word.text.lower() for word in words}


def test_texts_are_compared_without_regard_to_case_and_typography() -> None:
    assert plain("The State’s\u00a0“right‑to–know”\n now") == plain('the state\'s "right-to-know" now')
