"""The commands that look after accounts: add, list, remove, password."""

from __future__ import annotations

import getpass
import sys
from dataclasses import asdict
from pathlib import Path

import typer
from rich.console import Console
from rich.table import Table

from assistant.commandline import terminal
from assistant.commandline.printing import print_json
from assistant.opening import open_library
from assistant.settings import load_settings, place_of
from store.database.transactions import is_there
from store.errors import RightsDeskError
from store.library import Library
from store.people.accounts import Account, Role


def add(home: Path | None, name: str, role: Role, *, from_stdin: bool) -> None:
    """Make an account; where there is no library yet, it is made, since accounts come before documents."""
    settings = load_settings(home)
    new = not is_there(place_of(settings))
    with open_library(settings, new=True) as library:
        if new:
            typer.echo(f"Made a library, empty so far, in {library.place}.", err=True)
        if there := library.accounts.find(name):
            raise RightsDeskError(f"There is an account {there.name} already.", "Choose another name.")
        account = library.accounts.add(name, _password(from_stdin=from_stdin), role)
    typer.echo(f"Added {account.name}, {account.role.value}.")


def list_accounts(home: Path | None, *, as_json: bool) -> None:
    """Print who may use the library."""
    with open_library(load_settings(home)) as library:
        accounts = library.accounts.all()
    if as_json:
        print_json([asdict(account) for account in accounts])
        return
    if not accounts:
        typer.echo("No accounts. Add the first with: rightsdesk user add NAME --administrator")
        return
    table = Table("Name", "Role", "Added", box=None, pad_edge=False)
    for account in accounts:
        table.add_row(terminal.plain(account.name), account.role.value, account.added_at[:10])
    Console().print(table)


def remove(home: Path | None, name: str, *, sure: bool) -> None:
    """Remove an account with its conversations, after asking."""
    with open_library(load_settings(home)) as library:
        account = _find(library, name)
        if _is_last_administrator(library, account):
            typer.echo(
                f"{account.name} is the last administrator: without one, nobody changes the library in the chat. "
                "Add another with: rightsdesk user add NAME --administrator",
                err=True,
            )
        if not sure:
            kept = len(library.conversations.list(account.name))
            what = f"{kept} conversation{'s' * (kept != 1)}"
            typer.confirm(f"Remove {account.name} with {what}?", abort=True, err=True)
        library.accounts.remove(account.name)
    typer.echo(f"Removed {account.name}.")


def set_password(home: Path | None, name: str, *, from_stdin: bool) -> None:
    """Give an account another password."""
    with open_library(load_settings(home)) as library:
        account = _find(library, name)
        library.accounts.set_password(account.name, _password(from_stdin=from_stdin))
    typer.echo(f"{account.name} has another password, and is signed out everywhere.")


def _find(library: Library, name: str) -> Account:
    account = library.accounts.find(name)
    if account is None:
        raise RightsDeskError(f"There is no account {name}.", "See the accounts with: rightsdesk user list")
    return account


def _is_last_administrator(library: Library, account: Account) -> bool:
    administrators = [each for each in library.accounts.all() if each.role is Role.ADMINISTRATOR]
    return administrators == [account]


def _password(*, from_stdin: bool) -> str:
    """The password as it is typed twice and not shown, or as a script writes it.

    Raises:
        RightsDeskError: There is nothing to read it from, or the two differ.
    """
    if from_stdin:
        return _written_password()
    if not sys.stdin.isatty():
        raise RightsDeskError(
            "There is no terminal to type a password at.", "Write it to standard input and give --password-stdin."
        )
    first, second = getpass.getpass("Password: "), getpass.getpass("Once more: ")
    if first != second:
        raise RightsDeskError("The two passwords differ.", "Type the same one twice.")
    return first


def _written_password() -> str:
    try:
        line = sys.stdin.readline()
    except UnicodeDecodeError as error:
        raise RightsDeskError("The password on standard input is not UTF-8 text.", "Write it as UTF-8.") from error
    if not (password := line.rstrip("\r\n")):
        raise RightsDeskError("There is no password on standard input.", "Write it there as one line.")
    return password
