"""Language models: any chat model that LangChain opens, asked for a text; what goes wrong ends as one kind of error."""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessageChunk
from langchain_core.rate_limiters import InMemoryRateLimiter

from assistant.language.failures import CutOffError, ModelError, ending, explain, is_passing, reason_of
from assistant.language.marks import without_thoughts
from assistant.language.providers import not_opened, require
from assistant.settings import Settings
from store.errors import RightsDeskError

Messages = Sequence[tuple[str, str]]
"""Messages to a model, each its role and its text."""

_NO_KEY_NEEDED = "none"
"""The key sent to a server of one's own, which asks for none."""

_LETTERS_A_TOKEN = 3
"""Letters that a token stands for at least, in the prose of documents: so counted, a text is never too long."""

_WAIT = 1.0
"""Seconds before a request is tried again the first time; twice as long each further time."""


@dataclass(slots=True)
class Usage:
    """Tokens a model has read and written for one answer, as its provider counts them; 0 where it does not."""

    read: int = 0
    written: int = 0

    def add(self, chunk: AIMessageChunk) -> None:
        """Count in what a chunk of a stream reports."""
        if chunk.usage_metadata:
            self.read += chunk.usage_metadata["input_tokens"]
            self.written += chunk.usage_metadata["output_tokens"]


@dataclass(frozen=True, slots=True)
class Model:
    """A language model, ready to be asked.

    Attributes:
        name: As the settings name it: ``openai:gpt-5-mini``.
        chat: What LangChain makes of it.
        address: Of the server, where the settings give one.
        context: Tokens it reads and writes, together.
        longest: Tokens of an answer at most.
        timeout: Seconds to wait for its next words.
        retries: How often a request that failed is tried again.
        judges: Whether it is also asked whether each of its sentences is supported.
        marks_unsupported: Whether sentences that are not supported are shown apart; they are dropped otherwise.
        given_up: Whether nobody waits for its text any more; it is asked at each piece, and the request is ended.
    """

    name: str
    chat: BaseChatModel = field(repr=False)
    address: str = ""
    context: int = 8192
    longest: int = 700
    timeout: float = 60
    retries: int = 2
    judges: bool = False
    marks_unsupported: bool = False
    given_up: Callable[[], bool] = field(default=bool, repr=False, compare=False)

    @property
    def provider(self) -> str:
        """Who provides it: ``openai``."""
        return self.name.partition(":")[0]

    @property
    def room(self) -> int:
        """Letters of a prompt that certainly fit."""
        return max(0, self.context - self.longest) * _LETTERS_A_TOKEN

    def stream(self, messages: Messages, usage: Usage) -> Iterator[str]:
        """The model's text, piece by piece; a request that fails before the first piece is tried again.

        Closing the iterator ends the request.

        Raises:
            CutOffError: It wrote as much as it may, and was not done.
            ModelError: It cannot be reached, fails, falls silent, breaks off or writes nothing.
        """
        for attempt in range(self.retries + 1):
            begun, reason = False, ""
            try:
                for chunk in self.chat.stream(list(messages)):
                    if self.given_up():
                        return
                    usage.add(chunk)
                    reason = reason_of(chunk.response_metadata) or reason
                    if piece := str(chunk.text):
                        begun = True
                        yield piece
            except Exception as error:  # providers raise what they like
                _LOG.info("The model %s failed: %s", self.name, type(error).__name__)
                if begun or attempt == self.retries or not is_passing(error):
                    raise explain(error, self, begun=begun) from error
                time.sleep(_WAIT * 2**attempt)
                continue
            if failure := ending(reason, self):
                raise failure
            if not begun:
                raise ModelError(f"The language model {self.name} wrote nothing.", "Ask again, or set another model.")
            return

    def write(self, messages: Messages, usage: Usage, *, whole: bool = True) -> str:
        """The model's whole text, without what it thinks before it answers.

        Args:
            messages: What it is asked.
            usage: Added to.
            whole: Whether a text that was cut off is of no use.

        Raises:
            ModelError: As for `stream`.
        """
        text = ""
        try:
            for piece in self.stream(messages, usage):
                text += piece
        except CutOffError:
            if whole or not text:
                raise
        return without_thoughts(text).strip()


_LOG = logging.getLogger(__name__)


def open_model(settings: Settings) -> Model | None:
    """The model that the settings name; nothing where they name none. It is not asked anything yet.

    Raises:
        RightsDeskError: Its provider is not installed or not known, its key is missing, or only a server is named.
    """
    if not settings.model:
        if settings.model_base_url:
            raise RightsDeskError(
                "RIGHTSDESK_MODEL_BASE_URL names a server, but no language model is named.",
                "Set RIGHTSDESK_MODEL=openai:NAME, the name the server knows it by, or leave the address out.",
            )
        return None
    provider, _, name = settings.model.partition(":")
    require(provider, settings)
    # Imported here: a command without a model should not pay for it.
    from langchain.chat_models import init_chat_model

    try:
        chat = init_chat_model(name, model_provider=provider, **_options(provider, settings))
    except Exception as error:  # providers raise what they like
        raise not_opened(provider, settings, error) from error
    return Model(
        name=settings.model,
        chat=chat,
        address=_without_secrets(settings.model_base_url),
        context=settings.model_context,
        longest=settings.model_tokens,
        timeout=settings.model_timeout,
        retries=settings.model_retries,
        judges=settings.model_judge,
        marks_unsupported=settings.unsupported == "mark",
    )


def _without_secrets(address: str) -> str:
    """An address as it may be shown: without a user's name, a password, or what follows a question mark."""
    scheme, separator, rest = address.partition("?")[0].partition("://")
    host, slash, path = rest.partition("/")
    return f"{scheme}{separator}{host.rpartition('@')[2]}{slash}{path}"


def _options(provider: str, settings: Settings) -> dict[str, Any]:
    """What is told to a provider's class, each in its own words."""
    options: dict[str, Any] = {}
    if settings.model_temperature >= 0:
        options["temperature"] = settings.model_temperature
    if settings.model_rate:
        options["rate_limiter"] = InMemoryRateLimiter(requests_per_second=settings.model_rate)
    if settings.model_base_url:
        options["base_url"] = settings.model_base_url
    if provider == "ollama":
        return options | {
            "num_predict": settings.model_tokens,
            "num_ctx": settings.model_context,
            "client_kwargs": {"timeout": settings.model_timeout},
        }
    # Tried again here, for every provider alike.
    options |= {"max_tokens": settings.model_tokens, "timeout": settings.model_timeout, "max_retries": 0}
    if provider == "openai":
        options["stream_usage"] = True
        if settings.model_base_url and not os.environ.get("OPENAI_API_KEY"):
            options["api_key"] = _NO_KEY_NEEDED
    return options
