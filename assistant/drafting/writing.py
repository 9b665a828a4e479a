"""From an outline to a draft, section by section; what somebody edited is never written over."""

from __future__ import annotations

from dataclasses import replace

from assistant.drafting.draft import Draft, Section
from assistant.drafting.following import follow
from assistant.drafting.keeping import keep_edits
from assistant.drafting.outline import Outline
from assistant.drafting.outlining import OnStep, filled
from assistant.drafting.prose import Speaker
from assistant.drafting.request import Request
from assistant.drafting.sections import Work, paragraphs_of
from assistant.drafting.templates import template_of
from assistant.language.models import Model
from prompts.advice import Head, Part
from store.errors import RightsDeskError
from store.library import Library


def write_draft(
    library: Library, request: Request, outline: Outline, model: Model | None = None, on_step: OnStep = lambda *_: None
) -> Draft:
    """Write every section.

    Args:
        library: Where documents are looked up.
        request: What was asked for.
        outline: What the draft deals with.
        model: Writes prose, each sentence checked; without one there are quotations and places.
        on_step: Told which section is written.

    Raises:
        RightsDeskError: The request is outside the library's subject, or the outline holds no passage: nothing is
            drafted that rests on nothing.
    """
    _require_passages(outline)
    template = template_of(library, request)
    speaker = Speaker(library, model)
    sections = []
    for number, head in enumerate(template.heads):
        on_step(number, len(template.heads), head.title)
        sections.append(_section(library, request, outline, head, speaker))
    empty = unwritten_draft(library, request, outline)
    return follow(library, replace(empty, sections=tuple(sections), model=model.name if model else ""))


def unwritten_draft(library: Library, request: Request, outline: Outline) -> Draft:
    """A draft with its outline and empty sections, to be kept while staff arrange the outline."""
    template = template_of(library, request)
    title = filled(template.title, request) if request.technology else template.name
    return Draft(title, request, outline, tuple(Section(head.part, head.title) for head in template.heads))


def rewrite_section(library: Library, draft: Draft, part: Part, speaker: Speaker | None = None) -> Draft:
    """Write one section again from the outline; its edited paragraphs and all other sections stay as they are.

    Args:
        library: Where documents are looked up.
        draft: Which.
        part: The section.
        speaker: Writes prose; one for all sections that are written, so that a model that fails is not asked forever.

    Raises:
        RightsDeskError: The draft has no such section, or its outline holds no passage.
    """
    _require_passages(draft.outline)
    heads = template_of(library, draft.request).heads
    head = next((each for each in heads if each.part is part), None)
    old = next((each for each in draft.sections if each.part is part), None)
    if head is None or old is None:
        known = ", ".join(each.part.value for each in draft.sections)
        raise RightsDeskError(f"The draft has no section {part.value}.", f"Its sections are: {known}.")
    new = _section(library, draft.request, draft.outline, head, speaker or Speaker(library, None))
    kept = replace(new, paragraphs=keep_edits(old.paragraphs, new.paragraphs, draft))
    return follow(library, replace(draft, sections=tuple(kept if each is old else each for each in draft.sections)))


def _section(library: Library, request: Request, outline: Outline, head: Head, speaker: Speaker) -> Section:
    speaker.failures.clear()
    speaker.dropped = 0
    work = Work(library, request, template_of(library, request), outline, speaker.say)
    made = paragraphs_of(head.part, work)
    return Section(head.part, head.title, tuple(made), speaker.note)


def _require_passages(outline: Outline) -> None:
    if outline.outside:
        raise RightsDeskError(outline.outside, "")
    if not outline.selected:
        raise RightsDeskError(
            "The library holds nothing on any issue of this request, so there is nothing to draft.",
            "Take documents on it into the library, or add passages to the outline.",
        )
