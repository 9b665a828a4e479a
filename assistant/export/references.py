"""The list of what a text cites, each document once, as the UN writes it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant.answer import Citation
from assistant.citations import byline, places_in
from assistant.export.manuscript import Bullets, Emphasis, Inline, link
from store.library import Library


def references(citations: Iterable[Citation], library: Library, *, with_places: bool = False) -> Bullets | None:
    """Every document that is cited, once, in the order of their symbols; nothing where none is.

    Args:
        citations: In any order; one may stand there more than once.
        library: Where the documents are looked up; one that is no longer there keeps title and address.
        with_places: Whether the cited paragraphs are named too.
    """
    cited: dict[str, list[Citation]] = {}
    for citation in citations:
        cited.setdefault(citation.symbol, []).append(citation)
    entries = tuple(_entry(cited[symbol], library, with_places=with_places) for symbol in sorted(cited))
    return Bullets(entries) if entries else None


def _entry(citations: Sequence[Citation], library: Library, *, with_places: bool) -> tuple[Inline, ...]:
    citation = citations[0]
    document = library.document(citation.symbol, citation.language)
    facts = byline(document) if document else f"{citation.symbol}, no longer in the library"
    if document and document.superseded_by:
        facts += f", superseded by {document.superseded_by}"
    if with_places:
        facts += f"{': ' if facts else ''}{places_in(each.locator for each in citations)}"
    content: list[Inline] = [Emphasis(citation.title), f". {facts[0].upper()}{facts[1:]}." if facts else "."]
    return (*content, " ", link(citation.url)) if citation.url else tuple(content)
