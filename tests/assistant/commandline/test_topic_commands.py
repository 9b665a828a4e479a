"""The commands of topics."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from commandline import Run
from sqlalchemy import create_engine, text

PARA = ("A/HRC/48/31", "brief, para. 2")


@pytest.mark.usefixtures("starter")
def test_topics_are_listed_with_their_documents(rightsdesk: Run) -> None:
    listed = {each["id"]: each for each in json.loads(rightsdesk("topics", "list", "--json").out)}
    shown = json.loads(rightsdesk("topics", "show", "Smart cities", "--json").out)
    assert len(shown["documents"]) == listed["smart-cities"]["documents"] > 0
    assert shown["documents"][0].keys() == {"symbol", "language", "title", "date", "whole", "locators"}
    dates = [each["date"] for each in json.loads(rightsdesk("topics", "show", "migration", "--json").out)["documents"]]
    assert dates == sorted(dates, reverse=True)
    assert "Smart cities" in rightsdesk("topics", "show", "smart-cities").out
    assert "cats" in rightsdesk("topics", "show", "cats").err


@pytest.mark.usefixtures("starter")
def test_a_topic_narrows_a_list(rightsdesk: Run) -> None:
    found = json.loads(rightsdesk("library", "list", "--topic", "cybercrime", "--json").out)
    assert [each["symbol"] for each in found] == ["United Nations Convention against Cybercrime"]


def test_corrections_stay(rightsdesk: Run, copy: Path) -> None:
    del copy
    said = rightsdesk("topics", "set", *PARA, "--add", "gender", "--remove", "artificial-intelligence")
    assert (said.code, said.out) == (0, "A/HRC/48/31, brief, para. 2: gender\n")
    rightsdesk("ingest", "--starter")
    shown = json.loads(rightsdesk("library", "show", "A/HRC/48/31", "--json").out)
    assert [each["topics"] for each in shown["passages"] if each["locator"] == PARA[1]] == [["gender"]]
    whole = json.loads(rightsdesk("topics", "set", "A/HRC/48/31", "--add", "migration", "--json").out)
    assert "migration" in whole["topics"]


@pytest.mark.parametrize(
    ("given", "code", "problem"),
    [
        (("A/HRC/48/31",), 2, "--add"),
        (("A/HRC/48/31", "--add", "gender", "--remove", "gender"), 1, "at once"),
        (("A/HRC/48/31", "--add", "cats"), 1, "no topic"),
        (("A/HRC/48/31", "para. 999", "--add", "gender"), 1, "para. 999"),
        (("A/HRC/99/31", "--add", "gender"), 1, "does not hold"),
    ],
)
@pytest.mark.usefixtures("starter")
def test_what_cannot_be_corrected_is_said(rightsdesk: Run, given: tuple[str, ...], code: int, problem: str) -> None:
    done = rightsdesk("topics", "set", *given)
    assert done.code == code
    assert problem in done.err


def test_a_library_made_before_there_were_topics_gets_them(rightsdesk: Run, copy: Path) -> None:
    engine = create_engine(f"sqlite:///{copy / 'catalog.sqlite3'}")
    with engine.begin() as connection:
        for name in ("topics", "topic_methods", "topic_corrections", "schema_version"):
            connection.execute(text(f"DROP TABLE {name}"))
    engine.dispose()
    assert json.loads(rightsdesk("topics", "show", "cybercrime", "--json").out)["documents"]
