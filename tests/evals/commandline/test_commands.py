"""The commands of evaluation as people and CI use them, on the starter library with the real model."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from commandline import Run

from evals.libraries import chosen, reports
from evals.runs import running

SUITE = """\
name: small
library: any
cases:
- id: shutdowns
  question: What does paragraph 18 of A/RES/78/213 say?
  answer: The Assembly condemns Internet shutdowns.
  citations: ["A/RES/78/213, para. 18"]
  facts: [shutdowns]
  tags: [named]
- id: talk
  turns:
  - question: What does paragraph 17 of A/RES/78/213 say?
    citations: ["A/RES/78/213, para. 17"]
  - question: And paragraph 15?
    citations: ["A/RES/78/213, para. 15"]
- id: cup
  question: Who won the football World Cup in 2022?
  answerable: false
"""


@pytest.fixture
def suite(tmp_path: Path) -> Path:
    file = tmp_path / "small.yaml"
    file.write_text(SUITE, encoding="utf-8")
    return file


@pytest.fixture
def done(rightsdesk: Run, starter: Path, suite: Path, tmp_path: Path) -> Path:
    """The folder of a finished run."""
    folder = tmp_path / "run"
    assert rightsdesk("eval", "run", suite, "--out", folder).code == 0
    return folder


def test_a_suite_without_mistakes(rightsdesk: Run, starter: Path, suite: Path) -> None:
    done = rightsdesk("eval", "check", suite)
    assert done.code == 0
    assert "3 cases with 4 questions, no mistakes." in " ".join(done.out.split())


def test_every_mistake_is_printed_on_its_line(rightsdesk: Run, starter: Path, suite: Path) -> None:
    suite.write_text(SUITE.replace("id: cup", "id: talk").replace("facts:", "fact:"), encoding="utf-8")
    done = rightsdesk("eval", "check", suite)
    assert done.code == 1
    lines = done.out.splitlines()
    assert lines[0].startswith(f"{suite}:8: case shutdowns, fact: there is no such field.")
    assert lines[1].startswith(f"{suite}:16: The id talk is already used")
    assert lines[-1] == "2 mistakes."


def test_a_suite_for_another_library(rightsdesk: Run, starter: Path, suite: Path, tmp_path: Path) -> None:
    suite.write_text(SUITE.replace("para. 18", "para. 99").replace("A/RES/78/213, para. 15", "A/1/1, para. 1"), "utf-8")
    done = rightsdesk("eval", "check", suite)
    assert done.code == 1
    assert "A/RES/78/213 has no para. 99." in done.out
    assert "The library does not hold A/1/1." in done.out
    done = rightsdesk("eval", "run", suite, "--out", tmp_path / "run")
    assert done.code == 1
    assert "does not fit the library" in done.err
    assert "2 of its gold citations are not there" in done.err
    assert not (tmp_path / "run").exists()


@pytest.mark.parametrize("text", ["", "name: a\ncases: []\n", "nonsense"])
def test_an_empty_suite_is_an_error(rightsdesk: Run, starter: Path, suite: Path, text: str) -> None:
    suite.write_text(text, encoding="utf-8")
    for command in ("check", "run"):
        done = rightsdesk("eval", command, suite)
        assert done.code == 1
        assert "holds no cases" in done.out + done.err
        assert "Traceback" not in done.err


def test_a_run_prints_its_figures_and_leaves_a_folder(
    rightsdesk: Run, starter: Path, suite: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "run"
    done = rightsdesk("eval", "run", suite, "--out", folder)
    assert done.code == 0
    assert "Gold that is cited" in done.out
    assert sorted(file.name for file in folder.iterdir()) == ["records.jsonl", "settings.json", "summary.json"]
    settings = json.loads((folder / "settings.json").read_text(encoding="utf-8"))
    assert (settings["suite"], settings["model"], settings["limit"]) == ("small", "extractive", 0)
    assert settings["begun"] and settings["library"] and settings["code"]
    summary = json.loads((folder / "summary.json").read_text(encoding="utf-8"))
    assert (summary["cases"], summary["failed"]) == (4, 0)
    assert summary["figures"]["gold recall"]["value"] == 1
    assert summary["figures"]["abstention recall"]["value"] == 1
    assert summary["figures"]["quotation fidelity"]["value"] == 1


def test_limit_tag_and_json(rightsdesk: Run, starter: Path, suite: Path, tmp_path: Path) -> None:
    done = rightsdesk("eval", "run", suite, "--tag", "named", "--limit", "1", "--out", tmp_path / "run", "--json")
    assert done.code == 0
    assert (done.json["cases"], done.json["run"]) == (1, str(tmp_path / "run"))
    assert set(done.json["by_tag"]) == {"named"}
    assert rightsdesk("eval", "run", suite, "--tag", "nothing").code == 1
    assert rightsdesk("eval", "run", suite, "--limit", "-1").code == 2


def test_a_run_in_the_folder_of_another_is_refused(rightsdesk: Run, suite: Path, done: Path) -> None:
    again = rightsdesk("eval", "run", suite, "--limit", "1", "--out", done)
    assert again.code == 1
    assert "was begun with another cases and limit" in again.err


def test_a_stopped_run_tells_how_it_goes_on(
    rightsdesk: Run, starter: Path, suite: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask = running.ask_case
    asked: list[str] = []

    def stop_at_third(*args):
        if len(asked) == 2:
            raise KeyboardInterrupt
        asked.append(args[1].id)
        return ask(*args)

    monkeypatch.setattr(running, "ask_case", stop_at_third)
    folder = tmp_path / "run"
    stopped = rightsdesk("eval", "run", suite, "--out", folder)
    assert stopped.code == 1
    assert "2 of 4 questions are recorded" in stopped.err
    assert f"--out {folder}" in stopped.err
    monkeypatch.setattr(running, "ask_case", ask)
    assert rightsdesk("eval", "run", suite, "--out", folder).code == 0
    assert len((folder / "records.jsonl").read_text(encoding="utf-8").splitlines()) == 4


def test_a_model_that_is_not_there(rightsdesk: Run, starter: Path, suite: Path) -> None:
    done = rightsdesk("eval", "run", suite, "--model", "gpt-9")
    assert done.code == 1
    assert "There is no model gpt-9." in done.err


def test_a_report_is_a_page(rightsdesk: Run, done: Path, tmp_path: Path) -> None:
    assert rightsdesk("eval", "report", done).out.strip() == str(done / "report.html")
    assert "How good" not in (done / "report.html").read_text(encoding="utf-8")[:15]
    assert rightsdesk("eval", "report", done, "--out", tmp_path / "no" / "page.html").code == 1
    assert rightsdesk("eval", "report", tmp_path).code == 1


def test_two_runs_compared(rightsdesk: Run, done: Path, suite: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    assert rightsdesk("eval", "run", suite, "--out", other).code == 0
    compared = rightsdesk("eval", "compare", done, other)
    assert compared.code == 0
    assert "4 cases in both; changed: none." in compared.out
    as_json = rightsdesk("eval", "compare", done, other, "--json").json
    assert as_json["changed"] == []
    assert as_json["figures"]["gold recall"]["p"] is None


def test_the_gate_stops_what_fell_and_says_which(rightsdesk: Run, done: Path, tmp_path: Path) -> None:
    assert rightsdesk("eval", "gate", done, "--against", done).code == 0
    summary = json.loads((done / "summary.json").read_text(encoding="utf-8"))
    summary["figures"]["gold recall"]["value"] = 0.5
    worse = tmp_path / "worse"
    worse.mkdir()
    (worse / "settings.json").write_text((done / "settings.json").read_text(encoding="utf-8"), encoding="utf-8")
    (worse / "summary.json").write_text(json.dumps(summary), encoding="utf-8")
    stopped = rightsdesk("eval", "gate", worse, "--against", done / "summary.json")
    assert stopped.code == 1
    assert "Gold that is cited: 0.5000 against 1.0000" in stopped.out
    summary["asked"] = "others"
    (worse / "summary.json").write_text(json.dumps(summary), encoding="utf-8")
    stopped = rightsdesk("eval", "gate", worse, "--against", done)
    assert stopped.code == 1
    assert "asked other questions" in stopped.err
    assert rightsdesk("eval", "gate", done, "--against", tmp_path / "none.json").code == 1
    assert rightsdesk("eval", "gate", tmp_path, "--against", done).code == 1


def test_a_suite_whose_documents_are_not_here_is_skipped_with_a_word(
    rightsdesk: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(reports, "REPORTS", tmp_path / "none")
    monkeypatch.setattr(chosen, "REPORTS", tmp_path / "none")
    done = rightsdesk("eval", "run", "corpus")
    assert done.code == 0
    assert "The suite corpus is skipped" in done.err
    assert rightsdesk("eval", "run", "corpus", "--json").json["run"] is None
    done = rightsdesk("eval", "check", "corpus")
    assert done.code == 0
    assert "its form is right" in " ".join(done.out.split())


@pytest.mark.parametrize("name", ["starter"])
def test_the_shipped_suite_fits_its_library(rightsdesk: Run, starter: Path, name: str) -> None:
    done = rightsdesk("--home", starter, "eval", "check", name)
    assert done.code == 0, done.out


def test_retrieval_on_public_data(rightsdesk: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    passages, questions = tmp_path / "p.json", tmp_path / "q.json"
    place = {"DocumentID": 1, "PassageID": "1"}
    passages.write_text(json.dumps([{**place, "Passage": "Banks keep records."}]), encoding="utf-8")
    asked = [{"QuestionID": 1, "Question": "What do banks keep?", "Passages": [place]}]
    questions.write_text(json.dumps(asked), encoding="utf-8")
    done = rightsdesk("eval", "retrieval", "--passages", passages, "--questions", questions)
    assert done.code == 0
    assert "hybrid" in done.out
    as_json = rightsdesk("eval", "retrieval", "--passages", passages, "--questions", questions, "--json").json
    assert as_json["figures"]["hybrid"]["nDCG@10"] == 1
