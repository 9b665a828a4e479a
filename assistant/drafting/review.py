"""Review of a draft: paragraphs edited, added and put back, comments, states."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Iterator
from dataclasses import replace

from assistant.drafting.draft import (
    Comment,
    Draft,
    Paragraph,
    Section,
    State,
    Step,
    Style,
)
from assistant.drafting.typed import places_in, read_typed
from prompts.advice import Part
from store.errors import RightsDeskError
from store.words import whole

LONGEST_TEXT = 20_000
"""Characters of a paragraph or a comment at most."""

NOBODY = "this machine"
"""Who edits where there are no accounts."""

_NEXT = {
    State.DRAFT: (State.IN_REVIEW,),
    State.IN_REVIEW: (State.CLEARED, State.DRAFT),
    State.CLEARED: (State.DRAFT,),
}


def edit_paragraph(draft: Draft, name: str, text: str, who: str, seen: Draft | None = None) -> Draft:
    """The draft with another text for a paragraph; what stands behind a blank line becomes paragraphs of its own.

    An empty text deletes it; it stays deleted when its section is written again.

    Args:
        draft: Which.
        name: Id of the paragraph.
        text: With marks ``[n]`` after what a citation of the paragraph supports, by the numbers of the whole draft.
        who: Whose change it is.
        seen: The draft as they saw it, where others changed it since: its numbers are meant.

    Raises:
        RightsDeskError: There is no such paragraph, a mark stands for nothing, the text is too long, or the draft is
            cleared.
    """
    _require_length(text)
    first, *more = re.split(r"\n\s*\n", whole(text.strip()))
    edited = changed(
        draft, name, who, lambda each: replace(each, sentences=read_typed(each, first, seen or draft, name))
    )
    if not more:
        return edited
    section = next(each for each in edited.sections if any(one.id == name for one in each.paragraphs))
    return add_paragraph(edited, section.part, name, "\n\n".join(more), who=who, seen=seen or draft)


def add_paragraph(draft: Draft, part: Part, after: str, text: str, *, who: str, seen: Draft | None = None) -> Draft:
    """The draft with one more paragraph, or several between blank lines; lines that begin with a hyphen are a list.

    Args:
        draft: To which.
        part: In which section.
        after: Id of the paragraph that it follows; empty for the beginning of the section.
        text: As for `edit_paragraph`; it may cite what the paragraph before it cites.
        who: Whose it is.
        seen: As for `edit_paragraph`.

    Raises:
        RightsDeskError: There is no such section or paragraph, the text is empty or too long, or the draft is cleared.
    """
    _require_length(text)
    require_open(draft)
    section = _section(draft, part)
    names = [each.id for each in section.paragraphs]
    if after and after not in names:
        raise RightsDeskError(f"The section {section.title} has no paragraph {after}.", "Take one that is shown.")
    new: list[Paragraph] = []
    for style, words in _blocks(whole(text)):
        empty = Paragraph(f"{part.value}.added-{secrets.token_hex(4)}", style, (), edited_by=_by(who))
        new.append(replace(empty, sentences=read_typed(empty, words, seen or draft, after)))
    if not new:
        raise RightsDeskError("The paragraph is empty.", "Write some words.")
    at = names.index(after) + 1 if after else 0
    paragraphs = (*section.paragraphs[:at], *new, *section.paragraphs[at:])
    return _with(draft, section, replace(section, paragraphs=paragraphs))


def _blocks(text: str) -> Iterator[tuple[Style, str]]:
    """What was typed between blank lines, and each item of a list."""
    for block in re.split(r"\n\s*\n", text):
        lines = [line.strip() for line in block.splitlines() if line.strip()]
        if lines and all(line.startswith("- ") for line in lines):
            yield from ((Style.ITEM, line.removeprefix("- ")) for line in lines)
        elif lines:
            yield Style.TEXT, block.strip()


def put_back(draft: Draft, paragraph: Paragraph) -> Draft:
    """The draft with a paragraph as it was before.

    Raises:
        RightsDeskError: There is no such paragraph, or the draft is cleared.
    """
    require_open(draft)
    old = _paragraph(draft, paragraph.id)
    section = next(each for each in draft.sections if old in each.paragraphs)
    paragraphs = tuple(paragraph if each is old else each for each in section.paragraphs)
    return _with(draft, section, replace(section, paragraphs=paragraphs))


def comment(draft: Draft, name: str, text: str, who: str, at: str) -> Draft:
    """The draft with a comment on a paragraph; also of a cleared one.

    Args:
        draft: Which.
        name: Id of the paragraph.
        text: In their own words.
        who: Whose it is.
        at: ISO 8601, UTC.

    Raises:
        RightsDeskError: There is no such paragraph, or the text is empty or too long.
    """
    _require_length(text)
    _paragraph(draft, name)
    if not text.strip():
        raise RightsDeskError("The comment is empty.", "Write some words.")
    return replace(draft, comments=(*draft.comments, Comment(name, who, at, whole(text).strip())))


def move_to(draft: Draft, state: State, who: str, at: str) -> Draft:
    """The draft in another state: from draft to review, from there to cleared, and back to draft from both.

    Raises:
        RightsDeskError: There is no such way, or places still wait for the drafter's words when it is to be cleared.
    """
    if state not in _NEXT[draft.state]:
        ways = " or ".join(each.value for each in _NEXT[draft.state])
        raise RightsDeskError(f"From {draft.state.value} there is no way to {state.value}.", f"It can be: {ways}.")
    left = places_left(draft)
    if state is State.CLEARED and left:
        waits = "place waits" if left == 1 else "places wait"
        raise RightsDeskError(
            f"{left} {waits} for the drafter's own words.", "Write them, or delete those paragraphs, then clear it."
        )
    return replace(draft, steps=(*draft.steps, Step(state, who, at)))


def places_left(draft: Draft) -> int:
    """How many places wait for the drafter's own words."""
    return sum(places_in(sentence) for each in draft.paragraphs for sentence in each.sentences)


def _by(who: str) -> str:
    """Who edited a paragraph, in a word that is never empty."""
    return who or NOBODY


def changed(draft: Draft, name: str, who: str, change: Callable[[Paragraph], Paragraph]) -> Draft:
    """The draft with one paragraph changed by somebody.

    Raises:
        RightsDeskError: There is no such paragraph, or the draft is cleared.
    """
    require_open(draft)
    old = _paragraph(draft, name)
    new = replace(change(old), edited_by=_by(who))
    section = next(each for each in draft.sections if old in each.paragraphs)
    paragraphs = tuple(new if each.id == name else each for each in section.paragraphs)
    return _with(draft, section, replace(section, paragraphs=paragraphs))


def _with(draft: Draft, old: Section, new: Section) -> Draft:
    return replace(draft, sections=tuple(new if each is old else each for each in draft.sections))


def _section(draft: Draft, part: Part) -> Section:
    found = next((each for each in draft.sections if each.part is part), None)
    if found is None or part is Part.REFERENCES:
        raise RightsDeskError(f"Nothing can be added to a section {part.value}.", "Choose another section.")
    return found


def _paragraph(draft: Draft, name: str) -> Paragraph:
    found = draft.paragraph(name)
    if found is None:
        raise RightsDeskError(f"The draft has no paragraph {name}.", "Look at it again; it may have been written anew.")
    return found


def require_open(draft: Draft) -> None:
    """That a draft may be changed.

    Raises:
        RightsDeskError: It is cleared.
    """
    if draft.state is State.CLEARED:
        raise RightsDeskError("The draft is cleared, and is not changed any more.", "Make it a draft again first.")


def _require_length(text: str) -> None:
    if len(text) > LONGEST_TEXT:
        raise RightsDeskError(f"The text has {len(text):,} characters.", f"Write at most {LONGEST_TEXT:,}.")
