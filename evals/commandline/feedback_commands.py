"""The commands on feedback: list it, and make draft cases of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.table import Table

from assistant.commandline import terminal
from assistant.commandline.printing import print_json
from assistant.display import shorten
from assistant.opening import open_library
from assistant.settings import load_settings
from evals.drafts import make_drafts, render
from store.errors import RightsDeskError
from store.people.feedback import Feedback, Verdict


@dataclass(frozen=True, slots=True)
class Choice:
    """Which feedback a command is about.

    Attributes:
        since: Only what was given on this day, in UTC, or later.
        verdicts: Only these, in their own words whatever the case; all where there are none.
        with_names: Whether the names of accounts are told.
    """

    since: date | None = None
    verdicts: tuple[str, ...] = ()
    with_names: bool = False


def list_feedback(home: Path | None, choice: Choice, *, as_json: bool) -> None:
    """Print what people thought of answers, in the order in which they said it."""
    with open_library(load_settings(home)) as library:
        given = _chosen(library.feedback.all(), choice)
    if as_json:
        hidden = set() if choice.with_names else {"name"}
        print_json([{key: value for key, value in each.to_json().items() if key not in hidden} for each in given])
        return
    table = Table("Day", "Verdict", "Question", "Comment", box=None, pad_edge=False)
    if choice.with_names:
        table.add_column("Account")
    for each in given:
        words = (terminal.plain(shorten(text)) for text in (each.turns[-1], each.comment))
        names = [terminal.plain(each.name)] if choice.with_names else []
        table.add_row(each.given_at[:10], each.verdict.value, *words, *names)
    console = Console()
    if given:
        console.print(table)
    console.print(f"{len(given)} {'answer was' if len(given) == 1 else 'answers were'} judged.")


def export(home: Path | None, out: Path, choice: Choice) -> None:
    """Write feedback as the draft cases of a suite, for a reviewer.

    Raises:
        RightsDeskError: There is no such feedback, or the file is there already or cannot be written.
    """
    with open_library(load_settings(home)) as library:
        given = _chosen(library.feedback.all(), choice)
        newer = {each.symbol: each.superseded_by for each in library.documents() if each.superseded_by}
    if not given:
        raise RightsDeskError("There is no such feedback.", "See what there is with: rightsdesk feedback list")
    drafts = make_drafts(given, newer, with_names=choice.with_names)
    try:
        with out.open("x", encoding="utf-8") as file:
            file.write(render(drafts, out.stem))
    except FileExistsError as error:
        raise RightsDeskError(
            f"{out} is there already, perhaps with a reviewer's work.", "Name another file with --out, or remove it."
        ) from error
    except OSError as error:
        raise RightsDeskError(
            f"{out} cannot be written ({error.strerror}).", "Name another file with --out."
        ) from error
    open_ones = sum(not draft.complete for draft in drafts)
    console = Console(highlight=False)
    console.print(
        f"{out}: {len(drafts)} draft case{'s' * (len(drafts) != 1)}, {open_ones} with gold to fill in.",
        markup=False,
        soft_wrap=True,
    )
    console.print(f"See what is still to do with: rightsdesk eval check {out}", markup=False, soft_wrap=True)


def _chosen(given: Sequence[Feedback], choice: Choice) -> list[Feedback]:
    known = {verdict.value.casefold(): verdict for verdict in Verdict}
    if wrong := [each for each in choice.verdicts if each.casefold() not in known]:
        raise RightsDeskError(f"There is no verdict {wrong[0]}.", f"Known are: {', '.join(Verdict)}.")
    wanted = {known[each.casefold()] for each in choice.verdicts} or set(Verdict)
    since = choice.since.isoformat() if choice.since else ""
    return [each for each in given if each.verdict in wanted and each.given_at >= since]
