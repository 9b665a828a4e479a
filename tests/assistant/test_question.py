"""What a question demands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.asked.wanted import Wanted
from assistant.question import follow_up, leans_back, numbers_in, parse_question

PLACES = [
    ("What does paragraph 17 of A/RES/78/213 say?", {"A/RES/78/213": ["para. 17"]}, ["para. 17"]),
    ("What does A/HRC/48/31, para. 3 (b) say?", {"A/HRC/48/31": ["para. 3 (b)"]}, ["para. 3 (b)"]),
    ("what does a/hrc/48/31 say?", {"A/HRC/48/31": []}, []),
    ("What did resolution 78/213 decide?", {"A/RES/78/213": []}, []),
    ("Human Rights Council resolution 51/3, paragraph 4?", {"A/HRC/RES/51/3": ["para. 4"]}, ["para. 4"]),
    (
        "What do paragraphs 4, 6 and 13 of A/HRC/48/31 say?",
        {"A/HRC/48/31": ["para. 4", "para. 6", "para. 13"]},
        ["para. 4", "para. 6", "para. 13"],
    ),
    ("What is the thirteenth preambular paragraph of A/RES/78/213?", {"A/RES/78/213": ["PP 13"]}, ["PP 13"]),
    ("What does E/2025/53-A/80/74 say in para. 9?", {"E/2025/53": []}, ["para. 9"]),
    ("What happens on page 6 of A/HRC/48/31?", {"A/HRC/48/31": ["p. 6"]}, ["p. 6"]),
    (
        "Compare paragraph 3 of A/HRC/48/31 with paragraph 4 of A/HRC/59/60.",
        {"A/HRC/48/31": ["para. 3"], "A/HRC/59/60": ["para. 4"]},
        [],
    ),
    ("In that report, what does paragraph 7 say?", {}, ["para. 7"]),
    ("And paragraph 18?", {}, ["para. 18"]),
    ("What does A/HRC/48/3 say, and A/HRC/48/31?", {"A/HRC/48/3": [], "A/HRC/48/31": []}, []),
    ("What does encryption protect?", {}, []),
    ("", {}, []),
]

DEMANDS = [
    ("How many Kenyan officers did Haiti count?", ("Kenyan", "Haiti"), (), (), Wanted.NUMBER),
    ("Did the OHCHR report of 2021 mention 40 countries?", ("OHCHR",), ("40",), ("2021",), Wanted.ANYTHING),
    ("Which of 1,250 complaints were about Meta?", ("Meta",), ("1250",), (), Wanted.ANYTHING),
    ("Did 5 000 people pay 3.5 per cent?", (), ("5000", "3.5"), (), Wanted.ANYTHING),
    ("What share of women were online from 2019 to 2023?", (), (), ("2019", "2023"), Wanted.SHARE),
    ("What does paragraph 17 of A/RES/78/213 say?", (), (), (), Wanted.ANYTHING),
    ("When was A/HRC/48/31 issued?", (), (), (), Wanted.DATE),
]


@pytest.mark.parametrize(("text", "places", "locators"), PLACES)
def test_documents_and_places(text: str, places: dict[str, list[str]], locators: list[str]) -> None:
    question = parse_question(text)
    assert {symbol: [str(each) for each in named] for symbol, named in question.places} == places
    assert question.symbols == tuple(places)
    assert [str(each) for each in question.locators] == locators


@pytest.mark.parametrize(("text", "names", "numbers", "years", "wanted"), DEMANDS)
def test_names_numbers_years_and_the_kind_of_answer(
    text: str, names: tuple[str, ...], numbers: tuple[str, ...], years: tuple[str, ...], wanted: Wanted
) -> None:
    question = parse_question(text)
    assert (question.names, question.numbers, question.years, question.wanted) == (names, numbers, years, wanted)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("What does A/RES/78/213 say about encryption?", ["encryption"]),
        ("What does paragraph 17 of A/RES/78/213 say about encryption?", ["encryption"]),
        ("What did Human Rights Council resolution 51/3 request?", ["request"]),
    ],
)
def test_documents_and_places_are_not_searched_for_as_words(text: str, left: list[str]) -> None:
    subject = parse_question(text).subject
    assert all(word in subject for word in left)
    assert not any(character.isdigit() for character in subject)


def test_a_question_that_is_only_a_symbol_is_its_own_subject() -> None:
    assert parse_question("A/RES/78/213").subject == "A/RES/78/213"


def test_numbers_are_compared_without_separators() -> None:
    assert numbers_in("1,250 of 5 000 people, 3.5 per cent, in A/HRC/48/31") == {"1250", "5000", "3.5"}


@pytest.mark.parametrize(
    ("text", "leans"),
    [
        ("And paragraph 18?", True),
        ("What about children?", True),
        ("When did they adopt it?", True),
        ("Which of those recommendations concern business?", True),
        ("Why?", True),
        ("And what does A/HRC/48/31 say?", False),
        ("Which safeguards must accompany biometric identification in public spaces?", False),
    ],
)
def test_which_questions_need_what_was_said_before(text: str, leans: bool) -> None:
    assert leans_back(text) is leans


def test_a_follow_up_takes_over_subject_and_places() -> None:
    first = parse_question("What does A/RES/78/213 say about Internet shutdowns?")
    cited = (("A/RES/78/213", "para. 18"), ("A/RES/78/213", "PP 21"), ("A/HRC/50/55", "para. 3"))
    second = follow_up("And about encryption?", first, cited)
    assert "Internet shutdowns" in second.carried
    assert second.cited == cited
    assert second.documents == ("A/RES/78/213", "A/HRC/50/55")
    assert second.symbols == ()
    assert second.kept_to == ("A/RES/78/213",)
    assert follow_up("And what about those?", second, ()).kept_to == ("A/RES/78/213",)


def test_after_an_abstention_the_documents_before_it_stay() -> None:
    cited = (("A/RES/78/213", "para. 18"),)
    second = follow_up("And about it?", parse_question("What about encryption?"), cited)
    assert follow_up("And that?", second, ()).cited == cited


def test_a_new_question_in_a_conversation_stands_alone() -> None:
    first = parse_question("What does A/RES/78/213 say about Internet shutdowns?")
    text = "Which safeguards must accompany biometric identification in public spaces?"
    assert follow_up(text, first, (("A/RES/78/213", "para. 18"),)) == parse_question(text)


def test_what_is_carried_does_not_grow_without_end() -> None:
    question = parse_question("What do " + "very " * 200 + "old rules say?")
    for _ in range(20):
        question = follow_up("And what about those other rules?", question, ())
    assert len(question.carried) <= 300


PIECES = (
    "paragraph|paras.|17|(b)|of|A/RES/78/213|A/HRC/48/31-E/1|annex|IX|1,250|2021|Kenya’s|and|-|/|how many|?|A/|"
    "resolution|51/3|No.|\u2028"
).split("|")


@given(st.text(max_size=80) | st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join))
def test_any_text_is_a_question(text: str) -> None:
    question = parse_question(text)
    assert question.text == " ".join(text.split())
    assert len(set(question.symbols)) == len(question.symbols)
    follow_up(text, question, (("A/RES/78/213", "para. 1"),))


WITHIN = [
    ("Under draft resolution I in E/2025/31, who is to draw up the plan?", "draft resolution I"),
    ("What does annex II of A/52/687 say about police?", "annex II"),
    ("What does annex II of A/52/687 say?", None),
    ("What does paragraph 4 of annex II of A/52/687 say about police?", None),
    ("What does A/52/687 say about police?", None),
]


@pytest.mark.parametrize(("text", "part"), WITHIN)
def test_a_part_of_a_document_is_searched_when_more_is_asked_than_its_text(text: str, part: str | None) -> None:
    within = parse_question(text).within
    assert (within and str(within)) == part
