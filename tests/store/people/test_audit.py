"""Who changed a library: a row with each change, and none without one."""

from __future__ import annotations

import os
import pwd
from collections.abc import Callable

import pytest
from fakes import make
from places import FOLDER, execute

from store.errors import RightsDeskError
from store.library import Library
from store.maintenance.rebuild import rebuild
from store.model import Correction
from store.people import audit
from store.people.accounts import Role
from store.people.audit import Act, acting

PASSWORD = "a long enough password"


def told(library: Library, most: int = 50) -> list[tuple[str, str, str, str]]:
    """What was done, the first first."""
    return [(deed.who, deed.act.value, deed.subject, deed.detail) for deed in reversed(library.deeds(most))]


def test_each_change_of_documents_is_told_with_who_made_it(library: Library) -> None:
    with acting("ada"):
        library.add(*make("A/1/1", "One.", source="one.pdf"))
        library.add(*make("A/1/1", "One.", source="one.pdf"))
        library.add(*make("A/1/1", "Two.", source="two.pdf"))
    with acting("ben"):
        library.topics.correct("A/1/1", [Correction("para. 1", "gender", carried=True)])
        library.remove("A/1/1")
        library.remove("A/1/1")
    assert told(library) == [
        ("ada", "document added", "A/1/1", "en one.pdf"),
        ("ada", "document replaced", "A/1/1", "en two.pdf"),
        ("ben", "topics corrected", "A/1/1", "para. 1 +gender"),
        ("ben", "document removed", "A/1/1", "en"),
    ]


def test_accounts_drafts_and_the_vectors_too(library: Library) -> None:
    with acting("ada"):
        library.accounts.add("ben", PASSWORD, Role.ADMINISTRATOR)
        library.accounts.set_password("ben", f"{PASSWORD}!")
        library.accounts.remove("BEN")
        draft = library.drafts.begin("ada", "Advice on whales", "draft", {}, "Begun")
        library.drafts.delete(draft)
        rebuild(library.place, library.embeddings)
    assert [(act, subject) for _, act, subject, _ in told(library)] == [
        ("account added", "ben"),
        ("password changed", "ben"),
        ("account removed", "ben"),
        ("draft deleted", "Advice on whales"),
        ("vectors made anew", library.embeddings.identity.name),
    ]
    assert PASSWORD not in str(library.deeds(50))


def test_what_fails_leaves_no_row(library: Library) -> None:
    library.accounts.add("ben", PASSWORD)
    for failing in (
        lambda: library.accounts.add("ben", PASSWORD),
        lambda: library.accounts.remove("nobody"),
        lambda: library.accounts.set_password("nobody", PASSWORD),
        lambda: library.drafts.delete("nothing"),
    ):
        with pytest.raises(RightsDeskError):
            failing()
    assert [act for _, act, _, _ in told(library)] == ["account added"]


def test_a_change_that_is_rolled_back_takes_its_row_along(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    def note_and_fail(*arguments: object) -> None:
        noting(*arguments)
        raise ZeroDivisionError

    noting: Callable[..., None] = audit.note
    monkeypatch.setattr("store.people.accounts.note", note_and_fail)
    with pytest.raises(ZeroDivisionError):
        library.accounts.add("ben", PASSWORD)
    assert (library.deeds(50), library.accounts.find("ben")) == ([], None)


def test_without_an_account_it_is_the_user_of_the_system(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOGNAME", "somebody-else")
    with acting(""):
        library.add(*make("A/1/1", "One."))
    assert [who for who, *_ in told(library)] == [pwd.getpwuid(os.getuid()).pw_name]


def test_what_is_replaced_under_another_name_is_told_too(library: Library) -> None:
    short, _ = make("A short title", "One.")
    library.add(*make("A short title", "One."))
    library.add(*make("A/1/2", "One."), replaces=[short])
    assert [(act, subject, detail) for _, act, subject, detail in told(library)][1:] == [
        ("document replaced", "A/1/2", "en"),
        ("document replaced", "A short title", "en by A/1/2"),
    ]


def test_the_latest_come_first_and_no_more_than_are_wanted(library: Library) -> None:
    for number in range(5):
        library.add(*make(f"A/1/{number}", "One."))
    latest = library.deeds(2)
    assert [(deed.subject, deed.act) for deed in latest] == [("A/1/4", Act.ADDED), ("A/1/3", Act.ADDED)]
    assert latest[0].at.endswith("+00:00")


@pytest.mark.parametrize("place", [FOLDER], indirect=True)
def test_a_library_that_was_made_before_there_was_a_trail_gets_one(library: Library) -> None:
    execute(library.place, "DROP TABLE audit", "DROP TABLE schema_version")
    library.close()
    with Library(library.place, library.embeddings) as again:
        again.add(*make("A/1/1", "One."))
        assert len(again.deeds(50)) == 1
