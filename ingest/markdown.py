"""Read Markdown: rendered as a web page and read as one; facts may stand in front matter."""

from __future__ import annotations

import re
from typing import Any

import yaml
from lxml import html
from markdown_it import MarkdownIt

from ingest.contents import Contents, Facts, without_pages
from ingest.page.typesetting import set_blocks
from ingest.symbols import SymbolError, parse
from ingest.web.page import decode
from ingest.web.reading import PageReader

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(?P<facts>.{0,20000}?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S)
_KEYS = ("symbol", "title", "body", "type", "date", "session", "language", "url")
_DEFINITION = re.compile(r"^\[\^(?P<name>[\w-]{1,40})\]:[ \t]*(?P<text>.*(?:\n(?:[ \t]+\S.*|(?=\n[ \t]+\S)))*)$", re.M)
_REFERENCE = re.compile(r"\[\^(?P<name>[\w-]{1,40})\](?!:)")


def read_markdown(name: str, data: bytes) -> Contents:
    """Read a Markdown file.

    Args:
        name: File name, for messages.
        data: The file's bytes.
    """
    text = decode(data).replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    facts = Facts(type="text")
    if match := _FRONT_MATTER.match(text):
        facts, text = _facts(match["facts"]), text[match.end() :]
    page = html.document_fromstring(f"<html><body>{_render(text)}</body></html>")
    reader = PageReader(page.find("body"))
    return without_pages(set_blocks([*reader.text(), *reader.notes()]), facts=facts)


def _facts(front: str) -> Facts:
    """The facts of front matter; what is no plain value, or no symbol, is left out."""
    try:
        given: Any = yaml.safe_load(front)
    except (yaml.YAMLError, ValueError, RecursionError):
        given = None
    said = given if isinstance(given, dict) else {}
    facts = {
        key: " ".join(str(said[key]).split())
        for key in _KEYS
        if isinstance(said.get(key), (str, int)) or _is_date(said.get(key))
    }
    if not re.fullmatch(r"(?:19|20)\d\d(?:-\d\d){0,2}", facts.get("date", "")):
        facts.pop("date", None)
    if not re.fullmatch(r"https?://\S+", facts.get("url", "")):
        facts.pop("url", None)
    try:
        parse(facts.get("symbol", ""))
    except SymbolError:
        facts.pop("symbol", None)
    return Facts(**{"type": "text"} | facts)


def _is_date(value: object) -> bool:
    return hasattr(value, "isoformat")


def _render(text: str) -> str:
    """Markdown as HTML, notes as links to the paragraphs that hold their words."""
    notes: dict[str, str] = {}

    def take(match: re.Match[str]) -> str:
        notes.setdefault(match["name"], " ".join(match["text"].split()))
        return ""

    text = _DEFINITION.sub(take, text)
    numbers: dict[str, int] = {}

    def refer(match: re.Match[str]) -> str:
        if match["name"] not in notes:
            return match[0]
        number = numbers.setdefault(match["name"], len(numbers) + 1)
        return f'<sup><a href="#fn-{number}">{number}</a></sup>'

    markdown = MarkdownIt("commonmark").enable("table")
    body: str = markdown.render(_REFERENCE.sub(refer, text))
    ends = "".join(
        f'<div id="fn-{number}"><p>{markdown.renderInline(notes[name])}</p></div>' for name, number in numbers.items()
    )
    return body + ends
