from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.sentences import split_sentences

TABLE = [
    ("States must act. They rarely do.", ["States must act.", "They rarely do."]),
    ("See general comment No. 25. It applies.", ["See general comment No. 25.", "It applies."]),
    ("The answer is no. The State party denied it.", ["The answer is no.", "The State party denied it."]),
    ("See A/HRC/48/31, para. 3. More follows.", ["See A/HRC/48/31, para. 3.", "More follows."]),
    ("See para. 3 and paras. 4-6 of art. 17, vol. II.", ["See para. 3 and paras. 4-6 of art. 17, vol. II."]),
    ("Mr. X met Ms. Y. She replied to Dr. Z.", ["Mr. X met Ms. Y.", "She replied to Dr. Z."]),
    ("The U.S. Government replied.", ["The U.S. Government replied."]),
    ("It was made in the U.S. The State denied it.", ["It was made in the U.S.", "The State denied it."]),
    ("Some, e.g. Meta, i.e. Facebook, objected.", ["Some, e.g. Meta, i.e. Facebook, objected."]),
    (
        "Smith, op. cit., p. 4, and Jones et al. Privacy (2020).",
        ["Smith, op. cit., p. 4, and Jones et al. Privacy (2020)."],
    ),
    ("Toonen v. Australia was decided.", ["Toonen v. Australia was decided."]),
    ("A. B. Smith spoke. J.-P. Roux listened.", ["A. B. Smith spoke.", "J.-P. Roux listened."]),
    ("It is set out in annex A. The State agreed.", ["It is set out in annex A.", "The State agreed."]),
    ("Growth was 1.5 per cent. In 2020 it fell.", ["Growth was 1.5 per cent.", "In 2020 it fell."]),
    ("1. The Council decides.", ["1. The Council decides."]),
    ("(a) Encryption; and\n(b) Anonymity. They matter.", ["(a) Encryption; and", "(b) Anonymity.", "They matter."]),
    ('He said: "Stop." She did not.', ['He said: "Stop."', "She did not."]),
    ("She asked “why?” and left.", ["She asked “why?” and left."]),
    ("Is it lawful? Is it necessary? Yes!", ["Is it lawful?", "Is it necessary?", "Yes!"]),
    ("Rights are universal. (See para. 3.) They bind.", ["Rights are universal.", "(See para. 3.)", "They bind."]),
    ("隐私权。数字时代。", ["隐私权。", "数字时代。"]),
    ("no stop at all", ["no stop at all"]),
    ("  \n\n ", []),
    ("", []),
]


@pytest.mark.parametrize(("text", "expected"), TABLE)
def test_table(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in split_sentences(text)] == expected


@given(st.text(alphabet=st.sampled_from('aB .!?\n"”)(1N。\u00a0\u2028o'), max_size=60) | st.text(max_size=40))
def test_spans_are_in_order_and_hold_everything(text: str) -> None:
    spans = split_sentences(text)
    assert all(start < end for start, end in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    assert "".join("".join(text[start:end].split()) for start, end in spans) == "".join(text.split())
