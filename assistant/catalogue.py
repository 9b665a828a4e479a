"""Questions the catalogue answers: when a document was issued, by whom, under which item; which documents there are."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.citations import date_in_words
from assistant.question import Question
from store.model import Document, Kind
from store.words import content_words

_DOCUMENT = r"(?:document|report|resolution|text|paper|note|general comment|decision|brief)"
_MADE = r"(?:issued?|published?|distributed|released?|dated|come out|put out)"
_INTENTS: tuple[tuple[str, str], ...] = (
    (
        "adopted",
        r"\bwhen (?:was|were|did)\b.*\badopt(?:ed)?\b|\bdate of adoption\b|\bon (?:what|which) date\b.*\badopted\b",
    ),
    (
        "date",
        rf"\bwhen (?:was|were|did)\b.*\b{_MADE}\b|\bdate of (?:issue|publication|distribution)\b|\bwhat is the date\b|"
        rf"\bwhat date does .* (?:carry|bear)\b|"
        rf"\b(?:which|what) (?:date|day|year|month) (?:was|were|is)\b.*\b{_MADE}\b",
    ),
    ("agenda item", r"\bagenda item\b|\bwhich item\b|\bitem of the (?:provisional )?agenda\b"),
    ("session", r"\b(?:which|what) session\b"),
    ("symbols", r"\b(?:other|second|joint|both|double) symbols?\b|\bsymbol\b.*\b(?:also|joint|other)\b"),
    ("title", r"\b(?:title of|titled|called|entitled)\b"),
    (
        "body",
        r"\bwho issued\b|"
        r"\b(?:which|what) (?:body|organ|committee|council)\b.*\b(?:issued?|published|adopted|produced)\b",
    ),
    ("type", rf"\b(?:what|which) (?:kind|type|sort) of {_DOCUMENT}\b"),
    ("pages", r"\bhow many pages\b|\bhow long is\b"),
    ("paragraphs", r"\bhow many (?:numbered |operative )?paragraphs\b"),
    (
        "about",
        r"\bwhat(?:'s|’s| is| are)\b[^?]{0,12}\babout\b\W*$|\b(?:summari[sz]e|summary of|sum up|overview of|gist of)\b|"
        r"\bwhat (?:does|do) (?:it )?(?:say|cover|deal with|contain)\W*$",
    ),
)
_LISTING = re.compile(
    r"^(?:and )?(?:which|what|list|name|show)(?: all| the| me| other)*(?: \w+){0,2}? "
    r"(?:documents|reports|resolutions|texts|general comments|decisions|briefs)\b.*\b"
    r"(?:deal|address|about|on|concern|cover|discuss|mention|treat|relate|talk|speak|are there)",
    re.I,
)
_OF_DOCUMENTS = re.compile(
    rf"{_DOCUMENT}s?|first|again|issued?|published?|adopted|submitted|released?|dated?|item|agenda|session|assembly|"
    r"assembly's|council|general|un|united|nations|body|symbols?|title|pages?|paragraphs?|number|exact",
    re.I,
)
_OTHER_WORDS = 2
"""A question with more words than this about something else asks for more than facts of a document."""


_TYPES_ASKED = re.compile(r"^\W*(?:\w+ ){0,4}?(resolution|report|general comment|decision)s\b", re.I)


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact of the catalogue: a sentence, and the words as the document prints them."""

    sentence: str
    printed: str


def intents(question: Question) -> tuple[str, ...]:
    """Which facts of a document a question asks for; none where it asks for more than facts."""
    found = [(name, re.search(pattern, question.subject, re.I)) for name, pattern in _INTENTS]
    asked = tuple(name for name, match in found if match)
    matched = " ".join(match.group() for _, match in found if match).lower()
    rest = [
        word.text
        for word in content_words(question.subject)
        if word.text.lower() not in matched and not _OF_DOCUMENTS.fullmatch(word.text)
    ]
    return asked if len(rest) <= _OTHER_WORDS else ()


def asks_for_documents(question: str) -> bool:
    """Whether a question asks which documents there are on a subject."""
    return bool(_LISTING.search(question))


def type_asked(question: str) -> str:
    """The type of document that a question wants a list of; an empty string for any.

    >>> type_asked("Which resolutions deal with privacy?"), type_asked("Which documents deal with privacy?")
    ('resolution', '')
    """
    match = _TYPES_ASKED.match(question)
    return match[1].lower() if match else ""


def state(document: Document, wanted: str, paragraphs: int) -> Fact | None:
    """The fact in a sentence; ``None`` where the catalogue does not hold it.

    Args:
        document: Whose fact.
        wanted: What `intents` said.
        paragraphs: How many numbered paragraphs the document has.
    """
    name = document.symbol
    kind = document.type or "document"
    others = " and ".join(document.other_symbols)
    date = date_in_words(document.date)
    facts: dict[str, tuple[str, str]] = {
        "date": (f"{name} is dated {date}.", date),
        "agenda item": (f"{name} was issued under agenda item {document.agenda_item}.", document.agenda_item),
        "session": (f"{name} belongs to the {_lowered(document.session)}.", document.session),
        "symbols": (f"{name} also carries the symbol {others}.", others),
        "title": (f"{name} is entitled “{document.title}”.", document.title),
        "body": (f"{name} is a document of the {document.body}.", document.body),
        "type": (f"{name} is {_article(kind)} {kind}.", document.type),
        "pages": (f"{name} has {document.pages} pages.", name if document.pages else ""),
        "paragraphs": (f"{name} has {paragraphs} numbered paragraphs.", name if paragraphs else ""),
        "about": (_introduction(document), document.title),
    }
    sentence, printed = facts.get(wanted, ("", ""))
    return Fact(sentence, printed) if printed else None


def _introduction(document: Document) -> str:
    kind = document.type or "document"
    brief = "a brief, not the official text, of " if document.kind is Kind.BRIEF else ""
    body = f" of the {document.body}" if document.body else ""
    date = f", dated {date_in_words(document.date)}" if document.date else ""
    named = f" entitled “{document.title}”" if document.title != document.symbol else ""
    return f"{document.symbol} is {brief}{_article(kind)} {kind}{body}{named}{date}."


def _article(noun: str) -> str:
    return "an" if noun[:1] in "aeiou" else "a"


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:]
