"""The commands on feedback, from real answers to a suite that `rightsdesk eval` runs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from commandline import DOCS, OFF_TOPIC, QUESTION, Run

from assistant.opening import open_library
from assistant.settings import load_settings
from store.people.feedback import Verdict


@pytest.fixture
def judged(rightsdesk: Run, copy: Path) -> Path:
    """A copy of the starter library with what three people thought of answers."""
    found, none = (rightsdesk("ask", question, "--json").json for question in (QUESTION, OFF_TOPIC))
    with open_library(load_settings()) as library:
        library.feedback.add("anna", Verdict.HELPFUL, [QUESTION], found)
        library.feedback.add(
            "cem.b", Verdict.WRONG_PARAGRAPH, ["What of encryption?", QUESTION], found, "[b]It is PP 3."
        )
        library.feedback.add("anna", Verdict.SHOULD_ABSTAIN, [OFF_TOPIC], none)
    return copy


def test_drafts_are_checked_finished_and_run(rightsdesk: Run, judged: Path, tmp_path: Path) -> None:
    file = tmp_path / "from people.yaml"
    done = rightsdesk("feedback", "export", "--out", file)
    assert done.code == 0
    assert f"{file}: 3 draft cases, 1 with gold to fill in." in done.out
    assert f"rightsdesk eval check {file}" in done.out
    text = file.read_text(encoding="utf-8")
    assert "anna" not in text
    assert "cem.b" not in text
    checked = rightsdesk("eval", "check", file)
    assert checked.code == 1
    assert checked.out.count("An answerable question needs citations.") == 2
    assert "turn 1: An" in checked.out
    assert "turn 2: An" in checked.out
    file.write_text(text.replace("citations: []", "citations: ['A/RES/78/213, para. 17']"), encoding="utf-8")
    assert rightsdesk("eval", "check", file).code == 0
    run = rightsdesk("eval", "run", file, "--tag", "helpful", "--out", tmp_path / "run", "--json")
    assert run.code == 0
    assert run.json["figures"]["gold recall"]["value"] == 1


def test_a_reviewers_work_is_not_written_over(rightsdesk: Run, judged: Path, tmp_path: Path) -> None:
    file = tmp_path / "drafts.yaml"
    file.write_text("mine", encoding="utf-8")
    done = rightsdesk("feedback", "export", "--out", file)
    assert done.code == 1
    assert f"{file} is there already" in done.err
    assert file.read_text(encoding="utf-8") == "mine"
    done = rightsdesk("feedback", "export", "--out", tmp_path / "no" / "drafts.yaml")
    assert done.code == 1
    assert "cannot be written" in done.err


def test_feedback_is_listed_without_names_unless_asked(rightsdesk: Run, judged: Path) -> None:
    shown = rightsdesk("feedback", "list").out
    assert "Should not have answered" in shown
    assert "[b]It is PP 3." in shown
    assert "3 answers were judged." in shown
    assert "anna" not in shown
    assert "anna" in rightsdesk("feedback", "list", "--with-names").out
    listed = rightsdesk("feedback", "list", "--json").json
    shape = re.search(r"`feedback list` prints a list of `\{(.*?)\}`", DOCS, re.S)
    assert shape
    assert {*listed[0], "name"} == set(re.findall(r'"(\w+)"', shape.group(1)))
    assert all("name" not in each for each in listed)
    named = rightsdesk("feedback", "list", "--json", "--with-names").json
    assert [each["name"] for each in named] == ["anna", "cem.b", "anna"]
    assert named[1]["turns"] == ["What of encryption?", QUESTION]
    assert named[1]["answer"]["answered"] is True


CHOSEN = [
    (["--verdict", "helpful"], ["Helpful"]),
    (["--verdict", "Helpful", "--verdict", "WRONG PARAGRAPH"], ["Helpful", "Wrong paragraph"]),
    (["--verdict", "Incomplete"], []),
    (["--since", "2020-01-31"], ["Helpful", "Wrong paragraph", "Should not have answered"]),
    (["--since", "2999-01-01"], []),
]


@pytest.mark.parametrize(("options", "verdicts"), CHOSEN, ids=range(len(CHOSEN)))
def test_some_of_it_is_chosen(
    rightsdesk: Run, library_of_three: None, tmp_path: Path, options: list[str], verdicts: list[str]
) -> None:
    listed = rightsdesk("feedback", "list", "--json", *options).json
    assert [each["verdict"] for each in listed] == verdicts
    done = rightsdesk("feedback", "export", "--out", tmp_path / "drafts.yaml", *options)
    if verdicts:
        data = yaml.safe_load((tmp_path / "drafts.yaml").read_text(encoding="utf-8"))
        assert [each["notes"].split(",")[0] for each in data["cases"]] == verdicts
    else:
        assert done.code == 1
        assert "There is no such feedback." in done.err
        assert not (tmp_path / "drafts.yaml").exists()


@pytest.fixture
def library_of_three() -> None:
    """A library without documents, and three verdicts."""
    with open_library(load_settings(), new=True) as library:
        for verdict in (Verdict.HELPFUL, Verdict.WRONG_PARAGRAPH, Verdict.SHOULD_ABSTAIN):
            library.feedback.add("", verdict, ["Who?"], {"answered": False, "text": "Nobody knows."})


WRONG = [
    (["feedback", "list", "--verdict", "bad"], 1, "There is no verdict bad. Known are: Helpful, Wrong paragraph"),
    (["feedback", "list", "--since", "yesterday"], 2, "--since"),
    (["feedback", "list", "--since", "2026-13-01"], 2, "--since"),
    (["feedback", "export"], 2, "--out"),
]


@pytest.mark.parametrize(("command", "code", "why"), WRONG, ids=range(len(WRONG)))
def test_what_cannot_be_understood(
    rightsdesk: Run, library_of_three: None, command: list[str], code: int, why: str
) -> None:
    done = rightsdesk(*command)
    assert done.code == code
    assert why in " ".join(done.err.split())


@pytest.mark.parametrize("command", ["list", "export --out drafts.yaml"])
def test_without_a_library_there_is_no_feedback(rightsdesk: Run, home: Path, command: str) -> None:
    done = rightsdesk("feedback", *command.split())
    assert done.code == 1
    assert f"There is no library in {home}." in done.err
    assert not home.exists()
