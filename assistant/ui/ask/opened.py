"""The conversation that is open on a page: begun anew, or kept in the library and taken up again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from threading import Event, Lock

from assistant.answer import Answer
from assistant.chain import Turn, understand
from assistant.ui.door.viewer import Viewer
from assistant.ui.remembered import out_of_touch
from store.errors import RightsDeskError
from store.library import Library
from store.people.conversations import ChangedError, Exchange, GoneError, Heading


@dataclass(eq=False, slots=True)  # Gradio hashes what a page has open.
class Pending:
    """A question that is being answered: its answer is kept, or it is given up, whichever comes first.

    Attributes:
        text: As asked.
        given_up: Set once nobody waits for the answer any more.
        kept: The conversation with the answer, once that is kept.
    """

    text: str
    given_up: Event = field(default_factory=Event)
    kept: Opened | None = None
    _turn: Lock = field(default_factory=Lock, repr=False)

    def keep(self, keep: Callable[[], Opened]) -> Opened | None:
        """Keep the answer; nothing where the question was given up before."""
        with self._turn:
            if not self.given_up.is_set():
                self.kept = keep()
            return self.kept

    def give_up(self) -> Opened | None:
        """End what is being done for it; gives the conversation where the answer was kept before."""
        with self._turn:
            self.given_up.set()
            return self.kept


@dataclass(frozen=True, slots=True)
class Opened:
    """A conversation on a page.

    Attributes:
        turns: What was asked and answered.
        id: Under which it is kept; empty until it is.
        title: Of a conversation that is kept.
        changed_at: When it was last added to, as this page saw it.
        owner: Whose it is; another's, shared, goes on as one's own copy.
        shared: Whether others may read it.
        pending: The question that is being answered.
    """

    turns: tuple[Turn, ...] = ()
    id: str = ""
    title: str = ""
    changed_at: str = ""
    owner: str = ""
    shared: bool = False
    pending: Pending | None = None

    def up_to(self, turn: int) -> Opened:
        """The same before one of its turns, as when that question is asked again."""
        return replace(self, turns=self.turns[:turn])


def give_up(opened: Opened | None) -> None:
    """End what is being answered in a conversation."""
    if opened and opened.pending:
        opened.pending.give_up()


def still(opened: Opened | None) -> Opened:
    """The conversation of a page, as the server remembers it.

    Raises:
        RightsDeskError: It was forgotten: the page was long out of touch, or RightsDesk was started again.
    """
    if opened is None:
        raise out_of_touch()
    return opened


def open_kept(library: Library, viewer: Viewer, name: str) -> Opened:
    """A conversation that is kept, ready to go on.

    Raises:
        RightsDeskError: It is not there, or not for this viewer.
    """
    found = library.conversations.read(viewer.owner, name)
    if found is None:
        raise RightsDeskError(
            "There is no such conversation, or it is not shared with you.", "Ask whoever sent the link to share it."
        )
    turns: list[Turn] = []
    for said in found.exchanges:
        # What a follow-up took over is not kept; reading the questions again in order gives the same.
        question = understand(library, said.question, turns)
        turns.append(Turn(question, Answer.from_json(said.answer)))
    return _opened(turns, found.heading, found.owner, shared=found.shared)


def keep(library: Library, viewer: Viewer, before: Opened, turn: Turn) -> Opened:
    """A conversation with another turn, kept in the library.

    Where it has gone on in another window, it goes on here as a copy; where it was deleted there, only what is new is
    kept, as a conversation of its own.

    Args:
        library: Where it is kept.
        viewer: Who asked.
        before: The conversation up to the question.
        turn: The question with its answer.
    """
    turns = (*before.turns, turn)
    if before.id and before.owner == viewer.owner:
        try:
            heading = library.conversations.add(
                viewer.owner, before.id, _exchange(turn), len(before.turns), before.changed_at
            )
        except GoneError:
            turns = (turn,)
        except ChangedError:
            pass
        else:
            return _opened(turns, heading, viewer.owner, shared=before.shared)
    heading = library.conversations.begin(viewer.owner, [_exchange(each) for each in turns])
    return _opened(turns, heading, viewer.owner)


def _opened(turns: Sequence[Turn], heading: Heading, owner: str, *, shared: bool = False) -> Opened:
    return Opened(tuple(turns), heading.id, heading.title, heading.changed_at, owner, shared)


def _exchange(turn: Turn) -> Exchange:
    return Exchange(turn.answer.question, turn.answer.to_json())


def turn_at(index: int | Sequence[int]) -> int:
    """Which turn a message of the conversation belongs to; each has two.

    Args:
        index: As Gradio gives it: its number, or that and something within it.
    """
    return (index if isinstance(index, int) else index[0]) // 2
