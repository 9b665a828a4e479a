"""Batches: their order, their bad lines, and what a stopped one leaves."""

from __future__ import annotations

import io
import json
import signal
from pathlib import Path

import pytest
from commandline import OFF_TOPIC, QUESTION, Run, documented
from rich.console import Console

from assistant.commandline import batches
from store.errors import RightsDeskError


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
    assert set(lines[0]) == documented("An answer")
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


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full device")
def test_an_output_without_room_is_an_error() -> None:
    lines = [batches.Line(1, ("why",), conversation=False)]
    with pytest.raises(RightsDeskError, match="/dev/full cannot be written"):
        batches.run_batch(lines, Path("/dev/full"), lambda line: {}, Console(file=io.StringIO()))


def test_a_line_that_finds_no_room_leaves_no_part_of_itself(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    out = tmp_path / "out.jsonl"
    lines = [batches.Line(number, ("why",), conversation=False) for number in (1, 2, 3)]
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (15_000, before[1]))
    try:
        with pytest.raises(RightsDeskError, match="cannot be written"):
            batches.run_batch(lines, out, lambda line: {"x": "x" * 10_000}, Console(file=io.StringIO()))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, ignored)
    assert [json.loads(line)["id"] for line in out.read_text().splitlines()] == [1]
