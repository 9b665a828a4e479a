"""Which documents a document cites, in its text and its footnotes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ingest.references import find_references
from ingest.symbols import as_symbol, same
from store.database.rows import key, key_without_year
from store.model import Document, Mention, Passage


def find_mentions(document: Document, passages: Sequence[Passage]) -> list[Mention]:
    """The documents that passages cite, each once a passage, in reading order; a document does not cite itself.

    Args:
        document: The one they are of: its organ decides whose resolution "its resolution 68/237" is.
        passages: In order.
    """
    own = [symbol for text in (document.symbol, *document.other_symbols) if (symbol := as_symbol(text))]
    found: dict[Mention, None] = {}
    for passage in passages:
        for text in (passage.text, *(note.text for note in passage.footnotes)):
            for reference in find_references(text, document.symbol):
                if reference.symbol and not any(same(reference.symbol, symbol) for symbol in own):
                    found.setdefault(Mention(passage.locator, str(reference.symbol)))
    return _with_their_years(found)


def _with_their_years(found: Iterable[Mention]) -> list[Mention]:
    """A resolution that is named with its year and without it is one document."""
    mentions = list(found)
    full: dict[str, set[str]] = {}
    for mention in mentions:
        if (short := key_without_year(mention.symbol)) != key(mention.symbol):
            full.setdefault(short, set()).add(mention.symbol)
    named = {short: next(iter(names)) for short, names in full.items() if len(names) == 1}
    return list(dict.fromkeys(Mention(each.locator, named.get(key(each.symbol), each.symbol)) for each in mentions))
