"""A reader that worker processes can import, for files that kill or hang the one who reads them."""

from __future__ import annotations

import os
import threading
from pathlib import Path

from fakes import read_fake

from ingest.document import Reading


def read_hazard(path: Path) -> Reading:
    content = path.read_text()
    if content.startswith("DIE"):
        os._exit(9)
    if content.startswith("HANG"):
        threading.Event().wait()
    return read_fake(path)
