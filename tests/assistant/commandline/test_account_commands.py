"""The commands that look after accounts, as a script and as a person at a terminal give them."""

from __future__ import annotations

import io
import os
import pty
import sys
from pathlib import Path

import pytest
from commandline import Run

from assistant.opening import open_library
from assistant.settings import load_settings
from store.people.accounts import Role
from store.people.conversations import Exchange

PASSWORD = "correct horse battery"


@pytest.fixture
def say(monkeypatch: pytest.MonkeyPatch):
    """What the next command reads from standard input."""
    return lambda text: monkeypatch.setattr("sys.stdin", io.StringIO(text))


@pytest.fixture
def users(rightsdesk: Run, say):
    """Adds accounts, all with one password."""

    def add(*names: str, administrator: bool = False) -> None:
        for name in names:
            say(f"{PASSWORD}\n")
            options = ["--administrator"] if administrator else []
            assert rightsdesk("user", "add", name, "--password-stdin", *options).code == 0

    return add


def test_an_administrator_comes_before_the_first_document(rightsdesk: Run, say, home: Path) -> None:
    say(f"{PASSWORD}\n")
    done = rightsdesk("user", "add", "Anna", "--administrator", "--password-stdin")
    assert (done.code, done.out) == (0, "Added anna, administrator.\n")
    assert f"Made a library, empty so far, in {home}." in done.err
    say(f"{PASSWORD}\r\nmore that is not read")
    done = rightsdesk("user", "add", "ben", "--password-stdin")
    assert (done.code, done.out, done.err) == (0, "Added ben, reader.\n", "")
    with open_library(load_settings()) as library:
        assert [(each.name, each.role) for each in library.accounts.all()] == [
            ("anna", Role.ADMINISTRATOR),
            ("ben", Role.READER),
        ]
        assert library.accounts.check("ben", PASSWORD)


def test_accounts_are_listed(rightsdesk: Run, users) -> None:
    users("zoë", "anna")
    users("root", administrator=True)
    shown = rightsdesk("user", "list").out
    assert [line.split()[:2] for line in shown.splitlines()[1:]] == [
        ["anna", "reader"],
        ["root", "administrator"],
        ["zoë", "reader"],
    ]
    listed = rightsdesk("user", "list", "--json").json
    assert [set(each) for each in listed] == [{"name", "role", "added_at"}] * 3
    assert [each["name"] for each in listed] == ["anna", "root", "zoë"]
    for name in ("anna", "root", "zoë"):
        rightsdesk("user", "remove", name, "--yes")
    assert rightsdesk("user", "list", "--json").json == []
    assert "rightsdesk user add NAME --administrator" in rightsdesk("user", "list").out


REFUSED = [
    (["user", "add", "ANNA", "--password-stdin"], f"{PASSWORD}\n", "There is an account anna already."),
    (["user", "add", "an na", "--password-stdin"], f"{PASSWORD}\n", "There can be no account 'an na'."),
    (["user", "add", "ben", "--password-stdin"], "short\n", "Take one of 10 to 200 characters"),
    (["user", "add", "ben", "--password-stdin"], "x" * 201, "Take one of 10 to 200 characters"),
    (["user", "add", "ben", "--password-stdin"], "", "There is no password on standard input."),
    (["user", "add", "ben", "--password-stdin"], "\n\nlater lines\n", "There is no password on standard input."),
    (["user", "add", "ben"], f"{PASSWORD}\n{PASSWORD}\n", "--password-stdin"),
    (["user", "password", "anna"], f"{PASSWORD}\n{PASSWORD}\n", "--password-stdin"),
    (["user", "password", "anna", "--password-stdin"], "short\n", "Take one of 10 to 200 characters"),
    (["user", "password", "ben", "--password-stdin"], f"{PASSWORD}\n", "There is no account ben."),
    (["user", "remove", "ben", "--yes"], "", "There is no account ben."),
    (["user", "remove", "", "--yes"], "", "There is no account"),
]


@pytest.mark.parametrize(("command", "typed", "why"), REFUSED, ids=range(len(REFUSED)))
def test_what_cannot_be_done_is_said_in_a_line_and_changes_nothing(
    rightsdesk: Run, users, say, command: list[str], typed: str, why: str
) -> None:
    users("anna")
    before = rightsdesk("user", "list", "--json").json
    say(typed)
    done = rightsdesk(*command)
    assert (done.code, done.out) == (1, "")
    assert why in done.err
    assert done.err.count("\n") == 1
    assert PASSWORD not in done.err
    assert rightsdesk("user", "list", "--json").json == before


def test_a_password_that_is_no_text(rightsdesk: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"\xff" * 20), encoding="utf-8"))
    done = rightsdesk("user", "add", "ben", "--password-stdin")
    assert done.code == 1
    assert "not UTF-8" in done.err


def test_another_password(rightsdesk: Run, users, say) -> None:
    users("anna")
    say("another long password\n")
    assert rightsdesk("user", "password", "Anna", "--password-stdin").code == 0
    with open_library(load_settings()) as library:
        assert library.accounts.check("anna", PASSWORD) is None
        assert library.accounts.check("anna", "another long password")


def test_removing_asks_first_and_says_what_goes_too(rightsdesk: Run, users, say) -> None:
    users("anna", "ben")
    with open_library(load_settings()) as library:
        library.conversations.begin("anna", [Exchange("Who?", {})])
    say("n\n")
    done = rightsdesk("user", "remove", "Anna")
    assert done.code == 1
    assert "Remove anna with 1 conversation?" in done.err
    say("")
    assert rightsdesk("user", "remove", "anna").code == 1
    assert len(rightsdesk("user", "list", "--json").json) == 2
    say("y\n")
    assert rightsdesk("user", "remove", "anna").out.strip() == "Removed anna."
    assert [each["name"] for each in rightsdesk("user", "list", "--json").json] == ["ben"]


def test_removing_the_last_administrator_is_said(rightsdesk: Run, users) -> None:
    users("root", "other", administrator=True)
    users("ben")
    assert rightsdesk("user", "remove", "ben", "--yes").err == ""
    assert rightsdesk("user", "remove", "other", "--yes").err == ""
    done = rightsdesk("user", "remove", "root", "--yes")
    assert (done.code, done.out) == (0, "Removed root.\n")
    assert "root is the last administrator" in done.err


TYPED = [
    (PASSWORD, PASSWORD, 0, "Added anna, reader."),
    (PASSWORD, PASSWORD[:-1], 1, "The two passwords differ."),
    ("short", "short", 1, "Take one of 10 to 200 characters"),
    ("\x04", "", 1, "Aborted"),
]


@pytest.mark.parametrize(("first", "second", "code", "said"), TYPED, ids=range(len(TYPED)))
def test_at_a_terminal_the_password_is_asked_for_twice_and_not_shown(
    first: str, second: str, code: int, said: str
) -> None:
    made, shown = at_a_terminal(["user", "add", "anna"], {"Password: ": first, "Once more: ": second})
    assert made == code
    assert said in shown
    assert not any(each in shown for each in (first, second) if len(each) > 1)


def at_a_terminal(command: list[str], answers: dict[str, str]) -> tuple[int, str]:
    """Run a command at a terminal of its own; returns its exit status and all that was to be seen."""
    child, terminal = pty.fork()
    if not child:
        os.execve(
            sys.executable,
            [sys.executable, "-m", "evals.cli", *command],
            os.environ | {"PYTHONPATH": ":".join(sys.path)},
        )
    shown = ""
    try:
        while piece := os.read(terminal, 1024):
            shown += piece.decode()
            if asked := next((each for each in answers if shown.endswith(each)), ""):
                os.write(terminal, f"{answers.pop(asked)}\n".encode())
    except OSError:
        pass  # A terminal whose program has ended cannot be read any more.
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), shown
