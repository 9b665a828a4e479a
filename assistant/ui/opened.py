"""The conversation that is open on a page: begun anew, or kept in the library and taken up again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from assistant.answer import Answer
from assistant.chain import Turn, understand
from assistant.ui.viewer import Viewer
from store.conversations import Exchange
from store.errors import RightsDeskError
from store.library import Library


@dataclass(frozen=True, slots=True)
class Opened:
    """A conversation on a page.

    Attributes:
        turns: What was asked and answered.
        id: Under which it is kept; empty until it is.
        title: Of a conversation that is kept.
        owner: Whose it is; another's, shared, goes on as one's own copy.
        pending: The question that is being answered.
    """

    turns: tuple[Turn, ...] = ()
    id: str = ""
    title: str = ""
    owner: str = ""
    pending: str = ""

    def up_to(self, turn: int) -> Opened:
        """The same before one of its turns, as when that question is asked again."""
        return replace(self, turns=self.turns[:turn])


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
    return Opened(tuple(turns), found.heading.id, found.heading.title, found.owner)


def keep(library: Library, viewer: Viewer, before: Opened, turn: Turn) -> Opened:
    """A conversation with another turn, kept in the library.

    Args:
        library: Where it is kept.
        viewer: Who asked.
        before: The conversation up to the question.
        turn: The question with its answer.
    """
    turns = (*before.turns, turn)
    if before.id and before.owner == viewer.owner:
        try:
            library.conversations.add(viewer.owner, before.id, _exchange(turn), after=len(before.turns))
        except RightsDeskError:  # Deleted meanwhile, in another window.
            pass
        else:
            return replace(before, turns=turns, pending="")
    name = library.conversations.begin(viewer.owner, [_exchange(each) for each in turns])
    made = library.conversations.read(viewer.owner, name)
    return Opened(turns, name, made.heading.title if made else "", viewer.owner)


def _exchange(turn: Turn) -> Exchange:
    return Exchange(turn.answer.question, turn.answer.to_json())


def turn_at(index: Any) -> int:  # noqa: ANN401 - Gradio gives a number or a list with one
    """Which turn a message of the conversation belongs to; each has two."""
    return int(index[0] if isinstance(index, list | tuple) else index) // 2
