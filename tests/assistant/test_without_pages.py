"""A document without pages is cited and shown without one."""

from __future__ import annotations

from pathlib import Path

import pytest
import worded

from assistant.answering.connected import connections_of
from assistant.answering.lookup import passages_at, tell_facts
from assistant.answering.printed import printed_place
from assistant.citations import reference
from assistant.programs.forms import whole_document
from assistant.question import parse_question
from ingest.pinpoints import parse_locator
from ingest.pipeline import ingest
from store.library import Library
from store.model import Document


@pytest.fixture
def document(library: Library, tmp_path: Path) -> Document:
    path = tmp_path / "A_HRC_62_9.en.docx"
    path.write_bytes(worded.geneva())
    ingest([path], library, workers=0)
    return library.documents()[0]


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("3 March 2026", ("opening text", 0)),
        ("Promotion and protection of all human rights, civil, political", ("opening text", 0)),
        ("4 March 2026", None),
        ("", None),
    ],
)
def test_a_fact_stands_in_the_opening_text(
    library: Library, document: Document, words: str, place: tuple[str, int] | None
) -> None:
    assert printed_place(library, document, words) == place


def test_a_fact_is_cited_without_a_page(library: Library, document: Document) -> None:
    (statement,) = tell_facts(library, document, parse_question("When was A/HRC/62/9 issued?"))
    citation = statement.citation
    assert (citation.reference, citation.page, citation.quote) == ("A/HRC/62/9, opening text", 0, "3 March 2026")


def test_a_program_is_told_of_no_page(library: Library, document: Document) -> None:
    told = whole_document(
        document,
        library.passages(document.symbol),
        connections_of(library, document),
        carried=library.topics.carried_by(document),
    )
    assert told["pages"] == 0
    assert {each["page"] for each in told["passages"]} == {0}


def test_no_passage_stands_on_a_page(library: Library, document: Document) -> None:
    assert passages_at(library, document, parse_locator("p. 1")) == []
    assert [each.locator for each in passages_at(library, document, parse_locator("annex"))] == [
        "annex, para. 1",
        "annex, para. 2",
    ]


@pytest.mark.parametrize(
    ("locator", "written"),
    [
        ("opening text", "A/HRC/62/9, opening text"),
        ("sect. “Key messages” [3]", "A/HRC/62/9, sect. “Key messages” [3]"),
        ("annex I, sect. “Terms”", "A/HRC/62/9, annex I, sect. “Terms”"),
    ],
)
def test_how_a_place_without_a_page_is_cited(document: Document, locator: str, written: str) -> None:
    assert reference(document, locator) == written
