"""References as the UN writes them."""

from __future__ import annotations

import pytest

from assistant.citations import byline, cite, date_in_words, place, reference
from store.model import Document, Kind, Passage

OFFICIAL = Document("A/HRC/59/60", "en", "Forum", date="2025-04-22", url="https://docs.un.org/en/A/HRC/59/60")
BRIEF = Document("A/RES/78/213", "en", "Human rights", date="2023-12-19", kind=Kind.BRIEF)


@pytest.mark.parametrize(
    ("document", "locator", "written"),
    [
        (OFFICIAL, "para. 7", "A/HRC/59/60, para. 7"),
        (OFFICIAL, "para. 3 (b) (ii)", "A/HRC/59/60, para. 3 (b) (ii)"),
        (OFFICIAL, "annex I, para. 4", "A/HRC/59/60, annex I, para. 4"),
        (OFFICIAL, "p. 6", "A/HRC/59/60, p. 6 of the PDF"),
        (OFFICIAL, "summary", "A/HRC/59/60, summary"),
        (OFFICIAL, "letter of 3 May", "A/HRC/59/60, letter of 3 May"),
        (BRIEF, "PP 13", "A/RES/78/213 (brief), thirteenth preambular paragraph"),
        (BRIEF, "para. 20 (a)", "A/RES/78/213 (brief), para. 20 (a)"),
        (BRIEF, "brief, para. 2", "A/RES/78/213, brief, para. 2"),
    ],
)
def test_references(document: Document, locator: str, written: str) -> None:
    assert reference(document, locator) == written
    assert written.endswith(place(locator))


@pytest.mark.parametrize(
    ("date", "words"),
    [
        ("2025-04-22", "22 April 2025"),
        ("2025-04-02", "2 April 2025"),
        ("2024-09", "September 2024"),
        ("2024", "2024"),
        ("2024-13-01", "2024"),
        ("", ""),
    ],
)
def test_dates(date: str, words: str) -> None:
    assert date_in_words(date) == words


@pytest.mark.parametrize(
    ("document", "line"),
    [
        (OFFICIAL, "A/HRC/59/60, 22 April 2025"),
        (BRIEF, "A/RES/78/213, 19 December 2023, brief, not the official text"),
        (Document("A/80/74", "en", "Progress", other_symbols=("E/2025/53",)), "A/80/74 – E/2025/53"),
        (Document("Global Digital Compact", "en", "Global Digital Compact", date="2024"), "2024"),
    ],
)
def test_what_stands_under_a_title(document: Document, line: str) -> None:
    assert byline(document) == line


def test_a_citation_holds_what_a_reader_needs() -> None:
    passage = Passage("A/HRC/59/60", "en", "para. 7", "States must. (a) Act.", page=3, last_page=4)
    whole, part = cite(1, OFFICIAL, passage, "States must."), cite(2, BRIEF, passage, "(a) Act.", "para. 7 (a)")
    assert (whole.n, whole.locator, whole.reference) == (1, "para. 7", "A/HRC/59/60, para. 7")
    assert (whole.page, whole.title, whole.url, whole.quote) == (3, "Forum", OFFICIAL.url, "States must.")
    assert (part.locator, part.reference, part.kind) == ("para. 7 (a)", "A/RES/78/213 (brief), para. 7 (a)", Kind.BRIEF)
