"""A conversation as a file to be sent: its questions as headings, its answers, and the list of what they cite."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from assistant.answer import Answer
from assistant.citations import date_in_words
from assistant.display import shorten
from assistant.export.answers import answer_blocks
from assistant.export.characters import on_one_line
from assistant.export.formats import Format, write
from assistant.export.manuscript import Block, Heading, Manuscript, Paragraph
from assistant.export.references import references
from store.library import Library
from store.people.conversations import Conversation

ABOUT = (
    "RightsDesk looks for answers in United Nations human-rights documents and cites them to document symbol and "
    "paragraph. Where no language model is named, none wrote the answer. This is neither an official document of the "
    "United Nations nor legal advice: read every paragraph in the official document before you rely on it."
)
NOTHING_ASKED = "Nothing has been asked yet."

_UNTITLED = "Conversation"
_HEADING = 160
"""Characters of a question that stand in its heading; a longer one follows in full."""

_NAME = 60
"""Characters of the title that stand in the name of a file."""


@dataclass(frozen=True, slots=True)
class Exported:
    """A file that was made.

    Attributes:
        name: Can be given to a file on every system.
        content: Its bytes.
    """

    name: str
    content: bytes


def export(conversation: Conversation, library: Library, form: Format) -> Exported:
    """Write a conversation as a file.

    Args:
        conversation: Which; it may be empty.
        library: Where the documents it cites are looked up; one that is no longer there keeps title and address.
        form: The format.

    Raises:
        RightsDeskError: An answer cannot be read, or a PDF would not show some of the characters.
    """
    content = write(manuscript_of(conversation, library), form)
    return Exported(file_name(conversation.heading.title, form), content)


def manuscript_of(conversation: Conversation, library: Library) -> Manuscript:
    """A conversation as a manuscript.

    Raises:
        RightsDeskError: An answer cannot be read.
    """
    answers = [Answer.from_json(exchange.answer) for exchange in conversation.exchanges]
    blocks: list[Block] = []
    for number, (exchange, answer) in enumerate(zip(conversation.exchanges, answers, strict=True), start=1):
        question = on_one_line(exchange.question)
        heading = shorten(question, _HEADING)
        blocks.append(Heading(1, f"{number}. {heading}"))
        if heading != question:
            blocks.append(Paragraph((exchange.question,)))
        blocks += answer_blocks(answer, library)
    if not blocks:
        blocks.append(Paragraph((NOTHING_ASKED,)))
    if cited := references((each for answer in answers for each in answer.citations), library):
        blocks += [Heading(1, "References"), cited]
    blocks += [Heading(1, "About this document"), Paragraph((ABOUT,))]
    return Manuscript(
        title=on_one_line(conversation.heading.title) or _UNTITLED,
        date=f"Questions and answers, last added to on {date_in_words(conversation.heading.changed_at[:10])}",
        language="en",
        blocks=tuple(blocks),
    )


def file_name(title: str, form: Format) -> str:
    """A name for a file that every system takes: letters, digits and hyphens.

    >>> file_name("What does para. 7/8 say?", Format.PDF), file_name("???", Format.MARKDOWN)
    ('rightsdesk-What-does-para-7-8-say.pdf', 'rightsdesk.md')
    """
    words = re.sub(r"[\W_]+", "-", unicodedata.normalize("NFC", title)).strip("-")[:_NAME].rstrip("-")
    return f"rightsdesk{f'-{words}' if words else ''}.{form.value}"
