from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest
from fakes import FakeEmbeddings, make

from store.errors import RightsDeskError
from store.library import Library, Outcome
from store.model import Box, Document, Filters, Footnote, Kind, Passage, Subparagraph

FULL = Document(
    symbol="A/HRC/48/31",
    language="en",
    title="The right to privacy in the digital age",
    other_symbols=("A/76/1", "S/2021/9"),
    body="Human Rights Council",
    type="report",
    date="2021-09-13",
    session="Forty-eighth session",
    agenda_item="Agenda items 2 and 3",
    kind=Kind.OFFICIAL,
    url="https://docs.un.org/en/A/HRC/48/31",
    source="A_HRC_48_31.en.pdf",
    pages=18,
    superseded_by="A/HRC/51/17",
)
PASSAGE = Passage(
    symbol="A/HRC/48/31",
    language="en",
    locator="annex I, para. 4",
    text="Privacy matters:\n(a) to all; ¿日本?",
    headings=("I. Law", "B. Privacy"),
    section="annex I",
    page=3,
    last_page=4,
    boxes=(Box(3, 1.5, 2.25, 3.0, 4.0), Box(4, 0.0, 0.0, 1.0, 1.0)),
    footnotes=(Footnote("12", "See A/HRC/27/37."),),
    subparagraphs=(Subparagraph("annex I, para. 4 (a)", 17, 28),),
    order=7,
)


def test_what_goes_in_comes_out(library: Library) -> None:
    assert library.add(FULL, [PASSAGE], b"%PDF") is Outcome.ADDED
    (document,) = library.documents()
    assert document == Document(
        **{name: getattr(FULL, name) for name in FULL.__slots__ if name != "sha256"},
        sha256=hashlib.sha256(b"%PDF").hexdigest(),
    )
    assert library.passages("A/HRC/48/31") == [PASSAGE]
    assert library.passages_by_id([PASSAGE.id, "unknown"]) == {PASSAGE.id: PASSAGE}
    original = library.original(document)
    assert original is not None
    assert original.read_bytes() == b"%PDF"
    assert library.check() == []


def test_it_is_there_for_the_next_who_opens_it(library: Library, open_library: Callable[..., Library]) -> None:
    library.add(*make("A/1", "Encryption protects privacy."))
    library.close()
    again = open_library()
    assert [document.symbol for document in again.documents()] == ["A/1"]
    assert again.vector_search("Encryption", 5)[0].passage == "A/1|en|para. 1"


def test_a_document_without_passages_is_kept(library: Library) -> None:
    assert library.add(*make("A/1")) is Outcome.ADDED
    assert library.passages("A/1") == []
    assert library.check() == []


@pytest.mark.parametrize("name", ["A/HRC/48/31", "a/hrc/48/31", " A/HRC/48/31 ", "A/76/1", "s/2021/9"])
def test_a_document_is_known_by_all_its_symbols(library: Library, name: str) -> None:
    library.add(FULL, [PASSAGE])
    found = library.document(name)
    assert found is not None
    assert found.symbol == "A/HRC/48/31"


@pytest.mark.parametrize("name", ["A/HRC/48/3", "A/HRC/48/311", "A/HRC/48", ""])
def test_and_by_no_other(library: Library, name: str) -> None:
    library.add(FULL, [PASSAGE])
    assert library.document(name) is None
    assert library.passages(name) == []
    assert library.passage(name, "para. 1") is None


@pytest.mark.parametrize(
    "locator", ["annex I, para. 4", "ANNEX I,  para. 4", "annex I, para. 4 (a)", "annex I, para. 4 (a) (ii)"]
)
def test_a_passage_is_found_by_its_locator_and_its_parts(library: Library, locator: str) -> None:
    library.add(FULL, [PASSAGE])
    assert library.passage("A/HRC/48/31", locator) == PASSAGE


def test_a_locator_is_exact(library: Library) -> None:
    library.add(*make("A/1", *map(str, range(12))))
    found = library.passage("A/1", "para. 1")
    assert found is not None
    assert found.text == "0"
    assert library.passage("A/1", "para. 13") is None


def test_neighbours_are_those_around_it(library: Library) -> None:
    document, passages = make("A/1", *"abcde")
    library.add(document, passages)
    assert [other.text for other in library.neighbours(passages[2])] == ["b", "d"]
    assert [other.text for other in library.neighbours(passages[0], before=2, after=2)] == ["b", "c"]


def test_english_comes_first_unless_a_language_is_named(library: Library) -> None:
    library.add(*make("A/1", "la vie privée", language="fr"))
    library.add(*make("A/1", "privacy"))
    library.add(*make("A/2", "seulement", language="fr"))
    assert [passage.text for passage in library.passages("A/1")] == ["privacy"]
    assert [passage.text for passage in library.passages("A/1", "fr")] == ["la vie privée"]
    assert [passage.text for passage in library.passages("A/2")] == ["seulement"]


def test_the_same_twice_changes_nothing(library: Library, home: Path) -> None:
    library.add(*make("A/1", "One.", "Two."), b"file")
    before = library.entries()
    assert library.add(*make("A/1", "One.", "Two."), b"file") is Outcome.UNCHANGED
    assert library.entries() == before
    assert library.embeddings.passages_embedded == 2


def test_a_new_version_takes_the_place_of_the_old(library: Library) -> None:
    library.add(*make("A/1", "Old text.", "Old second."), b"old")
    assert library.add(*make("A/1", "New text."), b"new") is Outcome.REPLACED
    assert [passage.text for passage in library.passages("A/1")] == ["New text."]
    assert library.text_search(["old"]) == []
    assert [hit.passage for hit in library.vector_search("Old second", 9)] == ["A/1|en|para. 1"]
    assert len(list(library._originals.folder.glob("*/*"))) == 1
    assert library.check() == []


def test_removed_is_gone_everywhere(library: Library) -> None:
    library.add(*make("A/1", "Encryption."), b"1")
    library.add(*make("A/2", "Encryption."), b"2")
    assert [document.symbol for document in library.remove("a/1")] == ["A/1"]
    assert library.document("A/1") is None
    assert [hit.passage for hit in library.text_search(["encryption"])] == ["A/2|en|para. 1"]
    assert [hit.passage for hit in library.vector_search("encryption", 9)] == ["A/2|en|para. 1"]
    assert len(list(library._originals.folder.glob("*/*"))) == 1
    assert library.remove("A/1") == []
    assert library.check() == []


def test_what_is_removed_can_come_back(library: Library) -> None:
    for _ in range(3):
        library.add(*make("A/1", "Encryption."))
        library.remove("A/1")
    library.add(*make("A/1", "Encryption."))
    assert library.check() == []
    assert library.stats().passages == 1


def test_an_official_text_takes_the_place_of_its_brief(library: Library) -> None:
    library.add(*make("A/1", "In short.", kind=Kind.BRIEF))
    assert library.add(*make("A/9", "In full.", other_symbols=("A/1",))) is Outcome.REPLACED
    assert [document.kind for document in library.documents()] == [Kind.OFFICIAL]
    assert library.add(*make("A/1", "In short.", kind=Kind.BRIEF)) is Outcome.KEPT_OFFICIAL
    assert [passage.text for passage in library.passages("A/1")] == ["In full."]


def test_a_brief_stays_beside_the_official_text_of_another_symbol_it_is_looked_for_by(library: Library) -> None:
    library.add(*make("A/HRC/RES/20/8", "In short.", kind=Kind.BRIEF, other_symbols=("A/HRC/20/8",)))
    assert library.add(*make("A/HRC/20/8", "Another document.")) is Outcome.ADDED
    assert library.document("A/HRC/RES/20/8").kind is Kind.BRIEF
    assert library.document("A/HRC/20/8").kind is Kind.OFFICIAL


def test_a_brief_stays_beside_an_official_text_in_another_language(library: Library) -> None:
    library.add(*make("A/1", "In short.", kind=Kind.BRIEF))
    assert library.add(*make("A/1", "En entier.", language="fr")) is Outcome.ADDED
    assert len(library.documents()) == 2


def test_two_passages_with_one_locator_are_refused_and_nothing_is_lost(library: Library) -> None:
    document, passages = make("A/1", "First.")
    library.add(document, passages)
    with pytest.raises(RightsDeskError, match=r"two passages have the locator para\. 1"):
        library.add(document, [*passages, *passages])
    assert library.passages("A/1") == list(passages)


def test_a_file_that_changed_while_it_was_read_is_refused(library: Library) -> None:
    document, passages = make("A/1", "Text.", sha256="0" * 64, source="a.pdf")
    with pytest.raises(RightsDeskError, match=r"a\.pdf changed"):
        library.add(document, passages, b"something else")
    assert library.documents() == []


def test_another_model_is_an_error_that_names_the_remedy(
    library: Library, open_library: Callable[..., Library]
) -> None:
    with pytest.raises(RightsDeskError, match="rightsdesk library rebuild") as caught:
        open_library(embeddings=FakeEmbeddings("another"))
    assert "fake" in caught.value.message
    with pytest.raises(RightsDeskError, match="rightsdesk library rebuild"):
        open_library(embeddings=FakeEmbeddings(seed=2))


def test_numbers_and_choices(library: Library) -> None:
    library.add(*make("A/1", "x", "y", body="Human Rights Council", type="report", date="2021-09-13"))
    library.add(*make("A/2", "x", body="Human Rights Council", type="resolution", date="2019"))
    library.add(*make("A/3", "x", kind=Kind.BRIEF))
    stats = library.stats()
    assert (stats.documents, stats.official, stats.briefs, stats.passages, stats.vectors) == (3, 2, 1, 4, 4)
    facets = library.facets()
    assert facets.bodies == (("Human Rights Council", 2),)
    assert facets.types == (("report", 1), ("resolution", 1))
    assert facets.years == (("2021", 1), ("2019", 1))
    assert facets.kinds == (("official", 2), ("brief", 1))
    assert library.facets(Filters(types=("report",))).years == (("2021", 1),)
