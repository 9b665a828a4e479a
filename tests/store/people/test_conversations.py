"""Conversations as their owners keep them: added to, listed, searched, renamed, shared, deleted."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from places import FOLDER, environment, execute, handed
from visitors import said

from store.errors import RightsDeskError
from store.library import Library
from store.people.conversations import LOCAL, ChangedError, Conversation, Conversations, Exchange

GONE = "This conversation is no longer there."


@pytest.fixture
def conversations(library: Library) -> Conversations:
    return library.conversations


def questions(conversation: Conversation | None) -> list[str]:
    assert conversation is not None
    return [exchange.question for exchange in conversation.exchanges]


def test_what_was_said_is_kept_in_order(conversations: Conversations, open_library: Callable[..., Library]) -> None:
    answer = {"text": "“Kept.” [1]", "citations": [{"n": 1, "symbol": "A/1", "quote": "¿日本?"}], "seconds": 0.25}
    name = conversations.begin("anna", [said("First?"), Exchange("Second?", answer)]).id
    conversations.add("anna", name, said("Third?"), 2)
    kept = open_library().conversations.read("anna", name)
    assert kept is not None
    assert (kept.heading.id, kept.heading.title, kept.owner, kept.shared) == (name, "First?", "anna", False)
    assert questions(kept) == ["First?", "Second?", "Third?"]
    assert kept.exchanges[1].answer == answer
    assert conversations.count() == 1


AFTER = [(-1, ["New?"]), (0, ["New?"]), (1, ["a", "New?"]), (3, ["a", "b", "c", "New?"]), (9, ["a", "b", "c", "New?"])]


@pytest.mark.parametrize(("after", "left"), AFTER)
def test_a_question_that_was_edited_replaces_what_followed(
    conversations: Conversations, after: int, left: list[str]
) -> None:
    name = conversations.begin("anna", [said("a"), said("b"), said("c")]).id
    other = conversations.begin("anna", [said("x"), said("y")]).id
    conversations.add("anna", name, said("New?"), after)
    assert questions(conversations.read("anna", name)) == left
    conversations.add("anna", name, said("More?"), len(left))
    assert questions(conversations.read("anna", name)) == [*left, "More?"]
    assert questions(conversations.read("anna", other)) == ["x", "y"]


def test_a_conversation_that_went_on_elsewhere_is_not_overwritten(conversations: Conversations) -> None:
    begun = conversations.begin("anna", [said("a"), said("b")])
    here = conversations.add("anna", begun.id, said("c"), 2, begun.changed_at)
    assert (here.id, here.title) == (begun.id, "a")
    with pytest.raises(ChangedError):
        conversations.add("anna", begun.id, said("lost?"), 2, begun.changed_at)
    conversations.rename("anna", begun.id, "Renamed")
    there = conversations.add("anna", begun.id, said("d"), 3, here.changed_at)
    assert there.title == "Renamed"
    assert questions(conversations.read("anna", begun.id)) == ["a", "b", "c", "d"]
    assert conversations.list("anna") == [there]


def test_what_was_replaced_is_not_found_any_more(conversations: Conversations) -> None:
    name = conversations.begin("anna", [said("Drones?", "About drones."), said("Children?", "About children.")]).id
    conversations.add("anna", name, said("Elections?", "About elections."), 1)
    assert [len(conversations.list("anna", word)) for word in ("drones", "children", "elections")] == [1, 0, 1]


def test_the_last_changed_comes_first(conversations: Conversations) -> None:
    first, second, third = (conversations.begin("anna", [said(text)]).id for text in ("1", "2", "3"))
    conversations.add("anna", first, said("again"), 1)
    conversations.rename("anna", second, "Renamed")
    assert [each.id for each in conversations.list("anna")] == [first, third, second]


def test_two_owners_are_apart_in_everything(conversations: Conversations) -> None:
    hers = conversations.begin("anna", [said("Hers?", "Surveillance.")]).id
    his = conversations.begin("ben", [said("His?", "Surveillance.")]).id
    local = conversations.begin(LOCAL, [said("On this machine?", "Surveillance.")]).id
    for owner, own in (("anna", hers), ("ben", his), (LOCAL, local)):
        assert [each.id for each in conversations.list(owner)] == [own]
        assert [each.id for each in conversations.list(owner, "surveillance")] == [own]
        for other in {hers, his, local} - {own}:
            assert conversations.read(owner, other) is None
            for change in (
                lambda: conversations.add(owner, other, said("Mine now?"), 0),  # noqa: B023
                lambda: conversations.rename(owner, other, "Mine now"),  # noqa: B023
                lambda: conversations.share(owner, other),  # noqa: B023
                lambda: conversations.delete(owner, other),  # noqa: B023
            ):
                with pytest.raises(RightsDeskError, match=GONE):
                    change()
    kept = [conversations.read(owner, own) for owner, own in (("anna", hers), ("ben", his), (LOCAL, local))]
    assert [questions(each) for each in kept] == [["Hers?"], ["His?"], ["On this machine?"]]
    assert [each.shared for each in kept if each] == [False] * 3
    assert [each.heading.title for each in kept if each] == ["Hers?", "His?", "On this machine?"]


def test_who_has_the_id_of_a_shared_one_may_read_it_and_no_more(conversations: Conversations) -> None:
    name = conversations.begin("anna", [said("Hers?")]).id
    unshared = conversations.begin("anna", [said("Hers alone?")]).id
    conversations.share("anna", name)
    for reader in ("ben", LOCAL, "anna"):
        read = conversations.read(reader, name)
        assert questions(read) == ["Hers?"]
        assert read is not None
        assert (read.owner, read.shared) == ("anna", True)
    conversations.share("anna", name, shared=False)
    assert conversations.read("ben", name) is None
    conversations.share("anna", name)
    assert conversations.read("ben", unshared) is None
    assert conversations.list("ben") == []
    with pytest.raises(RightsDeskError, match=GONE):
        conversations.add("ben", name, said("His?"), 1)
    with pytest.raises(RightsDeskError, match=GONE):
        conversations.delete("ben", name)


KEPT = {
    "privacy": ("What of privacy?", "No one shall be subjected to 100% surveillance [1]."),
    "files": ("Where is my_file.txt?", "In C:/archive, it’s said."),
    "russian": ("Что сказано о Праве на частную жизнь?", "НИЧЕГО."),
    "french": ("L’ÉTAT a-t-il une obligation?", "Oui, à São Tomé."),
    "hindi": ("निजता का अधिकार?", "गोपनीयता"),
    "arabic": ("ما هو الحقّ في الخصوصية؟", "جواب"),
    "chinese": ("隐私权是什么？", "隐私"),
    "korean": ("프라이버시란?", "권리"),
}
SEARCHES = [
    ("", set(KEPT)),
    ("   ", set(KEPT)),
    ("PRIVACY", {"privacy"}),
    ("surveil privacy", {"privacy"}),
    ("surveillance children", set()),
    ("100%", {"privacy"}),
    ("%", {"privacy"}),
    ("_", {"files"}),
    ("my_file", {"files"}),
    ("myXfile", set()),
    ("/", {"files"}),
    ("it's", {"files"}),
    ("\\", set()),
    ("' OR 1=1 --", set()),
    ("праве", {"russian"}),
    ("ничего", {"russian"}),
    ("l'état", {"french"}),
    ("etat", {"french"}),
    ("E\u0301TAT", {"french"}),
    ("sao tome", {"french"}),
    ("अधिकार गोपनीयता", {"hindi"}),
    ("الحق", {"arabic"}),
    ("隐私", {"chinese"}),
    ("프라이버시", {"korean"}),
    ("ｐｒｉｖａｃｙ", {"privacy"}),
    ("\ud800", set(KEPT) - {"arabic"}),
    ("x" * 100_000, set()),
    ("privacy " * 2000, {"privacy"}),
]


@pytest.mark.parametrize(("words", "found"), SEARCHES, ids=range(len(SEARCHES)))
def test_a_search_in_questions_and_answers(conversations: Conversations, words: str, found: set[str]) -> None:
    named = {conversations.begin("anna", [said(*each)]).id: name for name, each in KEPT.items()}
    assert {named[each.id] for each in conversations.list("anna", words)} == found


def test_a_search_looks_at_every_exchange_and_at_the_title_it_has_now(conversations: Conversations) -> None:
    name = conversations.begin("anna", [said("Facial recognition?", "Banned."), said("And drones?", "Not.")]).id
    conversations.rename("anna", name, "For the Élysée: 50% draft")
    found = ["facial", "drones banned", "elysee drones", "50%"]
    assert [len(conversations.list("anna", words)) for words in found] == [1] * len(found)
    conversations.rename("anna", name, "Another")
    assert [len(conversations.list("anna", words)) for words in ("élysée", "another", "facial")] == [0, 1, 1]


TITLES = [
    ("  Who\nmay   vote? ", "Who may vote?"),
    ("x" * 80, "x" * 80),
    ("word " * 30, "word " * 16 + "…"),
    ("words " * 30, "words " * 13 + "…"),
    ("y" * 100, "y" * 80 + " …"),
    ("<b>Not bold</b>", "<b>Not bold</b>"),
    ("half \ud800 a sign", "half ? a sign"),
]


@pytest.mark.parametrize(("text", "title"), TITLES, ids=range(len(TITLES)))
def test_a_title_is_one_short_line(conversations: Conversations, text: str, title: str) -> None:
    begun, renamed = conversations.begin("anna", [said(text)]).id, conversations.begin("anna", [said("Else?")]).id
    assert conversations.rename("anna", renamed, text) == title
    assert [each.title for each in conversations.list("anna")] == [title, title]
    assert begun != renamed


@pytest.mark.parametrize("title", ["", " \n\t"])
def test_a_conversation_keeps_a_title(conversations: Conversations, title: str) -> None:
    name = conversations.begin("anna", [said("Who?")]).id
    with pytest.raises(RightsDeskError, match="needs a title"):
        conversations.rename("anna", name, title)
    assert [each.title for each in conversations.list("anna")] == ["Who?"]


def test_what_is_deleted_is_gone_with_all_that_was_said(conversations: Conversations, library: Library) -> None:
    name = conversations.begin("anna", [said("Gone?"), said("Gone too?")]).id
    kept = conversations.begin("anna", [said("Kept?")]).id
    conversations.delete("anna", name)
    assert conversations.read("anna", name) is None
    assert [each.id for each in conversations.list("anna")] == [kept]
    assert execute(library.place, "SELECT question FROM exchanges") == [("Kept?",)]
    for change in (
        lambda: conversations.delete("anna", name),
        lambda: conversations.add("anna", name, said("Still there?"), 2),
    ):
        with pytest.raises(RightsDeskError, match=GONE):
            change()


def test_threads_add_at_once(conversations: Conversations) -> None:
    shared = conversations.begin("anna", [said("Begun?")]).id

    def work(number: int) -> str:
        own = conversations.begin(f"owner {number % 4}", [said(f"{number}?")]).id
        conversations.add(f"owner {number % 4}", own, said(f"{number}!"), 1)
        conversations.add("anna", shared, said(f"{number}"), 1)
        return own

    with ThreadPoolExecutor(8) as pool:
        names = list(pool.map(work, range(40)))
    assert len(set(names)) == 40
    for number, name in enumerate(names):
        assert questions(conversations.read(f"owner {number % 4}", name)) == [f"{number}?", f"{number}!"]
    # All asked the second question of one conversation: one of them is the second, and there is no third.
    kept = questions(conversations.read("anna", shared))
    assert (len(kept), kept[0]) == (2, "Begun?")


@pytest.mark.parametrize("place", [FOLDER], indirect=True)
def test_processes_add_at_once_to_a_library_that_has_no_such_tables_yet(
    library: Library, open_library: Callable[..., Library]
) -> None:
    library.close()
    tables = ("sessions", "users", "exchanges", "conversations", "feedback", "schema_version")
    execute(library.place, *(f"DROP TABLE {table}" for table in tables))
    program = [sys.executable, str(Path(__file__).parents[1] / "visitors.py"), handed(library.place)]
    running = [
        subprocess.Popen(
            [*program, owner, "15"],
            env=environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for owner in ("anna", "ben", "cem")
    ]
    for process in running:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in running:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    assert [process.communicate()[1] for process in running] == ["", "", ""]
    after = open_library()
    assert [len(after.conversations.list(owner, "then")) for owner in ("anna", "ben", "cem")] == [15] * 3
    assert len({each.id for each in after.feedback.all()}) == 45
    assert after.check() == []
