"""The command line as a person and a program use it."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from commandline import OFF_TOPIC, QUESTION, Run, documented
from servers import free_port


def test_help_imports_nothing_heavy() -> None:
    code = "import sys, evals.cli; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    heavy = {
        "numpy",
        "torch",
        "gradio",
        "chromadb",
        "sqlalchemy",
        "langchain_core",
        "pydantic",
        "sentence_transformers",
        "matplotlib",
        "mcp",
        "fastapi",
        "ir_measures",
    }
    assert not heavy & set(done.stdout.split())


def test_a_database_that_is_gone_is_named_with_its_machine_and_without_its_password(
    rightsdesk: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = f"postgresql+psycopg://somebody:secret@127.0.0.1:{free_port()}/library"
    monkeypatch.setenv("RIGHTSDESK_DATABASE_URL", url)
    done = rightsdesk("--home", str(tmp_path), "library", "list")
    assert (done.code, done.out) == (1, "")
    assert "library on 127.0.0.1 cannot be used" in done.err
    assert "RIGHTSDESK_DATABASE_URL" in done.err
    assert "secret" not in done.err


@pytest.mark.parametrize(
    "command",
    [
        "",
        "ingest",
        "search",
        "ask",
        "chat",
        "mcp",
        "library",
        "library show",
        "user",
        "user add",
        "eval",
        "eval run",
        "feedback",
    ],
)
def test_every_command_explains_itself(rightsdesk: Run, command: str) -> None:
    done = rightsdesk(*command.split(), "--help")
    assert done.code == 0
    assert "Usage" in done.out


@pytest.mark.parametrize(
    "words",
    [
        ["nonsense"],
        ["ask"],
        ["ask", " "],
        ["ask", "one", "two"],
        ["ask", "why", "--batch", "in.jsonl"],
        ["ask", "why", "--out", "out.jsonl"],
        ["search"],
        ["search", "what", "--top", "0"],
        ["ingest"],
    ],
    ids=" ".join,
)
def test_a_command_line_that_cannot_be_understood_exits_with_2(rightsdesk: Run, words: list[str]) -> None:
    done = rightsdesk(*words)
    assert done.code == 2
    assert "Usage" in done.err
    assert not done.out


@pytest.mark.parametrize(
    "line",
    [
        "ask why",
        "search what",
        "mcp",
        "library list",
        "library show A/74/821",
        "library remove A/74/821 --yes",
        "library check",
        "library rebuild",
        "library stats",
        "user list",
        "user remove anna --yes",
        "user password anna --password-stdin",
    ],
)
def test_without_a_library_one_line_says_how_to_get_one(rightsdesk: Run, home: Path, line: str) -> None:
    done = rightsdesk(*line.split())
    assert done.code == 1
    assert done.err.count("\n") == 1
    assert str(home) in done.err
    assert "rightsdesk ingest --starter" in done.err
    assert not home.exists()


@pytest.mark.parametrize("line", ["ask why", "search what"])
def test_an_empty_library_says_how_to_fill_it(rightsdesk: Run, tmp_path: Path, home: Path, line: str) -> None:
    (tmp_path / "nothing").mkdir()
    rightsdesk("ingest", tmp_path / "nothing")
    assert home.exists()
    done = rightsdesk(*line.split())
    assert done.code == 1
    assert "is empty" in done.err
    assert "rightsdesk ingest --starter" in done.err


def test_a_home_that_is_a_file_or_damaged_is_an_error_and_no_traceback(rightsdesk: Run, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("x")
    damaged = tmp_path / "damaged"
    damaged.mkdir()
    (damaged / "catalog.sqlite3").write_bytes(b"not a database, " * 400)
    for folder in (file, damaged):
        done = rightsdesk("--home", folder, "ask", "why")
        assert done.code == 1
        assert str(folder) in done.err
        assert "Traceback" not in done.err
    assert rightsdesk("--home", file, "ingest", "--starter").code == 1


def test_a_wrong_setting_is_an_error(rightsdesk: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RIGHTSDESK_PROT", "1")
    done = rightsdesk("ask", "why")
    assert done.code == 1
    assert "RIGHTSDESK_PROT" in done.err


def test_an_answer_can_be_read(rightsdesk: Run, starter: Path) -> None:
    done = rightsdesk("ask", QUESTION)
    assert done.code == 0
    assert "A/RES/78/213 (brief), para. 17" in done.out
    assert "not the official text" in done.out
    assert "[1]" in done.out
    assert "https://docs.un.org/en/A/RES/78/213" in done.out


def test_an_abstention_says_so_first(rightsdesk: Run, starter: Path) -> None:
    done = rightsdesk("ask", OFF_TOPIC)
    assert done.code == 0
    assert done.out.startswith("The library does not answer this.")
    assert "do not answer" in done.out


def test_an_answer_as_json_has_the_documented_keys(rightsdesk: Run, starter: Path) -> None:
    answer = rightsdesk("ask", QUESTION, "--json").json
    assert set(answer) == documented("An answer") - {"id"}
    assert answer["question"] == QUESTION
    assert answer["answered"] is True
    assert answer["nearest"] == []
    assert answer["model"] == "extractive"
    (citation,) = answer["citations"]
    assert set(citation) == documented("An answer", 1)
    assert (citation["n"], citation["symbol"], citation["locator"]) == (1, "A/RES/78/213", "para. 17")
    assert citation["kind"] == "brief"
    for sentence in answer["sentences"]:
        assert set(sentence) == {"text", "citations"}
        assert sentence["citations"] == [1]
        assert sentence["text"] in citation["quote"]


def test_an_abstention_as_json_names_the_nearest_passages(rightsdesk: Run, starter: Path) -> None:
    answer = rightsdesk("ask", OFF_TOPIC, "--json").json
    assert answer["answered"] is False
    assert answer["text"].startswith("The library does not answer this.")
    assert answer["sentences"] == answer["citations"] == []
    assert [set(passage) for passage in answer["nearest"]] == [documented("An answer", 1)] * len(answer["nearest"])


def test_seconds_leave_the_loading_of_the_model_out(
    rightsdesk: Run, starter: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from assistant.commandline import commands

    order: list[str] = []
    load, ask = commands.load_model, commands.ask_library
    monkeypatch.setattr(commands, "load_model", lambda library: (order.append("load"), load(library)))
    monkeypatch.setattr(commands, "ask_library", lambda *rest, **more: (order.append("ask"), ask(*rest, **more))[1])
    rightsdesk("ask", QUESTION)
    assert order == ["load", "ask"]


def test_a_search_as_json_has_the_documented_shape(rightsdesk: Run, starter: Path) -> None:
    found = rightsdesk("search", "encryption and anonymity", "--json", "--top", "5").json
    assert set(found) == {"query", "passages"}
    assert len(found["passages"]) == 5
    assert all(set(each) == documented("A search") for each in found["passages"])
    scores = [each["score"] for each in found["passages"]]
    assert scores == sorted(scores, reverse=True)
    assert 0 <= scores[-1] <= scores[0] <= 1


def test_a_search_can_be_read(rightsdesk: Run, starter: Path) -> None:
    done = rightsdesk("search", "encryption and anonymity", "--top", "3")
    assert len(re.findall(r"^ \d  \S.*\(brief\), .*\d\.\d\d", done.out, re.M)) == 3


@pytest.mark.parametrize(
    ("options", "kept"),
    [
        (["--symbol", "a/hrc/57/61"], lambda document: document["symbol"] == "A/HRC/57/61"),
        (["--body", "general assembly"], lambda document: document["body"] == "General Assembly"),
        (["--type", "resolution", "--type", "study"], lambda document: document["type"] in {"resolution", "study"}),
        (["--from", "2022", "--to", "2024"], lambda document: "2022" <= document["date"][:4] <= "2024"),
        (["--kind", "brief", "--language", "EN"], lambda document: document["kind"] == "brief"),
    ],
)
def test_filters_narrow_a_search(
    rightsdesk: Run, starter: Path, options: list[str], kept: Callable[[Any], bool]
) -> None:
    documents = {document["symbol"]: document for document in rightsdesk("library", "list", "--json").json}
    passages = rightsdesk("search", "human rights", "--json", "--top", "50", *options).json["passages"]
    assert passages
    assert all(kept(documents[passage["symbol"]]) for passage in passages)


@pytest.mark.parametrize(
    ("option", "value", "named"),
    [
        ("--kind", "summary", "brief, official"),
        ("--body", "Senate", "General Assembly"),
        ("--type", "poem", "resolution"),
        ("--language", "xx", "en"),
        ("--symbol", "A/1/1", "rightsdesk library list"),
    ],
)
def test_a_filter_that_matches_nothing_names_what_would(
    rightsdesk: Run, starter: Path, option: str, value: str, named: str
) -> None:
    done = rightsdesk("search", "anything", option, value)
    assert done.code == 1
    assert value in done.err
    assert named in done.err


def test_years_in_the_wrong_order_are_an_error(rightsdesk: Run, starter: Path) -> None:
    assert "wrong order" in rightsdesk("ask", "why", "--from", 2022, "--to", 2020).err


def test_ingest_fails_where_nothing_was_taken(rightsdesk: Run, tmp_path: Path, home: Path) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.4 cut off")
    done = rightsdesk("ingest", broken, tmp_path / "absent.pdf")
    assert done.code == 1
    assert "broken.pdf" in done.out.replace("\n", "")
    assert "refused" in done.out
    assert "2 refused" in done.out
    assert "every file was refused" in done.err
    report = rightsdesk("ingest", broken, "--json")
    assert report.code == 1
    assert [item["status"] for item in report.json["items"]] == ["refused"]


def test_ingest_is_done_where_something_was_taken(rightsdesk: Run, copy: Path, tmp_path: Path) -> None:
    done = rightsdesk("ingest", tmp_path / "absent.pdf", "--starter")
    assert done.code == 0
    assert "1 refused" in done.out


def test_ingest_of_a_folder_without_documents_is_an_error(rightsdesk: Run, tmp_path: Path, home: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "notes.xyz").write_text("x")
    done = rightsdesk("ingest", tmp_path / "folder")
    assert done.code == 1
    assert "folder" in done.err


@pytest.mark.parametrize(
    ("options", "where"),
    [
        ([], ("127.0.0.9", 8000)),
        (["--port", "0"], ("127.0.0.9", 0)),
        (["--port", "8001"], ("127.0.0.9", 8001)),
        (["--host", "localhost"], ("localhost", 8000)),
    ],
)
def test_chat_listens_where_it_is_told_to_and_otherwise_where_it_is_set_to(
    rightsdesk: Run, monkeypatch: pytest.MonkeyPatch, options: list[str], where: tuple[str, int]
) -> None:
    told: list[tuple[str, int]] = []
    monkeypatch.setattr("assistant.ui.server.serve", lambda _, host, port: told.append((host, port)))
    monkeypatch.setenv("RIGHTSDESK_HOST", "127.0.0.9")
    monkeypatch.setenv("RIGHTSDESK_PORT", "8000")
    assert rightsdesk("chat", *options).code == 0
    assert told == [where]


@pytest.mark.parametrize("command", ["show", "remove"])
def test_a_document_that_is_not_held_is_looked_for_in_the_list(rightsdesk: Run, starter: Path, command: str) -> None:
    done = rightsdesk("library", command, "A/1/1")
    assert done.code == 1
    assert done.err == (
        "The library does not hold A/1/1. See what it holds with: rightsdesk library list - or ingest the file.\n"
    )


def test_chat_names_a_port_that_is_taken(rightsdesk: Run, starter: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = rightsdesk("chat", "--port", port)
    assert done.code == 1
    assert str(port) in done.err
    assert "--port" in done.err
