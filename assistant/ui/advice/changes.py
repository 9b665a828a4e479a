"""One change to a draft that is kept, as a button or a form of the page names it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from assistant.asked.narrowing import held_document, written_locator
from assistant.drafting import arranging, citing, desk, review
from assistant.drafting.desk import Kept
from assistant.drafting.draft import Draft, Opinion, State
from assistant.drafting.finding import PassageFinder, select_place
from assistant.drafting.outline import Asked, Issue, Outline, Selected
from assistant.drafting.outlining import search
from prompts.advice import Part
from store.errors import RightsDeskError
from store.library import Library
from store.people.drafts import Revision


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody wants done.

    Attributes:
        values: From the page; nothing about them is certain.
    """

    values: Mapping[str, object]

    def text(self, name: str) -> str:
        """A text; empty where there is none."""
        value = self.values.get(name)
        return value if isinstance(value, str) else ""

    def place(self, name: str) -> int:
        """The place of something in a list, from 0.

        Raises:
            RightsDeskError: There is none.
        """
        value = str(self.values.get(name, ""))
        if not value.isdecimal() or len(value) > 9:
            raise RightsDeskError("The page asked for something that RightsDesk does not know.", "Load it again.")
        return int(value)

    def number(self, name: str) -> int:
        """A number; 0 where there is none."""
        value = str(self.values.get(name, ""))
        return int(value) if value.isdecimal() and len(value) < 10 else 0


def change(library: Library, wanted: Wanted, who: str) -> Kept:
    """Make a change.

    Args:
        library: Where the draft is kept.
        wanted: ``do`` names the change, ``draft`` and ``revision`` what was seen.
        who: Whose change it is.

    Raises:
        ConflictError: Somebody changed the same since.
        RightsDeskError: It cannot be made.
    """
    name, revision, do = wanted.text("draft"), wanted.number("revision"), wanted.text("do")
    if do == "state":
        return desk.change_state(library, name, revision, _state(wanted.text("state")), who)
    if do == "take-back":
        return desk.take_back(library, name, revision, wanted.text("paragraph"), who)
    if do in _ADDED:
        what, edit = _ADDED[do]
        return desk.add(library, name, lambda draft: edit(library, draft, wanted, who), who=who, what=what)
    if do in _IN_TEXT:
        what, edit = _IN_TEXT[do]
        return desk.change_paragraph(
            library,
            name,
            revision,
            wanted.text("paragraph"),
            lambda draft: edit(library, draft, wanted, who),
            who=who,
            what=what,
        )
    if do in _IN_OUTLINE:
        what, prepare = _IN_OUTLINE[do]
        return desk.change_outline(library, name, revision, prepare(library, wanted), who=who, what=what)
    raise RightsDeskError("The page asked for something that RightsDesk does not know.", "Load it again.")


def _state(name: str) -> State:
    try:
        return State(name)
    except ValueError as error:
        raise RightsDeskError(f"There is no state {name[:40]}.", "Load the page again.") from error


def _place(library: Library, wanted: Wanted) -> Selected:
    document = held_document(library, wanted.text("symbol"))
    locator = written_locator(wanted.text("locator"))
    found = select_place(library, document.symbol, str(locator))
    if found is None and select_place(library, document.symbol, f"brief, {locator}"):
        raise RightsDeskError(
            f"{document.symbol} has no {locator} here: only its brief is held, which counts its own paragraphs.",
            f"Write “brief, {locator}” if you mean that one.",
        )
    if found is None:
        raise RightsDeskError(f"{document.symbol} has no {locator}.", "Look it up in the Library tab.")
    return found


def _judge(opinion: Opinion) -> Callable[[Library, Draft, Wanted, str], Draft]:
    def judged(_: Library, draft: Draft, wanted: Wanted, who: str) -> Draft:
        sentence, source = wanted.place("sentence"), wanted.place("source")
        return citing.judge_citation(draft, wanted.text("paragraph"), sentence, source, opinion=opinion, who=who)

    return judged


def _replace(library: Library, draft: Draft, wanted: Wanted, who: str) -> Draft:
    return citing.replace_citation(
        draft,
        wanted.text("paragraph"),
        wanted.place("sentence"),
        wanted.place("source"),
        citation=_place(library, wanted).citation,
        who=who,
    )


def _cite(library: Library, draft: Draft, wanted: Wanted, who: str) -> Draft:
    paragraph = draft.paragraph(wanted.text("paragraph"))
    last = len(paragraph.sentences) - 1 if paragraph else 0
    return citing.add_citation(draft, wanted.text("paragraph"), last, _place(library, wanted).citation, who)


def _add(library: Library, draft: Draft, wanted: Wanted, who: str) -> Draft:
    try:
        part = Part(wanted.text("part"))
    except ValueError as error:
        raise RightsDeskError("There is no such section.", "Load the page again.") from error
    after, text = wanted.text("paragraph"), wanted.text("text")
    return review.add_paragraph(draft, part, after, text, who=who, seen=_seen(library, wanted))


def _edit(library: Library, draft: Draft, wanted: Wanted, who: str) -> Draft:
    name, text = wanted.text("paragraph"), wanted.text("text")
    return review.edit_paragraph(draft, name, text, who, seen=_seen(library, wanted))


def _seen(library: Library, wanted: Wanted) -> Draft:
    """The draft as it was when a text was typed."""
    return desk.read(library, wanted.text("draft"), wanted.number("revision")).draft


def _comment(_: Library, draft: Draft, wanted: Wanted, who: str) -> Draft:
    return review.comment(draft, wanted.text("paragraph"), wanted.text("text"), who, desk.now())


_ADDED: Mapping[str, tuple[str, Callable[[Library, Draft, Wanted, str], Draft]]] = {
    "add": ("Paragraph added", _add),
    "comment": ("Comment", _comment),
}
"""Changes that write over nothing, with their words in the history."""

_IN_TEXT: Mapping[str, tuple[str, Callable[[Library, Draft, Wanted, str], Draft]]] = {
    "edit": ("Paragraph edited", _edit),
    "accept": ("Citation accepted", _judge(Opinion.ACCEPTED)),
    "reject": ("Citation rejected", _judge(Opinion.REJECTED)),
    "propose": ("Citation proposed again", _judge(Opinion.PROPOSED)),
    "replace": ("Citation replaced", _replace),
    "cite": ("Citation added", _cite),
}
"""Changes to a paragraph, with their words in the history."""


_Arrange = Callable[[Outline], Outline]


def _add_issue(library: Library, wanted: Wanted) -> _Arrange:
    title = " ".join(wanted.text("text").split())
    if not title:
        raise RightsDeskError("An issue needs a title.", "Write it as a question.")
    found = search(PassageFinder(library), Issue("", title, Asked.STAFF, (title,)), wanted.number("most") or 5)
    return lambda outline: arranging.add_issue(outline, title, found.passages, found.missing)


def _add_passage(library: Library, wanted: Wanted) -> _Arrange:
    found = _place(library, wanted)
    return lambda outline: arranging.add_passage(outline, wanted.text("issue"), found)


def _shift_issue(by: int) -> Callable[[Library, Wanted], _Arrange]:
    return lambda _, wanted: lambda outline: arranging.shift_issue(outline, wanted.text("issue"), by)


def _shift_passage(by: int) -> Callable[[Library, Wanted], _Arrange]:
    return lambda _, wanted: (
        lambda outline: arranging.shift_passage(outline, wanted.text("issue"), wanted.text("key"), by)
    )


def _on_issue(change: Callable[[Outline, str, str], Outline], value: str) -> Callable[[Library, Wanted], _Arrange]:
    """A change of the issue that is named, with one more value of what is wanted."""
    return lambda _, wanted: lambda outline: change(outline, wanted.text("issue"), wanted.text(value))


_IN_OUTLINE: Mapping[str, tuple[str, Callable[[Library, Wanted], _Arrange]]] = {
    "add-issue": ("Issue added", _add_issue),
    "drop-issue": (
        "Issue dropped",
        lambda _, wanted: lambda outline: arranging.drop_issue(outline, wanted.text("issue")),
    ),
    "raise-issue": ("Issue moved", _shift_issue(-1)),
    "lower-issue": ("Issue moved", _shift_issue(1)),
    "retitle-issue": ("Issue renamed", _on_issue(arranging.retitle_issue, "text")),
    "add-passage": ("Passage added", _add_passage),
    "drop-passage": ("Passage dropped", _on_issue(arranging.drop_passage, "key")),
    "raise-passage": ("Passage moved", _shift_passage(-1)),
    "lower-passage": ("Passage moved", _shift_passage(1)),
    "drop-document": (
        "Document dropped",
        lambda _, wanted: lambda outline: arranging.drop_document(outline, wanted.text("symbol")),
    ),
}
"""Changes to the outline, with their words in the history; what they need is looked up once, before they are made."""


def is_behind(revisions: Sequence[Revision]) -> bool:
    """Whether the outline of a draft was changed after its text was written.

    Args:
        revisions: Its history.
    """
    arranged = {what for what, _ in _IN_OUTLINE.values()}
    for each in reversed(revisions):
        if each.what in arranged or each.what.endswith(desk.MEANWHILE):
            return True
        if each.what.startswith("Written"):
            return False
    return False
