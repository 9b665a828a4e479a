"""The commands of accounts: thin ones over `assistant.commandline.account_commands`."""

from __future__ import annotations

from typing import Annotated

import typer

user_app = typer.Typer(help="Say who may use the library where it is served to others.", no_args_is_help=True)

Name = Annotated[str, typer.Argument(help="The name they sign in with; upper and lower case are the same.")]
FromStdin = Annotated[bool, typer.Option("--password-stdin", help="Read the password from standard input, one line.")]


@user_app.command("add")
def user_add(
    context: typer.Context,
    name: Name,
    *,
    administrator: Annotated[
        bool, typer.Option("--administrator", help="They may also change the library; a reader asks and reads.")
    ] = False,
    from_stdin: FromStdin = False,
) -> None:
    """Add an account, asking for its password; where there is no library yet, an empty one is made."""
    from assistant.commandline import account_commands
    from store.people.accounts import Role

    account_commands.add(context.obj, name, Role.ADMINISTRATOR if administrator else Role.READER, from_stdin=from_stdin)


@user_app.command("list")
def user_list(
    context: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, as described in docs/programs.md.")] = False,
) -> None:
    """List the accounts with their roles."""
    from assistant.commandline import account_commands

    account_commands.list_accounts(context.obj, as_json=as_json)


@user_app.command("remove")
def user_remove(
    context: typer.Context,
    name: Name,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Remove an account with its conversations; its feedback is kept."""
    from assistant.commandline import account_commands

    account_commands.remove(context.obj, name, sure=yes)


@user_app.command("password")
def user_password(context: typer.Context, name: Name, *, from_stdin: FromStdin = False) -> None:
    """Give an account another password; it is signed out everywhere."""
    from assistant.commandline import account_commands

    account_commands.set_password(context.obj, name, from_stdin=from_stdin)
