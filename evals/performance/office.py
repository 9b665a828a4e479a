"""An office under load: ``python -m evals.performance.office FOLDER``, and with ``--disturbed`` while servers die.

PostgreSQL, Chroma and two machines of two workers are begun here; locust's people ask, read and draft. Afterwards the
library is compared with what was acknowledged. Prints a table; keeps the results as JSON beside this file.
"""

from __future__ import annotations

import csv
import json
import os
import signal
import statistics
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from assistant.drafting import desk
from evals.performance.machines import Machine, MemoryWatch
from evals.performance.people import PASSWORD
from evals.performance.scripts import keep, written
from evals.performance.searches import opened
from evals.performance.servers import ChromaServer, PostgreSQL, chroma, postgresql
from ingest.pipeline import ingest_starter
from store.library import Library
from store.place import Place

RESULTS = Path(__file__).parent
_COMING = 0.5
"""People who come in a second, until all are there."""

_EVERY = 6
"""Of the looks at the memory, which are kept: one in half a minute."""

_DOWN = 15
"""Seconds that a server is gone."""


def main(
    folder: Annotated[Path, typer.Argument(help="An empty folder for the machines and what people were told.")],
    people: Annotated[int, typer.Option(help="At once.")] = 50,
    minutes: Annotated[float, typer.Option(help="How long.")] = 10,
    pause: Annotated[tuple[float, float], typer.Option(help="Seconds between two steps of a person.")] = (30, 90),
    disturbed: Annotated[bool, typer.Option("--disturbed", help="Kill a worker, Chroma and PostgreSQL.")] = False,
) -> None:
    """Measure an office."""
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise typer.BadParameter(f"{folder} is not empty: what people were told before would count as lost.")
    with postgresql(durable=True) as database, chroma() as index:
        place = Place(folder / "home", database.database(), index.url)
        with opened(place) as library:
            _prepare(library, folder, people)
        settings = {
            "RIGHTSDESK_DATABASE_URL": place.database,
            "RIGHTSDESK_CHROMA_URL": place.chroma,
            "RIGHTSDESK_ACCOUNTS": "true",
            "RIGHTSDESK_LOG_LEVEL": "warning",
        }
        machines = [Machine(folder / name, 2, settings) for name in ("one", "two")]
        for machine in machines:
            machine.start()
        try:
            for machine in machines:
                machine.wait()
            watch = MemoryWatch(machines)
            watch.start()
            killed: list[str] = []
            if disturbed:
                killed = _disturb(people / _COMING, minutes * 60, machines[0], index, database)
            _locust(folder, machines, people, minutes, pause)
            watch.stop()
            for machine in machines:
                machine.end()
            with opened(place) as library:
                found = compared(library, folder / "ledger.jsonl")
        finally:
            for machine in machines:
                for process in reversed(machine.processes()):
                    process.kill()
    results = {
        "people": people,
        "minutes": minutes,
        "pause": pause,
        "killed": killed,
        "steps": _steps(folder),
        "problems": _problems(folder),
        **found,
        "memory": _memory(watch.looks),
        "looks": [(seconds, round(gib, 2)) for seconds, gib in watch.looks[::_EVERY]],
    }
    name = "office-disturbed.json" if disturbed else "office.json"
    (RESULTS / name).write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")
    _show(results)


def _prepare(library: Library, folder: Path, people: int) -> None:
    ingest_starter(library)
    for number in range(1, people + 1):
        library.accounts.add(f"person-{number}", PASSWORD)
    keep(list(written(library)), folder / "scripts.json")


def _locust(folder: Path, machines: Sequence[Machine], people: int, minutes: float, pause: tuple[float, float]) -> None:
    seconds = round(people / _COMING + minutes * 60)
    words = ["--headless", "--users", people, "--spawn-rate", _COMING, "--run-time", f"{seconds}s",
             "--stop-timeout", 60, "--csv", folder / "locust", "--only-summary", "--loglevel", "WARNING",
             "--exit-code-on-error", 0]  # fmt: skip
    line = [sys.executable, "-m", "locust", "-f", Path(__file__).with_name("locustfile.py"), *words]
    environment = {
        **os.environ,
        "RIGHTSDESK_MEASURED_IN": str(folder),
        "RIGHTSDESK_MEASURED_AT": " ".join(machine.address for machine in machines),
        "RIGHTSDESK_MEASURED_PAUSE": " ".join(map(str, pause)),
    }
    subprocess.run(list(map(str, line)), env=environment, check=True)  # noqa: S603 - our own words


def _disturb(after: float, seconds: float, machine: Machine, index: ChromaServer, database: PostgreSQL) -> list[str]:
    """Kill one after the other once all people are there; each server is back after some seconds.

    Returns:
        What was killed and came back, or what went wrong with it; grows meanwhile.
    """

    def back(server: ChromaServer | PostgreSQL, how: signal.Signals) -> Callable[[], None]:
        def act() -> None:
            server.stop(how)
            time.sleep(_DOWN)
            server.start()

        return act

    acts: list[tuple[float, str, Callable[[], None]]] = [
        (0.2, "a worker", machine.kill_worker),
        (0.4, "Chroma", back(index, signal.SIGKILL)),
        (0.6, "PostgreSQL", back(database, signal.SIGQUIT)),
        (0.8, "a worker", machine.kill_worker),
    ]
    done: list[str] = []

    def do(what: str, act: Callable[[], None]) -> None:
        try:
            act()
        except Exception as error:
            what += f": {error!r}"
        done.append(what)

    for share, what, act in acts:
        timer = threading.Timer(after + share * seconds, do, (what, act))
        timer.daemon = True
        timer.start()
    return done


def compared(library: Library, ledger: Path) -> dict[str, Any]:
    """What was acknowledged and is not there, what was shown to somebody whose it is not, and what was wrong."""
    lines = [json.loads(line) for line in ledger.read_text(encoding="utf-8").splitlines()]
    by_kind = Counter(line["kind"] for line in lines)
    lost = []
    strangers = []
    typed: dict[tuple[str, str], dict[str, Any]] = {}
    for line in lines:
        match line["kind"]:
            case "answered" if not _is_kept(library, line):
                lost.append(line)
            case "drafted" | "written" if _written_in(library, line["draft"]) < (line["kind"] == "written"):
                lost.append(line)
            case "listed" if _owner(library, line) != line["owner"]:
                strangers.append(line)
            case "typed":
                typed[line["draft"], line["paragraph"]] = line
    for (name, paragraph), line in typed.items():
        draft = desk.read(library, name).draft if library.drafts.heading(name) else None
        found = draft.paragraph(paragraph) if draft else None
        if found is None or line["text"] not in " ".join(each.text for each in found.sentences):
            lost.append(line)
    return {
        "acknowledged": {"answers": by_kind["answered"], "drafts": by_kind["drafted"], "edits": by_kind["typed"]},
        "lost": lost,
        "shown to others": strangers,
        "wrong": [line for line in lines if line["kind"] == "wrong"],
    }


def _is_kept(library: Library, line: dict[str, Any]) -> bool:
    """Whether a conversation holds a question at its place, with its answer."""
    kept = library.conversations.read(line["owner"], line["conversation"])
    if kept is None or len(kept.exchanges) <= line["turn"]:
        return False
    exchange = kept.exchanges[line["turn"]]
    return (exchange.question, exchange.answer["text"]) == (line["question"], line["answer"])


def _written_in(library: Library, name: str) -> int:
    """1 for a draft with a text, 0 for one that has an outline alone, -1 for none."""
    if library.drafts.heading(name) is None:
        return -1
    return int(any(desk.read(library, name).draft.paragraphs))


def _owner(library: Library, line: dict[str, Any]) -> str | None:
    """Whose the conversation or draft is that was listed to somebody; nothing where it is not theirs to see."""
    if "conversation" in line:
        kept = library.conversations.read(line["owner"], line["conversation"])
        return kept.owner if kept else None
    heading = library.drafts.heading(line["draft"])
    return heading.owner if heading else None


def _steps(folder: Path) -> dict[str, dict[str, float]]:
    """Of each step that succeeded: how often, and its seconds."""
    with (folder / "locust_stats.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if not row["Type"] and row["Name"] != "Aggregated"]
    return {
        row["Name"]: {
            "times": int(row["Request Count"]),
            "median": float(row["50%"]) / 1000,
            "p95": float(row["95%"]) / 1000,
            "longest": round(float(row["Max Response Time"]) / 1000, 1),
        }
        for row in rows
    }


def _problems(folder: Path) -> list[dict[str, Any]]:
    """What went wrong for people: which step, in which words, how often; and what was not foreseen."""
    with (folder / "locust_failures.csv").open(encoding="utf-8") as file:
        failed = [
            {"step": row["Name"], "kind": row["Method"], "words": row["Error"], "times": int(row["Occurrences"])}
            for row in csv.DictReader(file)
        ]
    with (folder / "locust_exceptions.csv").open(encoding="utf-8") as file:
        return failed + [
            {"step": "", "kind": "unforeseen", "words": row["Message"], "times": int(row["Count"])}
            for row in csv.DictReader(file)
        ]


def _memory(looks: Sequence[tuple[float, float]]) -> dict[str, float]:
    """Memory of both machines in GiB: the median of each third, and the most."""
    third = max(1, len(looks) // 3)
    thirds = [[gib for _, gib in looks[begin : begin + third]] for begin in (0, third, 2 * third)]
    names = ("first third", "second third", "last third")
    return {name: round(statistics.median(each), 2) for name, each in zip(names, thirds, strict=True)} | {
        "most": round(max(gib for _, gib in looks), 2)
    }


def _show(results: dict[str, Any]) -> None:
    table = Table("step", "times", "median, s", "p95, s", "longest, s")
    for name, step in results["steps"].items():
        table.add_row(name, *(f"{step[key]:g}" for key in ("times", "median", "p95", "longest")))
    console = Console()
    console.print(table)
    for key in ("killed", "problems", "acknowledged", "lost", "shown to others", "wrong", "memory"):
        console.print(f"{key}: {results[key] or 'none'}")


if __name__ == "__main__":
    typer.run(main)
