"""The commands that move a library: what they say, and what they refuse."""

from __future__ import annotations

from pathlib import Path

import pytest
from commandline import Run


def test_a_library_is_copied_backed_up_and_restored(rightsdesk: Run, starter: Path, tmp_path: Path) -> None:
    file, copied, restored = tmp_path / "kept.tar.gz", tmp_path / "copied", tmp_path / "restored"
    for words in (
        ["library", "copy", "--to", copied],
        ["--home", copied, "library", "backup", file],
        ["--home", restored, "library", "restore", file],
    ):
        done = rightsdesk(*words)
        assert done.code == 0, done.err
        assert "compared: they are the same" in done.out
    asked = ("search", "Internet shutdowns", "--json")
    assert rightsdesk("--home", restored, *asked).out == rightsdesk(*asked).out


@pytest.mark.parametrize(
    "to", ["mysql://ada:secret@host/name", "postgresql+psycopg://ada:secret@host:port/name", "://"]
)
def test_where_it_cannot_be_copied_to_is_told_by_the_option_that_says_so(
    rightsdesk: Run, starter: Path, to: str
) -> None:
    done = rightsdesk("library", "copy", "--to", to)
    assert done.code == 1
    assert "Correct --to" in " ".join(done.err.split())
    assert "secret" not in done.err
    assert "Traceback" not in done.err


def test_a_chroma_server_that_is_none_is_told_likewise(rightsdesk: Run, starter: Path, tmp_path: Path) -> None:
    done = rightsdesk("library", "copy", "--to", tmp_path / "copied", "--to-chroma", "ftp://host")
    assert done.code == 1
    assert "--to-chroma" in done.err


def test_a_folder_that_cannot_be_written_to_is_told(rightsdesk: Run, starter: Path) -> None:
    for words in (["copy", "--to", "/proc/copied"], ["backup", "/proc/kept.tar.gz"]):
        done = rightsdesk("library", *words)
        assert done.code == 1
        assert "cannot be written to" in " ".join(done.err.split())
