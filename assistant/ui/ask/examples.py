"""Questions the page offers before the first is asked, drawn from what the library holds and such as it answers."""

from __future__ import annotations

import re
from itertools import islice

from assistant.answering.lookup import tell_facts
from assistant.extractive import leans
from assistant.language.instructions import speaks_to_a_model
from assistant.question import parse_question
from store.library import Library
from store.model import Document, Kind
from store.words import content_words

_LOOKED_AT = 30
"""Documents at most in which a question is looked for: a page must not wait for it."""

_WORDS = range(12, 121)
"""Words of a paragraph that is worth asking for and can be read beside the answer."""

_SUBJECT = re.compile(r"(?:(?:[IVXLC]+|[A-Z]|\d+)\.\s+)?(\w[\w ,’'-]{8,70})")
"""A heading that can be asked for, without its number."""

_NAMED = re.compile(r"\w[A-Z]|\w+ [A-Z]")
"""A heading that begins with a name: "UN system", "States Parties"."""


def offered(library: Library) -> list[str]:
    """The questions to offer: one of each kind, of as many documents as there are; none in an empty library.

    The newest official texts are asked about first, and briefs where there are none.

    Args:
        library: Where the answers are.
    """
    documents = sorted(library.documents(), key=lambda document: document.date, reverse=True)
    documents.sort(key=lambda document: (bool(document.superseded_by), document.kind is Kind.BRIEF))
    left = list(islice(filter(_is_named, documents), _LOOKED_AT))
    questions: list[str] = []
    for kind in (_subject, _paragraph, _origin, _gist):
        for document in left:
            if question := kind(library, document):
                questions.append(question)
                # It is asked about again only where there are no others.
                left = [other for other in left if other is not document] + [document]
                break
    return questions


def _is_named(document: Document) -> bool:
    """Whether a question can name it by its symbol."""
    return parse_question(f"What is {document.symbol} about?").symbols == (document.symbol,)


def _subject(library: Library, document: Document) -> str:
    """What is said about the heading of a paragraph that speaks of it in the same words."""
    for passage in library.passages(document.symbol, document.language):
        heading = _SUBJECT.fullmatch(passage.headings[-1]) if passage.headings else None
        if heading is None or speaks_to_a_model(heading[1]):
            continue
        name = heading[1] if _NAMED.match(heading[1]) else heading[1][:1].lower() + heading[1][1:]
        telling = len(name.split()) > 2 and len(list(content_words(name))) > 1
        if telling and name.lower() in passage.text.lower():
            return f"What is said about {name}?"
    return ""


def _paragraph(library: Library, document: Document) -> str:
    """What a numbered paragraph says: one from the middle, as the first ones seldom come to the point."""
    passages = library.passages(document.symbol, document.language)
    worth = [passage.locator for passage in passages if len(passage.text.split()) in _WORDS]
    numbers = [number[1] for each in worth if (number := re.fullmatch(r"para\. (\d+)", each))]
    return f"What does paragraph {numbers[len(numbers) // 2]} of {document.symbol} say?" if numbers else ""


def _origin(library: Library, document: Document) -> str:
    """Who adopted it, or when and under what it was issued."""
    adopted = f"Who adopted {document.symbol}, and when?"
    if tell_facts(library, document, parse_question(adopted)):
        return adopted
    if document.kind is Kind.OFFICIAL and document.date and document.agenda_item:
        return f"When was {document.symbol} issued, and under which agenda item?"
    return ""


def _gist(library: Library, document: Document) -> str:
    """What it is about."""
    passages = library.passages(document.symbol, document.language)
    told = document.kind is Kind.OFFICIAL or not all(leans(passage.text) for passage in passages)
    return f"What is {document.symbol} about?" if told else ""
