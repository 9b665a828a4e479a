"""Drafts as they are kept: changes of several people on one draft, none written over another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from assistant.drafting.draft import Draft, State, Step
from assistant.drafting.following import follow
from assistant.drafting.keeping import keep_edits
from assistant.drafting.outline import Outline
from assistant.drafting.outlining import OnStep
from assistant.drafting.prose import Speaker
from assistant.drafting.review import move_to, put_back, require_open
from assistant.drafting.writing import rewrite_section
from assistant.language.models import Model
from prompts.advice import Part
from store.errors import RightsDeskError
from store.library import Library
from store.people.drafts import DraftHeading, Revision, RevisionError, no_such_draft

MEANWHILE = "(the outline was changed meanwhile)"
"""Stands in the history where a text does not follow the outline as it is."""

_TRIES = 5
"""How often a change is tried again that others come before."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A draft at a revision.

    Attributes:
        heading: Id, title and state, as they are now.
        revision: Which revision this is; a change names its number.
        draft: The draft as it was then.
    """

    heading: DraftHeading
    revision: Revision
    draft: Draft


class ConflictError(RightsDeskError):
    """Somebody changed the same thing meanwhile; nothing was written over, and nothing is lost.

    Args:
        message: What was changed, and by whom.
        theirs: How it is now.
    """

    def __init__(self, message: str, theirs: Kept) -> None:
        super().__init__(message, "Look at what it says now, and make your change again where it is still needed.")
        self.theirs = theirs

    def __reduce__(self) -> tuple[type[RightsDeskError], tuple[str, str]]:
        """As an error of the product, whose text holds everything."""
        return RightsDeskError, (self.message, self.remedy)


def now() -> str:
    """The time, as drafts keep it."""
    return datetime.now(UTC).isoformat()


def keep(library: Library, draft: Draft, who: str) -> Kept:
    """Keep a new draft; one whose sections are empty as an outline, for `rewrite` to write."""
    begun = replace(draft, steps=(Step(State.DRAFT, who, now()),))
    name = library.drafts.begin(who, begun.title, begun.state.value, begun.to_json(), _begun(draft))
    return read(library, name)


def _begun(draft: Draft) -> str:
    return "Drafted" if any(draft.paragraphs) else "Outlined"


def read(library: Library, name: str, number: int = 0) -> Kept:
    """A draft at a revision; the last one where none is named.

    Raises:
        RightsDeskError: There is no such draft or revision, or it cannot be read.
    """
    found = library.drafts.read(name, number)
    if found is None:
        raise no_such_draft(f"{name}, revision {number}" if number and library.drafts.read(name) else name)
    return Kept(found.heading, found.revision, Draft.from_json(found.content))


def change_paragraph(
    library: Library, name: str, based_on: int, paragraph: str, edit: Callable[[Draft], Draft], *, who: str, what: str
) -> Kept:
    """Change one paragraph of a draft; changes that others made to other paragraphs meanwhile stay.

    Args:
        library: Where it is kept.
        name: Its id.
        based_on: Number of the revision that the person saw.
        paragraph: Id of the paragraph that is changed; of one that is added, the one before it, or empty.
        edit: Makes the change, as the functions of `assistant.drafting.review` do.
        who: Whose change it is.
        what: What was done, in a few words.

    Raises:
        ConflictError: Somebody changed this paragraph since.
        RightsDeskError: The change cannot be made.
    """
    before = read(library, name, based_on).draft.paragraph(paragraph)

    def unless_changed(kept: Kept) -> Draft:
        if kept.draft.paragraph(paragraph) != before:
            raise ConflictError(f"This paragraph was changed meanwhile{_since(library, kept, based_on)}.", kept)
        return follow(library, edit(kept.draft))

    return _apply(library, name, unless_changed, who, what)


def add(library: Library, name: str, edit: Callable[[Draft], Draft], *, who: str, what: str) -> Kept:
    """Add something to a draft, a comment or a paragraph, which writes over nothing that others did meanwhile.

    Raises:
        RightsDeskError: It cannot be added.
    """
    return _apply(library, name, lambda kept: follow(library, edit(kept.draft)), who, what)


def take_back(library: Library, name: str, based_on: int, paragraph: str, who: str) -> Kept:
    """Bring a paragraph back as it was generated, or, where a person added it, as it last had words.

    Raises:
        ConflictError: Somebody changed this paragraph since.
        RightsDeskError: There was no such paragraph, or the draft is cleared.
    """
    states = [
        found
        for revision in reversed(library.drafts.history(name))
        if (found := read(library, name, revision.number).draft.paragraph(paragraph)) and found.sentences
    ]
    before = next((each for each in states if not each.edited), states[0] if states else None)
    if before is None:
        raise RightsDeskError(f"The draft never had a paragraph {paragraph}.", "Take one that is shown.")
    return change_paragraph(
        library,
        name,
        based_on,
        paragraph,
        lambda draft: put_back(draft, before),
        who=who,
        what="Paragraph as it was",
    )


def change_outline(
    library: Library, name: str, based_on: int, edit: Callable[[Outline], Outline], *, who: str, what: str
) -> Kept:
    """Change the outline of a draft; its sections stay as they are until they are written again.

    Raises:
        ConflictError: Somebody changed the outline since.
        RightsDeskError: The change cannot be made.
    """
    before = read(library, name, based_on).draft.outline

    def unless_changed(kept: Kept) -> Draft:
        require_open(kept.draft)
        if kept.draft.outline != before:
            raise ConflictError(f"The outline was changed meanwhile{_since(library, kept, based_on)}.", kept)
        return replace(kept.draft, outline=edit(kept.draft.outline))

    return _apply(library, name, unless_changed, who, what)


def change_state(library: Library, name: str, based_on: int, state: State, who: str) -> Kept:
    """Bring a draft into another state, as it was seen: nobody clears what they have not read.

    Raises:
        ConflictError: Somebody changed the draft since.
        RightsDeskError: There is no way from its state to that one, or places are left.
    """

    def unless_changed(kept: Kept) -> Draft:
        if kept.revision.number != based_on:
            raise ConflictError(f"The draft was changed meanwhile{_since(library, kept, based_on)}.", kept)
        return move_to(kept.draft, state, who, now())

    return _apply(library, name, unless_changed, who, f"Now {state.value}")


def rewrite(
    library: Library,
    name: str,
    parts: list[Part],
    who: str,
    *,
    model: Model | None = None,
    on_step: OnStep = lambda *_: None,
) -> Kept:
    """Write sections of a draft again; what is edited while they are written stays, and so does all that was before.

    Until all are written, the draft is read and exported as it was.

    Raises:
        RightsDeskError: The draft is cleared, has no such section, or its outline holds no passage.
    """
    draft = begun = read(library, name).draft
    require_open(draft)
    speaker = Speaker(library, model)
    for number, part in enumerate(parts):
        on_step(number, len(parts), part.value)
        draft = rewrite_section(library, draft, part, speaker)
    written = {section.part: section for section in draft.sections if section.part in parts}
    anew = any(section.paragraphs for section in begun.sections if section.part in parts)

    def merged(kept: Kept) -> Draft:
        require_open(kept.draft)
        sections = tuple(
            replace(new, paragraphs=keep_edits(old.paragraphs, new.paragraphs, kept.draft))
            if (new := written.get(old.part))
            else old
            for old in kept.draft.sections
        )
        return follow(library, replace(kept.draft, sections=sections, model=model.name if model else kept.draft.model))

    titles = ", ".join(section.title for section in written.values())
    meanwhile = f" {MEANWHILE}" if read(library, name).draft.outline != draft.outline else ""
    return _apply(library, name, merged, who, f"{'Written again' if anew else 'Written'}: {titles}{meanwhile}")


def _apply(library: Library, name: str, change: Callable[[Kept], Draft], who: str, what: str) -> Kept:
    """Make a change on the last revision, again where somebody else was faster."""
    for last in range(_TRIES, 0, -1):
        kept = read(library, name)
        new = change(kept)
        try:
            library.drafts.save(
                name, new.title, new.state.value, new.to_json(), based_on=kept.revision.number, who=who, what=what
            )
        except RevisionError:
            if last == 1:
                raise
            continue
        break
    return read(library, name)


def _since(library: Library, kept: Kept, based_on: int) -> str:
    others = dict.fromkeys(
        each.who for each in library.drafts.history(kept.heading.id) if each.number > based_on and each.who
    )
    return f" by {' and '.join(others)}" if others else ""
