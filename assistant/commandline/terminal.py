"""Passages, answers and documents as a person reads them in a terminal."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from assistant.answer import NOT_ANSWERED, PARTLY, UNSUPPORTED, Answer, Citation
from assistant.answering import scanned
from assistant.answering.connected import Connections
from assistant.citations import byline, date_in_words, place, reference
from assistant.display import blocks_of, shorten
from store.facts.connections import Missing
from store.library import Library
from store.model import Carried, Document, Kind, PageConfidence, Passage
from store.people.audit import Deed

if TYPE_CHECKING:
    from assistant.retriever import Candidate


_ALONE = Connections()
_NOTHING = Carried()
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_LEFT = 4


def plain(text: str, style: str = "") -> Text:
    """Words of a document for the terminal: nothing in them is a command to it."""
    return Text(_CONTROL.sub(" ", text), style=style)


def _indented(text: Text) -> Padding:
    return Padding(text, (0, 0, 0, _LEFT), expand=False)


def print_passages(console: Console, candidates: Sequence[Candidate], library: Library) -> None:
    """List what a search found."""
    if not candidates:
        console.print("Nothing was found.", style="yellow")
    for number, candidate in enumerate(candidates, 1):
        passage = candidate.passage
        document = library.document(passage.symbol, passage.language)
        where = reference(document, passage.locator) if document else f"{passage.symbol}, {place(passage.locator)}"
        console.print(Text.assemble(f"{number:>2}  ", plain(where, "bold"), (f"  {candidate.score:.2f}", "cyan")))
        if passage.headings:
            console.print(_indented(plain(" › ".join(passage.headings), "dim")))
        console.print(_indented(plain(shorten(passage.text))))
        console.print()


def print_answer(console: Console, answer: Answer, library: Library) -> None:
    """Show an answer with its sources, or an abstention with the passages that came nearest."""
    for note in answer.notes:
        console.print(plain(note, "yellow"))
        console.print()
    if not answer.answered:
        _print_abstention(console, answer)
        _print_unsupported(console, answer)
        return
    if answer.written:
        _print_prose(console, answer)
    else:
        _print_quotations(console, answer, library)
    if answer.missing:
        console.print(Text.assemble((PARTLY, "bold yellow"), " ", plain(answer.missing)))
        console.print()
    _print_sources(console, "Sources", answer.citations, quote=answer.written)
    _print_unsupported(console, answer)


def _print_unsupported(console: Console, answer: Answer) -> None:
    if answer.unsupported:
        console.print()
        console.print(UNSUPPORTED, style="bold red")
        console.print(_indented(plain(" ".join(answer.unsupported), "red")))


def _print_prose(console: Console, answer: Answer) -> None:
    prose = Text()
    for sentence in answer.sentences:
        prose.append_text(plain(sentence.text))
        prose.append(f" {''.join(f'[{n}]' for n in sentence.citations)} ", style="cyan")
    console.print(prose)
    console.print()


def _print_quotations(console: Console, answer: Answer, library: Library) -> None:
    for block in blocks_of(answer):
        if block.opens:
            document = library.document(block.source.symbol, block.source.language)
            console.print(plain(block.source.title, "bold"))
            console.print(plain(byline(document) if document else block.source.symbol, "dim"))
        marks = " ".join(f"[{n}]" for n in block.numbers)
        words = plain(f"“{block.text}”" if block.quoted else block.text).append(f" {marks}", style="cyan")
        console.print(_indented(words) if block.quoted else words)
        console.print()


def _print_abstention(console: Console, answer: Answer) -> None:
    console.print(Text.assemble((NOT_ANSWERED, "bold yellow"), " ", plain(answer.missing)))
    if answer.nearest:
        console.print()
        _print_sources(console, "Nearest passages, which may help but do not answer", answer.nearest, quote=True)


def _print_sources(console: Console, title: str, citations: Sequence[Citation], *, quote: bool = False) -> None:
    console.print(title, style="bold")
    linked: set[str] = set()
    for citation in citations:
        page = f", page {citation.page} of the PDF" if citation.page and "of the PDF" not in citation.reference else ""
        line = Text.assemble((f"[{citation.n}] ", "cyan"), plain(f"{citation.reference}{page}"))
        console.print(line)
        if quote:
            console.print(_indented(plain(shorten(citation.quote), "dim")))
        if citation.url and citation.url not in linked:
            linked.add(citation.url)
            console.print(Text("    ").append_text(plain(citation.url, "dim")), soft_wrap=True)


def print_documents(console: Console, documents: Sequence[Document]) -> None:
    """List documents."""
    table = Table("Symbol", "Date", "Kind", "Title", box=None, pad_edge=False)
    for document in documents:
        symbols = "\n".join((document.symbol, *document.other_symbols))
        title = "" if document.title == document.symbol else shorten(document.title)
        table.add_row(plain(symbols), plain(document.date), document.kind.value, plain(title))
    console.print(table)
    console.print(f"{len(documents)} document{'s' * (len(documents) != 1)}")


def print_missing(console: Console, missing: Sequence[Missing]) -> None:
    """List documents that are cited and not held."""
    table = Table("Symbol", "Cited by", "In passages", "Held", box=None, pad_edge=False)
    for each in missing:
        cited_by = f"{each.documents} document{'s' * (each.documents != 1)}"
        table.add_row(plain(each.symbol), cited_by, str(each.passages), "a brief" if each.brief else "no")
    console.print(table)


def print_deeds(console: Console, deeds: Sequence[Deed]) -> None:
    """List who changed the library, when and how."""
    table = Table("When (UTC)", "Who", "What", "", "", box=None, pad_edge=False)
    for deed in deeds:
        at = deed.at[:16].replace("T", " ")
        table.add_row(at, *map(plain, (deed.who, deed.act.value, deed.subject, deed.detail)))
    console.print(table)


def print_document(
    console: Console,
    document: Document,
    passages: Sequence[Passage],
    *,
    connections: Connections = _ALONE,
    carried: Carried = _NOTHING,
    recognised: Sequence[PageConfidence] = (),
) -> None:
    """Show a document: its facts, then paragraph by paragraph under its headings."""
    console.print(plain(document.title, "bold"))
    facts = {
        "Symbol": " – ".join((document.symbol, *document.other_symbols)),
        "Body": document.body,
        "Type": document.type,
        "Date": date_in_words(document.date),
        "Session": document.session,
        "Agenda item": document.agenda_item,
        "Language": document.language,
        "Kind": "brief, not the official text" if document.kind is Kind.BRIEF else document.kind.value,
        "Pages": str(document.pages or ""),
        "Text": scanned.document_in_words(recognised, passages),
        "Official text": document.url,
        "Superseded by": document.superseded_by,
        "Topics": ", ".join(sorted(carried.document)),
        "Relations": "\n".join(map(str, connections.relations)),
        "Cites": ", ".join(each.symbol for each in connections.cites),
        "Cited by": ", ".join(each.symbol for each in connections.cited_by),
    }
    table = Table.grid(padding=(0, 2))
    for name, value in facts.items():
        if value:
            table.add_row(Text(name, style="dim"), plain(value))
    console.print(table)
    above: tuple[str, ...] = ()
    for passage in passages:
        if passage.headings != above:
            above = passage.headings
            console.print()
            console.print(plain(" › ".join(above), "bold cyan"))
        console.print()
        console.print(plain(passage.locator, "bold"))
        console.print(_indented(plain(passage.text)))
        if words := scanned.in_words(scanned.of_passage(recognised, passage)):
            console.print(_indented(plain(words, "yellow")))
        for note in passage.footnotes:
            console.print(_indented(plain(f"{note.mark} {note.text}", "dim")))
