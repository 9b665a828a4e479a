"""One change of the library at a time from this page; whoever comes second is told, and not kept waiting."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from assistant.ui.door.viewer import Viewer
from store.errors import RightsDeskError

_CHANGING = Lock()


def require_administrator(viewer: Viewer) -> None:
    """Stop whoever may not change the library.

    Raises:
        RightsDeskError: They are no administrator.
    """
    if not viewer.administrator:
        raise RightsDeskError("Only an administrator can change the library.", "Ask one to do it.")


@contextmanager
def changing() -> Iterator[None]:
    """Change the library in a `with` block.

    Raises:
        RightsDeskError: Somebody else is changing it from this page.
    """
    if not _CHANGING.acquire(blocking=False):
        raise RightsDeskError(
            "Files are just being added to the library or removed from it.", "Wait until that is done; then try again."
        )
    try:
        yield
    finally:
        _CHANGING.release()
