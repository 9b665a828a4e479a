"""A draft of advice as a file: its sections as headings, every citation a footnote, places in square brackets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from assistant.answer import Citation
from assistant.citations import date_in_words
from assistant.drafting.draft import Basis, Draft, Paragraph, Section, Sentence, State, Style
from assistant.drafting.naming import PLAIN, Around, around
from assistant.drafting.numbering import has_footnotes
from assistant.drafting.review import places_left
from assistant.export.answers import Footnotes
from assistant.export.conversation import Exported, file_name
from assistant.export.formats import Format, write
from assistant.export.manuscript import (
    Block,
    Bullets,
    Emphasis,
    Heading,
    Inline,
    Manuscript,
    Quotation,
)
from assistant.export.manuscript import Paragraph as Words
from assistant.export.references import references
from prompts.advice import Part
from store.library import Library

LOST = "[Every citation of what stood here was rejected: replace one, write it in your own words, or delete it]"
"""Stands in a file for a sentence that rests on nothing any more."""

_FOUND = "The passages were found by search. Strike out those that do not bear on the case."
"""Stands at the head of a draft until somebody clears it."""


def export_draft(draft: Draft, library: Library, form: Format) -> Exported:
    """Write a draft as a file.

    Args:
        draft: Which.
        library: Where the documents it cites are looked up; one that is no longer there keeps title and address.
        form: The format.

    Raises:
        RightsDeskError: A PDF would not show some of the characters.
    """
    return Exported(file_name(draft.title, form), write(manuscript_of_draft(draft, library), form))


def manuscript_of_draft(draft: Draft, library: Library) -> Manuscript:
    """A draft as a manuscript."""
    numbers: dict[tuple[str, str, str], int] = {}
    footnotes = Footnotes(library, quote=False)
    blocks: list[Block] = [Words((Emphasis(line),)) for line in _standing(draft)]
    for section in draft.sections:
        blocks.append(Heading(1, section.title))
        if section.part is Part.REFERENCES:
            blocks.append(references(draft.citations, library, with_places=True) or Words(("Nothing is cited.",)))
            continue
        if section.note:
            blocks.append(Words((Emphasis(section.note),)))
        named = around(library, draft, section)
        blocks += list(_section(section, named, footnotes, numbers)) or [
            Words((Emphasis("Nothing is written here yet."),))
        ]
    return Manuscript(draft.title, _dated(draft), draft.request.language, tuple(_without_gaps(blocks)))


def _standing(draft: Draft) -> list[str]:
    """What a reader has to know before anything else."""
    said = []
    if left := places_left(draft):
        waits = "place waits" if left == 1 else "places wait"
        said.append(f"{left} {waits} for the drafter's own words, in square brackets.")
    if draft.written_by:
        said.append(
            f"Written with the language model {draft.written_by}; each of its sentences was held against the "
            "paragraphs it cites."
        )
    if typed := _typed(draft):
        whose, cite = ("sentence was", "it cites") if typed == 1 else ("sentences were", "they cite")
        said.append(f"{typed} {whose} typed by people and not held against what {cite}.")
    lines = [" ".join(said)] if said else []
    return lines if draft.state is State.CLEARED else [*lines, _FOUND]


def _typed(draft: Draft) -> int:
    """How many sentences with a footnote are somebody's own words."""
    return sum(
        sentence.basis is Basis.TYPED and bool(sentence.citations) and has_footnotes(each, sentence)
        for each in draft.paragraphs
        for sentence in each.sentences
    )


def _dated(draft: Draft) -> str:
    if not draft.steps:
        return "Draft"
    last = draft.steps[-1]
    who = f" by {last.who}" if last.who and last.state is State.CLEARED else ""
    return f"{last.state.value.capitalize()}{who}, {date_in_words(last.at[:10])}"


def _section(
    section: Section, named: Mapping[str, Around], footnotes: Footnotes, numbers: dict[tuple[str, str, str], int]
) -> Iterator[Block]:
    items: list[tuple[Inline, ...]] = []
    level = 1
    for paragraph in section.paragraphs:
        if not paragraph.sentences:
            continue
        beside = named.get(paragraph.id, PLAIN)
        words = _words(paragraph, beside, footnotes, numbers)
        if paragraph.style is Style.ITEM:
            items.append(words)
            continue
        if items:
            yield Bullets(tuple(items))
            items = []
        level = paragraph.level if paragraph.style is Style.HEADING else level
        if beside.group:
            yield Heading(level + 1, beside.group)
        if beside.document:
            yield Words((beside.document,))
        yield _block(paragraph, words, beside, level)
    if items:
        yield Bullets(tuple(items))


def _block(paragraph: Paragraph, words: tuple[Inline, ...], beside: Around, level: int) -> Block:
    """A paragraph below a heading of a level; a label is a heading below that, so that it stays with what it names."""
    text = " ".join(sentence.text for sentence in paragraph.sentences)
    match paragraph.style:
        case Style.HEADING:
            return Heading(paragraph.level, beside.words(text))
        case Style.LABEL:
            return Heading(level + 1, text)
        case Style.QUOTATION:
            return Quotation(words)
        case _:
            return Words(words)


def _words(
    paragraph: Paragraph, beside: Around, footnotes: Footnotes, numbers: dict[tuple[str, str, str], int]
) -> tuple[Inline, ...]:
    words: list[Inline] = []
    for sentence in paragraph.sentences:
        if sentence.lost:
            words += [*([" "] if words else []), Emphasis(LOST)]
            continue
        text = Emphasis(sentence.text) if sentence.basis is Basis.PLACE else beside.words(sentence.text)
        words += [*([" "] if words else []), text, *_marks(paragraph, sentence, footnotes, numbers)]
    return tuple(words)


def _marks(
    paragraph: Paragraph, sentence: Sentence, footnotes: Footnotes, numbers: dict[tuple[str, str, str], int]
) -> list[Inline]:
    if not has_footnotes(paragraph, sentence):
        return []
    return [
        footnotes.to(_numbered(each, numbers), quote=sentence.basis is not Basis.QUOTED) for each in sentence.citations
    ]


def _numbered(citation: Citation, numbers: dict[tuple[str, str, str], int]) -> Citation:
    key = (citation.symbol, citation.locator, citation.quote)
    return replace(citation, n=numbers.setdefault(key, len(numbers) + 1))


def _without_gaps(blocks: list[Block]) -> Iterator[Block]:
    """The blocks with no level of headings skipped on the way down, as where a heading was deleted."""
    level = 0
    for block in blocks:
        if isinstance(block, Heading):
            level = min(block.level, level + 1)
            yield replace(block, level=level)
        else:
            yield block
