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
        r"\bwhen (?:was|were|did)\b.*\badopt(?:ed)?\b|\bdate of adoption\b|\bon (?:what|which) date\b.*\badopted\b|"
        r"\bwho adopted\b|\badopted\b.*\b(?:when|by whom)\b|\b(?:when|by whom)\b.*\badopted\b",
    ),
    (
        "recommended",
        r"\bwhat\b.*\b(?:recommend(?:s|ed|ations?)?|call(?:s|ed)? (?:for|upon|on)|urge[sd]?|demand(?:s|ed)?|"
        r"propose[sd]?)\b",
    ),
    (
        "date",
        rf"\bwhen (?:was|were|did)\b.*\b{_MADE}\b|\bdate of (?:issue|publication|distribution)\b|\bwhat is the date\b|"
        rf"\bwhat date does\b.*\b(?:carry|bear)\b|"
        rf"\b(?:which|what) (?:date|day|year|month) (?:was|were|is)\b.*\b{_MADE}\b",
    ),
    ("agenda item", r"\bagenda item\b|\bwhich item\b|\bitem of the (?:provisional )?agenda\b"),
    ("session", r"\b(?:which|what) session\b"),
    ("symbols", r"\b(?:other|second|joint|both|double) symbols?\b|\bsymbol\b.*\b(?:also|joint|other)\b"),
    (
        "title",
        r"\btitle\b|\bwhat is\b.*\b(?:called|entitled|titled)\W*$|\bhow is\b.*\b(?:called|entitled|titled)\W*$",
    ),
    (
        "body",
        r"\bwho issued\b|"
        r"\b(?:which|what) (?:body|organ|committee|council)\b.*\b(?:issued?|published|adopted|produced)\b",
    ),
    ("paragraphs", r"\bhow many (?:numbered |operative )?(?:paragraphs|paras)\b"),
    (
        "about",
        r"\bwhat(?:'s|’s| is| are)\b[^?]{0,12}\babout\b\W*$|\b(?:summari[sz]e|summary|sum up|overview|gist)\b|"
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
    rf"{_DOCUMENT}s?|first|again|issued?|publish(?:ed)?|adopt(?:ed|ion)?|submitted|released?|dated?|day|month|year|come|came|"
    r"item|agenda|provisional|session|assembly|assembly's|council|committee|organ|body|general|un|united|nations|symbols?|"
    r"joint|second|double|title|titled|entitled|called|pages?|paragraphs?|paras|numbered|operative|many|long|number|exact|calendar|"
    r"carry|carries|bear|bears|publication|distribution|distributed|issue|about|cover|covers|deals?|contains?|summari[sz]e|"
    r"summary|sum|overview|gist|produced|recommend(?:s|ed|ations?)?|call(?:s|ed)?|urge[sd]?|demand(?:s|ed)?|propose[sd]?|"
    r"main|key|member|states?|governments?|compan(?:y|ies)|business(?:es)?|enterprises?|stakeholders?",
    re.I,
)
"""Words that a question about a document's facts is made of."""

_TYPES_ASKED = re.compile(r"^\W*(?:\w+ ){0,4}?(resolution|report|general comment|decision)s\b", re.I)


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact of the catalogue.

    Attributes:
        sentence: It in words.
        printed: As the document prints it.
        locator: The passage it rests on; empty for what stands on a cover or in a masthead.
    """

    sentence: str
    printed: str
    locator: str = ""


def intents(question: Question) -> tuple[str, ...]:
    """Which facts of a document a question asks for; none where it asks for more than facts."""
    asked = tuple(name for name, pattern in _INTENTS if re.search(pattern, question.subject, re.I))
    rest = [word.text for word in content_words(question.subject) if not _OF_DOCUMENTS.fullmatch(word.text)]
    return asked if not rest else ()


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
    others = " and ".join(document.other_symbols)
    date = date_in_words(document.date)
    facts: dict[str, tuple[str, str]] = {
        "date": (f"{name} is dated {date}.", date),
        "agenda item": (f"{name} was issued under agenda item {document.agenda_item}.", document.agenda_item),
        "session": (f"{name} belongs to the {_lowered(document.session)}.", document.session),
        "symbols": (f"{name} also carries the symbol {others}.", others),
        "title": (f"{name} is entitled “{document.title}”.", document.title),
        "body": (f"{name} is a document of the {document.body}.", document.body),
        "about": (_introduction(document), document.title),
    }
    if wanted == "paragraphs" and paragraphs:
        return Fact(f"The numbered paragraphs of {name} end at {paragraphs}.", name, f"para. {paragraphs}")
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
