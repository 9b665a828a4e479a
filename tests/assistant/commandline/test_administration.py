"""The commands that look after a library, and how documents look in a terminal."""

from __future__ import annotations

import io
import re
import shutil
from pathlib import Path

import pytest
from commandline import DOCS, Run
from fakes import make
from rich.console import Console

from assistant.commandline import terminal
from store.model import Document, Footnote, Passage


def test_a_document_as_json_has_the_documented_keys(rightsdesk: Run, starter: Path) -> None:
    document = rightsdesk("library", "show", "a/res/78/213", "--json").json
    shape = re.search(r"`(\{\"symbol\", \"other_symbols\".*?\]\})`", DOCS, re.S)
    assert shape
    outer, inner = shape.group(1).split('"passages": [')
    assert set(document) == {*re.findall(r'"(\w+)"', outer), "passages"}
    assert all(set(each) == set(re.findall(r'"(\w+)"', inner)) for each in document["passages"])
    twentieth = next(each for each in document["passages"] if each["locator"] == "para. 20")
    assert [part["locator"] for part in twentieth["subparagraphs"]] == [f"para. 20 ({letter})" for letter in "abcd"]
    assert all(part["text"] in twentieth["text"] for part in twentieth["subparagraphs"])
    assert document["kind"] == "brief"
    assert all(set(each) == {"symbol", "title", "locators"} for each in document["cited_by"])
    assert "Convention on the Rights of the Child" in {each["symbol"] for each in document["cited_by"]}
    assert all(set(each) == {"symbol", "locators", "held"} for each in document["cites"])


def test_what_is_cited_most_and_not_held_is_listed(rightsdesk: Run, starter: Path) -> None:
    listed = rightsdesk("library", "missing", "--top", "5", "--json").json
    assert len(listed) == 5
    assert listed == sorted(listed, key=lambda each: (-each["documents"], -each["passages"], each["symbol"].casefold()))
    printed = rightsdesk("library", "missing", "--top", "5").out
    assert all(each["symbol"] in printed for each in listed)
    assert "a brief" in printed


def test_a_document_can_be_read_paragraph_by_paragraph(rightsdesk: Run, starter: Path) -> None:
    done = rightsdesk("library", "show", "A/RES/78/213")
    assert "brief, not the official text" in done.out
    assert re.search(r"^para\. 17$", done.out, re.M)
    assert re.search(r"^PP 13$", done.out, re.M)


def test_a_document_that_is_not_there_is_an_error(rightsdesk: Run, starter: Path) -> None:
    for command in (("show", "A/1/1"), ("remove", "A/1/1", "--yes")):
        done = rightsdesk("library", *command)
        assert done.code == 1
        assert "A/1/1" in done.err


def test_nothing_in_a_document_commands_the_terminal() -> None:
    stream = io.StringIO()
    text = "[red]not markup[/red] \x1b[31mnot red\x07"
    passage = Passage("A/1", "en", "para. 1", text, headings=("[b]x",), footnotes=(Footnote("1", "\x1b]0;title\x07"),))
    terminal.print_document(Console(file=stream, width=200), Document("A/1", "en", "\x1b[2J[i]T"), [passage])
    shown = stream.getvalue()
    assert "[red]not markup[/red]" in shown
    assert "[b]x" in shown
    assert "\x1b" not in shown
    assert "\x07" not in shown


def test_removing_asks_first(rightsdesk: Run, copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("n\n"))
    assert rightsdesk("library", "remove", "A/HRC/57/61").code == 1
    assert rightsdesk("library", "show", "A/HRC/57/61").code == 0
    done = rightsdesk("library", "remove", "A/HRC/57/61", "--yes")
    assert done.code == 0
    assert "A/HRC/57/61" in done.out
    assert rightsdesk("library", "show", "A/HRC/57/61").code == 1


def test_check_finds_and_rebuild_mends(rightsdesk: Run, copy: Path) -> None:
    assert rightsdesk("library", "check").out == "All is well.\n"
    shutil.rmtree(copy / "chroma")
    done = rightsdesk("library", "check", "--json")
    assert done.code == 1
    assert all(set(finding) == {"message", "remedy"} for finding in done.json)
    assert "rightsdesk library rebuild" in done.out
    assert "disagrees" in done.err
    assert rightsdesk("library", "rebuild").code == 0
    assert rightsdesk("library", "check").code == 0
    assert rightsdesk("search", "encryption", "--json").json["passages"]


def test_stats(rightsdesk: Run, starter: Path) -> None:
    numbers = rightsdesk("library", "stats", "--json").json
    assert numbers["documents"] == numbers["briefs"] == len(rightsdesk("library", "list", "--json").json)
    assert numbers["facets"]["kinds"] == {"brief": numbers["documents"]}
    assert str(numbers["passages"]) in rightsdesk("library", "stats").out


def test_two_documents_are_listed_with_their_other_symbols() -> None:
    stream = io.StringIO()
    documents = [make("A/80/74", other_symbols=("E/2025/53",))[0], make("A/80/75")[0]]
    terminal.print_documents(Console(file=stream, width=120), documents)
    assert "E/2025/53" in stream.getvalue()
    assert "2 documents" in stream.getvalue()
