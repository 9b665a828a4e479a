"""What the docs say is so: commands, links, examples."""

from __future__ import annotations

import doctest
import importlib
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("assistant", "evals", "ingest", "prompts", "store")
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
CODE = [file for package in PACKAGES for file in sorted((ROOT / package).rglob("*.py"))]
WITH_EXAMPLES = [
    ".".join(file.relative_to(ROOT).with_suffix("").parts)
    for file in CODE
    if re.search(r"^\s*>>> ", file.read_text(encoding="utf-8"), re.M)
]
TEXTS = {".py", ".md", ".toml", ".txt", ".yaml", ".json", ".jsonl", ".css", ".tsv", ""}
MACHINE_PATH = re.compile(r"(?<![\w.~$/])/(?:work|root|home|Users)/\w")


def test_the_help_of_the_commands_is_what_they_say() -> None:
    command = [sys.executable, "-m", "typer", "evals.cli", "utils", "docs", "--name", "rightsdesk"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, encoding="utf-8")
    written = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    assert written.strip() == done.stdout.strip(), f"make it anew: {' '.join(command[1:])} > docs/commands.md"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_relative_link_leads_somewhere(page: Path) -> None:
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.S)
    links = [target.partition("#")[0] for target in re.findall(r"\]\(([^)\s]+)\)", text)]
    relative = [target for target in links if target and not re.match(r"[a-z]+:", target)]
    assert [target for target in relative if not (page.parent / target).exists()] == []


@pytest.mark.parametrize("name", WITH_EXAMPLES)
def test_the_examples_in_the_code_are_true(name: str) -> None:
    done = doctest.testmod(importlib.import_module(name))
    assert done.attempted
    assert not done.failed


def test_no_file_holds_a_path_of_one_machine() -> None:
    folders = [ROOT / name for name in (*PACKAGES, "docs", "tests", ".ci")]
    files = [file for folder in folders for file in folder.rglob("*") if file.suffix in TEXTS and file.is_file()]
    files += [file for file in ROOT.iterdir() if file.suffix in TEXTS and file.is_file()]
    assert [str(file) for file in files if MACHINE_PATH.search(file.read_text(encoding="utf-8"))] == []
