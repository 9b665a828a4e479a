"""Does the cited paragraph support the sentence? For quotations: are they verbatim, at the place they name?"""

from __future__ import annotations

from assistant.answer import Citation
from store.library import Library


def is_verbatim(citation: Citation, library: Library) -> bool:
    """Whether the library holds the quoted words at that place of that document, read anew.

    Of a lettered part, ``para. 3 (b)``, the words must stand in that part.
    """
    passage = library.passage(citation.symbol, citation.locator)
    if passage is None:
        return False
    part = next((part for part in passage.subparagraphs if part.locator == citation.locator), None)
    text = passage.text[part.start : part.end] if part else passage.text
    return citation.quote in text
