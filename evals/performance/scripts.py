"""What the people of a measured office ask and read, with what is right: found out before, by one process alone."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from html import unescape
from pathlib import Path

from assistant.chain import take_turns
from assistant.ui.addresses import address_of
from assistant.ui.ask.conversation import messages_of
from evals.cases import cases_of
from evals.runs.running import conversations
from evals.suites import SHIPPED, read_suite
from store.library import Library

_TAG = re.compile(r"<[^>]+>")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question, the text of its answer, and the answer as the page shows it."""

    question: str
    text: str
    shown: str


@dataclass(frozen=True, slots=True)
class Source:
    """A place that an answer cites: the query of its address, and the words that stand there."""

    query: str
    quote: str


@dataclass(frozen=True, slots=True)
class Script:
    """A conversation with the sources of its answers."""

    exchanges: tuple[Exchange, ...]
    sources: tuple[Source, ...]


def seen(html: str) -> str:
    """What can be read of HTML, in one line."""
    return _SPACE.sub(" ", unescape(_TAG.sub(" ", html))).strip()


def written(library: Library) -> Iterator[Script]:
    """The conversations of the suite `starter`, asked of a library that nobody else asks."""
    for turns in conversations(cases_of(read_suite(SHIPPED / "starter.yaml"))):
        yield script_of(library, [case.question for case in turns])


def script_of(library: Library, asked: list[str]) -> Script:
    """One conversation, asked of a library that nobody else asks."""
    said = take_turns(library, asked)
    shown = [message["content"] for message in messages_of(said, library) if message["role"] == "assistant"]
    sources = [
        Source(address_of(document, citation.locator).partition("?")[2], citation.quote)
        for turn in said
        for citation in turn.answer.citations
        if citation.quote and (document := library.document(citation.symbol, citation.language))
    ]
    texts = [turn.answer.text for turn in said]
    return Script(tuple(map(Exchange, asked, texts, map(seen, shown))), tuple(sources))


def keep(scripts: list[Script], file: Path) -> None:
    """Write scripts to a file."""
    file.write_text(json.dumps([asdict(each) for each in scripts]), encoding="utf-8")


def kept(file: Path) -> list[Script]:
    """Read them again."""
    return [
        Script(
            tuple(Exchange(**each) for each in script["exchanges"]),
            tuple(Source(**each) for each in script["sources"]),
        )
        for script in json.loads(file.read_text(encoding="utf-8"))
    ]
