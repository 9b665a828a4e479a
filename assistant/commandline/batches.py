"""Many questions at once: JSON Lines in, JSON Lines out, in the same order; a line that cannot be used stops none."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from io import FileIO
from pathlib import Path
from typing import IO, Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

from store.errors import RightsDeskError

Json = dict[str, Any]

_HOW = 'Write each line as {"id": "…", "question": "…"} or {"id": "…", "turns": ["…", "…"]}.'


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a batch.

    Attributes:
        id: As given.
        questions: One, or the turns of a conversation.
        conversation: Whether they were given as turns.
    """

    id: str | int
    questions: tuple[str, ...]
    conversation: bool


@dataclass(frozen=True, slots=True)
class Unusable:
    """A line that is not answered: its id where it has one, and why."""

    id: str | int | None
    why: str


def read_lines(source: Path) -> list[Line | Unusable]:
    """Read a batch; empty lines are left out.

    Raises:
        RightsDeskError: The file cannot be read, or holds no line.
    """
    try:
        content = source.read_bytes()
    except OSError as error:
        raise RightsDeskError(
            f"{source} cannot be read ({error.strerror}).", "Check the name after --batch."
        ) from error
    raw = content.removeprefix(b"\xef\xbb\xbf").split(b"\n")
    lines = [_read(number, line) for number, line in enumerate(raw, 1) if line.strip()]
    if not lines:
        raise RightsDeskError(f"{source} holds no questions.", _HOW)
    return lines


def _read(number: int, raw: bytes) -> Line | Unusable:
    try:
        line = json.loads(raw.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        return Unusable(None, f"Line {number} is not JSON in UTF-8 ({error}).")
    if not isinstance(line, dict):
        return Unusable(None, f"Line {number} is not a JSON object. {_HOW}")
    name = line.get("id")
    if not isinstance(name, str | int) or isinstance(name, bool):
        return Unusable(None, f"Line {number} has no id. {_HOW}")
    question, turns = line.get("question"), line.get("turns")
    if (question is None) == (turns is None):
        return Unusable(name, f"Line {number} must have either a question or turns. {_HOW}")
    texts = turns if question is None else [question]
    if not isinstance(texts, list) or not texts or not all(isinstance(text, str) and text.strip() for text in texts):
        return Unusable(name, f"Line {number}: a question must be text, and there must be one. {_HOW}")
    return Line(name, tuple(texts), question is None)


def run_batch(
    lines: Sequence[Line | Unusable], out: Path | None, answer: Callable[[Line], Json], console: Console
) -> list[Unusable]:
    """Answer the lines in order and write each as soon as it is done, so that a stopped run leaves whole lines.

    Args:
        lines: From `read_lines`.
        out: Where to; standard output when ``None``.
        answer: What becomes of a line.
        console: Where progress is shown.

    Returns:
        The lines that could not be answered.

    Raises:
        RightsDeskError: The output cannot be written.
    """
    failed: list[Unusable] = []
    with _writer(out) as write, _progress(console, len(lines)) as advance:
        for line in lines:
            done = line if isinstance(line, Unusable) else _try(line, answer)
            if isinstance(done, Unusable):
                failed.append(done)
                done = {"id": done.id, "error": done.why}
            write(done)
            advance()
    return failed


def _try(line: Line, answer: Callable[[Line], Json]) -> Json | Unusable:
    try:
        return {"id": line.id, **answer(line)}
    except RightsDeskError as error:
        return Unusable(line.id, error.printed)
    except Exception as error:
        # The other lines are answered all the same.
        return Unusable(line.id, f"An error of RightsDesk, please report it: {type(error).__name__}: {error}")


@contextmanager
def _writer(out: Path | None) -> Iterator[Callable[[Json], None]]:
    if out is None:
        yield lambda line: _write(sys.stdout.buffer, line)
        return
    with _writable(out):
        stream = out.open("wb", buffering=0)
    with stream:
        yield lambda line: _append(out, stream, line)


def _write(stream: IO[bytes], line: Json) -> None:
    stream.write(_encoded(line))
    stream.flush()


def _append(out: Path, stream: FileIO, line: Json) -> None:
    """Write a line whole: where only a part of it could be written, that part is taken back."""
    with _writable(out):
        rest = memoryview(_encoded(line))
        whole = stream.tell() if stream.seekable() else None
        try:
            while rest:
                rest = rest[stream.write(rest) or 0 :]
        except OSError:
            if whole is not None:
                with suppress(OSError):
                    stream.truncate(whole)
            raise


@contextmanager
def _writable(out: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise RightsDeskError(
            f"{out} cannot be written ({error.strerror}).", "Name another file with --out."
        ) from error


def _encoded(line: Json) -> bytes:
    return json.dumps(line, ensure_ascii=False).encode("utf-8", "replace") + b"\n"


@contextmanager
def _progress(console: Console, total: int) -> Iterator[Callable[[], None]]:
    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("", total=total)
        yield lambda: bar.advance(task)
