"""A draft as a person reads it in a terminal."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console
from rich.padding import Padding

from assistant.commandline.terminal import plain
from assistant.drafting.desk import Kept
from assistant.drafting.draft import Basis, Draft, Paragraph, Sentence, Style
from assistant.drafting.naming import PLAIN, Around, around
from assistant.drafting.recheck import Finding
from store.library import Library
from store.people.drafts import Revision

_LEFT = 4


def print_draft(
    console: Console, library: Library, kept: Kept, history: Iterable[Revision], findings: Iterable[Finding]
) -> None:
    """Show a draft, references behind each sentence; then its comments, its history, and what does not hold."""
    draft = kept.draft
    console.print(plain(draft.title, "bold"))
    console.print(plain(f"{draft.state.value}, revision {kept.revision.number} of {kept.heading.revision}", "dim"))
    for section in draft.sections:
        if section.paragraphs:
            console.print()
            console.print(plain(section.title.upper(), "bold cyan"))
        if section.note:
            console.print(plain(section.note, "yellow"))
        named = around(library, draft, section)
        for paragraph in section.paragraphs:
            beside = named.get(paragraph.id, PLAIN)
            for line, style in ((beside.group, "bold"), (beside.document, "")):
                if line:
                    console.print()
                    console.print(plain(line, style))
            _print_paragraph(console, paragraph, beside)
    _print_lines(console, "Comments", _comments(draft))
    _print_lines(console, "History", (f"{each.number}. {each.at[:16]} {each.who} {each.what}" for each in history))
    wrong = (f"{each.problem.value}: “{each.text}” {each.detail}" for each in findings)
    _print_lines(console, "To be looked at", wrong)


def _print_paragraph(console: Console, paragraph: Paragraph, beside: Around) -> None:
    if not paragraph.sentences:
        return
    words = plain(" ".join(_with_references(each, beside.words(each.text)) for each in paragraph.sentences))
    match paragraph.style:
        case Style.HEADING | Style.LABEL:
            words.stylize("bold")
            console.print()
        case Style.ITEM:
            words = plain("- ") + words
        case _:
            console.print()
    console.print(Padding(words, (0, 0, 0, _LEFT), expand=False) if paragraph.style is Style.QUOTATION else words)


def _with_references(sentence: Sentence, words: str) -> str:
    if sentence.lost:
        return f"{words} (every citation rejected)"
    if sentence.basis is Basis.FRAME or not sentence.citations:
        return words
    return f"{words} ({'; '.join(each.reference for each in sentence.citations)})"


def _comments(draft: Draft) -> list[str]:
    return [f"{each.at[:16]} {each.who} on {each.paragraph}: {each.text}" for each in draft.comments]


def _print_lines(console: Console, title: str, lines: Iterable[str]) -> None:
    held = [" ".join(line.split()) for line in lines]
    if held:
        console.print()
        console.print(title, style="bold cyan")
    for line in held:
        console.print(plain(f"- {line}"), soft_wrap=True)
