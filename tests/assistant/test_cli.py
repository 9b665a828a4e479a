"""The command line as a person and a program use it."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from fakes import make
from rich.console import Console

from assistant import batches, terminal
from assistant.cli import main
from store.model import Document, Footnote, Passage

DOCS = (Path(__file__).parents[2] / "docs" / "programs.md").read_text()
QUESTION = "What does paragraph 17 of A/RES/78/213 say?"
OFF_TOPIC = "Who won the football World Cup in 2022?"


@dataclass(frozen=True)
class Done:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def lines(self) -> list[Any]:
        return [json.loads(line) for line in self.out.splitlines()]


Run = Callable[..., Done]


@pytest.fixture
def rightsdesk(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    """Runs a command."""

    def run(*arguments: object) -> Done:
        monkeypatch.setattr(sys, "argv", ["rightsdesk", *map(str, arguments)])
        try:
            code = main()
        except SystemExit as ended:
            code = ended.code
        out, err = capfd.readouterr()
        return Done(int(code or 0), out, err)

    return run


@pytest.fixture
def starter(starter_home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The starter library, to be read."""
    monkeypatch.setenv("RIGHTSDESK_HOME", str(starter_home))
    return starter_home


@pytest.fixture
def copy(starter_home: Path, home: Path) -> Path:
    """The starter library, to be changed."""
    return Path(shutil.copytree(starter_home, home))


def table(heading: str, number: int = 0) -> set[str]:
    """The keys that a table of docs/programs.md documents."""
    section = DOCS.split(f"## {heading}\n")[1].split("\n## ")[0]
    tables = re.findall(r"\| key \| value \|\n\|---\|---\|\n((?:\|.*\n)+)", section)
    return {key for row in tables[number].splitlines() for key in re.findall(r"`(\w+)`", row.split("|")[1])}


def test_help_imports_nothing_heavy() -> None:
    code = "import sys, assistant.cli; print(*sys.modules)"
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
    }
    assert not heavy & set(done.stdout.split())


@pytest.mark.parametrize("command", ["", "ingest", "search", "ask", "chat", "library", "library show"])
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
        "library list",
        "library show A/74/821",
        "library remove A/74/821 --yes",
        "library check",
        "library rebuild",
        "library stats",
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
    assert set(answer) == table("An answer") - {"id"}
    assert answer["question"] == QUESTION
    assert answer["answered"] is True
    assert answer["nearest"] == []
    assert answer["model"] == "extractive"
    (citation,) = answer["citations"]
    assert set(citation) == table("An answer", 1)
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
    assert [set(passage) for passage in answer["nearest"]] == [table("An answer", 1)] * len(answer["nearest"])


def test_seconds_leave_the_loading_of_the_model_out(
    rightsdesk: Run, starter: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from assistant import commands

    order: list[str] = []
    load, ask = commands.load_model, commands.ask_library
    monkeypatch.setattr(commands, "load_model", lambda library: (order.append("load"), load(library)))
    monkeypatch.setattr(commands, "ask_library", lambda *rest: (order.append("ask"), ask(*rest))[1])
    rightsdesk("ask", QUESTION)
    assert order == ["load", "ask"]


def test_a_search_as_json_has_the_documented_shape(rightsdesk: Run, starter: Path) -> None:
    found = rightsdesk("search", "encryption and anonymity", "--json", "--top", "5").json
    assert set(found) == {"query", "passages"}
    assert len(found["passages"]) == 5
    assert all(set(each) == {"symbol", "locator", "page", "score", "text"} for each in found["passages"])
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


def batch(path: Path, *lines: object) -> Path:
    text = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
    path.write_text(text + "\n\n", encoding="utf-8")
    return path


def test_a_batch_keeps_its_order_and_goes_on_after_bad_lines(rightsdesk: Run, starter: Path, tmp_path: Path) -> None:
    source = batch(
        tmp_path / "in.jsonl",
        {"id": "a", "question": QUESTION, "gold": "ignored"},
        "{not json",
        {"id": "c"},
        {"question": "without an id"},
        {"id": "e", "question": "x" * 5000},
        {"id": 6, "turns": ["What does A/RES/78/213 say about Internet shutdowns?", "And what about encryption?"]},
        {"id": "g", "turns": []},
        {"id": "h", "question": "Ночью — \u2603?"},
    )
    out = tmp_path / "out.jsonl"
    done = rightsdesk("ask", "--batch", source, "--out", out)
    lines = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [line["id"] for line in lines] == ["a", None, "c", None, "e", 6, "g", "h"]
    assert [("error" in line) for line in lines] == [False, True, True, True, True, False, True, False]
    assert set(lines[0]) == table("An answer")
    assert set(lines[5]) == {"id", "answers"}
    assert [answer["answered"] for answer in lines[5]["answers"]] == [True, True]
    assert lines[7]["question"] == "Ночью — \u2603?"
    assert done.code == 1
    assert "5 of 8" in done.err
    assert "Line 2" in done.err
    assert not done.out


def test_a_batch_without_out_prints_its_lines(rightsdesk: Run, starter: Path, tmp_path: Path) -> None:
    source = batch(tmp_path / "in.jsonl", {"id": "a", "question": QUESTION}, {"id": "b", "question": OFF_TOPIC})
    done = rightsdesk("ask", "--batch", source)
    assert done.code == 0
    assert [(line["id"], line["answered"]) for line in done.lines] == [("a", True), ("b", False)]


def test_a_batch_of_searches(rightsdesk: Run, starter: Path, tmp_path: Path) -> None:
    turns = ["What does A/RES/78/213 say about Internet shutdowns?", "And in which paragraph?"]
    source = batch(tmp_path / "in.jsonl", {"id": "a", "question": "neurotechnology"}, {"id": "b", "turns": turns})
    done = rightsdesk("search", "--batch", source, "--top", "4")
    assert done.code == 0
    assert [set(line) for line in done.lines] == [{"id", "passages"}] * 2
    assert [len(line["passages"]) for line in done.lines] == [4, 4]
    assert all(passage["score"] <= 1 for line in done.lines for passage in line["passages"])


def test_a_batch_that_cannot_be_read_or_written_is_an_error(rightsdesk: Run, starter: Path, tmp_path: Path) -> None:
    source = batch(tmp_path / "in.jsonl", {"id": "a", "question": QUESTION})
    empty = batch(tmp_path / "empty.jsonl")
    for arguments, named in [
        (("--batch", tmp_path / "none.jsonl"), "none.jsonl"),
        (("--batch", empty), "empty.jsonl"),
        (("--batch", source, "--out", source), "in.jsonl"),
        (("--batch", source, "--out", tmp_path / "no" / "out.jsonl"), "out.jsonl"),
    ]:
        done = rightsdesk("ask", *arguments)
        assert done.code == 1
        assert named in done.err
    assert json.loads(source.read_text()) == {"id": "a", "question": QUESTION}


def test_a_stopped_batch_leaves_whole_lines(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"

    def answer(line: batches.Line) -> batches.Json:
        if line.id == 3:
            raise KeyboardInterrupt
        return {"passages": ["ä" * 100_000]}

    lines = [batches.Line(number, ("why",), conversation=False) for number in range(1, 6)]
    with pytest.raises(KeyboardInterrupt):
        batches.run_batch(lines, out, answer, Console(file=io.StringIO()))
    assert [json.loads(line)["id"] for line in out.read_text(encoding="utf-8").splitlines()] == [1, 2]


def test_an_error_of_ours_in_one_line_does_not_stop_the_others(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    lines = [batches.Line(number, ("why",), conversation=False) for number in (1, 2, 3)]
    failed = batches.run_batch(lines, out, lambda line: {"odd": 1 / (int(line.id) - 2)}, Console(file=io.StringIO()))
    assert [line.id for line in failed] == [2]
    assert ["error" in json.loads(line) for line in out.read_text().splitlines()] == [False, True, False]


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
    assert rightsdesk("library", "rebuild").code == 0
    assert rightsdesk("library", "check").code == 0
    assert rightsdesk("search", "encryption", "--json").json["passages"]


def test_stats(rightsdesk: Run, starter: Path) -> None:
    numbers = rightsdesk("library", "stats", "--json").json
    assert numbers["documents"] == numbers["briefs"] == len(rightsdesk("library", "list", "--json").json)
    assert numbers["facets"]["kinds"] == {"brief": numbers["documents"]}
    assert str(numbers["passages"]) in rightsdesk("library", "stats").out


def test_ingest_fails_where_nothing_was_taken(rightsdesk: Run, tmp_path: Path, home: Path) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.4 cut off")
    done = rightsdesk("ingest", broken, tmp_path / "absent.pdf")
    assert done.code == 1
    assert "broken.pdf" in done.out.replace("\n", "")
    assert "refused" in done.out
    assert "2 refused" in done.out
    report = rightsdesk("ingest", broken, "--json")
    assert report.code == 1
    assert [item["status"] for item in report.json["items"]] == ["refused"]


def test_ingest_is_done_where_something_was_taken(rightsdesk: Run, copy: Path, tmp_path: Path) -> None:
    done = rightsdesk("ingest", tmp_path / "absent.pdf", "--starter")
    assert done.code == 0
    assert "1 refused" in done.out


def test_ingest_of_a_folder_without_pdf_files_is_an_error(rightsdesk: Run, tmp_path: Path, home: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "notes.txt").write_text("x")
    done = rightsdesk("ingest", tmp_path / "folder")
    assert done.code == 1
    assert "folder" in done.err


def test_chat_names_a_port_that_is_taken(rightsdesk: Run, starter: Path) -> None:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = rightsdesk("chat", "--port", port)
    assert done.code == 1
    assert str(port) in done.err
    assert "--port" in done.err


def test_two_documents_are_listed_with_their_other_symbols() -> None:
    stream = io.StringIO()
    documents = [make("A/80/74", other_symbols=("E/2025/53",))[0], make("A/80/75")[0]]
    terminal.print_documents(Console(file=stream, width=120), documents)
    assert "E/2025/53" in stream.getvalue()
    assert "2 documents" in stream.getvalue()
