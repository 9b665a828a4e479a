from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from store.meaning.windows import cut, heading_path, window_of
from store.model import Passage


def test_headings_stand_before_the_paragraph_and_are_not_part_of_it() -> None:
    window = window_of(Passage("A/1", "en", "para. 1", "Text.", headings=("I. Law", "B. Privacy")))
    assert window.full == "I. Law > B. Privacy\nText."
    assert (window.text, window.start) == ("Text.", 0)


def test_without_headings_the_paragraph_stands_alone() -> None:
    assert window_of(Passage("A/1", "en", "para. 1", "Text.")).full == "Text."


def test_of_a_long_heading_path_the_innermost_stay() -> None:
    path = heading_path(Passage("A/1", "en", "para. 1", "Text.", headings=("x" * 150, "y" * 150, "Inner")))
    assert path == "y" * 150 + " > Inner"


@given(st.lists(st.sampled_from(["one", "two.", "Three", "four;\n", "五。", "x"]), max_size=60), st.integers(1, 12))
def test_windows_have_room_and_hold_everything(words: list[str], room: int) -> None:
    text = " ".join(words)
    window = window_of(Passage("A/1", "en", "para. 1", text))
    tokens = [match.span() for match in re.finditer(r"\w+|[^\w\s]", text)]
    parts = cut(window, tokens, room)
    assert "".join("".join(part.text.split()) for part in parts) == "".join(text.split())
    assert all(text[part.start : part.start + len(part.text)] == part.text for part in parts)
    assert all(len(re.findall(r"\w+|[^\w\s]", part.text)) <= room for part in parts)
