"""Who sees a draft: its maker, administrators, and everybody with an account once it is shared with them."""

from __future__ import annotations

from assistant.drafting import desk
from assistant.drafting.desk import Kept
from assistant.ui.door.viewer import Viewer
from store.errors import RightsDeskError
from store.library import Library
from store.people.drafts import DraftHeading


class HiddenError(RightsDeskError):
    """There is no such draft for a viewer; whether there is one for others is not said."""

    def __init__(self) -> None:
        super().__init__(
            "There is no such draft, or it is not shared with you.", "Ask whoever sent the link to share it."
        )


def read_draft(library: Library, viewer: Viewer, name: str, number: int = 0) -> Kept:
    """A draft at a revision, the last one where none is named.

    Raises:
        HiddenError: It is not there, or not for this viewer.
        RightsDeskError: It has no such revision, or cannot be read.
    """
    require_open_to(library, viewer, name)
    return desk.read(library, name, number)


def require_open_to(library: Library, viewer: Viewer, name: str) -> DraftHeading:
    """That a draft may be seen by a viewer; gives it as a list has it.

    Raises:
        HiddenError: It is not there, or not for this viewer.
    """
    heading = library.drafts.heading(name)
    if heading is None or not heading.is_open_to(viewer.owner, administrator=viewer.administrator):
        raise HiddenError
    return heading


def open_drafts(library: Library, viewer: Viewer) -> list[DraftHeading]:
    """The drafts that a viewer may see, the last changed first."""
    return [each for each in library.drafts.list() if each.is_open_to(viewer.owner, administrator=viewer.administrator)]


def is_keeper(heading: DraftHeading, viewer: Viewer) -> bool:
    """Whether a viewer may share and delete a draft: its maker and administrators may."""
    return viewer.administrator or heading.owner == viewer.owner
