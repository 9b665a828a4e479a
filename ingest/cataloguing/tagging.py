"""Topics for what the library holds: assigned where they are missing or out of date, and what people said kept to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ingest.cataloguing.topics import method_version, topics_of_document, topics_of_passage
from store.database.rows import key
from store.facts.alignment import is_shared
from store.library import Library
from store.model import Carried, Correction, Document, Passage

_ENGLISH = "en"
"""The language of the terms."""

_TOGETHER = 200
"""Documents whose topics are written in one transaction."""


def tag(library: Library) -> int:
    """Assign topics to the documents that have none by this version of the method, and to their other languages.

    Nothing is embedded.

    Returns:
        To how many.

    Raises:
        RightsDeskError: Another process is changing the library.
    """
    version = method_version()
    with library.writing():
        left = library.topics.outdated(version)
        for begin in range(0, len(left), _TOGETHER):
            some = left[begin : begin + _TOGETHER]
            library.topics.assign([(entry, _carried_by(library, entry.document)) for entry in some], version)
    return len(left)


def _carried_by(library: Library, document: Document) -> Carried:
    """What it carries; terms are English, so a translation is read in English where the library holds that."""
    passages = library.passages(document.symbol, document.language)
    english = library.document(document.symbol, _ENGLISH)
    if document.language == _ENGLISH or english is None or english.kind is not document.kind:
        return carried_by(document, passages, library.topics.corrections(document))
    said = {each.locator: each for each in library.passages(document.symbol, _ENGLISH) if is_shared(each.locator)}
    read = [said.get(each.locator, each) for each in passages]
    return carried_by(english, read, library.topics.corrections(document))


def correct(library: Library, document: Document, locator: str, add: Iterable[str], remove: Iterable[str]) -> Carried:
    """Add topics to a document or a passage and take others away, whatever the method says of it.

    Args:
        library: Where the document is.
        document: Which.
        locator: Of the passage; empty for the document as a whole.
        add: Ids of topics.
        remove: Ids of topics.

    Returns:
        What the document and its passages carry now.

    Raises:
        RightsDeskError: Another process is changing the library.
    """
    said = [Correction(locator, topic, carried=True) for topic in add]
    said += [Correction(locator, topic, carried=False) for topic in remove]
    with library.writing():
        library.topics.correct(document.symbol, said)
        tag(library)
    return library.topics.carried_by(document)


def carried_by(document: Document, passages: Iterable[Passage], corrections: Mapping[tuple[str, str], bool]) -> Carried:
    """What a document and its passages carry.

    Args:
        document: Its facts.
        passages: Its passages.
        corrections: What people said: locator as it is compared, empty for the document, and topic; whether it is
            carried.
    """
    by_hand: set[tuple[str, str]] = set()

    def corrected(locator: str, found: frozenset[str]) -> frozenset[str]:
        said = {topic: carried for (place, topic), carried in corrections.items() if place == key(locator)}
        by_hand.update((locator, topic) for topic, carried in said.items() if carried)
        return frozenset((found | said.keys()) - {topic for topic, carried in said.items() if not carried})

    places = {each.locator: corrected(each.locator, topics_of_passage(document, each)) for each in passages}
    whole = corrected("", topics_of_document(document, list(places.values())))
    return Carried(whole, {locator: its for locator, its in places.items() if its}, frozenset(by_hand))
