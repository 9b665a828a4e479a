"""The command that fetches official documents, from a document system on loopback."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from commandline import DOCS, Run
from document_system import DocumentSystem, document_system, gives, placeholder
from fakes import make
from printed import new_york

from ingest.fetching.asked import starter_symbols
from store.embeddings import SentenceEmbeddings
from store.library import Library


@pytest.fixture
def system(monkeypatch: pytest.MonkeyPatch) -> Iterator[DocumentSystem]:
    with document_system() as system:
        monkeypatch.setenv("RIGHTSDESK_DOCUMENTS_URL", system.address)
        yield system


def test_after_a_fetch_answers_rest_on_the_official_text(rightsdesk: Run, system: DocumentSystem, copy: Path) -> None:
    system.script["A/RES/78/213"] = [gives(new_york(symbol="A/RES/78/213"))]
    done = rightsdesk("fetch", "a/res/78/213")
    assert done.code == 0, done.err
    assert "It takes the place of the brief" in re.sub(r"\s+", " ", done.out)
    assert "1 replaced" in done.out
    assert rightsdesk("library", "show", "A/RES/78/213", "--json").json["kind"] == "official"
    answer = rightsdesk("ask", "What does paragraph 2 of A/RES/78/213 say?", "--json").json
    (citation,) = answer["citations"]
    assert (citation["reference"], citation["kind"]) == ("A/RES/78/213, para. 2", "official")
    assert "to remain seized of the matter" in citation["quote"]
    assert rightsdesk("ingest", "--starter").code == 0
    assert rightsdesk("fetch", "A/RES/78/213").out.startswith("1 unchanged")
    assert rightsdesk("library", "show", "A/RES/78/213", "--json").json["kind"] == "official"
    assert len(system.asked) == 1

    assert rightsdesk("refresh").code == 0
    system.script["A/RES/78/213"] = [gives(placeholder())]
    done = rightsdesk("refresh", "--fetch")
    assert (done.code, "1 not had" in done.out) == (1, True)
    assert done.err.strip().endswith(
        "Not every document could be brought up to date; the library keeps what it held of them. "
        "The report says what to do about each."
    )
    assert rightsdesk("library", "show", "A/RES/78/213", "--json").json["kind"] == "official"


def test_what_cannot_be_had_is_told_and_is_status_1(rightsdesk: Run, system: DocumentSystem, home: Path) -> None:
    system.script["A/HRC/61/1"] = [gives(placeholder())]
    done = rightsdesk("fetch", "A/HRC/61/1", "A/HRC/61/2", "--json")
    assert done.code == 1
    assert done.err.strip() == "The library does not have 1 of 2 documents. The report says what to do about each."
    assert [(item["symbol"], item["status"]) for item in done.json["items"]] == [
        ("A/HRC/61/1", "not had"),
        ("A/HRC/61/2", "added"),
    ]
    section = DOCS.split("## A fetch\n")[1].split("\n## ")[0]
    assert set(re.findall(r'"(\w+)"', section)) == {*done.json, *done.json["items"][0]}
    shown = re.sub(r"\s+", " ", rightsdesk("fetch", "A/HRC/61/1", "A/HRC/61/2").out)
    assert "A/HRC/61/1 en not had" in shown
    assert "Check the symbol and the language at https://docs.un.org/en/A/HRC/61/1." in shown
    assert "1 unchanged, 1 not had" in shown


def test_nothing_is_fetched_while_a_symbol_or_a_line_is_wrong(
    rightsdesk: Run, system: DocumentSystem, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert rightsdesk("fetch").code == 2
    assert "“the privacy report”" in rightsdesk("fetch", "A/HRC/61/1", "the privacy report").err
    assert "'xx'" in rightsdesk("fetch", "A/HRC/61/1", "--lang", "en,xx").err
    monkeypatch.setattr("sys.stdin", io.StringIO("A/HRC/61/1\n\n# and\nmore\n"))
    done = rightsdesk("fetch", "--from", "-")
    assert done.code == 1
    assert "line 4: “more”" in done.err
    assert "standard input" in done.err
    (tmp_path / "list.txt").write_bytes(b"\xff\xfe\x00")
    assert "list.txt cannot be read" in rightsdesk("fetch", "--from", tmp_path / "list.txt").err
    assert rightsdesk("fetch", "--from", tmp_path / "missing.txt").code == 1
    assert rightsdesk("fetch", "--cited-by", "A/HRC/61/1").code == 1
    assert system.asked == []
    assert not home.exists()


def test_a_list_and_what_a_document_cites(rightsdesk: Run, system: DocumentSystem, home: Path, tmp_path: Path) -> None:
    with Library(home, SentenceEmbeddings(checked=tmp_path / "checked.json")) as library:
        library.add(*make("A/HRC/61/1", "See A/HRC/61/3 and Human Rights Council resolution 51/3."))
        library.add(*make("A/HRC/RES/51/3", "Text."))
    (tmp_path / "list.txt").write_text("\ufeff# one\nA/HRC/61/2\n")
    done = rightsdesk("fetch", "--cited-by", "A/HRC/61/1", "--from", tmp_path / "list.txt", "--json")
    assert done.code == 0, done.err
    assert [(item["symbol"], item["status"]) for item in done.json["items"]] == [
        ("A/HRC/61/2", "added"),
        ("A/HRC/61/3", "added"),
        ("A/HRC/RES/51/3", "already held"),
    ]
    assert "names no documents" in rightsdesk("fetch", "--cited-by", "A/HRC/RES/51/3").err


def test_of_the_starter_librarys_documents_the_missing_one_is_asked_for(
    rightsdesk: Run, system: DocumentSystem, home: Path, tmp_path: Path
) -> None:
    missing, *held = map(str, starter_symbols())
    with Library(home, SentenceEmbeddings(checked=tmp_path / "checked.json")) as library:
        for symbol in held:
            library.add(*make(symbol, "Text."))
    done = rightsdesk("fetch", "--starter")
    assert done.code == 0, done.err
    assert done.out.splitlines()[-1].startswith(f"1 added, {len(held)} already held")
    assert set(system.counts) == {missing}
