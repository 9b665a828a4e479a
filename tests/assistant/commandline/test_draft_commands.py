"""The commands that draft advice, as a script and as a person at a terminal give them."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from commandline import Run

from prompts.advice import template_keys
from store.errors import RightsDeskError

REQUEST = "technology: neurotechnology\ntemplate: document_list\n"


@pytest.fixture
def request_file(tmp_path: Path) -> Path:
    file = tmp_path / "request.yaml"
    file.write_text(REQUEST)
    return file


def test_an_empty_request_is_written_and_never_over_another(rightsdesk: Run, tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    done = rightsdesk("draft", "new", file)
    assert (done.code, done.out) == (0, f"Fill in {file}, then: rightsdesk draft run {file} --out ADVICE.docx\n")
    assert rightsdesk("draft", "new").out == file.read_text()
    assert all(key in file.read_text() for key in template_keys())
    file.write_text("mine")
    done = rightsdesk("draft", "new", file)
    assert (done.code, file.read_text()) == (1, "mine")
    assert "is there already. Name another file" in done.err


def test_a_request_becomes_a_file_and_is_kept(rightsdesk: Run, copy: Path, request_file: Path, tmp_path: Path) -> None:
    out = tmp_path / "advice.docx"
    done = rightsdesk("draft", "run", request_file, "--out", out)
    assert done.code == 0
    name = done.out.split()[0]
    assert "What it lacks:\n- This rests on the " in done.out
    assert f"Written to {out}." in done.out
    with zipfile.ZipFile(out) as archive:
        assert "word/footnotes.xml" in archive.namelist()
    (listed,) = rightsdesk("draft", "list", "--json").json
    assert (listed["id"], listed["state"], listed["revision"]) == (name, "draft", 1)
    assert name in rightsdesk("draft", "list").out
    shown = rightsdesk("draft", "show", name).out
    assert "DOCUMENTS OVER TIME" in shown
    assert "A/HRC/57/61" in shown
    assert "History\n- 1. " in shown
    whole = rightsdesk("draft", "show", name, "--json").json
    assert whole["draft"]["title"] == "United Nations documents on neurotechnology"
    assert whole["findings"] == []
    for suffix, begins in {"pdf": b"%PDF", "md": b"# United Nations documents"}.items():
        target = tmp_path / f"again.{suffix}"
        assert rightsdesk("draft", "export", name, "--out", target).code == 0
        assert target.read_bytes().startswith(begins)


def test_json_names_the_draft_and_what_is_missing(rightsdesk: Run, copy: Path, request_file: Path) -> None:
    done = rightsdesk("draft", "run", request_file, "--json").json
    assert set(done) == {"id", "title", "file", "places", "missing"}
    assert done["file"] is None
    assert any("briefs" in line for line in done["missing"])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "has 1 mistake: line 1: The request is empty. Give technology: or questions:"),
        ("technology: drones\nstage: war\n", "line 2: stage: there is no 'war'. Known are: design"),
        ("technology: sourdough oven\n", "The library does not deal with this subject. Nothing in it comes near"),
    ],
)
def test_a_request_that_cannot_be_drafted_is_refused(
    rightsdesk: Run, copy: Path, request_file: Path, tmp_path: Path, text: str, said: str
) -> None:
    request_file.write_text(text)
    done = rightsdesk("draft", "run", request_file, "--out", tmp_path / "advice.docx")
    assert (done.code, done.out) == (1, "")
    assert said in done.err
    assert not (tmp_path / "advice.docx").exists()
    assert rightsdesk("draft", "list", "--json").json == []


def test_what_cannot_be_written_or_is_not_there_is_named(
    rightsdesk: Run, starter: Path, request_file: Path, tmp_path: Path
) -> None:
    done = rightsdesk("draft", "run", request_file, "--out", tmp_path / "advice.txt")
    assert (done.code, done.err) == (1, "There is no format for advice.txt. Let its name end in .docx, .pdf, .md.\n")
    done = rightsdesk("draft", "run", request_file, "--out", tmp_path / "nowhere" / "advice.docx")
    assert (done.code, "cannot be written. Name a file in a folder that is there." in done.err) == (1, True)
    for command in (["show", "abc"], ["export", "abc", "--out", tmp_path / "a.md"]):
        done = rightsdesk("draft", *command)
        assert (done.code, done.err) == (1, "There is no draft abc. See the drafts with: rightsdesk draft list\n")
    assert rightsdesk("draft", "list").out == "No drafts. Begin with: rightsdesk draft new REQUEST.yaml\n"


def test_a_draft_whose_file_could_not_be_written_is_named(
    rightsdesk: Run, copy: Path, request_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> bytes:
        raise RightsDeskError("The disk is full.", "Make room.")

    monkeypatch.setattr("assistant.commandline.draft_commands._write", full)
    out = tmp_path / "advice.md"
    done = rightsdesk("draft", "run", request_file, "--out", out)
    (listed,) = rightsdesk("draft", "list", "--json").json
    assert done.code == 1
    assert f"The draft is kept as {listed['id']}, but no file was written: The disk is full." in done.err
    assert f"rightsdesk draft export {listed['id']} --out {out}" in done.err


def test_no_file_is_written_over(rightsdesk: Run, starter: Path, request_file: Path, tmp_path: Path) -> None:
    out = tmp_path / "advice.docx"
    out.write_text("mine")
    done = rightsdesk("draft", "run", request_file, "--out", out)
    assert (done.code, out.read_text()) == (1, "mine")
    assert "is there already. Name another file, or remove this one." in done.err
