"""What goes wrong with a language model, in words: why it gave no usable text, and what to do about it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from store.errors import RightsDeskError

if TYPE_CHECKING:
    from assistant.language.models import Model


class ModelError(RightsDeskError):
    """The language model gave no usable text; says why in a sentence that can stand in an answer."""


class CutOffError(ModelError):
    """The language model wrote as many tokens as it may, and was not done; what came before is its own."""


SAY_HOW_THEY_END = frozenset({"openai", "anthropic", "ollama"})
"""Providers whose every whole text ends with a word on why it does: without one it broke off."""

_REASONS = ("finish_reason", "stop_reason", "done_reason", "stopReason", "status")
"""Where providers say why a text ends."""

_TOO_LONG = frozenset({"length", "max_tokens", "model_length", "max_output_tokens", "incomplete"})
_STOPPED = frozenset({"content_filter", "refusal", "safety", "failed", "cancelled"})


def reason_of(facts: Mapping[str, Any]) -> str:
    """Why a text ends, as its provider says beside a chunk of it; empty where that says nothing of it."""
    return next((str(facts[name]).lower() for name in _REASONS if facts.get(name)), "")


def ending(reason: str, model: Model) -> ModelError | None:
    """What is wrong with a text that ended for a reason; nothing where it is whole.

    Args:
        reason: From `reason_of`; empty where the provider gave none.
        model: Which wrote it.
    """
    if reason in _TOO_LONG:
        return CutOffError(
            f"The language model {model.name} was cut off after {model.longest} tokens, before it was done.",
            "Raise RIGHTSDESK_MODEL_TOKENS.",
        )
    if reason in _STOPPED:
        return ModelError(f"The language model {model.name} was stopped by its provider.", "Ask in other words.")
    if not reason and model.provider in SAY_HOW_THEY_END:
        return ModelError(f"The language model {model.name} broke off before it was done.", _LATER)
    return None


def status_of(error: BaseException) -> int:
    """The HTTP status of a failure; 0 where it has none."""
    status = getattr(error, "status_code", None)
    return status if isinstance(status, int) else 0


def is_passing(error: Exception) -> bool:
    """Whether the same request may succeed a little later."""
    status = status_of(error)
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
_NOT_THERE = (404, 405, 501)
"""How web servers answer a request that is not meant for them."""

_LATER = "Ask again later, or leave RIGHTSDESK_MODEL empty for answers in quotations."


def explain(error: Exception, model: Model, *, begun: bool = False) -> ModelError:
    """Why a model gave no text; never in its provider's words, which may hold a part of the key.

    Args:
        error: What its provider raised.
        model: The model.
        begun: Whether it had written something before.
    """
    status, kind = status_of(error), type(error).__name__
    if "timeout" in kind.lower():
        what = f"did not answer within {model.timeout:g} seconds"
    elif status in _NOT_THERE and model.address:
        what = f"is not known at {model.address}"
    elif status:
        what = _BY_STATUS.get(status, f"failed (HTTP {status})")
    elif _is_unreadable(error, begun=begun):
        where = model.address or "its provider's address"
        what = f"gave nothing that can be read: {where} does not speak the protocol of {model.provider}"
    elif "connect" in kind.lower() and not begun:
        what = f"cannot be reached{f' at {model.address}' if model.address else ''}"
    else:
        what = f"broke off ({kind})"
    return ModelError(f"The language model {model.name} {what}.", _remedy(error, model, begun=begun))


def _is_unreadable(error: Exception, *, begun: bool) -> bool:
    """Whether what came was no reply of a model, but a web page, say."""
    return isinstance(error, ValueError) and not begun


def _remedy(error: Exception, model: Model, *, begun: bool) -> str:
    status = status_of(error)
    if status in (401, 403):
        return "Correct the key in the environment."
    address = "RIGHTSDESK_MODEL_BASE_URL, which for most servers ends in /v1"
    if status == 404 or (status in _NOT_THERE and model.address):
        return f"Correct {f'{address}, or ' if model.address else ''}the name in RIGHTSDESK_MODEL."
    if not status and _is_unreadable(error, begun=begun):
        return f"Correct {address}."
    if status in (400, 413, 422):
        return "Lower RIGHTSDESK_MODEL_CONTEXT, or set RIGHTSDESK_MODEL_TEMPERATURE=-1."
    return _LATER
