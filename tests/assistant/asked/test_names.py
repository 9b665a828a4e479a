"""Names in questions, and texts that speak of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.asked.names import is_country, names_in, parts_of, speaks_of

NAMES = [
    ("What is the capital of France?", ("France",)),
    ("Who is Michelle Bachelet?", ("Michelle Bachelet",)),
    ("Is the Global Digital Compact binding?", ("Global Digital Compact",)),
    ("Does the State party's law bind Kenya's courts?", ("Kenya",)),
    ("OHCHR said what of UNESCO?", ("OHCHR", "UNESCO")),
    ("Privacy matters to the General Assembly of the United Nations.", ()),
    ("What do paragraphs of the report say in June?", ()),
    ("what about kenya", ()),
    ("", ()),
]

SPEAKS = [
    ("Kenyan", "officers from Kenya", True),
    ("Kenya", "Kenyan officers", True),
    ("French", "in France", True),
    ("France", "the French Government", True),
    ("Haiti", "Haiti's police", True),
    ("Mali", "a normality", False),
    ("Oman", "a woman", False),
    ("Iran", "in Iraq", False),
    ("Chad", "in Kenya", False),
    ("Niger", "Nigerian law", False),
    ("Nigeria", "in Niger", False),
    ("Austria", "Australia reported", False),
    ("Guinea", "in Papua New Guinea", False),
    ("Sudan", "in South Sudan", False),
    ("Chile", "children", False),
    ("Russia", "the Russian Federation", True),
    ("Iran", "the Islamic Republic of Iran", True),
    ("UNCTAD", "the United Nations Conference on Trade and Development", True),
    ("Meta", "metadata", False),
    ("US", "use of force", False),
    ("US", "the United States", True),
    ("AI", "artificial intelligence systems", True),
    ("OHCHR", "the Office of the United Nations High Commissioner for Human Rights", True),
    ("WHO", "the World Health Organization", True),
    ("Maputo Protocol", "the Maputo\nProtocol", True),
    ("Maputo Protocol", "a protocol signed in Maputo", False),
]


@pytest.mark.parametrize(("question", "names"), NAMES)
def test_the_names_in_a_question(question: str, names: tuple[str, ...]) -> None:
    assert names_in(question) == names


@pytest.mark.parametrize(("name", "text", "spoken_of"), SPEAKS)
def test_whether_a_text_speaks_of_a_name(name: str, text: str, spoken_of: bool) -> None:
    assert speaks_of(name, text) is spoken_of


@pytest.mark.parametrize("name", ["Kenya", "Kenyan", "Haiti", "French", "Iraqi", "Chinese", "Somali", "Swiss"])
def test_countries_and_their_adjectives(name: str) -> None:
    assert is_country(name)


@pytest.mark.parametrize("name", ["Maputo Protocol", "Meta", "Internet", "OHCHR", "European", "UNESCO"])
def test_other_names_are_no_countries(name: str) -> None:
    assert not is_country(name)


def test_the_parts_of_a_name_that_narrow_something_down() -> None:
    assert parts_of("High-level Committee on Management") == ("High-level", "Management")
    assert parts_of("United Nations General Assembly") == ()


@given(st.text(max_size=60), st.text(max_size=60))
def test_no_text_breaks_the_reading_of_names(name: str, text: str) -> None:
    speaks_of(name, text)
    assert all(speaks_of(each, text) for each in names_in(text) if " " in each and " ".join(text.split()) == text)
