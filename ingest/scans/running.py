"""What runs in the process that recognises text: OCRmyPDF, until it is done or whoever started it is gone."""

from __future__ import annotations

import os
import runpy
import sys
import threading


def _end_with_parent() -> None:
    """The one that started this process holds the other end of its standard input, and never writes."""
    os.read(sys.stdin.fileno(), 1)
    os._exit(1)


if __name__ == "__main__":
    threading.Thread(target=_end_with_parent, daemon=True).start()
    runpy.run_module("ocrmypdf", run_name="__main__", alter_sys=True)
