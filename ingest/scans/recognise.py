"""Recognise the text of pages: a PDF in, what Tesseract saw on each page out, in a process with a time limit."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from ingest import refusals
from ingest.batches.patience import ask_for_time

RECOGNISED_AS = "en"
"""The one language that is recognised; words of others come out with wrong letters, and no doubt of them."""

_START = 120.0
_PAGE = 90.0
"""Seconds that starting and a page may take; a page of text takes two to ten on one core that does nothing else."""

_MADE_FOR = re.compile(r"(\d{6})_ocr_hocr\.hocr")
"""How OCRmyPDF names what it saw on a page."""


def is_available() -> bool:
    """Whether this machine has what recognises text."""
    return find_spec("ocrmypdf") is not None and shutil.which("tesseract") is not None


def recognise(name: str, data: bytes, pages: Sequence[int]) -> dict[int, bytes]:
    """Recognise pages, whatever text layer they have.

    Args:
        name: File name, for messages.
        data: The PDF.
        pages: Numbers of the pages, from 1.

    Returns:
        What was seen on each page, as hOCR, a kind of HTML: https://kba.github.io/hocr-spec/1.2/.

    Raises:
        UnreadableFileError: It failed, or took too long.
    """
    limit = _START + _PAGE * len(pages)
    ask_for_time(limit)
    with tempfile.TemporaryDirectory(prefix="rightsdesk-scan-") as folder:
        file = Path(folder, "scan.pdf")
        file.write_bytes(data)
        _run(name, folder, _command(file, pages), limit)
        found = {int(match[1]): path for path in Path(folder).rglob("*.hocr") if (match := _MADE_FOR.match(path.name))}
        return {page: path.read_bytes() for page, path in sorted(found.items())}


def _command(file: Path, pages: Sequence[int]) -> list[str]:
    # The file it makes is not wanted: the original is kept, and its temporary files hold each word's confidence.
    return [
        *(sys.executable, "-m", "ingest.scans.running", "--keep-temporary-files", "--quiet", "--force-ocr"),
        *("--pages", ",".join(map(str, pages)), "--language", "eng"),
        *("--output-type", "none", str(file), os.devnull),
    ]


def _run(name: str, folder: str, command: Sequence[str], limit: float) -> None:
    # Tesseract's own threads hinder each other; pages are recognised side by side instead.
    own = {"TMPDIR": folder, "OMP_THREAD_LIMIT": "1", "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    told = Path(folder, "told.txt")
    with (
        told.open("wb") as errors,
        subprocess.Popen(  # noqa: S603 - our own program, with the arguments above
            command, env={**os.environ, **own}, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=errors
        ) as process,
    ):
        try:
            process.wait(limit)
        except subprocess.TimeoutExpired as error:
            raise refusals.not_recognised(name, f"it took longer than {limit / 60:.0f} minutes") from error
        finally:
            process.kill()
    if process.returncode:
        lines = told.read_text("utf-8", "replace").strip().splitlines() or [f"it ended with {process.returncode}"]
        raise refusals.not_recognised(name, lines[-1][:200])
