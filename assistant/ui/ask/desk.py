"""What the page does when somebody asks: answer, ask again, edit, stop, show sources, keep what an answer is worth."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from functools import partial
from html import escape, unescape
from typing import Any

import gradio as gr

from assistant.chain import Step, Turn, stream, understand
from assistant.language.models import Model
from assistant.opening import INGEST
from assistant.operations.answered import asking
from assistant.operations.logs import REQUEST_ID, of_request
from assistant.operations.metrics import count_error
from assistant.ui.ask.conversation import Message, messages_of, question_message, render_draft, render_step
from assistant.ui.ask.examples import offered
from assistant.ui.ask.opened import Opened, Pending, give_up, keep, open_kept, still, turn_at
from assistant.ui.ask.sources import EMPTY, render_sources
from assistant.ui.door.rates import QuestionRate
from assistant.ui.door.viewer import Viewer, viewer_of
from assistant.ui.filters import FieldValue, read_filters
from assistant.ui.holdings import NOTHING_HELD
from assistant.ui.notices import SECONDS, noticed
from store.errors import RightsDeskError
from store.library import Library
from store.model import Filters

Updates = list[Any]
"""New values of question box, "Ask", "Stop", conversation, what is open, and sources, in this order."""

OPEN = """() => [{interactive: true}, {visible: true}, {visible: false}]
    .map(change => ({...change, __type__: 'update'}))"""
"""What the browser does itself when an answer's event is over: question box and "Ask" open, "Stop" gone."""

WELCOME = "Ask a question, or begin with one of these."
_UNCHANGED: Updates = [gr.skip()] * 6


class Desk:
    """The events of the Ask tab over one library.

    Each visitor's conversation comes in and goes out; the desk itself remembers none.

    Args:
        library: Where answers come from; may be empty, and may change meanwhile.
        model: The language model that writes them; without one they are quotations.
        rate: How often one person may ask.
    """

    def __init__(self, library: Library, model: Model | None, rate: QuestionRate) -> None:
        self._library = library
        self._model = model
        self._rate = rate
        self._examples: tuple[int, list[str]] = -1, []

    def load(self, request: gr.Request) -> Updates:
        """The page as its address wants it: with a conversation that is kept, or with questions to begin with.

        All else stays as it is: a question may have been typed, or asked, before this is answered.
        """
        opened: object = gr.skip()
        if name := request.query_params.get("conversation", ""):
            with noticed():
                kept = open_kept(self._library, viewer_of(request), name)
                return [*_UNCHANGED[:3], *self._settled(kept)[3:]]
            opened = Opened()
        return [*_UNCHANGED[:3], gr.Chatbot(**self._beginnings()), opened, gr.skip()]

    def open(self, chosen: gr.SelectData, before: Opened | None, request: gr.Request) -> Updates:
        """A conversation that was chosen from the list."""
        give_up(before)
        with noticed():
            return self._at_rest(open_kept(self._library, viewer_of(request), str(chosen.value)))
        return self._at_rest(before or Opened())

    def show(self, opened: Opened | None) -> Updates:
        """A conversation as it is now; on a page that the server has forgotten, all stays as it is."""
        return self._at_rest(opened) if opened else _UNCHANGED

    def begin_anew(self, before: Opened | None) -> Updates:
        """An empty conversation."""
        give_up(before)
        return self._at_rest(Opened())

    def welcome(self, now: Opened | None) -> object:
        """The questions to begin with as the library is now, where none was asked yet."""
        return gr.skip() if now and (now.turns or now.pending) else self._welcome()

    def answer(
        self, request: gr.Request, text: str, opened: Opened | None, here: str, *narrowing: FieldValue
    ) -> Iterator[Updates]:
        """Answer a question: it is shown at once and the box is shut; then the answer is shown.

        Steps, and the sentences of a language model as they are checked, are shown meanwhile. The box stays shut until
        the event is over (`OPEN`): Gradio sends an event's last values twice, and the second would take away what was
        typed since the first. Each step and draft says again that the boxes are shut: what a page takes late reaches it
        as one message, and what the last leaves out is lost.

        Args:
            request: Who asks.
            text: The question.
            opened: The conversation before it; nothing where the server has forgotten this page.
            here: Id of the conversation in the page's own address.
            narrowing: The values of the filters, in their order.
        """
        if not text.strip():
            gr.Warning("Type a question first.", title="Please note")
            yield _UNCHANGED
            return
        with noticed():
            now = self._still(opened, here, request)
            yield from self._answer(text, now, now, read_filters(*narrowing), request)
            return
        yield _UNCHANGED

    def example(
        self, chosen: gr.SelectData, request: gr.Request, opened: Opened | None, here: str, *narrowing: FieldValue
    ) -> Iterator[Updates]:
        """Answer the example question that was picked."""
        yield from self.answer(request, chosen.value["text"], opened, here, *narrowing)

    def again(
        self, chosen: gr.RetryData, request: gr.Request, opened: Opened | None, here: str, *narrowing: FieldValue
    ) -> Iterator[Updates]:
        """Ask a question again; what came after it is forgotten."""
        with noticed():
            now = self._still(opened, here, request)
            yield from self._replace(turn_at(chosen.index), "", now, read_filters(*narrowing), request)
            return
        yield _UNCHANGED

    def edited(
        self, chosen: gr.EditData, request: gr.Request, opened: Opened | None, here: str, *narrowing: FieldValue
    ) -> Iterator[Updates]:
        """Ask a question that was edited; what came after it is forgotten."""
        text = unescape(str(chosen.value))
        with noticed():
            now = self._still(opened, here, request)
            yield from self._replace(turn_at(chosen.index), text, now, read_filters(*narrowing), request)
            return
        yield _UNCHANGED

    def stop(self, opened: Opened | None) -> Updates:
        """Stop answering; the question comes back into its box, unless its answer was kept a moment before."""
        pending = opened.pending if opened else None
        if pending and (kept := pending.give_up()):
            return self._at_rest(kept)
        return self._at_rest(replace(opened or Opened(), pending=None), box=pending.text if pending else "")

    def look(self, chosen: gr.SelectData, opened: Opened | None) -> object:
        """The sources of the answer that was clicked."""
        turn = turn_at(chosen.index)
        with noticed():
            now = still(opened)
            return self._sources(now, turn) if turn < len(now.turns) else gr.skip()
        return gr.skip()

    def _still(self, opened: Opened | None, here: str, request: gr.Request) -> Opened:
        """The conversation of a page; one that the server has forgotten is opened again by the page's own address."""
        if opened is None and here:
            return open_kept(self._library, viewer_of(request), here)
        return opened or Opened()

    def _replace(self, turn: int, text: str, now: Opened, filters: Filters, request: gr.Request) -> Iterator[Updates]:
        """Ask in place of a turn, with its own question where no other is given."""
        if turn >= len(now.turns):
            yield _UNCHANGED
            return
        asked = text or now.turns[turn].answer.question
        yield from self._answer(asked, now.up_to(turn), now, filters, request)

    def _answer(
        self, text: str, before: Opened, opened: Opened, filters: Filters, request: gr.Request
    ) -> Iterator[Updates]:
        """Answer a question after what was said before; where that fails all is as it was."""
        viewer = viewer_of(request)
        shown, question = messages_of(before.turns, self._library), question_message(text)
        pending = Pending(text)
        yield [*_boxes(ready=False, text=""), [*shown, question], replace(opened, pending=pending), gr.skip()]
        done: Updates | None = None
        with noticed(), closing(self._ask(pending, before.turns, filters, viewer)) as asked:
            for draft in of_request(request.headers.get(REQUEST_ID, ""), asked):
                if pending.given_up.is_set():
                    break
                if isinstance(draft, Turn):
                    kept = pending.keep(partial(self._keep, viewer, before, draft))
                    done = self._settled(kept) if kept else None
                else:
                    yield [*_boxes(ready=False), [*shown, question, draft], gr.skip(), gr.skip()]
        if pending.given_up.is_set():
            yield _UNCHANGED  # Sent twice as well: a draft would come over whatever the page shows by then.
        else:
            yield done or self._settled(opened, box=text)

    def _keep(self, viewer: Viewer, before: Opened, turn: Turn) -> Opened:
        """The conversation with an answer; one that cannot be kept is shown all the same."""
        try:
            kept = keep(self._library, viewer, before, turn)
        except RightsDeskError as error:
            count_error(error)
            gr.Warning(escape(f"This answer is not kept. {error}"), title="Please note", duration=SECONDS)
            return Opened((*before.turns, turn))
        if before.id and before.owner == viewer.owner and kept.id != before.id:
            gr.Info(
                "The conversation was changed or deleted in another window; this is a new one.", title="Please note"
            )
        return kept

    def _ask(
        self, pending: Pending, history: Sequence[Turn], filters: Filters, viewer: Viewer
    ) -> Generator[Message | Turn, None, None]:
        """The answer as it is made, message by message, and then the turn."""
        with asking(pending.text) as asked:
            if not self._library.stats().documents:
                raise RightsDeskError("The library is empty.", f"{INGEST}.")
            understand(self._library, pending.text, history)
            if viewer.owner:
                self._rate.count(viewer.owner)
            written: list[str] = []
            model = replace(self._model, given_up=pending.given_up.is_set) if self._model else None
            for piece in stream(self._library, pending.text, filters, history, model):
                if isinstance(piece, Turn):
                    asked.answer = piece.answer
                    yield piece
                elif isinstance(piece, Step):
                    yield {"role": "assistant", "content": render_step(piece.text)}
                else:
                    written.append(piece.text)
                    yield {"role": "assistant", "content": render_draft(written)}

    def _at_rest(self, opened: Opened, box: str = "") -> Updates:
        """The tab with a conversation and its last sources, ready for a question."""
        return [*_boxes(ready=True, text=box), *self._settled(opened)[3:]]

    def _settled(self, opened: Opened, box: str = "") -> Updates:
        """A conversation and its last sources; the boxes are still as they were, with a text that comes back."""
        turns = opened.turns
        chat = messages_of(turns, self._library) if turns else self._welcome()
        panel = self._sources(opened, len(turns) - 1) if turns else EMPTY
        return [gr.Textbox(value=box), gr.skip(), gr.skip(), chat, opened, panel]

    def _welcome(self) -> gr.Chatbot:
        """The conversation before the first question."""
        return gr.Chatbot(value=[], **self._beginnings())

    def _beginnings(self) -> dict[str, Any]:
        """What stands where nothing was asked yet."""
        examples = [{"text": question} for question in self._offered()]
        return {"examples": examples or None, "placeholder": WELCOME if examples else NOTHING_HELD}

    def _offered(self) -> list[str]:
        """The questions to begin with; drawn again when the library has changed."""
        edition = self._library.edition
        if self._examples[0] != edition:
            self._examples = edition, offered(self._library)
        return self._examples[1]

    def _sources(self, opened: Opened, turn: int) -> str:
        return render_sources(opened.turns[turn].answer, turn, self._library)


def _boxes(*, ready: bool, text: str | None = None) -> Updates:
    """Question box, "Ask" and "Stop": ready, or shut while an answer is made.

    Args:
        ready: Whether a question can be asked.
        text: What stands in the box; without one that stays, for a question may have come back meanwhile.
    """
    box = gr.Textbox(interactive=ready) if text is None else gr.Textbox(value=text, interactive=ready)
    return [box, gr.Button(visible=ready), gr.Button(visible=not ready)]
