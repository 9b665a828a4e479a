"""A PDF page as paper: its size as displayed, the way to its coordinates, the pictures on it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pypdf import PageObject

Matrix = tuple[float, float, float, float, float, float]
"""An affine map as PDF writes it."""


def images(page: PageObject) -> Iterator[tuple[int, int]]:
    """Width and height in pixels of the images that a page names."""
    resources: Any = page.get("/Resources")
    found: Any = resources.get_object().get("/XObject") if resources is not None else None
    objects: Any = found.get_object() if found is not None else {}
    for name in objects:
        image = objects[name].get_object()
        if image.get("/Subtype") == "/Image":
            yield int(image.get("/Width", 0)), int(image.get("/Height", 0))


def page_size(page: PageObject) -> tuple[float, float]:
    """Width and height of a page as displayed, in points."""
    box = page.cropbox
    width, height = float(box.width), float(box.height)
    return (height, width) if page.rotation % 180 else (width, height)


def display_matrix(page: PageObject) -> Matrix:
    """From the page's own coordinates to those of the page as displayed: origin at its lower left corner."""
    box = page.cropbox
    left, bottom, right, top = float(box.left), float(box.bottom), float(box.right), float(box.top)
    match page.rotation % 360:
        case 90:
            return (0.0, -1.0, 1.0, 0.0, -bottom, right)
        case 180:
            return (-1.0, 0.0, 0.0, -1.0, right, top)
        case 270:
            return (0.0, 1.0, -1.0, 0.0, top, -left)
        case _:
            return (1.0, 0.0, 0.0, 1.0, -left, -bottom)
