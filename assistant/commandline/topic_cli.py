"""The commands of topics: thin ones over `assistant.commandline.topic_commands`."""

from __future__ import annotations

from typing import Annotated

import typer

from assistant.commandline.options import AsJson

topics_app = typer.Typer(help="See what the library holds on each topic, and correct topics.", no_args_is_help=True)

Added = Annotated[list[str] | None, typer.Option("--add", help="A topic it carries; may be repeated.")]
Removed = Annotated[list[str] | None, typer.Option("--remove", help="A topic it does not carry; may be repeated.")]


@topics_app.command("list")
def topics_list(context: typer.Context, as_json: AsJson = False) -> None:
    """List the topics, each with how many documents of the library have paragraphs on it."""
    from assistant.commandline import topic_commands

    topic_commands.list_topics(context.obj, as_json=as_json)


@topics_app.command("show")
def topics_show(
    context: typer.Context,
    topic: Annotated[str, typer.Argument(help="A topic's id or name, such as gender.")],
    as_json: AsJson = False,
) -> None:
    """Show a topic: the documents with paragraphs on it, the newest first."""
    from assistant.commandline import topic_commands

    topic_commands.show(context.obj, topic, as_json=as_json)


@topics_app.command("set")
def topics_set(
    context: typer.Context,
    symbol: Annotated[str, typer.Argument(help="The document's symbol, or the short title of one without.")],
    locator: Annotated[str, typer.Argument(help="A paragraph, such as 'para. 7'; the document otherwise.")] = "",
    *,
    add: Added = None,
    remove: Removed = None,
    as_json: AsJson = False,
) -> None:
    """Correct the topics of a document or a paragraph; what you say stays when it is read again."""
    from assistant.commandline import topic_commands

    if not add and not remove:
        raise typer.BadParameter("Give --add TOPIC or --remove TOPIC.")
    topic_commands.correct(context.obj, symbol, locator, add or [], remove or [], as_json=as_json)
