"""Which topics a paragraph and a document carry, and that people have the last word."""

from __future__ import annotations

from pathlib import Path

import pytest
from fakes import FakeEmbeddings, make

from ingest.cataloguing import tagging
from ingest.cataloguing.tagging import correct, tag
from ingest.cataloguing.topics import topic_named, topics, topics_of_document, topics_of_passage
from ingest.pipeline import remove
from store.errors import RightsDeskError
from store.library import Library
from store.model import Carried, Document, Filters, Passage


def carried(text: str, title: str = "T", headings: tuple[str, ...] = ()) -> set[str]:
    document = Document("A/1", "en", title)
    return set(topics_of_passage(document, Passage("A/1", "en", "para. 1", text, headings)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Committee adopted its agenda.", set()),
        ("Artificial intelligence and machine learning are used.", {"artificial-intelligence"}),
        ("AI is used.", {"artificial-intelligence"}),
        ("He said that he had ai aches.", set()),
        ("Women and girls take part.", {"gender"}),
        ("Migrants, asylum-seekers and stateless persons", {"migration"}),
        ("Data cross borders in cross-border transfers.", {"migration"}),
        ("cross-border trade", set()),
        ("The right to\nprivacy", {"privacy-and-data-protection"}),
        ("The digital environment grows.", set()),
        ("The environment suffers.", {"digital-and-environment"}),
        ("Children’s rights", {"rights-of-the-child"}),
        ("Smart cities", {"smart-cities"}),
        ("Neurotechnologies and neurodata", {"neurotechnology"}),
        ("Violent extremism online", {"content-policy"}),
        ("Training of police officers", {"capacity-development"}),
    ],
)
def test_a_paragraph_carries_the_topics_it_speaks_of(text: str, expected: set[str]) -> None:
    assert carried(text) == expected


def test_weaker_words_count_beside_others_alone() -> None:
    text = "The resolution reaffirms the Universal Declaration of Human Rights."
    assert carried(text) == set()
    assert carried(text, headings=("Digital technologies",)) == {"human-rights-principles"}
    assert carried(text, title="Human rights and technology") == {"human-rights-principles"}


@pytest.mark.parametrize(
    ("title", "paragraphs", "expected"),
    [
        ("The right to privacy", [set(), set()], {"privacy-and-data-protection"}),
        ("T", [{"gender"}], {"gender"}),
        ("T", [{"gender"}, *[set()] * 9], set()),
        ("T", [{"gender"}, {"gender"}, *[set()] * 8], {"gender"}),
        ("T", [*[{"gender"}] * 9, {"migration"}], {"gender"}),
        ("T", [*[{"gender"}] * 5, *[{"migration"}] * 3, set(), set()], {"gender", "migration"}),
        ("T", [], set()),
    ],
)
def test_a_document_carries_what_enough_of_it_is_on(title: str, paragraphs: list[set[str]], expected: set[str]) -> None:
    found = topics_of_document(Document("A/1", "en", title), [frozenset(each) for each in paragraphs])
    assert found == expected


def test_a_topic_is_known_by_id_and_name() -> None:
    assert topic_named("Rights of the Child") is topics()["rights-of-the-child"] is topic_named("rights-of-the-child")
    with pytest.raises(RightsDeskError, match="no topic 'cats'"):
        topic_named("cats")


@pytest.fixture
def library(tmp_path: Path) -> Library:
    made = Library(tmp_path / "library", FakeEmbeddings())
    for symbol, *texts in (
        ("A/HRC/48/31", "Privacy is at risk.", "Privacy and surveillance.", "Nothing else."),
        ("A/HRC/50/1", "Women's rights.", "Women and refugees flee.", "Women again."),
    ):
        made.add(*make(symbol, *texts))
    return made


def test_topics_narrow_lists_and_searches(library: Library) -> None:
    assert tag(library) == 2
    on_migration = Filters(topics=("migration",))
    assert [each.symbol for each in library.documents(on_migration)] == ["A/HRC/50/1"]
    found = ["A/HRC/50/1|en|para. 2"]
    assert [hit.passage for hit in library.text_search(["women", "privacy"], filters=on_migration)] == found
    assert [hit.passage for hit in library.vector_search("women", filters=on_migration)] == found
    either = Filters(topics=("migration", "privacy-and-data-protection"))
    assert len(library.vector_search("women", filters=either)) == 3
    assert library.topics.counts() == {"gender": 1, "migration": 1, "privacy-and-data-protection": 1}


def test_documents_of_a_topic_with_their_paragraphs(library: Library) -> None:
    tag(library)
    (found,) = library.topics.on("migration")
    assert (found.entry.document.symbol, found.locators, found.whole) == ("A/HRC/50/1", ("para. 2",), False)
    (found,) = library.topics.on("gender")
    assert (found.locators, found.whole) == (("para. 1", "para. 2", "para. 3"), True)


def test_what_a_person_says_outlives_the_method_and_the_document(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    tag(library)
    document = library.document("A/HRC/48/31")
    assert document
    now = correct(library, document, "para. 3", ["gender"], [])
    assert now.passages["para. 3"] == {"gender"}
    assert now.by_hand == {("para. 3", "gender")}
    now = correct(library, document, "para. 1", [], ["privacy-and-data-protection"])
    assert "para. 1" not in now.passages
    now = correct(library, document, "", ["cybercrime"], ["privacy-and-data-protection"])
    assert now.document == {"cybercrime", "gender"}

    library.add(*make("A/HRC/48/31", "Privacy.", "Privacy and surveillance.", "Something else."))
    assert tag(library) == 1
    assert library.topics.carried_by(document) == now

    monkeypatch.setattr(tagging, "method_version", lambda: "another")
    assert (tag(library), tag(library)) == (2, 0)
    assert library.topics.carried_by(document) == now

    now = correct(library, document, "para. 1", ["privacy-and-data-protection"], [])
    assert now.passages["para. 1"] == {"privacy-and-data-protection"}


def test_a_removed_document_is_on_no_topic(library: Library) -> None:
    tag(library)
    library.remove("A/HRC/50/1")
    assert library.topics.on("gender") == []
    assert "gender" not in library.topics.counts()


def test_a_translation_carries_what_its_english_text_carries(library: Library) -> None:
    french, passages = make(
        "A/HRC/50/1", "Les droits des femmes.", "Les femmes fuient.", "Les femmes encore.", language="fr"
    )
    library.add(french, passages)
    tag(library)
    english = library.document("A/HRC/50/1", "en")
    assert english
    assert library.topics.carried_by(french) == library.topics.carried_by(english) != Carried()

    library.add(*make("A/HRC/50/1", "Women.", "Children's rights.", "Women again."))
    tag(library)
    assert library.topics.carried_by(french).passages["para. 2"] == {"rights-of-the-child"}

    remove(library, "A/HRC/50/1", "en")
    assert library.topics.carried_by(french) == Carried()
