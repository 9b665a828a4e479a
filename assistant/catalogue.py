"""Questions the catalogue answers: when a document was issued, by whom, under which item; which documents there are."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.citations import date_in_words
from store.model import Document, Kind

_DOCUMENT = r"(?:document|report|resolution|text|paper|note|general comment|decision|brief)"
_INTENTS: tuple[tuple[str, str], ...] = (
    ("date", r"\bwhen (?:was|were|did)\b.*\b(?:issued?|published?|publish|distributed|released?|dated|come out|put out)\b|"
             r"\b(?:date of (?:issue|publication|distribution)|what date does .* (?:carry|bear)|what is the date)\b|"
             r"\b(?:which|what) (?:date|day|year|month) (?:was|were|is)\b.*\b(?:issued|published|distributed|released|dated)\b"),
    ("agenda item", r"\bagenda item\b|\bwhich item\b|\bitem of the (?:provisional )?agenda\b"),
    ("session", r"\b(?:at|for|to|in|of) (?:which|what) session\b|\bwhich session\b|\bwhat session\b"),
    ("symbols", r"\b(?:other|second|joint|both|double) symbols?\b|\bsymbol\b.*\b(?:also|joint|other)\b"),
    ("title", r"\b(?:title of|titled|called|entitled)\b"),
    ("body", r"\b(?:which|what) (?:body|organ|committee|council)\b.*\b(?:issued?|published|adopted|produced)\b|\bwho issued\b"),
    ("type", rf"\b(?:what|which) (?:kind|type|sort) of (?:{_DOCUMENT})\b"),
    ("pages", r"\bhow many pages\b|\bhow long is\b"),
    ("paragraphs", r"\bhow many (?:numbered |operative )?paragraphs\b"),
    ("about", r"\bwhat(?:'s|’s| is| are)\b[^?]{0,12}\babout\b\W*$|\b(?:summari[sz]e|summary of|sum up|overview of|gist of)\b|"
              r"\bwhat (?:does|do) (?:it )?(?:say|cover|deal with|contain)\W*$"),
)
_LISTING = re.compile(
    rf"^(?:and )?(?:which|what|list|name|show)\b[^?.]{{0,40}}\b(?:{_DOCUMENT}s?|resolutions|reports|documents)\b[^?.]{{0,30}}?\b"
    r"(?:deal|deals|address|addresses|about|on|concern|concerns|cover|covers|discuss|discusses|mention|mentions|treat|"
    r"relate|relates|talk|are there)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact of the catalogue: a sentence, and the words as the document prints them."""

    sentence: str
    printed: str


def intent(question: str) -> str:
    """Which fact of a document a question asks for; an empty string for none."""
    return next((name for name, pattern in _INTENTS if re.search(pattern, question, re.I)), "")


def asks_for_documents(question: str) -> bool:
    """Whether a question asks which documents there are on a subject."""
    return bool(_LISTING.search(question))


def state(document: Document, wanted: str, paragraphs: int) -> Fact | None:
    """The fact in a sentence; ``None`` where the catalogue does not hold it.

    Args:
        document: Whose fact.
        wanted: What `intent` said.
        paragraphs: How many numbered paragraphs the document has.
    """
    name = f"The brief of {document.symbol}" if document.kind is Kind.BRIEF and wanted != "date" else document.symbol
    others = " and ".join(document.other_symbols)
    facts: dict[str, tuple[str, str]] = {
        "date": (document.date and f"{document.symbol} is dated {date_in_words(document.date)}.", date_in_words(document.date)),
        "agenda item": (document.agenda_item and f"{name} was issued under agenda item {document.agenda_item}.", document.agenda_item),
        "session": (document.session and f"{name} belongs to the {_lowered(document.session)}.", document.session),
        "symbols": (others and f"{document.symbol} also carries the symbol {others}.", others),
        "title": (f"{name} is entitled “{document.title}”.", document.title),
        "body": (document.body and f"{name} is a document of the {document.body}.", document.body),
        "type": (document.type and f"{name} is a {document.type}.", document.type),
        "pages": (f"{name} has {document.pages} pages." if document.pages else "", document.symbol),
        "paragraphs": (f"{name} has {paragraphs} numbered paragraphs." if paragraphs else "", document.symbol),
        "about": (_introduction(document), document.title),
    }
    sentence, printed = facts.get(wanted, ("", ""))
    return Fact(sentence, printed) if sentence else None


def _introduction(document: Document) -> str:
    kind = f"a brief of a {document.type or 'document'}" if document.kind is Kind.BRIEF else f"a {document.type or 'document'}"
    body = f" of the {document.body}" if document.body else ""
    date = f", dated {date_in_words(document.date)}" if document.date else ""
    named = f" entitled “{document.title}”" if document.title != document.symbol else ""
    return f"{document.symbol} is {kind}{body}{named}{date}."


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:]
