"""What a document that is named says at a place, and the facts about it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from fakes import make

from assistant.answering.lookup import last_paragraph, quote_places, tell_facts
from assistant.question import parse_question
from ingest.pinpoints import parse_locator
from store.library import Library
from store.model import Document, Kind, Passage, Subparagraph

SYMBOL = "A/HRC/48/31"
THIRD = "Calls upon States:\n(a) To protect;\n(b) To publish. To hear."


@pytest.fixture
def document(library: Library) -> Document:
    """A report of three paragraphs, a summary, and annexes; paragraphs 1 and 2 on pages 2 to 3, 3 on page 4."""
    document, (first, second, third) = make(
        SYMBOL,
        "One is. It stays.",
        "Two is.",
        THIRD,
        title="Privacy",
        body="Human Rights Council",
        type="report",
        date="2021-09-13",
        session="Forty-eighth session",
        agenda_item="2 Annual report",
        pages=19,
    )
    parts = (
        Subparagraph("para. 3 (a)", THIRD.index("(a)"), THIRD.index("\n(b)")),
        Subparagraph("para. 3 (b)", THIRD.index("(b)"), len(THIRD)),
    )
    annexes = [
        Passage(SYMBOL, "en", locator, f"{locator} is.", page=5, last_page=5, order=order)
        for order, locator in enumerate(["annex I, para. 1", "annex I, para. 2", "annex II, para. 1"], 4)
    ]
    summary = Passage(SYMBOL, "en", "summary", "First. Second. Third. Fourth.", order=3)
    library.add(
        document,
        [
            replace(first, page=2, last_page=2),
            replace(second, page=2, last_page=3),
            replace(third, page=4, last_page=4, subparagraphs=parts),
            summary,
            *annexes,
        ],
    )
    return document


@pytest.mark.parametrize(
    ("place", "quoted"),
    [
        ("para. 1", {"para. 1": "One is. It stays."}),
        ("para. 3", {"para. 3": THIRD}),
        ("para. 3 (a)", {"para. 3 (a)": "(a) To protect;"}),
        ("para. 3 (b)", {"para. 3 (b)": "(b) To publish. To hear."}),
        ("para. 3 (c)", {}),
        ("para. 30", {}),
        ("PP 1", {}),
        ("summary", {"summary": "First. Second. Third. Fourth."}),
        ("annex I, para. 2", {"annex I, para. 2": "annex I, para. 2 is."}),
        ("annex II", {"annex II, para. 1": "annex II, para. 1 is."}),
        ("annex III", {}),
        ("p. 3", {"para. 2": "Two is."}),
        ("p. 9", {}),
    ],
)
def test_what_a_document_says_at_a_place(library: Library, document: Document, place: str, quoted: dict) -> None:
    statements = quote_places(library, document, parse_locator(place))
    assert {each.citation.locator: each.citation.quote for each in statements} == quoted
    assert all(each.quoted for each in statements)


@pytest.mark.parametrize(
    ("locators", "found"), [(["annex, para. 4"], 1), (["part one, para. 4", "part two, para. 4"], 0)]
)
def test_a_paragraph_of_the_only_numbering_there_is(library: Library, locators: list[str], found: int) -> None:
    document, _ = make("A/1/1")
    library.add(document, [Passage("A/1/1", "en", place, "Text.", order=n) for n, place in enumerate(locators)])
    assert len(quote_places(library, document, parse_locator("para. 4"))) == found


def test_where_the_numbered_paragraphs_end(library: Library, document: Document) -> None:
    assert last_paragraph(library, document) == 3
    bare, _ = make("A/1/1")
    library.add(bare, [Passage("A/1/1", "en", "p. 1", "Text.")])
    assert last_paragraph(library, bare) == 0


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("When was A/HRC/48/31 issued?", "A/HRC/48/31 is dated 13 September 2021."),
        ("Which body issued A/HRC/48/31?", "A/HRC/48/31 is a document of the Human Rights Council."),
        ("What is the title of A/HRC/48/31?", "A/HRC/48/31 is entitled “Privacy”."),
    ],
)
def test_a_fact_is_cited_to_the_first_page(library: Library, document: Document, question: str, told: str) -> None:
    (statement,) = tell_facts(library, document, parse_question(question))
    assert statement.sentences == (told,)
    assert (statement.citation.locator, statement.citation.page) == ("p. 1", 1)
    assert not statement.quoted


def test_where_the_paragraphs_end_is_cited_to_the_last_one(library: Library, document: Document) -> None:
    (statement,) = tell_facts(library, document, parse_question("How many paragraphs has A/HRC/48/31?"))
    assert statement.sentences == ("The numbered paragraphs of A/HRC/48/31 end at 3.",)
    assert statement.citation.locator == "para. 3"


@pytest.mark.parametrize(
    "question", ["What other symbols does A/HRC/48/31 have?", "What does A/HRC/48/31 say about encryption?"]
)
def test_what_the_catalogue_does_not_hold_or_is_not_asked_is_not_told(
    library: Library, document: Document, question: str
) -> None:
    assert tell_facts(library, document, parse_question(question)) == []


def test_what_a_document_is_about_is_its_own_summary(library: Library, document: Document) -> None:
    introduction, gist = tell_facts(library, document, parse_question("What is A/HRC/48/31 about?"))
    assert introduction.sentences == (
        "A/HRC/48/31 is a report of the Human Rights Council entitled “Privacy”, dated 13 September 2021.",
    )
    assert gist.citation.quote == "First. Second. Third."
    assert gist.citation.locator == "summary"


def test_without_a_summary_some_of_its_paragraphs_in_order(library: Library) -> None:
    document, passages = make("A/1/1", "The present report is on privacy.", *[f"States do {n}." for n in "abcdef"])
    library.add(document, passages)
    _, *gist = tell_facts(library, document, parse_question("What is A/1/1 about?"))
    assert gist[0].citation.quote == "The present report is on privacy."
    numbers = [int(each.citation.locator.removeprefix("para. ")) for each in gist]
    assert numbers == sorted(numbers)
    assert len(numbers) == 3


def test_of_a_brief_the_sentence_that_holds_the_fact_is_quoted(library: Library) -> None:
    document, passages = make("A/1/1", "It is short. It came out in 2024.", kind=Kind.BRIEF, date="2024-09")
    library.add(document, passages)
    (statement,) = tell_facts(library, document, parse_question("When was A/1/1 published?"))
    assert (statement.citation.quote, statement.quoted) == ("It came out in 2024.", True)
    assert tell_facts(library, document, parse_question("At which session was A/1/1 issued?")) == []


def test_when_a_resolution_was_adopted_is_what_it_says_and_not_its_date(library: Library) -> None:
    document, (passage,) = make(
        "A/RES/78/213", "It stands here. It was adopted on 19 December 2023. So it is.", date="2024"
    )
    library.add(document, [replace(passage, locator="p. 1")])
    (statement,) = tell_facts(library, document, parse_question("When was A/RES/78/213 adopted?"))
    assert statement.citation.quote == "It was adopted on 19 December 2023."
    assert statement.quoted


def test_the_recommendations_are_those_that_stand_apart_whole_and_first_those_to_whom_is_asked_of(
    library: Library,
) -> None:
    texts = (
        "Journalists should be free.",
        "Companies should publish their rules.",
        THIRD,
        "Courts must hear complaints.",
        "States should not delay. They know why.",
    )
    document, passages = make(SYMBOL, *texts)
    library.add(document, [passages[0], *(replace(each, headings=("V. Recommendations",)) for each in passages[1:])])
    told = tell_facts(library, document, parse_question(f"What does {SYMBOL} recommend to States?"))
    assert [each.citation.locator for each in told] == ["para. 3", "para. 5", "para. 2"]
    assert [each.citation.quote for each in told] == [THIRD, "States should not delay.", texts[1]]
