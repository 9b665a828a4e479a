"""Pages of a PDF as pictures: the outline lies around the paragraph, and around no other."""

from __future__ import annotations

import hashlib
import html
import io
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import worded
from fakes import make
from fastapi import FastAPI
from fastapi.testclient import TestClient
from numpy.typing import NDArray
from PIL import Image
from printed import A4, SENTENCE, Text, flow, geneva, make_pdf, new_york

from assistant.ui.pictures import draw_page, picture_routes
from assistant.ui.shown import pages_of, render_pages
from ingest.document import read_document
from ingest.pdf.paper import Matrix
from store.library import Library
from store.model import Box

WIDTH, HEIGHT = A4
PARAGRAPHS = (
    [Text(113, 700, "1."), *flow(SENTENCE, 113, 700, first=142)],
    [
        Text(113, 664, "2."),
        *flow(f"{SENTENCE} It follows the earlier report on the same subject.", 113, 664, first=142),
    ],
    [Text(113, 616, "3."), *flow(SENTENCE, 113, 616, first=142)],
)
TURNED: dict[int, Matrix] = {
    0: (1, 0, 0, 1, 0, 0),
    90: (0, 1, -1, 0, HEIGHT, 0),
    180: (-1, 0, 0, -1, WIDTH, HEIGHT),
    270: (0, -1, 1, 0, 0, WIDTH),
}
"""From places on the page as displayed to places on the page as it is in the file, for each way it is turned."""


def page_with(file: Path, paragraphs: Sequence[list[Text]], rotate: int, cut: tuple[float, float]) -> Path:
    """A page displayed upright, with a strip cut off at its left and its lower side as it is in the file."""
    size = (HEIGHT, WIDTH) if rotate % 180 else A4
    texts = [text for paragraph in paragraphs for text in paragraph]
    crop = (*cut, *size) if any(cut) else None
    file.write_bytes(make_pdf([texts], size=size, rotate=rotate, crop=crop, turned=TURNED[rotate]))
    return file


def pixels(file: Path, boxes: tuple[Box, ...] = ()) -> NDArray[np.uint8]:
    return np.asarray(Image.open(io.BytesIO(draw_page(file, 1, boxes))))


def marked(file: Path, boxes: tuple[Box, ...]) -> tuple[slice, slice]:
    """The rows and columns of a page that are not as they are without the boxes."""
    rows, columns = np.nonzero((pixels(file) != pixels(file, boxes)).any(axis=2))
    return slice(rows.min(), rows.max() + 1), slice(columns.min(), columns.max() + 1)


@pytest.mark.parametrize("cut", [(0, 0), (72, 15), (20, 55)])
@pytest.mark.parametrize("rotate", TURNED)
@pytest.mark.parametrize("number", [1, 2, 3])
def test_the_outline_holds_the_paragraph_and_nothing_of_another(
    tmp_path: Path, number: int, rotate: int, cut: tuple[float, float]
) -> None:
    whole = page_with(tmp_path / "whole.pdf", PARAGRAPHS, rotate, cut)
    passage = next(each for each in read_document(whole).passages if each.locator == f"para. {number}")
    outlined = marked(whole, passage.boxes)
    for each, paragraph in enumerate(PARAGRAPHS, 1):
        dark = pixels(page_with(tmp_path / f"{each}.pdf", [paragraph], rotate, cut)).min(axis=2) < 128
        assert dark.sum() > 1000
        assert dark[outlined].sum() == (dark.sum() if each == number else 0)


@pytest.fixture
def pages(library: Library) -> TestClient:
    """The addresses of the pages of a library."""
    app = FastAPI()
    app.include_router(picture_routes(library))
    return TestClient(app)


def shown(library: Library, symbol: str) -> str:
    """The address of the page that the first paragraph of a document is on."""
    document, passage = library.document(symbol), library.passages(symbol)[0]
    assert document
    return html.unescape(re.findall('src="(.*?)"', render_pages(document, pages_of(passage), passage))[0])


def test_a_page_of_a_file_that_was_replaced_has_another_address(library: Library, pages: TestClient) -> None:
    document, passages = make("A/80/74", "One.")
    passages = (replace(passages[0], page=1, last_page=1),)
    drawn = {}
    for content in (geneva(), new_york()):
        library.add(replace(document, sha256=hashlib.sha256(content).hexdigest()), passages, content)
        address = shown(library, "A/80/74")
        drawn[address] = pages.get(address).content
    assert len(drawn) == len(set(drawn.values())) == 2


@pytest.mark.parametrize("address", ["/pages/1.png?symbol=A/1/1", "/pages/3.png?symbol=A/80/74"])
def test_a_page_that_is_not_there_is_not_found(library: Library, pages: TestClient, address: str) -> None:
    content = geneva()
    document, passages = make("A/80/74", "One.")
    library.add(replace(document, sha256=hashlib.sha256(content).hexdigest()), passages, content)
    assert pages.get(address).status_code == 404


def test_a_word_file_has_no_pages_to_show(library: Library, pages: TestClient) -> None:
    content = worded.geneva()
    document, passages = make("A/HRC/62/9", "One.")
    library.add(replace(document, sha256=hashlib.sha256(content).hexdigest()), passages, content)
    assert pages.get("/pages/1.png?symbol=A/HRC/62/9").status_code == 404
