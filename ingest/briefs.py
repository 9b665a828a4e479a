"""The starter library's briefs: YAML files in, documents and passages of kind `brief` out."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import yaml

from ingest.pinpoints import parse_locator
from ingest.structure.subparagraphs import find_subparagraphs
from ingest.symbols import normalise
from store.errors import RightsDeskError
from store.model import Document, Kind, Passage

_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_TEXT_KEYS = {"symbol", "designation", "title", "body", "type", "date", "session", "agenda_item", "url"}
_DOCUMENT_KEYS = _TEXT_KEYS | {"other_symbols", "paragraphs"}
_PARAGRAPH_KEYS = {"locator", "summarises", "headings", "text"}


def read_briefs(folder: Path | None = None) -> list[tuple[Document, tuple[Passage, ...]]]:
    """Read every brief of a folder, in the order of the file names.

    Args:
        folder: Folder of `*.yaml` files; the starter library that comes with the product when omitted.

    Returns:
        Each document with its passages, in reading order. A passage's last heading names the official
        paragraph it summarises, where the brief gives one.

    Raises:
        RightsDeskError: A file is no well-formed brief, or two describe one document.
    """
    root: Traversable = folder if folder is not None else resources.files("ingest") / "starter"
    briefs: list[tuple[Document, tuple[Passage, ...]]] = []
    sources: dict[str, str] = {}
    for file in sorted((f for f in root.iterdir() if f.name.endswith(".yaml")), key=lambda f: f.name):
        document, passages = _read(file.name, file.read_bytes())
        for symbol in (document.symbol, *document.other_symbols):
            if symbol in sources:
                raise RightsDeskError(f"{file.name} and {sources[symbol]} both describe {symbol}.", "Merge the two.")
            sources[symbol] = file.name
        briefs.append((document, passages))
    return briefs


def _read(source: str, data: bytes) -> tuple[Document, tuple[Passage, ...]]:
    try:
        content = yaml.safe_load(data)
    except (yaml.YAMLError, ValueError) as error:
        raise RightsDeskError(f"{source} is not valid YAML: {error}.", "Correct the file's syntax.") from error
    brief = _mapping(source, "The brief", content, _DOCUMENT_KEYS)
    if ("symbol" in brief) == ("designation" in brief):
        raise RightsDeskError(f"{source} must have a symbol or a designation.", "Give one of the two, never both.")
    name = "symbol" if "symbol" in brief else "designation"
    fields = {key: _string(source, key, brief[key]) for key in sorted(_TEXT_KEYS & brief.keys())}
    if name == "symbol":
        _check_canonical(source, fields[name], normalise)
    if "date" in fields and not _DATE.fullmatch(fields["date"]):
        raise RightsDeskError(
            f"{source} has the date {fields['date']!r}.", "Write it like 2023, 2023-12 or 2023-12-19."
        )
    document = Document(
        symbol=fields[name],
        language="en",
        title=_string(source, "title", brief.get("title")),
        other_symbols=_strings(source, "other_symbols", brief.get("other_symbols", [])),
        body=fields.get("body", ""),
        type=fields.get("type", ""),
        date=fields.get("date", ""),
        session=fields.get("session", ""),
        agenda_item=fields.get("agenda_item", ""),
        kind=Kind.BRIEF,
        url=fields.get("url", ""),
        source=source,
        sha256=hashlib.sha256(data).hexdigest(),
    )
    return document, _passages(document, brief.get("paragraphs"))


def _passages(document: Document, paragraphs: object) -> tuple[Passage, ...]:
    source = document.source
    if not isinstance(paragraphs, list) or not paragraphs:
        raise RightsDeskError(f"{source} has no paragraphs.", "Give at least one under `paragraphs`.")
    passages: dict[str, Passage] = {}
    for order, item in enumerate(paragraphs):
        place = f"paragraph {order + 1}"
        paragraph = _mapping(source, place, item, _PARAGRAPH_KEYS)
        locator, text = (_string(source, f"{key} of {place}", paragraph.get(key)) for key in ("locator", "text"))
        if locator in passages:
            raise RightsDeskError(f"{source} has the locator {locator!r} twice.", "Give each paragraph its own.")
        _check_canonical(source, locator, parse_locator)
        headings = _strings(source, f"headings of {place}", paragraph.get("headings", []))
        if "summarises" in paragraph:
            official = _string(source, f"summarises of {place}", paragraph["summarises"])
            headings = (*headings, f"Brief of {official}")
        passages[locator] = Passage(
            symbol=document.symbol,
            language=document.language,
            locator=locator,
            text=text,
            headings=headings,
            section=parse_locator(locator).part,
            subparagraphs=find_subparagraphs(locator, text),
            order=order,
        )
    return tuple(passages.values())


def _mapping(source: str, place: str, value: object, keys: set[str]) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise RightsDeskError(f"{place} in {source} is not a mapping.", f"Write it with the keys {_listed(keys)}.")
    unknown = set(map(str, value)) - keys
    if unknown:
        raise RightsDeskError(f"{place} in {source} has the unknown key {_listed(unknown)}.", f"Use {_listed(keys)}.")
    return value


def _string(source: str, key: str, value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise RightsDeskError(
            f"{source}: the {key} is {'missing' if value is None else 'not text'}.",
            f"Give the {key} as text, in quotation marks where it looks like a number or a date.",
        )
    return value.strip()


def _strings(source: str, key: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise RightsDeskError(f"{source}: the {key} is not a list.", f"Write the {key} as a list: [first, second].")
    return tuple(_string(source, key, item) for item in value)


def _listed(keys: set[str]) -> str:
    return ", ".join(sorted(keys))


def _check_canonical(source: str, written: str, read: Callable[[str], object]) -> None:
    try:
        canonical = str(read(written))
    except ValueError as error:
        raise RightsDeskError(f"{source}: {error}", "Correct the symbol or locator.") from error
    if canonical != written:
        raise RightsDeskError(f"{source} writes {written!r}.", f"Write it as {canonical!r}.")
