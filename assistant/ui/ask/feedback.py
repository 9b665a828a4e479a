"""What somebody thinks of an answer: a verdict with a reason, then their own words."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import Any

import gradio as gr

from assistant.ui.ask.opened import Opened, still, turn_at
from assistant.ui.door.viewer import viewer_of
from assistant.ui.notices import noticed
from assistant.ui.wiring import QUIET, small_button
from store.library import Library
from store.people.feedback import LONGEST_COMMENT, Verdict

VERDICTS = ["Like", *(verdict.value for verdict in Verdict if verdict is not Verdict.HELPFUL)]
"""What can be chosen below an answer; Gradio's word for "Helpful" comes first."""


@dataclass(frozen=True, slots=True)
class CommentRow:
    """Where somebody says more about what they thought; seen once they gave a verdict.

    Attributes:
        row: The whole.
        asks: What it asks for.
        given: Id of the verdict it is about.
        words: Their own words.
        send: The button that sends them.
        leave: The button that sends nothing.
    """

    row: gr.Row
    asks: gr.HTML
    given: gr.State
    words: gr.Textbox
    send: gr.Button
    leave: gr.Button

    def wire(self, library: Library, chat: gr.Chatbot, state: gr.State) -> None:
        """Wire it.

        Args:
            library: Where it is kept.
            chat: Where verdicts are given.
            state: The conversation that is open.
        """
        shut: list[Any] = [self.row, self.words]

        def judge(chosen: gr.LikeData, opened: Opened | None, request: gr.Request) -> list[Any]:
            return _judge(library, chosen, opened, request)

        def comment(given: str, words: str, request: gr.Request) -> list[Any]:
            return _comment(library, given, words, request)

        judged = chat.like(judge, state, [self.row, self.asks, self.given, self.words], **QUIET)
        judged.then(None, js="() => document.querySelector('#rd-comment')?.scrollIntoView({ block: 'nearest' })")
        gr.on([self.send.click, self.words.submit], comment, [self.given, self.words], shut, **QUIET)
        gr.on([self.leave.click, state.change], _shut, None, shut, **QUIET)


def build_comment_row() -> CommentRow:
    """Lay it out."""
    with gr.Row(visible=False, elem_id="rd-comment") as row:
        asks = gr.HTML(elem_id="rd-comment-asks")
        words = gr.Textbox(
            label="What should a reviewer know?",
            placeholder="What should a reviewer know?",
            show_label=False,
            container=False,
            max_length=LONGEST_COMMENT,
            max_lines=4,
            scale=6,
            elem_id="rd-comment-words",
        )
        send = small_button("Send", "rd-comment-send", "primary")
        leave = small_button("No comment", "rd-comment-leave")
    return CommentRow(row, asks, gr.State(""), words, send, leave)


def _judge(library: Library, chosen: gr.LikeData, opened: Opened | None, request: gr.Request) -> list[Any]:
    """Keep what somebody thinks of an answer, with the whole exchange, and ask what they would add."""
    turn = turn_at(chosen.index)
    with noticed():
        turns = still(opened).turns[: turn + 1]
        if turn >= len(turns) or not chosen.liked:
            return [gr.skip()] * 4
        verdict = Verdict(chosen.liked) if isinstance(chosen.liked, str) and chosen.liked != "Like" else Verdict.HELPFUL
        asked = [each.answer.question for each in turns]
        answer = turns[turn].answer.to_json()
        if given := library.feedback.add(viewer_of(request).owner, verdict, asked, answer):
            noted = f"<p>Noted: {escape(verdict.value.lower())}. Thank you.</p>"
            return [gr.Row(visible=True), noted, given, gr.Textbox(value="")]
    return [gr.skip()] * 4


def _comment(library: Library, given: str, words: str, request: gr.Request) -> list[Any]:
    with noticed():
        if words.strip() and library.feedback.comment(given, viewer_of(request).owner, words):
            gr.Info("Your words are kept with it.", title="Done")
        return _shut()
    return [gr.skip()] * 2


def _shut() -> list[Any]:
    return [gr.Row(visible=False), gr.Textbox(value="")]
