"""Which questions the catalogue answers, and how it puts what it knows."""

from __future__ import annotations

import pytest

from assistant.answering.catalogue import asks_for_documents, intents, state, type_asked
from assistant.question import parse_question
from store.model import Document, Kind

DOCUMENT = Document(
    "A/80/74",
    "en",
    "Progress made",
    other_symbols=("E/2025/53",),
    body="General Assembly",
    type="report",
    date="2025-04-22",
    session="Eightieth session",
    agenda_item="14 Outcomes",
    pages=19,
)
BARE = Document("A/80/75", "en", "")

INTENTS = [
    ("When was A/80/74 published?", ("date",)),
    ("What date does A/80/74 bear?", ("date",)),
    ("On which day was A/80/74 issued?", ("date",)),
    ("When was A/RES/78/213 adopted?", ("adopted",)),
    ("Who adopted A/RES/78/213 and when?", ("adopted",)),
    ("By whom was A/RES/78/213 adopted?", ("adopted",)),
    ("Who adopted the definition of torture in A/RES/39/46?", ()),
    ("What does A/HRC/48/31 recommend to States?", ("recommended",)),
    ("What are the main recommendations of A/HRC/48/31?", ("recommended",)),
    ("What does A/HRC/48/31 call for?", ("recommended",)),
    ("What does A/HRC/48/31 recommend to States on encryption?", ()),
    ("Under which agenda item was A/80/74 issued?", ("agenda item",)),
    ("At which session was A/80/74 submitted?", ("session",)),
    ("What other symbols does A/80/74 have?", ("symbols",)),
    ("What is the title of A/80/74?", ("title",)),
    ("What is A/80/74 called?", ("title",)),
    ("Who issued A/80/74?", ("body",)),
    ("How is A/80/74 entitled?", ("title",)),
    ("How many numbered paragraphs does A/80/74 have?", ("paragraphs",)),
    ("What is A/80/74 about?", ("about",)),
    ("Summarise A/80/74.", ("about",)),
    ("Give me an overview of A/80/74", ("about",)),
    ("What does A/80/74 say?", ("about",)),
    ("Who issued A/80/74 and when was it published?", ("date", "body")),
    ("What does A/80/74 say about encryption?", ()),
    ("When did Kenya adopt its data protection act according to A/80/74?", ()),
    ("Why?", ()),
]

FACTS = [
    ("date", "A/80/74 is dated 22 April 2025.", "22 April 2025"),
    ("agenda item", "A/80/74 was issued under agenda item 14 Outcomes.", "14 Outcomes"),
    ("session", "A/80/74 belongs to the eightieth session.", "Eightieth session"),
    ("symbols", "A/80/74 also carries the symbol E/2025/53.", "E/2025/53"),
    ("title", "A/80/74 is entitled “Progress made”.", "Progress made"),
    ("body", "A/80/74 is a document of the General Assembly.", "General Assembly"),
    ("paragraphs", "The numbered paragraphs of A/80/74 end at 61.", "A/80/74"),
    (
        "about",
        "A/80/74 is a report of the General Assembly entitled “Progress made”, dated 22 April 2025.",
        "Progress made",
    ),
]


@pytest.mark.parametrize(("question", "expected"), INTENTS)
def test_which_facts_of_a_document_are_asked(question: str, expected: tuple[str, ...]) -> None:
    assert intents(parse_question(question)) == expected


@pytest.mark.parametrize(
    ("question", "listing", "listed"),
    [
        ("Which documents deal with privacy?", True, ""),
        ("Which resolutions deal with privacy?", True, "resolution"),
        ("List the reports on neurotechnology", True, "report"),
        ("What resolutions are there on privacy?", True, "resolution"),
        ("Show me all documents about children", True, ""),
        ("Name general comments on children", True, "general comment"),
        ("And which reports mention spyware?", True, "report"),
        ("What does the report say about privacy?", False, ""),
        ("What documents should a State publish?", False, ""),
        ("Which States concern themselves with privacy?", False, ""),
        ("", False, ""),
    ],
)
def test_questions_for_a_list_of_documents(question: str, listing: bool, listed: str) -> None:
    assert asks_for_documents(question) is listing
    assert type_asked(question) == listed


@pytest.mark.parametrize(("wanted", "sentence", "printed"), FACTS)
def test_facts_in_a_sentence(wanted: str, sentence: str, printed: str) -> None:
    fact = state(DOCUMENT, wanted, 61)
    assert fact is not None
    assert (fact.sentence, fact.printed) == (sentence, printed)


@pytest.mark.parametrize("wanted", [wanted for wanted, _, _ in FACTS] + ["unheard of"])
def test_what_the_catalogue_does_not_hold_is_not_stated(wanted: str) -> None:
    assert state(BARE, wanted, 0) is None


def test_a_brief_says_that_it_is_one() -> None:
    fact = state(Document("A/80/74", "en", "Progress made", type="agreed text", kind=Kind.BRIEF), "about", 0)
    assert fact is not None
    assert fact.sentence == "A/80/74 is a brief, not the official text, of an agreed text entitled “Progress made”."
