"""Files that the browser saves: conversations and drafts in the formats they are exported in."""

from __future__ import annotations

from functools import partial
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, HTTPException, Query, Request, Response

from assistant.export.conversation import Exported, export
from assistant.export.draft import export_draft
from assistant.export.formats import Format
from assistant.programs.turns import Turns
from assistant.ui.advice.access import HiddenError, read_draft
from assistant.ui.door.viewer import viewer_of
from store.library import Library

Revision = Annotated[int, Query(ge=0, lt=2**31)]

_AT_ONCE = 2
"""Files that are made at a time, apart from the turns of programs: each takes seconds of a processor."""


def download_routes(library: Library) -> APIRouter:
    """The address of each conversation and draft as a file: ``/conversations/ID.docx``, ``/drafts/ID.docx?revision=3``.

    Args:
        library: Where they are kept.
    """
    routes = APIRouter(include_in_schema=False)
    turns = Turns(_AT_ONCE)

    @routes.get("/conversations/{name}.{form}")
    async def conversation(name: str, form: Format, request: Request) -> Response:
        owner = viewer_of(request).owner
        found = await turns.look_up(partial(library.conversations.read, owner, name))
        if found is None:
            raise HTTPException(404, "There is no such conversation, or it is not shared with you.")
        return _saved(await turns.take(partial(export, found, library, form)), form)

    @routes.get("/drafts/{name}.{form}")
    async def draft(name: str, form: Format, request: Request, revision: Revision = 0) -> Response:
        try:
            kept = await turns.look_up(partial(read_draft, library, viewer_of(request), name, revision))
        except HiddenError as error:
            raise HTTPException(404, error.message) from error
        return _saved(await turns.take(partial(export_draft, kept.draft, library, form)), form)

    return routes


def _saved(made: Exported, form: Format) -> Response:
    named = f"attachment; filename*=UTF-8''{quote(made.name)}"
    return Response(made.content, media_type=form.media_type, headers={"Content-Disposition": named})
