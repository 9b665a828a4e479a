"""The marks of a model's text, as tidily and as untidily as models write them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.language.marks import Marked, read_marks

ONE_SENTENCE = [
    # Before the full stop, after it, and with less or more around it.
    ("States act [1].", (1,)),
    ("States act. [1]", (1,)),
    ("States act.[1]", (1,)),
    ("States act[1].", (1,)),
    ("States act [1] .", (1,)),
    ("States act .[1]", (1,)),
    ("States act [ 1 ].", (1,)),
    ("States act.\n[1]", (1,)),
    ("States act [1]. [2]", (1, 2)),
    ("States act [12].", (12,)),
    ("States [1] act.", (1,)),
    # Before the sentence.
    ("[1] States act.", (1,)),
    ("[1]: States act.", (1,)),
    ("- [1] States act.", (1,)),
    # Several marks, lists and ranges.
    ("States act [1][2].", (1, 2)),
    ("States act [1] [2].", (1, 2)),
    ("States act. [1][2]", (1, 2)),
    ("States act. [2] [1]", (2, 1)),
    ("States act [1][1].", (1,)),
    ("States act [1, 2].", (1, 2)),
    ("States act [1; 2].", (1, 2)),
    ("States act [1 ,2 , 3].", (1, 2, 3)),
    ("States act [1 and 2].", (1, 2)),
    ("States act [1 or 2].", (1, 2)),
    ("States act [1, 2, and 3].", (1, 2, 3)),
    ("States act [1, 2 & 4].", (1, 2, 4)),
    ("States act [1-3].", (1, 2, 3)),
    ("States act [1–3].", (1, 2, 3)),
    ("States act [1 to 3].", (1, 2, 3)),
    ("States act [3-1].", (1, 2, 3)),
    ("States act [1–2, 4].", (1, 2, 4)),
    # Brackets of another kind.
    ("States act 【1】.", (1,)),
    ("States act［１］.", (1,)),
    ("States act【1†source】.", (1,)),
    ("States act【1†L3-L5】.", (1,)),
    ("States act [[1]].", (1,)),
    ("States act ([1]).", (1,)),
    ("States act (see [1]).", (1,)),
    ("States act (passage 2).", (2,)),
    ("States act (see sources 1 and 2).", (1, 2)),
    (r"States act \[1\].", (1,)),
    ("States act [1](https://example.org/a).", (1,)),
    # With words in them.
    ("States act [Passage 2].", (2,)),
    ("States act [passages 1 and 2].", (1, 2)),
    ("States act [Passage 1, Passage 2].", (1, 2)),
    ("States act [Passage 1 to Passage 3].", (1, 2, 3)),
    ("States act [Source: 2].", (2,)),
    ("States act [Document 2].", (2,)),
    ("States act [ref. 2].", (2,)),
    ("States act [No. 2].", (2,)),
    ("States act [see 2].", (2,)),
    ("States act [#2].", (2,)),
    ("States act [^2].", (2,)),
    # As written, whether or not there is such a passage.
    ("States act [0].", (0,)),
    ("States act [99].", (99,)),
    # What only looks like a mark.
    ("States act.", ()),
    ("States act [n].", ()),
    ("States act [x].", ()),
    ("States act [?].", ()),
    ("States act [].", ()),
    ("States act [-1].", ()),
    ("States act [1.2].", ()),
    ("States act [1a].", ()),
    ("States act [2024].", ()),
    ("States act [passage].", ()),
    ('States act [passage n="2"].', ()),
    # List signs, bold, tags, and what a model writes around its answer.
    ("- States act [1].", (1,)),
    ("* States act [1].", (1,)),
    ("• States act [1].", (1,)),
    ("1. States act [1].", (1,)),
    ("2) States act [1].", (1,)),
    ("> States act [1].", (1,)),
    ("## States act [1].", (1,)),
    ("**States act** [1].", (1,)),
    ("**States act.** [1]", (1,)),
    ("**States act [1].**", (1,)),
    ("States *act* [1].", (1,)),
    ("__States act__ [1].", (1,)),
    ("`States act` [1].", (1,)),
    ("Answer: States act [1].", (1,)),
    ("**Answer:** States act [1].", (1,)),
    ("Final answer: States act [1].", (1,)),
    ("# What States do\n\nStates act [1].", (1,)),
    ("<answer>States act [1].</answer>", (1,)),
    ("States act [1].</passage>", (1,)),
    ('<passage n="1">States act [1].', (1,)),
    ("<think>Do they [2]? I believe so.</think>\n\nStates act [1].", (1,)),
    ("---\nStates act [1].", (1,)),
]

CUT_OFF = ["[", "[1", "[1,", "[1, 2", "[1–", "[Passage", "[Passage 2", "[Passage 2, Pass", "[ref.", "[^1", "【1", "［"]

SENTENCES = [
    ("States act [1]. They agree [2].", [("States act.", (1,)), ("They agree.", (2,))]),
    ("States act. [1] They agree. [2]", [("States act.", (1,)), ("They agree.", (2,))]),
    ("States act.[1][2] They agree.", [("States act.", (1, 2)), ("They agree.", ())]),
    ("States act [1].[2] They agree [3].", [("States act.", (1, 2)), ("They agree.", (3,))]),
    ("[1] States act. [2] They agree.", [("States act.", (1,)), ("They agree.", (2,))]),
    ("[1] States act.\n[2] They agree.", [("States act.", (1,)), ("They agree.", (2,))]),
    ("States act.\n[1]\nThey agree.\n[2]", [("States act.", (1,)), ("They agree.", (2,))]),
    ("- States act [1].\n- They agree [2].", [("States act.", (1,)), ("They agree.", (2,))]),
    ("1. States act [1]. 2. They agree [2].", [("States act.", (1,)), ("They agree.", (2,))]),
    ("States act! [1] Do they agree? [2]", [("States act!", (1,)), ("Do they agree?", (2,))]),
    ("States act… [1] They agree [2].", [("States act…", (1,)), ("They agree.", (2,))]),
    ("(States act.) [1] They agree [2].", [("(States act.)", (1,)), ("They agree.", (2,))]),
    ("States act [1], and they agree [2].", [("States act, and they agree.", (1, 2))]),
    ("States act [1. They agree [2].", [("States act.", ()), ("They agree.", (2,))]),
    # Full stops that end no sentence.
    ("As para. 7 says, they act [1].", [("As para. 7 says, they act.", (1,))]),
    ("See paras. 7-9. [1] They agree [2].", [("See paras. 7-9.", (1,)), ("They agree.", (2,))]),
    ("The U.S. [1] agreed with Mr. Smith [2].", [("The U.S. agreed with Mr. Smith.", (1, 2))]),
    ("It rose by 1.5 per cent [1].", [("It rose by 1.5 per cent.", (1,))]),
    ("Article 19 applies [1].", [("Article 19 applies.", (1,))]),
    # Quotation marks.
    ("It says “act now” [1].", [("It says “act now”.", (1,))]),
    ("It says “act now.” [1] They agree.", [("It says “act now.”", (1,)), ("They agree.", ())]),
    ('It says "act now."[1] They agree [2].', [('It says "act now."', (1,)), ("They agree.", (2,))]),
    # Other scripts.
    ("各国应当行动。[1]不得拖延[2]。", [("各国应当行动。", (1,)), ("不得拖延。", (2,))]),
    ("各国应当行动【1】。", [("各国应当行动。", (1,))]),
    ("هل تلتزم الدول؟ [1] نعم تلتزم [2].", [("هل تلتزم الدول؟", (1,)), ("نعم تلتزم.", (2,))]),
    ("Государства должны. [1] Они согласны [2].", [("Государства должны.", (1,)), ("Они согласны.", (2,))]),
    # Brackets that belong to the words.
    ("They act [sic] [1].", [("They act [sic].", (1,))]),
    ("They act [A/HRC/48/31, para. 7].", [("They act [A/HRC/48/31, para. 7].", ())]),
    # Nothing said.
    ("", []),
    ("[1]", []),
    ("[1] [2].", []),
    ("...", []),
    ("<think>States act [1]. They", []),
]

TIDY = (
    "The General Assembly, in its resolution 78/213, calls upon States to act. [1][2] It rose by 1.5 per cent "
    "[Passage 3]. “Act now,” says para. 7 [1, 2].\n- The Council agrees. [4]\n- All agree [2–4]."
)


@pytest.mark.parametrize(("text", "numbers"), ONE_SENTENCE)
def test_a_sentence_is_read_without_its_marks_and_with_their_numbers(text: str, numbers: tuple[int, ...]) -> None:
    assert read_marks(text) == [Marked("States act.", numbers)]


@pytest.mark.parametrize("mark", CUT_OFF)
def test_a_mark_that_is_cut_off_where_the_text_ends_is_none(mark: str) -> None:
    assert read_marks(f"States act. {mark}") == [Marked("States act.", ())]
    assert read_marks(f"States act [1]. They agree {mark}") == [Marked("States act.", (1,)), Marked("They agree", ())]


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_each_mark_goes_to_its_sentence(text: str, expected: list[tuple[str, tuple[int, ...]]]) -> None:
    assert read_marks(text) == [Marked(*each) for each in expected]


def test_a_range_does_not_go_on_for_ever() -> None:
    (found,) = read_marks("States act [1-999].")
    assert found.numbers[:3] == (1, 2, 3)
    assert len(found.numbers) <= 200


def test_while_a_text_comes_in_only_its_last_sentence_still_changes() -> None:
    whole = read_marks(TIDY)
    assert [each.numbers for each in whole] == [(1, 2), (3,), (1, 2), (4,), (2, 3, 4)]
    for length in range(len(TIDY)):
        complete = read_marks(TIDY[:length])[:-1]
        assert complete == whole[: len(complete)]


SCRAPS = [
    *"[]【】［］()<>*_`#\\ .,;-–\n1239n",
    "[1]",
    "[[",
    "]]",
    " and ",
    "Passage ",
    "States act",
    "。",
    "<think>",
    "†",
]


@given(st.lists(st.sampled_from(SCRAPS), max_size=25).map("".join) | st.text(max_size=60))
def test_no_text_breaks_the_reading_and_no_sentence_keeps_a_mark(text: str) -> None:
    for marked in read_marks(text):
        assert not re.search(r"[\[【［]\s*\d{1,3}\s*[\]】］]", marked.text)
        assert marked.text == marked.text.strip()
        assert all(number >= 0 for number in marked.numbers)
