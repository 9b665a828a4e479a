"""The conversation: each question and answer as a message, an abstention visibly as one."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answer import NOT_ANSWERED, PARTLY, UNSUPPORTED, Answer, Citation, Sentence
from assistant.chain import Turn
from assistant.citations import byline
from assistant.display import Block, blocks_of
from assistant.ui.ask.safe import spell, spell_typed
from assistant.ui.ask.sources import anchor
from store.library import Library
from store.model import Document

Message = dict[str, str]


def messages_of(history: Sequence[Turn], library: Library) -> list[Message]:
    """The messages of a conversation, two for each turn."""
    messages: list[Message] = []
    for number, turn in enumerate(history):
        messages.append(question_message(turn.answer.question))
        messages.append({"role": "assistant", "content": render_answer(turn.answer, number, library)})
    return messages


def question_message(text: str) -> Message:
    """A question as a message."""
    return {"role": "user", "content": spell_typed(text)}


def render_answer(answer: Answer, turn: int, library: Library) -> str:
    """An answer as HTML on one line; its numbers link to the panel.

    Args:
        answer: What was answered.
        turn: Which answer of the conversation it is, from 0.
        library: Where the documents are looked up.
    """
    if not answer.answered:
        return _abstention(answer, turn)
    parts = _notes(answer)
    if answer.written:
        parts.append(f"<p>{' '.join(_sentence(each, turn) for each in answer.sentences)}</p>")
    else:
        parts += [_block(block, turn, library) for block in blocks_of(answer)]
    if answer.missing:
        parts.append(f"<p><em>{PARTLY} {spell(answer.missing)}</em></p>")
    if answer.written:
        parts.append(f'<ul class="rd-references">{"".join(_reference(each, turn) for each in answer.citations)}</ul>')
    parts.append(_unsupported(answer))
    return f'<div class="rd-answer" dir="auto">{"".join(parts)}</div>'


def render_draft(texts: Sequence[str]) -> str:
    """The sentences of an answer that is still being written, as HTML on one line."""
    return f'<div class="rd-answer rd-draft" dir="auto"><p>{" ".join(spell(text) for text in texts)} …</p></div>'


def render_step(text: str) -> str:
    """What is being done for an answer, as HTML on one line."""
    return f'<div class="rd-step"><span class="rd-working" aria-hidden="true"></span>{spell(text)} …</div>'


def _sentence(sentence: Sentence, turn: int) -> str:
    return f"{spell(sentence.text)} {' '.join(_mark(turn, n) for n in sentence.citations)}"


def _reference(citation: Citation, turn: int) -> str:
    return f"<li>{_mark(turn, citation.n)} <cite>{spell(citation.reference)}</cite></li>"


def _block(block: Block, turn: int, library: Library) -> str:
    marks = " ".join(_mark(turn, n) for n in block.numbers)
    if not block.quoted:
        return f"<p>{spell(block.text)} {marks}<br><cite>{spell(block.source.reference)}</cite></p>"
    opening = (
        _document(block.source, library.document(block.source.symbol, block.source.language)) if block.opens else ""
    )
    return (
        f"{opening}<blockquote>“{spell(block.text)}” {marks}<cite>{spell(block.source.reference)}</cite></blockquote>"
    )


def _document(source: Citation, document: Document | None) -> str:
    line = byline(document) if document else source.symbol
    return f'<p class="rd-document"><strong>{spell(source.title)}</strong><br><small>{spell(line)}</small></p>'


def _notes(answer: Answer) -> list[str]:
    return [f'<p class="rd-note">{spell(note)}</p>' for note in answer.notes]


def _unsupported(answer: Answer) -> str:
    if not answer.unsupported:
        return ""
    doubted = spell(" ".join(answer.unsupported))
    return f'<p class="rd-unsupported"><strong>{UNSUPPORTED}</strong><br><s>{doubted}</s></p>'


def _abstention(answer: Answer, turn: int) -> str:
    why = answer.missing
    parts = [f"<p><strong>{NOT_ANSWERED}</strong>{' ' + spell(why) if why else ''}</p>", *_notes(answer)]
    if answer.nearest:
        lines = "".join(f"<li>{_mark(turn, each.n)} {spell(each.reference)}</li>" for each in answer.nearest)
        parts.append(f"<p>Nearest passages, which may help but do not answer:</p><ul>{lines}</ul>")
    parts.append(_unsupported(answer))
    return f'<div class="rd-abstention" dir="auto">{"".join(parts)}</div>'


def _mark(turn: int, n: int) -> str:
    return f'<a class="rd-mark" href="#{anchor(turn, n)}">[{n}]</a>'
