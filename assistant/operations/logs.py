"""Logs of a served library: a line each, for people or as JSON, with the id of the request it belongs to.

What people asked is in no line unless the settings say so; neither is the part of an address behind its ``?``.
"""

from __future__ import annotations

import logging
import re
import sys
import uuid
from collections.abc import Iterator
from contextvars import ContextVar, copy_context
from typing import TypeVar

from pythonjsonlogger.core import RESERVED_ATTRS, merge_record_extra
from pythonjsonlogger.json import JsonFormatter

from assistant.settings import Settings

REQUEST_ID = "x-request-id"
"""The header by which a proxy names a request, and every answer is named."""

Piece = TypeVar("Piece")

_REQUEST: ContextVar[str] = ContextVar("request", default="")
_ID = re.compile(r"[\w.:-]{1,64}", re.A)
_OURS = ("assistant", "evals", "ingest", "store")
_FIELDS = "{asctime}{levelname}{name}{message}{request}"
_RESERVED = [*RESERVED_ATTRS, "request"]


def configure(settings: Settings) -> None:
    """Send the logs of this process to its standard error.

    Args:
        settings: What is logged, and how.
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        JsonFormatter(_FIELDS, style="{", rename_fields={"asctime": "time", "levelname": "level"})
        if settings.log_format == "json"
        else _ForPeople("{asctime} {levelname:7} {request:8.8} {message}", style="{")
    )
    handler.addFilter(_Private(questions=settings.log_questions))
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.WARNING)
    for name in _OURS:
        logging.getLogger(name).setLevel(settings.log_level.upper())


def name_request(given: str) -> str:
    """Name the request that is worked on from here; the name that it came with, where that is one."""
    name = given if _ID.fullmatch(given) else uuid.uuid4().hex
    _REQUEST.set(name)
    return name


def current_request() -> str:
    """The name of the request that is worked on; empty outside of one."""
    return _REQUEST.get()


def of_request(name: str, pieces: Iterator[Piece]) -> Iterator[Piece]:
    """What an iterator gives, each step of it made as a part of a request, in whatever thread that is."""
    context = copy_context()
    context.run(_REQUEST.set, name)
    while True:
        try:
            piece = context.run(next, pieces)
        except StopIteration:
            return
        yield piece


class _Private(logging.Filter):
    """Adds the id of the request to a line, and takes out what people asked, unless it may stay."""

    def __init__(self, *, questions: bool) -> None:
        super().__init__()
        self._questions = questions

    def filter(self, record: logging.LogRecord) -> bool:
        record.request = current_request()
        if not self._questions:
            record.__dict__.pop("question", None)
        return True


class _ForPeople(logging.Formatter):
    """The message, then what belongs to it as ``name=value``."""

    def format(self, record: logging.LogRecord) -> str:
        line = super().format(record)
        extra = merge_record_extra(record, {}, reserved=_RESERVED)
        first, *rest = line.split("\n")
        told = " ".join([first, *(f"{name}={str(value)!r}" for name, value in extra.items())])
        return "\n".join([told, *rest])
