"""Pages of the original PDF as pictures, with a paragraph outlined."""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Annotated

import pypdfium2
from fastapi import APIRouter, HTTPException, Response
from fastapi import Path as InPath
from PIL import Image, ImageDraw

from store.library import Library
from store.model import Box

_WIDTH = 1100
"""Pixels of a picture: sharp on a screen that is twice as fine as the panel is wide."""

_LARGEST = 2_000
"""Pixels of either side at most, whatever sizes a file claims."""

_INK, _FILL = (0, 95, 158, 255), (255, 214, 0, 56)
_MARGIN = 4
_PDFIUM = Lock()
"""PDFium may be used by one thread at a time."""


def picture_routes(library: Library) -> APIRouter:
    """The address of each page: ``/pages/6.png?symbol=A/HRC/59/60&locator=para. 7``.

    The page adds ``file``, the beginning of the original's hash, so that no browser shows a page of a file that was
    replaced.

    Args:
        library: Where the originals are.
    """
    routes = APIRouter(include_in_schema=False)

    @routes.get("/pages/{page}.png")
    def page_picture(
        page: Annotated[int, InPath(ge=1, le=10_000)], symbol: str, language: str = "", locator: str = ""
    ) -> Response:
        document = library.document(symbol, language)
        original = library.original(document) if document else None
        if document is None or original is None:
            raise HTTPException(404, "There is no such page.")
        passage = library.passage(document.symbol, locator, document.language) if locator else None
        boxes = tuple(box for box in (passage.boxes if passage else ()) if box.page == page)
        try:
            picture = draw_page(original, page, boxes)
        except (IndexError, pypdfium2.PdfiumError) as error:
            raise HTTPException(404, "There is no such page.") from error
        return Response(picture, media_type="image/png", headers={"Cache-Control": "private, max-age=3600"})

    return routes


@lru_cache(maxsize=64)
def draw_page(original: Path, page: int, boxes: Sequence[Box]) -> bytes:
    """A page as a PNG picture, with the outline of what lies in some boxes.

    Args:
        original: The PDF.
        page: From 1.
        boxes: On that page, in PDF points from the lower left corner of the page as displayed.

    Raises:
        IndexError: The file has no such page.
        pypdfium2.PdfiumError: The file cannot be read.
    """
    with _PDFIUM, pypdfium2.PdfDocument(original) as document:
        if page > len(document):
            raise IndexError(page)
        sheet = document[page - 1]
        width, height = sheet.get_size()
        scale = min(_WIDTH / width, _LARGEST / height)
        image = sheet.render(scale=scale).to_pil().convert("RGBA")
        if boxes:
            outline = _outline(boxes, scale, image.height)
            over = Image.new("RGBA", image.size)
            ImageDraw.Draw(over).rectangle(outline, fill=_FILL, outline=_INK, width=3)
            image = Image.alpha_composite(image, over)
    out = io.BytesIO()
    image.convert("RGB").save(out, "PNG", optimize=True)
    return out.getvalue()


def _outline(boxes: Sequence[Box], scale: float, height: int) -> tuple[float, float, float, float]:
    """The rectangle around all boxes, in pixels from the picture's upper left corner."""
    return (
        min(box.x0 for box in boxes) * scale - _MARGIN,
        height - max(box.y1 for box in boxes) * scale - _MARGIN,
        max(box.x1 for box in boxes) * scale + _MARGIN,
        height - min(box.y0 for box in boxes) * scale + _MARGIN,
    )
