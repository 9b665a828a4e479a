"""The people of a measured office use the page as a browser does, and see what is wrong."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.drafting import desk
from evals.performance import people, scripts
from evals.performance.office import compared
from evals.performance.page import LostError, RefusedError, WrongError
from store.embeddings import SentenceEmbeddings
from store.library import Library
from store.people.conversations import Exchange

NAMES = ("ann", "bob")


@pytest.fixture(scope="module")
def home(starter_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = Path(shutil.copytree(starter_home, tmp_path_factory.mktemp("measured") / "home"))
    with Library(folder, SentenceEmbeddings(checked=folder / "checked.json")) as library:
        for name in NAMES:
            library.accounts.add(name, people.PASSWORD)
    return folder


@pytest.fixture
def library(home: Path) -> Library:
    with Library(home, SentenceEmbeddings(checked=home / "checked.json")) as opened:
        yield opened


@pytest.fixture(scope="module")
def office(serve: Callable[..., str], home: Path) -> str:
    return serve(home, accounts=True)


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return tmp_path / "ledger.jsonl"


@pytest.fixture
def steps() -> list[tuple[str, str]]:
    """Each step that was reported, and what went wrong in it."""
    return []


def reporter(steps: list[tuple[str, str]]) -> people.Report:
    return lambda name, seconds, error: steps.append((name, str(error or "")))


@pytest.fixture
def asker(office: str, ledger: Path, steps: list[tuple[str, str]]) -> people.Asker:
    return people.Asker("ann", office, people.Ledger(ledger), reporter(steps))


@pytest.fixture
def script(library: Library) -> scripts.Script:
    conversation = ["What does paragraph 17 of A/RES/78/213 say?", "And paragraph 18?"]
    return scripts.script_of(library, conversation)


def test_a_conversation_is_had_its_sources_are_read_and_it_is_kept(
    asker: people.Asker, script: scripts.Script, steps: list[tuple[str, str]], library: Library, ledger: Path
) -> None:
    asker.converse(script, lambda: None)
    read = [("read a source", "")] * min(2, len(script.sources))
    assert steps == [("open page", ""), ("ask", ""), ("ask a follow-up", ""), *read]
    found = compared(library, ledger)
    assert found["acknowledged"] == {"answers": 2, "drafts": 0, "edits": 0}
    assert not (found["lost"] or found["shown to others"] or found["wrong"])


def test_another_answer_or_source_than_the_right_one_is_seen(
    asker: people.Asker, script: scripts.Script, library: Library, ledger: Path
) -> None:
    other = replace(script, exchanges=(replace(script.exchanges[0], shown="Something else."),))
    with pytest.raises(WrongError, match=r"expected 'Something else\.'"):
        asker.converse(other, lambda: None)
    elsewhere = replace(script, exchanges=(), sources=(replace(script.sources[0], quote="Not in it."),))
    with pytest.raises(WrongError, match="does not show"):
        asker.converse(elsewhere, lambda: None)
    assert [line["step"] for line in compared(library, ledger)["wrong"]] == ["ask", "read a source"]


def test_a_conversation_is_found_again_by_its_address_and_compared(
    asker: people.Asker, script: scripts.Script, steps: list[tuple[str, str]], library: Library, ledger: Path
) -> None:
    alone = replace(script, sources=())
    asker.converse(alone, lambda: None)
    asker._back(alone, 2)
    assert steps[-1] == ("find the conversation again", "")
    changed = replace(alone, exchanges=(script.exchanges[0], replace(script.exchanges[1], shown="Something else.")))
    with pytest.raises(WrongError, match="Something else"):
        asker._back(changed, 2)
    longer = replace(alone, exchanges=(*script.exchanges, script.exchanges[0]))
    with pytest.raises(WrongError, match="has 2 answers; 3 were acknowledged"):
        asker._back(longer, 3)
    assert [line["step"] for line in compared(library, ledger)["wrong"]] == ["find the conversation again"] * 2


def test_what_was_acknowledged_and_is_gone_is_found(
    asker: people.Asker, script: scripts.Script, library: Library, ledger: Path
) -> None:
    asker.converse(replace(script, sources=()), lambda: None)
    lines = ledger.read_text().splitlines()
    told = json.loads(lines[0])
    ledger.write_text("\n".join([json.dumps(told | {"answer": "What was not answered."}), *lines[1:]]))
    assert [line["turn"] for line in compared(library, ledger)["lost"]] == [0]
    ledger.write_text("\n".join(lines))
    library.conversations.delete("ann", told["conversation"])
    found = compared(library, ledger)
    assert [line["turn"] for line in found["lost"]] == [0, 1]
    assert {line["conversation"] for line in found["shown to others"]} == {told["conversation"]}


def test_what_belongs_to_somebody_else_is_found(library: Library, ledger: Path) -> None:
    draft = library.drafts.begin("bob", "Advice", "draft", {}, "written")
    conversation = library.conversations.begin("bob", [Exchange("Whose?", {"text": "Bob's."})]).id
    library.conversations.share("bob", conversation)
    people.Ledger(ledger).note("listed", owner="ann", draft=draft)
    people.Ledger(ledger).note("listed", owner="ann", conversation=conversation)
    of_draft, of_conversation = compared(library, ledger)["shown to others"]
    assert (of_draft["draft"], of_conversation["conversation"]) == (draft, conversation)


def test_a_draft_is_made_written_in_and_read_again(
    office: str, library: Library, ledger: Path, steps: list[tuple[str, str]]
) -> None:
    drafter = people.Drafter("bob", office, people.Ledger(ledger), reporter(steps))
    drafter.begin("Internet shutdowns", "May a government switch the Internet off during an election?")
    drafter.edit()
    drafter.read()
    assert [name for name, _ in steps] == [
        "open page", "make an outline", "write a draft", "edit a paragraph", "open page", "read a draft",
    ]  # fmt: skip
    assert not any(wrong for _, wrong in steps)
    found = compared(library, ledger)
    assert found["acknowledged"] == {"answers": 0, "drafts": 1, "edits": 1}
    assert not (found["lost"] or found["shown to others"] or found["wrong"])
    (typed,) = [line for line in map(json.loads, ledger.read_text().splitlines()) if line["kind"] == "typed"]
    assert desk.read(library, typed["draft"]).draft.paragraph(typed["paragraph"])
    ledger.write_text(json.dumps(typed | {"text": "what nobody wrote"}))
    assert [line["text"] for line in compared(library, ledger)["lost"]] == ["what nobody wrote"]
    told = [{"kind": kind, "owner": "bob", "draft": typed["draft"]} for kind in ("drafted", "written")]
    ledger.write_text("\n".join(map(json.dumps, [*told, typed])))
    assert compared(library, ledger)["lost"] == []
    library.drafts.delete(typed["draft"])
    assert [line["kind"] for line in compared(library, ledger)["lost"]] == ["drafted", "written", "typed"]


def test_a_notice_and_a_server_that_is_gone_are_told_apart(asker: people.Asker, office: str) -> None:
    page = asker.open()
    page.fill("rd-question", "  ")
    with pytest.raises(RefusedError, match="Type a question first"):
        page.act("rd-submit", "click")
    nobody = people.Asker("ann", "http://127.0.0.1:9", asker.ledger, lambda *_: None)
    with pytest.MonkeyPatch.context() as patch, pytest.raises(LostError):
        patch.setattr(people, "ALONE", 0)
        nobody.open()
