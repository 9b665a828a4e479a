"""What the page does when somebody acts on it: load it, ask, pick an example, look at an earlier answer, begin anew."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Iterator
from html import escape
from typing import Any

import gradio as gr

from assistant.chain import Turn, stream
from assistant.generative import Written
from assistant.models import Model
from assistant.opening import INGEST
from assistant.ui.conversation import Message, messages_of, question_message, render_draft
from assistant.ui.examples import offered
from assistant.ui.sources import EMPTY, render_sources
from store.errors import RightsDeskError
from store.library import Library

Updates = list[Any]
"""New values of question box, button, conversation, history and sources, in this order."""

WELCOME = "Ask a question, or begin with one of these."
NOTHING_HELD = f"The library is empty. {INGEST}. Then load this page again."


class Desk:
    """The events of the page over one library.

    Each visitor's conversation is the list of turns that comes in and goes out; the desk itself remembers nothing.

    Args:
        library: Where answers come from; may be empty, and may change meanwhile.
        model: The language model that writes them; without one they are quotations.
    """

    def __init__(self, library: Library, model: Model | None = None) -> None:
        self._library = library
        self._model = model

    def load(self) -> tuple[str, Any]:
        """What the library holds, and the questions to begin with."""
        examples: list[Any] = [{"text": question} for question in offered(self._library)]
        return describe_holdings(self._library), gr.Chatbot(
            examples=examples or None, placeholder=WELCOME if examples else NOTHING_HELD
        )

    def answer(self, text: str, history: list[Turn]) -> Iterator[Updates]:
        """Answer a question: it is shown at once and the box is shut; then the answer is shown and the box opened.

        Sentences of a language model are shown as they are checked.
        """
        if not text.strip():
            gr.Warning("Type a question first.", title="")
            yield [gr.skip()] * 5
            return
        before = messages_of(history, self._library)
        question = question_message(text)
        yield [*_ask(open_for=None), [*before, question], gr.skip(), gr.skip()]
        try:
            for draft in self._ask(text, history):
                if isinstance(draft, Turn):
                    history = [*history, draft]
                else:
                    yield [gr.skip(), gr.skip(), [*before, question, draft], gr.skip(), gr.skip()]
            conversation = messages_of(history, self._library)
            panel = self._sources(history, len(history) - 1)
        except RightsDeskError as error:
            gr.Warning(escape(str(error)), title="", duration=None)
            yield [*_ask(open_for=text), before, gr.skip(), gr.skip()]
        except Exception as error:
            sys.stderr.write(traceback.format_exc())
            gr.Warning(f"RightsDesk failed ({type(error).__name__}); its terminal says more.", title="", duration=None)
            yield [*_ask(open_for=text), before, gr.skip(), gr.skip()]
        else:
            yield [*_ask(open_for=""), conversation, history, panel]

    def example(self, chosen: gr.SelectData, history: list[Turn]) -> Iterator[Updates]:
        """Answer the example question that was picked."""
        yield from self.answer(chosen.value["text"], history)

    def look(self, chosen: gr.SelectData, history: list[Turn]) -> Any:  # noqa: ANN401 - HTML, or no change
        """The sources of the answer that was clicked."""
        index = chosen.index[0] if isinstance(chosen.index, list | tuple) else chosen.index
        turn = index // 2
        return self._sources(history, turn) if turn < len(history) else gr.skip()

    def begin_anew(self) -> Updates:
        """An empty conversation."""
        return [*_ask(open_for=""), [], [], EMPTY]

    def _ask(self, text: str, history: list[Turn]) -> Iterator[Message | Turn]:
        """The answer as it is written, message by message, and then the turn."""
        if not self._library.stats().documents:
            raise RightsDeskError("The library is empty.", f"{INGEST}.")
        written: list[str] = []
        for piece in stream(self._library, text, history=history, model=self._model):
            if isinstance(piece, Turn):
                yield piece
            elif isinstance(piece, Written):
                written.append(piece.text)
                yield {"role": "assistant", "content": render_draft(written)}

    def _sources(self, history: list[Turn], turn: int) -> str:
        return render_sources(history[turn].answer, turn, self._library)


def describe_holdings(library: Library) -> str:
    """One line on what the library holds, as HTML."""
    stats = library.stats()
    if not stats.documents:
        return f'<p class="rd-empty">{escape(NOTHING_HELD)}</p>'
    held = f"The library holds {_count(stats.documents, 'document')} with {_count(stats.passages, 'paragraph')}"
    if not stats.briefs:
        return f"<p>{held}.</p>"
    which = "all of them" if stats.briefs == stats.documents else f"{stats.briefs} of them"
    are = "brief: a summary" if stats.briefs == 1 else "briefs: summaries"
    return f"<p>{held}; {which} {are} written for RightsDesk, not the official text.</p>"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'s' * (number != 1)}"


def _ask(*, open_for: str | None) -> Updates:
    """Question box and button: open with a text, or shut and empty while an answer is made."""
    ready = open_for is not None
    return [gr.Textbox(value=open_for or "", interactive=ready), gr.Button(interactive=ready)]
