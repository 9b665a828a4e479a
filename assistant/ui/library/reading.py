"""A document to be read: its facts, its contents, and its paragraphs with their locators."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

from assistant.answering import scanned
from assistant.answering.connected import Connections
from assistant.citations import date_in_words, reference
from assistant.ui.addresses import address_of, link_to
from assistant.ui.library.connected import render_connections
from assistant.ui.library.topic import render_topics
from assistant.ui.markup import attributes, count, written
from assistant.ui.shown import (
    BRIEF_NOTE,
    badges,
    mark_quotes,
    pages_of,
    render_footnotes,
    render_official_link,
    render_pages,
)
from ingest.language import LANGUAGE_NAMES
from store.database.rows import key
from store.model import Carried, Document, Kind, PageConfidence, Passage

TOGETHER = 100
"""Paragraphs that are shown at a time."""

_CONTENTS = 3
"""Headings from which on a document has a list of them."""


@dataclass(frozen=True, slots=True)
class Open:
    """A document that is open.

    Attributes:
        document: Its facts.
        passages: Its passages, in order.
        chosen: The passage that was asked for.
        locator: How it was asked for: the passage's own locator or that of a part; empty where none was.
        pictured: Whether its pages can be shown as pictures.
        connections: How it hangs together with other documents.
        carried: The topics that it and its paragraphs carry.
        versions: It in other languages.
        aligned: Its paragraphs in these languages, by the ids of the passages.
        beside: The version that is shown beside it, where one is.
        recognised: Its pages whose text was recognised from a scan.
    """

    document: Document
    passages: Sequence[Passage]
    chosen: Passage | None
    locator: str
    pictured: bool
    connections: Connections
    carried: Carried
    versions: Sequence[Document] = ()
    aligned: Mapping[str, Sequence[Passage]] = field(default_factory=dict)
    beside: Document | None = None
    recognised: Sequence[PageConfidence] = ()


def render_document(open_: Open) -> str:
    """A document as HTML; everything that comes from it is escaped.

    Of a long one the paragraphs around the chosen one are shown, with links to the others.
    """
    document, passages = open_.document, open_.passages
    place = passages.index(open_.chosen) if open_.chosen else 0
    begin = place // TOGETHER * TOGETHER
    address = address_of(document, open_.locator, _beside(open_))
    missing = (
        f'<p class="rd-missing" role="alert">{escape(document.symbol)} has no {escape(open_.locator)} in this library. '
        "Here it is from its beginning.</p>"
        if open_.locator and open_.chosen is None
        else ""
    )
    portions = _portions(open_, begin)
    return (
        f'<article class="rd-document{" rd-two" * bool(open_.beside)}" data-address="{escape(address)}">'
        f"{missing}{_head(open_)}"
        f'<div class="rd-columns">{_contents(open_)}<div class="rd-paragraphs">{portions}'
        f"{_text(open_, begin)}{portions}</div></div></article>"
    )


def _head(open_: Open) -> str:
    document = open_.document
    note = f'<p class="rd-facts">{BRIEF_NOTE}.</p>' if document.kind is Kind.BRIEF else ""
    facts = "".join(
        f'<div><dt>{name}</dt><dd dir="auto">{escape(value)}</dd></div>' for name, value in _facts(open_) if value
    )
    return (
        f'<header><p class="rd-symbol"><bdi>{escape(" – ".join([document.symbol, *document.other_symbols]))}</bdi> '
        f'{badges(document)}</p><h2 tabindex="-1" dir="auto">{escape(document.title)}</h2>{note}<dl>{facts}</dl>'
        f'<p class="rd-actions">{_copy_link(address_of(document))} {render_official_link(document.url)}</p>'
        f"{_topics_at('', open_.carried.document, open_.carried)}"
        f"{_languages(open_)}{render_connections(document, open_.connections)}</header>"
    )


def _topics_at(locator: str, found: Iterable[str], carried: Carried) -> str:
    return render_topics(found, [topic for place, topic in carried.by_hand if place == locator])


def _beside(open_: Open) -> str:
    return open_.beside.language if open_.beside else ""


def _languages(open_: Open) -> str:
    """The other languages of a document: alone, or side by side with this one."""
    document, beside = open_.document, open_.beside
    if not open_.versions:
        return ""
    links = []
    for version in open_.versions:
        name = LANGUAGE_NAMES.get(version.language, version.language)
        alone = f"<a {attributes(link_to(version, open_.locator))}>{name}</a>"
        if beside and version.language == beside.language:
            both = f"<a {attributes(link_to(document, open_.locator))}>close</a>"
            links.append(f"{alone} (side by side; {both})")
        else:
            both = f"<a {attributes(link_to(document, open_.locator, version.language))}>side by side</a>"
            links.append(f"{alone} ({both})")
    return f'<p class="rd-languages">Also in {", ".join(links)}</p>'


def _copy_link(address: str) -> str:
    return f'<button type="button" data-copy-link="{escape(address)}">Copy link</button>'


def _facts(open_: Open) -> list[tuple[str, str]]:
    document = open_.document
    pages = f", {count(document.pages, 'page')}" if document.pages else ""
    return [
        ("Body", document.body),
        ("Type", document.type[:1].upper() + document.type[1:]),
        ("Date", date_in_words(document.date)),
        ("Session", document.session),
        ("Agenda item", document.agenda_item),
        ("Language", LANGUAGE_NAMES.get(document.language, document.language)),
        ("Length", f"{count(len(open_.passages), 'paragraph')}{pages}"),
        ("Text", scanned.document_in_words(open_.recognised, open_.passages)),
    ]


def _contents(open_: Open) -> str:
    """The headings, each a link to the first paragraph below it."""
    lines: list[str] = []
    before: Sequence[str] = ()
    for passage in open_.passages:
        for depth in _new_levels(before, passage.headings):
            link = attributes(link_to(open_.document, passage.locator, _beside(open_)))
            lines.append(
                f'<li class="rd-level-{min(depth, 3)}"><a {link} dir="auto">{escape(passage.headings[depth])}</a></li>'
            )
        before = passage.headings
    if len(lines) < _CONTENTS:
        return ""
    return (
        f'<nav class="rd-contents" aria-label="Contents of the document"><details open><summary>Contents</summary>'
        f"<ol>{''.join(lines)}</ol></details></nav>"
    )


def _new_levels(before: Sequence[str], now: Sequence[str]) -> range:
    """The levels at which headings begin anew: from the first that differs."""
    same = 0
    while same < min(len(before), len(now)) and before[same] == now[same]:
        same += 1
    return range(same, len(now))


def _portions(open_: Open, begin: int) -> str:
    """Links to the other parts of a long document."""
    passages = open_.passages
    if len(passages) <= TOGETHER:
        return ""
    links = []
    for start in range(0, len(passages), TOGETHER):
        part = passages[start : start + TOGETHER]
        label = escape(f"{part[0].locator} – {part[-1].locator}")
        link = attributes(link_to(open_.document, part[0].locator, _beside(open_)))
        here = ' aria-current="true"' if start == begin else ""
        links.append(f"<li><a {link}{here}>{label}</a></li>")
    return f'<nav class="rd-portions" aria-label="Parts of the document"><ol>{"".join(links)}</ol></nav>'


def _text(open_: Open, begin: int) -> str:
    parts: list[str] = []
    before: Sequence[str] = ()
    for passage in open_.passages[begin : begin + TOGETHER]:
        for depth in _new_levels(before, passage.headings):
            level = min(depth + 3, 6)
            parts.append(f'<h{level} dir="auto">{escape(passage.headings[depth])}</h{level}>')
        before = passage.headings
        parts.append(_paragraph(passage, open_))
    return "".join(parts)


def _paragraph(passage: Passage, open_: Open) -> str:
    document, chosen = open_.document, passage is open_.chosen
    link = link_to(document, passage.locator, _beside(open_))
    locator = escape(passage.locator)
    marked = [
        (passage.text[part.start : part.end], part.start)
        for part in passage.subparagraphs
        if chosen and key(part.locator) == key(open_.locator) != key(passage.locator)
    ]
    pages = pages_of(passage) if open_.pictured else range(0)
    return (
        f'<div class="rd-passage{" rd-chosen" * chosen}" data-locator="{locator}" role="group" aria-label="{locator}" '
        f'tabindex="-1">'
        f'<p class="rd-locator"><a {attributes(link)}>{locator}</a></p>'
        f"{_words(passage, marked, open_)}"
        f"{_scan_note(passage, open_)}{render_footnotes(passage.footnotes)}"
        f"{_topics_at(passage.locator, open_.carried.passages.get(passage.locator, ()), open_.carried)}"
        f'<div class="rd-actions"><button type="button" data-copy="{escape(reference(document, passage.locator))}">'
        f"Copy citation</button> {_copy_link(link['href'])}{_in_other_languages(passage, open_)}"
        f"{render_pages(document, pages, passage, shut=True)}</div></div>"
    )


def _words(passage: Passage, marked: Sequence[tuple[str, int]], open_: Open) -> str:
    """The words of a paragraph, and beside them those of the same paragraph in the other language."""
    own = f'<div class="rd-words" {written(passage.language)}>{mark_quotes(passage.text, marked)}</div>'
    if open_.beside is None:
        return own
    language = open_.beside.language
    other = next((each for each in open_.aligned.get(passage.id, ()) if each.language == language), None)
    if other is None:
        name = LANGUAGE_NAMES.get(language, language)
        return (
            f'<div class="rd-pair">{own}<p class="rd-facts">The {name} text has no {escape(passage.locator)}.</p></div>'
        )
    words = mark_quotes(other.text, [])
    return f'<div class="rd-pair">{own}<div class="rd-words" {written(language)}>{words}</div></div>'


def _in_other_languages(passage: Passage, open_: Open) -> str:
    """A link to each other language in which the same paragraph is held, shown beside this one."""
    return "".join(
        f" <a {attributes(link_to(open_.document, passage.locator, each.language))}>"
        f"{LANGUAGE_NAMES.get(each.language, each.language)}</a>"
        for each in open_.aligned.get(passage.id, ())
        if each.language != _beside(open_)
    )


def _scan_note(passage: Passage, open_: Open) -> str:
    words = scanned.in_words(scanned.of_passage(open_.recognised, passage))
    return f'<p class="rd-facts">{words[:1].upper()}{words[1:]}</p>' if words else ""
