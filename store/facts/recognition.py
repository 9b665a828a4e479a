"""How sure the recognition of a scan was of each page."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, delete, insert, select

from store.database.schema import recognised
from store.model import PageConfidence


def write_confidences(connection: Connection, document: int, found: Iterable[PageConfidence]) -> None:
    """Write how sure each page is, in place of what was written of the document before."""
    connection.execute(delete(recognised).where(recognised.c.document == document))
    rows = [{"document": document, "page": each.page, "confidence": each.confidence} for each in found]
    if rows:
        connection.execute(insert(recognised), rows)


def confidences_in(connection: Connection, document: int) -> list[PageConfidence]:
    """The pages of a document that were recognised, in order; none of a digital text."""
    query = select(recognised.c.page, recognised.c.confidence).where(recognised.c.document == document)
    return [PageConfidence(page, confidence) for page, confidence in connection.execute(query.order_by("page"))]
