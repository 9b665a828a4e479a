"""The folder of a run: what it depends on, and a record of every case."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from evals.runs.outcomes import Outcome, from_line, to_line
from store.errors import RightsDeskError


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run depends on: two runs with the same settings ask the same of the same.

    Attributes:
        suite: Its name.
        cases: A fingerprint of the cases asked.
        library: A fingerprint of the library's documents.
        code: Version of the product, and the commit where it is known.
        calibration: A fingerprint of the judge's weights and thresholds.
        threshold: From which likelihood on the judge lets an answer be given.
        model: What writes the answers; of a language model also the version of the prompt.
        judge: The model that judges them; empty where none does.
        limit: At most so many questions or conversations; 0 for all.
        tags: Only cases with one of these; none for all.
    """

    suite: str
    cases: str
    library: str
    code: str
    calibration: str
    threshold: float
    model: str
    judge: str
    limit: int
    tags: tuple[str, ...]


class Run:
    """The folder of a run: ``settings.json``, ``records.jsonl`` with a line for each case, ``summary.json``.

    Args:
        folder: Where it is.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.records = folder / "records.jsonl"
        self.summary = folder / "summary.json"
        self._settings = folder / "settings.json"

    @classmethod
    def open(cls, folder: Path) -> Run:
        """A run that was begun.

        Raises:
            RightsDeskError: The folder holds none.
        """
        run = cls(folder)
        if not run._settings.is_file():
            raise RightsDeskError(
                f"{folder} holds no run of a suite.", "Name the folder that rightsdesk eval run has written."
            )
        return run

    def begin(self, settings: Settings) -> None:
        """Make the folder, or go on in it where it was begun with the same settings.

        Raises:
            RightsDeskError: It holds a run with other settings, or cannot be written.
        """
        if self._settings.is_file():
            before = self.settings()
            if differing := [name for name, value in asdict(settings).items() if getattr(before, name) != value]:
                raise RightsDeskError(
                    f"The run in {self.folder} was begun with another {' and '.join(differing)}.",
                    "Begin a new one in another folder.",
                )
            return
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            if any(file.name != "settings.new" for file in self.folder.iterdir()):
                raise RightsDeskError(
                    f"{self.folder} holds other files than a run.", "Name a new or an empty folder with --out."
                )
            begun = asdict(settings) | {"begun": datetime.now(UTC).isoformat(timespec="seconds")}
            scratch = self._settings.with_suffix(".new")
            scratch.write_text(json.dumps(begun, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
            scratch.replace(self._settings)
        except OSError as error:
            raise RightsDeskError(
                f"{self.folder} cannot be written ({error.strerror}).", "Name another folder with --out."
            ) from error

    def settings(self) -> Settings:
        """What the run depends on.

        Raises:
            RightsDeskError: The file is damaged.
        """
        stored = self.read_settings()
        try:
            fields = {name: stored[name] for name in Settings.__dataclass_fields__}
        except KeyError as error:
            raise RightsDeskError(f"{self._settings} lacks {error}.", "Run the suite again.") from error
        return Settings(**fields | {"tags": tuple(fields["tags"])})

    def read_settings(self) -> dict[str, Any]:
        """The same as it is written, with the time the run was begun."""
        try:
            stored: dict[str, Any] = {**json.loads(self._settings.read_text(encoding="utf-8"))}
            return {"begun": "", **stored}
        except (OSError, ValueError, TypeError) as error:
            raise RightsDeskError(f"{self._settings} cannot be read ({error}).", "Run the suite again.") from error

    def outcomes(self) -> list[Outcome]:
        """What is recorded; a line that was only partly written when the run stopped is left out.

        Raises:
            RightsDeskError: A whole line cannot be read.
        """
        if not self.records.is_file():
            return []
        *whole, _partial = self.records.read_bytes().split(b"\n")
        return [from_line(line.decode("utf-8", "replace")) for line in whole]

    def keep(self, outcomes: Sequence[Outcome]) -> None:
        """Let the records be these, each on its line."""
        text = "".join(f"{to_line(outcome)}\n" for outcome in outcomes)
        scratch = self.records.with_suffix(".new")
        scratch.write_text(text, encoding="utf-8")
        scratch.replace(self.records)

    def add(self, outcome: Outcome) -> None:
        """Record an outcome."""
        with self.records.open("ab", buffering=0) as stream:
            stream.write(f"{to_line(outcome)}\n".encode())
