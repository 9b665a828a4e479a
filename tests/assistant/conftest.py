"""What the tests of the commands share: a way to run one, and the starter library to read or to change."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest
from commandline import Done, Run

from assistant.cli import main


@pytest.fixture
def rightsdesk(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    """Runs a command."""

    def run(*arguments: object) -> Done:
        monkeypatch.setattr(sys, "argv", ["rightsdesk", *map(str, arguments)])
        try:
            code = main()
        except SystemExit as ended:
            code = ended.code
        out, err = capfd.readouterr()
        return Done(int(code or 0), out, err)

    return run


@pytest.fixture
def starter(starter_home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The starter library, to be read."""
    monkeypatch.setenv("RIGHTSDESK_HOME", str(starter_home))
    return starter_home


@pytest.fixture
def copy(starter_home: Path, home: Path) -> Path:
    """The starter library, to be changed."""
    return Path(shutil.copytree(starter_home, home))
