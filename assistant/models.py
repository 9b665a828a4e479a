"""Language models: any chat model that LangChain opens, asked for a text; what goes wrong ends as one kind of error."""

from __future__ import annotations

import importlib.util
import logging
import os
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessageChunk
from langchain_core.rate_limiters import InMemoryRateLimiter

from assistant.marks import without_thoughts
from assistant.settings import Settings
from store.errors import RightsDeskError

Messages = Sequence[tuple[str, str]]
"""Messages to a model, each its role and its text."""

EXTRAS = {
    "openai": ("langchain_openai", "OPENAI_API_KEY"),
    "anthropic": ("langchain_anthropic", "ANTHROPIC_API_KEY"),
    "ollama": ("langchain_ollama", ""),
}
"""Providers that are an extra of RightsDesk, each with the package it needs and the variable of its key."""

_NO_KEY_NEEDED = "none"
"""The key sent to a server of one's own, which asks for none."""

_LETTERS_A_TOKEN = 3
"""Letters that a token stands for at least, in the prose of documents: so counted, a text is never too long."""

_WAIT = 1.0
"""Seconds before a request is tried again the first time; twice as long each further time."""


class ModelError(RightsDeskError):
    """The language model gave no usable text; says why in a sentence that can stand in an answer."""


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
        context: Tokens it reads and writes, together.
        longest: Tokens of an answer at most.
        timeout: Seconds to wait for its next words.
        retries: How often a request that failed is tried again.
        judges: Whether it is also asked whether each of its sentences is supported.
        marks_unsupported: Whether sentences that are not supported are shown apart; they are dropped otherwise.
    """

    name: str
    chat: BaseChatModel = field(repr=False)
    context: int = 8192
    longest: int = 700
    timeout: float = 60
    retries: int = 2
    judges: bool = False
    marks_unsupported: bool = False

    @property
    def room(self) -> int:
        """Letters of a prompt that certainly fit."""
        return max(0, self.context - self.longest) * _LETTERS_A_TOKEN

    def stream(self, messages: Messages, usage: Usage) -> Iterator[str]:
        """The model's text, piece by piece; a request that fails before the first piece is tried again.

        Closing the iterator ends the request.

        Raises:
            ModelError: It cannot be reached, fails, falls silent or writes nothing.
        """
        for attempt in range(self.retries + 1):
            begun = False
            try:
                for chunk in self.chat.stream(list(messages)):
                    usage.add(chunk)
                    if piece := str(chunk.text):
                        begun = True
                        yield piece
            except Exception as error:  # providers raise what they like
                _LOG.info("The model %s failed: %s", self.name, type(error).__name__)
                if begun or attempt == self.retries or not _passing(error):
                    raise ModelError(explain(error, self, begun=begun), _remedy(error)) from error
                time.sleep(_WAIT * 2**attempt)
                continue
            if not begun:
                raise ModelError(f"The language model {self.name} wrote nothing.", "Ask again, or set another model.")
            return

    def write(self, messages: Messages, usage: Usage) -> str:
        """The model's whole text, without what it thinks before it answers.

        Raises:
            ModelError: As for `stream`.
        """
        return without_thoughts("".join(self.stream(messages, usage))).strip()


_LOG = logging.getLogger(__name__)


def open_model(settings: Settings) -> Model | None:
    """The model that the settings name; nothing where they name none. It is not asked anything yet.

    Raises:
        RightsDeskError: Its provider is not installed or not known, or its key is missing.
    """
    if not settings.model:
        return None
    provider, _, name = settings.model.partition(":")
    _require(provider, settings)
    # Imported here: a command without a model should not pay for it.
    from langchain.chat_models import init_chat_model

    try:
        chat = init_chat_model(name, model_provider=provider, **_options(provider, settings))
    except (ValueError, ImportError) as error:
        raise RightsDeskError(
            f"The language model {settings.model} cannot be opened ({type(error).__name__}).",
            "Set RIGHTSDESK_MODEL to PROVIDER:NAME, such as openai:gpt-5-mini, and install the provider's package.",
        ) from error
    return Model(
        name=settings.model,
        chat=chat,
        context=settings.model_context,
        longest=settings.model_tokens,
        timeout=settings.model_timeout,
        retries=settings.model_retries,
        judges=settings.model_judge,
        marks_unsupported=settings.unsupported == "mark",
    )


def _require(provider: str, settings: Settings) -> None:
    if provider not in EXTRAS:
        return
    package, key = EXTRAS[provider]
    if importlib.util.find_spec(package) is None:
        raise RightsDeskError(
            f"The language model {settings.model} needs {package.replace('_', '-')}, which is not installed.",
            f"Install it with: pip install 'rightsdesk[{provider}]'",
        )
    own_server = provider == "openai" and settings.model_base_url
    if key and not own_server and not os.environ.get(key):
        raise RightsDeskError(f"The language model {settings.model} needs a key.", f"Set {key} in the environment.")


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


def _status(error: BaseException) -> int:
    status = getattr(error, "status_code", None)
    return status if isinstance(status, int) else 0


def _passing(error: Exception) -> bool:
    """Whether the same request may succeed a little later."""
    status = _status(error)
    return status in (408, 409, 429) or status >= 500 or (not status and not isinstance(error, ValueError | TypeError))


_BY_STATUS = {
    400: "did not accept the request; it may be too long for it, or a setting may not suit it",
    401: "was refused: its provider does not accept the key",
    403: "was refused: its provider does not accept the key",
    404: "is not known to its provider",
    408: "did not answer in time",
    413: "did not accept the request; it is too long for it",
    422: "did not accept the request; it may be too long for it, or a setting may not suit it",
    429: "was asked too often, or its account is used up",
}


def explain(error: Exception, model: Model, *, begun: bool = False) -> str:
    """Why a model gave no text, in a sentence; never in its provider's words, which may hold a part of the key.

    Args:
        error: What its provider raised.
        model: The model.
        begun: Whether it had written something before.
    """
    status, kind = _status(error), type(error).__name__
    if "timeout" in kind.lower():
        what = f"did not answer within {model.timeout:g} seconds"
    elif status:
        what = _BY_STATUS.get(status, f"failed (HTTP {status})")
    elif "connect" in kind.lower() and not begun:
        what = "cannot be reached"
    else:
        what = f"broke off ({kind})"
    return f"The language model {model.name} {what}."


def _remedy(error: Exception) -> str:
    status = _status(error)
    if status in (401, 403):
        return "Correct the key in the environment."
    if status == 404:
        return "Correct the name in RIGHTSDESK_MODEL."
    if status in (400, 413, 422):
        return "Lower RIGHTSDESK_MODEL_CONTEXT, or set RIGHTSDESK_MODEL_TEMPERATURE=-1."
    return "Ask again later, or leave RIGHTSDESK_MODEL empty for answers in quotations."
