"""The same paragraph in another language: found by symbol and number, for every paragraph of every document."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest
import translated
from fakes import make

from ingest.document import read_document
from store.facts.alignment import is_shared
from store.library import Library
from store.model import Kind


@pytest.fixture
def world(library: Library, tmp_path: Path) -> Library:
    """Three documents in six languages, read from their files."""
    for symbol, write in translated.DOCUMENTS.items():
        for language in translated.LANGUAGES:
            path = tmp_path / translated.file_name(symbol, language)
            path.write_bytes(write(language, symbol))
            reading = read_document(path)
            library.add(reading.document, reading.passages)
    return library


def test_every_paragraph_is_aligned_with_itself_in_every_other_language(world: Library) -> None:
    checked = 0
    for symbol, places in translated.WORDS.items():
        for one, other in permutations(translated.LANGUAGES, 2):
            passages = {each.locator: each for each in world.passages(symbol, one)}
            aligned = world.aligned(list(passages.values()))
            for locator, words in places.items():
                (found,) = [each for each in aligned[passages[locator].id] if each.language == other]
                assert passages[locator].text.startswith(words(one))
                assert found.text.startswith(words(other))
                checked += 1
    assert checked == 30 * sum(len(places) for places in translated.WORDS.values())


def test_a_document_is_known_in_its_other_languages(world: Library) -> None:
    document = world.document("A/HRC/62/9", "fr")
    assert document
    assert [each.language for each in world.versions(document)] == ["ar", "en", "es", "ru", "zh"]
    assert len(world.documents()) == 18


def test_a_paragraph_that_the_other_text_lacks_has_no_counterpart(library: Library) -> None:
    english, texts = make("A/1", "One.", "Two.")
    french, textes = make("A/1", "Un.", language="fr")
    brief, words = make("A/2", "Of it.", kind=Kind.BRIEF)
    for document, passages in ((english, texts), (french, textes), (brief, words)):
        library.add(document, passages)
    aligned = library.aligned([*texts, *words])
    assert [each.text for each in aligned["A/1|en|para. 1"]] == ["Un."]
    assert aligned["A/1|en|para. 2"] == aligned["A/2|en|para. 1"] == []
    assert library.counterparts([passage.id for passage in (*texts, *words)]) == {
        "A/1|en|para. 1": ["A/1|fr|para. 1"],
        "A/1|en|para. 2": [],
        "A/2|en|para. 1": [],
    }


@pytest.mark.parametrize(
    ("locator", "shared"),
    [
        ("para. 3", True),
        ("annex I, para. 4", True),
        ("summary", True),
        ("PP 2", True),
        ("p. 6", False),
        ("annex, p. 6", False),
        ("sect. “Key messages” [2]", False),
        ("sect. “Means, para. 3”", False),
        ("annex, sect. “Key messages”", False),
        ("opening text", False),
        ("opening text [2]", False),
        ("annex I, opening text", False),
        ("annex I", True),
        ("draft resolution II, PP 3", True),
        ("part two, para. 12 bis (a)", True),
        ("recommendation 6", True),
        ("annex II, table 2", True),
        ("sect. II.A", True),
    ],
)
def test_places_without_a_number_differ_between_languages(locator: str, shared: bool) -> None:
    assert is_shared(locator) is shared
