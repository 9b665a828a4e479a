"""A chat model that says what a test lets it say, piece by piece, and remembers what it was asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult
from pydantic import PrivateAttr

from assistant.language.models import Model

Reply = str | Exception | tuple[str, Exception | str]
"""A text; an error instead of one; a text that breaks off with an error, or ends for another reason than "stop"."""


class ScriptedChat(BaseChatModel):
    """Gives its replies in order; the last one again and again."""

    replies: list[Any]
    _asked: list[str] = PrivateAttr(default_factory=list)
    _closed: int = PrivateAttr(default=0)

    @property
    def asked(self) -> list[str]:
        return self._asked

    @property
    def closed(self) -> int:
        """How many streams were closed before their end."""
        return self._closed

    @property
    def _llm_type(self) -> str:
        return "scripted"

    def _generate(self, messages: list[BaseMessage], *_: Any, **__: Any) -> ChatResult:
        text = "".join(str(chunk.text) for chunk in self._stream(messages))
        return ChatResult(generations=[ChatGeneration(message=AIMessage(text))])

    def _stream(self, messages: list[BaseMessage], *_: Any, **__: Any) -> Iterator[ChatGenerationChunk]:
        self._asked.append("\n\n".join(str(message.content) for message in messages))
        reply = self.replies[min(len(self._asked), len(self.replies)) - 1]
        text, end = reply if isinstance(reply, tuple) else (reply, "stop") if isinstance(reply, str) else ("", reply)
        done = False
        try:
            for begin in range(0, len(text), 7):
                yield ChatGenerationChunk(message=AIMessageChunk(text[begin : begin + 7]))
            if isinstance(end, Exception):
                raise end
            usage = {"input_tokens": 100, "output_tokens": len(text.split()), "total_tokens": 100 + len(text.split())}
            why = {"finish_reason": end} if end else {}
            yield ChatGenerationChunk(message=AIMessageChunk("", usage_metadata=usage), generation_info=why)
            done = True
        finally:
            self._closed += not done


def scripted(*replies: Reply, **facts: Any) -> Model:
    """A model that gives these replies."""
    facts = {"retries": 0} | facts
    return Model("openai:scripted", ScriptedChat(replies=list(replies)), **facts)


def asked(model: Model) -> Sequence[str]:
    """What a scripted model was asked, system and user text together."""
    assert isinstance(model.chat, ScriptedChat)
    return model.chat.asked
