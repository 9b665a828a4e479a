"""The documents that an open one hangs together with, as they are shown."""

from __future__ import annotations

from assistant.answering.connected import Cited, Connections
from assistant.ui.library.connected import render_connections
from store.facts.connections import Citing
from store.model import Document, Relation, RelationKind

OPEN = Document("A/HRC/59/60", "en", "Forum")
HELD = Document("A/HRC/48/31", "en", "Privacy & <AI>")


def test_nothing_is_shown_where_there_is_nothing() -> None:
    assert render_connections(OPEN, Connections()) == ""


def test_what_it_cites_leads_to_the_document_here_or_to_the_official_text() -> None:
    shown = render_connections(
        OPEN, Connections(cites=(Cited("A/HRC/48/31", ("para. 2",), HELD), Cited("A/RES/78/213", ("para. 3",), None)))
    )
    assert "Cites 2 documents, 1 of them in this library" in shown
    assert 'data-document="A/HRC/48/31"' in shown
    assert "Privacy &amp; &lt;AI&gt;" in shown
    assert 'href="https://docs.un.org/en/A/RES/78/213"' in shown
    assert 'data-document="A/HRC/59/60" data-language="en" data-paragraph="para. 3"' in shown


def test_of_many_paragraphs_the_first_are_named() -> None:
    places = tuple(f"para. {number}" for number in range(1, 9))
    shown = render_connections(OPEN, Connections(cited_by=(Citing("A/1", "fr", "T", places),)))
    assert "Cited by 1 document of this library" in shown
    assert ">para. 6</a> and 2 more paragraphs" in shown
    assert 'data-language="fr"' in shown


def test_relations_are_said_in_words() -> None:
    relation = Relation("A/HRC/59/L.17", RelationKind.DRAFT_OF, "A/HRC/RES/59/25")
    assert "A/HRC/59/L.17 is a draft of A/HRC/RES/59/25" in render_connections(OPEN, Connections((relation,)))
