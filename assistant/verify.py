"""Does the cited paragraph support the sentence? For quotations: are they verbatim, at the place they name?"""

from __future__ import annotations

from assistant.answer import Citation
from store.library import Library


def cited_text(citation: Citation, library: Library) -> str:
    """What the library holds at the place of a citation, read anew; empty where it has no such place.

    Of a lettered part, ``para. 3 (b)``, only that part.
    """
    passage = library.passage(citation.symbol, citation.locator, citation.language)
    if passage is None:
        return ""
    part = next((part for part in passage.subparagraphs if part.locator == citation.locator), None)
    return passage.text[part.start : part.end] if part else passage.text


def is_verbatim(citation: Citation, library: Library) -> bool:
    """Whether the library holds the quoted words at that place of that document."""
    return citation.quote in cited_text(citation, library)
