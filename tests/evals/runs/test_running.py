"""Runs: every case recorded as soon as it is done, failures counted, and a run that stopped goes on."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path

import pytest
from by_hand import a_case
from fakes import FakeEmbeddings, make

from evals.cases import Suite
from evals.metrics import attribution, quotation
from evals.runs import running
from evals.runs.folder import Run, Settings
from evals.runs.outcomes import Outcome
from evals.runs.running import ask_case, choose, run_cases, settings_of
from evals.runs.summaries import read_summary, summarise, to_json
from store.errors import RightsDeskError
from store.library import Library
from store.model import Subparagraph

SUITE = Suite.model_validate(
    {
        "name": "small",
        "cases": [
            {
                "id": "one",
                "question": "What does paragraph 1 of A/1/1 say?",
                "answer": "Ships sink.",
                "citations": ["A/1/1, para. 1"],
                "facts": ["ships"],
                "tags": ["named"],
            },
            {
                "id": "talk",
                "turns": [
                    {"question": "What does paragraph 1 of A/1/1 say?", "citations": ["A/1/1, para. 1"]},
                    {"question": "And paragraph 2?", "citations": ["A/1/1, para. 2"]},
                ],
                "tags": ["conversation"],
            },
            {"id": "none", "question": "What does paragraph 9 of A/1/1 say?", "answerable": False},
        ],
    }
)


@pytest.fixture
def filled(tmp_path: Path) -> Iterator[Library]:
    with Library(tmp_path / "home", FakeEmbeddings()) as library:
        library.add(*make("A/1/1", "Ships sank at sea in 2024.", "States protect privacy of persons."))
        yield library


@pytest.fixture
def run(tmp_path: Path) -> Run:
    run = Run(tmp_path / "run")
    run.folder.mkdir()
    return run


def test_a_run_asks_every_case_and_records_it(filled: Library, run: Run) -> None:
    seen: list[str] = []
    outcomes = run_cases(filled, choose(SUITE), run, on_case=lambda outcome: seen.append(outcome.case.id))
    assert seen == [outcome.case.id for outcome in outcomes] == ["one", "talk.1", "talk.2", "none"]
    assert [outcome.answered for outcome in outcomes] == [True, True, True, False]
    assert run.outcomes() == outcomes
    first = outcomes[0]
    assert first.answer and [citation.locator for citation in first.answer.citations] == ["para. 1"]
    assert first.sources == ("Ships sank at sea in 2024.",)
    assert first.found[0].symbols == ("A/1/1",)
    assert first.similarity is not None
    assert first.seconds > 0


@pytest.mark.parametrize("kept", [0, 1, 2, 3, 4])
def test_a_run_that_stopped_goes_on_and_a_broken_conversation_begins_anew(
    filled: Library, run: Run, kept: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = run_cases(filled, choose(SUITE), run)
    lines = run.records.read_bytes().splitlines(keepends=True)
    run.records.write_bytes(b"".join(lines[:kept]) + lines[-1][:40])
    asked: list[str] = []
    before = running.ask_case
    monkeypatch.setattr(running, "ask_case", lambda *args: asked.append(args[1].id) or before(*args))
    outcomes = run_cases(filled, choose(SUITE), run)
    assert [replace(each, seconds=0, answer=None) for each in outcomes] == [
        replace(each, seconds=0, answer=None) for each in whole
    ]
    assert (
        asked
        == {
            0: ["one", "talk.1", "talk.2", "none"],
            1: ["talk.1", "talk.2", "none"],
            2: ["talk.1", "talk.2", "none"],
            3: ["none"],
            4: [],
        }[kept]
    )
    assert [outcome.case.id for outcome in run.outcomes()] == ["one", "talk.1", "talk.2", "none"]


def test_a_case_that_fails_is_counted_and_the_others_are_asked(
    filled: Library, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError("no room")

    monkeypatch.setattr(running, "exchange", fail)
    outcomes = run_cases(filled, choose(SUITE), run)
    assert [outcome.error for outcome in outcomes] == [
        "OSError: no room",
        "OSError: no room",
        "A turn before this one failed.",
        "OSError: no room",
    ]
    summary = summarise(outcomes)
    assert (summary.cases, summary.failed) == (4, 4)
    assert summary.figures["failed"].value == 1
    assert summary.figures["gold recall"].value == 0
    assert summary.figures["latency p50"].value is None


def test_limit_and_tags_choose_whole_conversations() -> None:
    assert [case.id for case in choose(SUITE, limit=2)] == ["one", "talk.1", "talk.2"]
    assert [case.id for case in choose(SUITE, tags=["conversation"])] == ["talk.1", "talk.2"]
    with pytest.raises(RightsDeskError, match="conversation, named"):
        choose(SUITE, tags=["nothing"])


def test_the_settings_tell_runs_apart(filled: Library) -> None:
    cases = choose(SUITE)
    same = settings_of(SUITE, cases, filled, limit=0, tags=())
    assert settings_of(SUITE, cases, filled, limit=0, tags=()) == same
    assert settings_of(SUITE, cases[:1], filled, limit=1, tags=()).cases != same.cases
    filled.add(*make("A/1/2", "Another document."))
    assert settings_of(SUITE, cases, filled, limit=0, tags=()).library != same.library


SETTINGS = Settings("small", "c", "l", "0.1.0", "w", 0.7, "extractive", "", 0, ())


def test_a_run_goes_on_only_with_the_same_settings(tmp_path: Path) -> None:
    run = Run(tmp_path / "deep" / "run")
    run.begin(SETTINGS)
    run.begin(SETTINGS)
    assert Run.open(run.folder).settings() == SETTINGS
    with pytest.raises(RightsDeskError, match="another library and calibration"):
        run.begin(replace(SETTINGS, library="other", calibration="other"))


def test_a_folder_with_other_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear", encoding="utf-8")
    with pytest.raises(RightsDeskError, match="holds other files"):
        Run(tmp_path).begin(SETTINGS)
    assert [file.name for file in tmp_path.iterdir()] == ["letter.txt"]


def test_what_is_no_run_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RightsDeskError, match="holds no run"):
        Run.open(tmp_path)
    (tmp_path / "settings.json").write_text("{", encoding="utf-8")
    with pytest.raises(RightsDeskError, match="cannot be read"):
        Run.open(tmp_path).settings()
    (tmp_path / "settings.json").write_text("[1]", encoding="utf-8")
    with pytest.raises(RightsDeskError, match="cannot be read"):
        Run.open(tmp_path).settings()
    (tmp_path / "settings.json").write_text("{}", encoding="utf-8")
    with pytest.raises(RightsDeskError, match="lacks 'suite'"):
        Run.open(tmp_path).settings()
    (tmp_path / "records.jsonl").write_text("{}\n", encoding="utf-8")
    with pytest.raises(RightsDeskError, match="cannot be read"):
        Run.open(tmp_path).outcomes()


def test_a_summary_is_read_back(filled: Library, run: Run) -> None:
    summary = summarise(run_cases(filled, choose(SUITE), run))
    run.summary.write_text(json.dumps(to_json(summary, SETTINGS)), encoding="utf-8")
    kept = read_summary(run.summary)
    assert (kept.suite, kept.asked) == (SETTINGS.suite, SETTINGS.cases)
    assert set(kept.figures) == set(summary.figures)
    assert kept.figures["gold recall"].value == summary.figures["gold recall"].value == 1
    assert summary.by_tag["named"]["gold recall"].cases == 1
    for text in ("", "[]", "{}", '{"figures": {"failed": 3}}'):
        run.summary.write_text(text, encoding="utf-8")
        with pytest.raises(RightsDeskError, match="no summary"):
            read_summary(run.summary)
    with pytest.raises(RightsDeskError, match="cannot be read"):
        read_summary(run.folder / "nothing.json")
    assert asdict(SETTINGS)["suite"] == "small"


def ask_alone(library: Library, question: str) -> Outcome:
    return ask_case(library, a_case("a", "A/HRC/59/60, p. 1", question=question), [])


def test_a_fact_of_the_catalogue_is_held_against_the_page_that_prints_it(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    document, passages = make("A/HRC/59/60", "Ships sank at sea.", date="2025-04-22", title="Ships and the sea")
    library.add(document, passages)
    monkeypatch.setattr("assistant.answering.lookup.printed_place", lambda *_: ("p. 1", 1))
    monkeypatch.setattr(running, "printed_place", lambda *_: ("p. 1", 1))
    printed = ask_alone(library, "When was A/HRC/59/60 issued?")
    assert [citation.quote for citation in printed.answer.citations] == ["22 April 2025"]
    assert (quotation.fidelity(printed), attribution.recall(printed)) == (1, 1)
    monkeypatch.setattr(running, "printed_place", lambda *_: None)
    elsewhere = ask_alone(library, "When was A/HRC/59/60 issued?")
    assert (quotation.fidelity(elsewhere), attribution.recall(elsewhere)) == (0, 0)


def test_of_a_lettered_part_only_that_part_is_the_source(library: Library) -> None:
    document, (passage,) = make("A/HRC/59/60", "(a) Ships sank at sea. (b) Boats did not.")
    parts = (Subparagraph("para. 1 (a)", 0, 22), Subparagraph("para. 1 (b)", 23, 41))
    library.add(document, [replace(passage, subparagraphs=parts)])
    outcome = ask_alone(library, "What does paragraph 1 (b) of A/HRC/59/60 say?")
    assert outcome.sources == ("(b) Boats did not.",)


def test_what_was_changed_since_the_commit_is_part_of_the_code(monkeypatch: pytest.MonkeyPatch) -> None:
    said = {"rev-parse": "abc", "diff": ""}
    monkeypatch.setattr(running, "_git", lambda _, *words: said[words[0]])
    clean = running._code()
    said["diff"] = "+ one"
    one = running._code()
    said["diff"] = "+ two"
    if (Path(running.__file__).parents[2] / ".git").exists():
        assert clean.endswith("(abc)")
        assert len({clean, one, running._code()}) == 3
    else:
        assert clean == one
