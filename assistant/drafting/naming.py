"""What stands around a paragraph when it is shown: numbers, groups and documents, from the text as it is now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from assistant.answer import Citation
from assistant.citations import byline
from assistant.drafting.authority import Authority, authority_in
from assistant.drafting.draft import Basis, Draft, Paragraph, Section, Style
from assistant.drafting.keeping import DROPPED
from assistant.drafting.outline import Outline
from assistant.drafting.paragraphs import see
from prompts.advice import Part
from store.library import Library

_UNNAMED = {Part.RECOMMENDATIONS}
"""Here every quotation stands by itself, and its footnote is enough."""

_GROUPED = {Part.ANALYSIS, Part.PLAN}
"""Here quotations stand below the group of their document."""


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around a paragraph.

    Attributes:
        number: Before the words of a heading, as in ``Issue 2.``.
        group: Of which authority its document is, as a heading above it; empty where that was said.
        document: The document that it quotes, above it; empty where that was named.
        where: Behind its words: where what it refers to is quoted.
    """

    number: str = ""
    group: str = ""
    document: str = ""
    where: str = ""

    def words(self, text: str) -> str:
        """The words of the paragraph's only sentence, with its number and with where to look."""
        if self.where:
            return f"{text.removesuffix('.')}, quoted under {self.where}."
        return f"{self.number} {text}" if self.number else text


PLAIN = Around()
"""Nothing."""


def around(library: Library, draft: Draft, section: Section) -> dict[str, Around]:
    """What stands around the paragraphs of a section, by their ids.

    Args:
        library: Where documents are looked up.
        draft: Whose section it is.
        section: Which.
    """
    groups = authorities(library, draft.outline, (each.symbol for each in _cited(section)))
    made: dict[str, Around] = {}
    quoted: dict[tuple[str, str], str] = {}
    issues, under, group, document = 0, "", "", ""
    for each in section.paragraphs:
        if not each.sentences:
            continue
        if each.style in {Style.HEADING, Style.LABEL}:
            group = document = ""
            number = ""
            if section.part is Part.ANALYSIS and each.level == 2 and not _is_dropped(each):
                issues += 1
                number = f"Issue {issues}."
                made[each.id] = Around(number=number)
            if each.style is Style.LABEL or each.level == 2:
                under = number.lower().rstrip(".") or f"“{each.sentences[0].text}”"
            continue
        cited = next((one for sentence in each.sentences for one in sentence.citations), None)
        refers = _refers(each)
        if cited is None or not (refers or each.style is Style.QUOTATION):
            document = ""
            continue
        own = groups[cited.symbol].value if section.part in _GROUPED and cited.symbol in groups else ""
        shown, group = own if own != group else "", own or group
        if refers:
            document = ""
            made[each.id] = Around(group=shown, where=quoted.get((cited.symbol, cited.locator), ""))
            continue
        named = section.part not in _UNNAMED and cited.symbol != document
        made[each.id] = Around(group=shown, document=source_line(library, cited) if named else "")
        document = cited.symbol
        for one in (one for sentence in each.sentences for one in sentence.citations):
            quoted.setdefault((one.symbol, one.locator), under)
    return made


def authorities(library: Library, outline: Outline, symbols: Iterable[str]) -> dict[str, Authority]:
    """The group of each document: as the outline has it, or as the library does; none of what it does not hold."""
    known = {each.citation.symbol: each.authority for each in outline.selected}
    return {
        symbol: known[symbol] if symbol in known else authority_in(library, document)
        for symbol in dict.fromkeys(symbols)
        if (document := library.document(symbol))
    }


def source_line(library: Library, citation: Citation) -> str:
    """The document of a citation, as it is named above its words."""
    document = library.document(citation.symbol, citation.language)
    if document is None:
        return f"{citation.title} (no longer in the library):"
    replaced = f"superseded by {document.superseded_by}" if document.superseded_by else ""
    facts = ", ".join(filter(None, [byline(document), replaced]))
    return f"{document.title} ({facts}):" if facts else f"{document.title}:"


def _cited(section: Section) -> Iterator[Citation]:
    return (one for each in section.paragraphs for sentence in each.sentences for one in sentence.citations)


def _refers(paragraph: Paragraph) -> bool:
    """Whether a paragraph only says where else a passage stands."""
    first = paragraph.sentences[0]
    return first.basis is Basis.FRAME and [see(each) for each in first.citations] == [first.text]


def _is_dropped(heading: Paragraph) -> bool:
    return heading.sentences[0].text.endswith(DROPPED)
