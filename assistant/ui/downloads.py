"""Files that the browser saves: conversations in the formats they are exported in."""

from __future__ import annotations

from urllib.parse import quote

from fastapi import APIRouter, HTTPException, Request, Response

from assistant.export.conversation import export
from assistant.export.formats import Format
from assistant.ui.viewer import viewer_of
from store.errors import RightsDeskError
from store.library import Library


def download_routes(library: Library) -> APIRouter:
    """The address of each conversation as a file: ``/conversations/ID.docx``.

    Args:
        library: Where conversations are kept.
    """
    routes = APIRouter(include_in_schema=False)

    @routes.get("/conversations/{name}.{form}")
    def conversation(name: str, form: Format, request: Request) -> Response:
        found = library.conversations.read(viewer_of(request).owner, name)
        if found is None:
            raise HTTPException(404, "There is no such conversation, or it is not shared with you.")
        try:
            made = export(found, library, form)
        except RightsDeskError as error:
            raise HTTPException(422, str(error)) from error
        named = f"attachment; filename*=UTF-8''{quote(made.name)}"
        return Response(made.content, media_type=form.media_type, headers={"Content-Disposition": named})

    return routes
