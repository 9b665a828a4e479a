"""The documents that quotations are from, named above them: from their citations as they are now."""

from __future__ import annotations

from assistant.answer import Citation
from assistant.citations import byline
from assistant.drafting.draft import Section, Style
from prompts.advice import Part
from store.library import Library

_UNNAMED = {Part.RECOMMENDATIONS}
"""Here every quotation stands by itself, and its footnote is enough."""


def source_lines(library: Library, section: Section) -> dict[str, str]:
    """The lines above the quotations of a section, by the paragraph's id; a document is named once for several."""
    lines: dict[str, str] = {}
    named = ""
    for paragraph in section.paragraphs if section.part not in _UNNAMED else ():
        if not paragraph.sentences:
            continue
        citation = next((each for sentence in paragraph.sentences for each in sentence.citations), None)
        if paragraph.style is not Style.QUOTATION or citation is None:
            named = ""
            continue
        if citation.symbol != named:
            lines[paragraph.id] = source_line(library, citation)
        named = citation.symbol
    return lines


def source_line(library: Library, citation: Citation) -> str:
    """The document of a citation, as it is named above its words."""
    document = library.document(citation.symbol, citation.language)
    if document is None:
        return f"{citation.title} (no longer in the library):"
    replaced = f"superseded by {document.superseded_by}" if document.superseded_by else ""
    facts = ", ".join(filter(None, [byline(document), replaced]))
    return f"{document.title} ({facts}):" if facts else f"{document.title}:"
