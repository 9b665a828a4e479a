"""Which documents cite which, what is cited and not held, and libraries made before any of this was recorded."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from fakes import make
from places import FOLDER, execute

from store.facts.connections import Citing, Missing
from store.library import Library
from store.model import Document, Kind, Mention, Relation, RelationKind


def add(library: Library, symbol: str, cites: dict[str, list[str]], kind: Kind = Kind.OFFICIAL) -> Document:
    """A document of two paragraphs, which cite those symbols."""
    document, passages = make(symbol, f"First of {symbol}.", f"Second of {symbol}.")
    mentions = [Mention(locator, cited) for locator, symbols in cites.items() for cited in symbols]
    library.add(replace(document, kind=kind), passages, mentions=mentions)
    return document


@pytest.fixture
def three(library: Library) -> Library:
    """A/3 and A/2 cite A/1 and others that are not held."""
    add(library, "A/1", {})
    add(library, "A/2", {"para. 1": ["A/1", "A/9"], "para. 2": ["A/1", "S/RES/8 (2020)"]})
    add(library, "A/3", {"para. 2": ["A/1", "a/9"]})
    return library


def test_a_document_tells_what_it_cites_and_who_cites_it(three: Library) -> None:
    first, second = three.document("A/1"), three.document("A/2")
    assert first
    assert second
    assert three.mentions(second)[:2] == [Mention("para. 1", "A/1"), Mention("para. 1", "A/9")]
    assert three.citing(first) == [
        Citing("A/2", "en", second.title, ("para. 1", "para. 2")),
        Citing("A/3", "en", "Report A/3", ("para. 2",)),
    ]


def test_what_is_cited_most_and_not_held_comes_first(three: Library) -> None:
    assert three.missing(10) == [Missing("A/9", 2, 2, brief=False), Missing("S/RES/8 (2020)", 1, 1, brief=False)]
    assert [each.symbol for each in three.missing(1)] == ["A/9"]


def test_a_document_of_which_only_a_brief_is_held_is_missing(three: Library) -> None:
    add(three, "A/9", {}, Kind.BRIEF)
    assert three.missing(1) == [Missing("A/9", 2, 2, brief=True)]
    add(three, "A/9", {})
    assert [each.symbol for each in three.missing(10)] == ["S/RES/8 (2020)"]


def test_a_resolution_is_cited_with_its_year_or_without(three: Library) -> None:
    add(three, "A/4", {"para. 1": ["S/RES/8"], "para. 2": ["A/RES/5"]})
    assert three.missing(10)[:2] == [Missing("A/9", 2, 2, brief=False), Missing("S/RES/8 (2020)", 2, 2, brief=False)]
    held = add(three, "S/RES/8 (2020)", {})
    assert [each.symbol for each in three.missing(10)] == ["A/9", "A/RES/5"]
    assert [(each.symbol, each.locators) for each in three.citing(held)] == [
        ("A/2", ("para. 2",)),
        ("A/4", ("para. 1",)),
    ]


def test_resolutions_of_two_years_are_not_told_by_their_number_alone(three: Library) -> None:
    add(three, "A/4", {"para. 1": ["S/RES/8"], "para. 2": ["S/RES/8 (2021)"]})
    assert {each.symbol for each in three.missing(10)} == {"A/9", "S/RES/8", "S/RES/8 (2020)", "S/RES/8 (2021)"}


def test_what_a_document_cited_goes_with_it(three: Library) -> None:
    three.remove("A/2")
    assert three.missing(10) == [Missing("a/9", 1, 1, brief=False)]


def test_a_new_version_cites_what_it_cites(three: Library) -> None:
    document, passages = make("A/2", "All is new.")
    three.add(document, passages, mentions=[Mention("para. 1", "A/7")])
    assert [each.symbol for each in three.mentions(document)] == ["A/7"]


def test_a_newer_reader_records_what_passages_that_are_as_they_were_cite(library: Library) -> None:
    document, passages = make("A/1", "As before.")
    library.add(document, passages, reader="1")
    library.add(document, passages, reader="2", mentions=[Mention("para. 1", "A/7")])
    assert library.mentions(document) == [Mention("para. 1", "A/7")]


def test_the_last_of_several_revisions_stands(library: Library) -> None:
    for symbol in ("A/1", "A/1/Rev.9", "A/1/Rev.10"):
        add(library, symbol, {})
    revises = [
        Relation("A/1/Rev.10", RelationKind.REVISES, "A/1"),
        Relation("A/1/Rev.10", RelationKind.REVISES, "A/1/Rev.9"),
        Relation("A/1/Rev.9", RelationKind.REVISES, "A/1"),
    ]
    library.relate(revises)
    standing = {document.symbol: document.superseded_by for document in library.documents()}
    assert standing == {"A/1": "A/1/Rev.10", "A/1/Rev.9": "A/1/Rev.10", "A/1/Rev.10": ""}
    assert library.relations(make("A/1/Rev.9", "…")[0]) == revises[1:]


def test_only_what_is_held_makes_another_give_way(library: Library) -> None:
    add(library, "A/HRC/59/L.17", {})
    library.relate([Relation("A/HRC/59/L.17", RelationKind.DRAFT_OF, "A/HRC/RES/59/25")])
    assert library.giving_way(["A/HRC/59/L.17"]) == frozenset()
    add(library, "A/HRC/RES/59/25", {})
    assert library.giving_way(["a/hrc/59/l.17", "A/HRC/RES/59/25"]) == {"a/hrc/59/l.17"}


def test_which_symbols_are_held(three: Library) -> None:
    assert {name: document.symbol for name, document in three.holdings(["a/1", "A/9"]).items()} == {"a/1": "A/1"}
    assert three.holdings([]) == {}


@pytest.mark.parametrize("place", [FOLDER], indirect=True)
def test_a_library_made_before_this_was_recorded_gets_its_tables(open_library: Callable[..., Library]) -> None:
    library = open_library()
    add(library, "A/1", {})
    library.close()
    execute(library.place, "DROP TABLE mentions", "DROP TABLE relations", "DROP TABLE schema_version")
    again = open_library()
    assert again.missing(10) == []
