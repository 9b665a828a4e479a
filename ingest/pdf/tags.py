"""Read the structure tree of a tagged PDF: which paragraph, table cell or note each piece of text belongs to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pypdf import PdfReader

MAX_ELEMENTS = 500_000
"""Structure elements read in one file; a report of 130 pages has about 10,000."""

_BLOCKS = {"P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "LI", "LBody", "Lbl", "Caption", "TOCI", "Title", "Figure"}
_NOTES = {"Footnote", "Endnote", "Note", "FENote"}
_CELLS = {"TD", "TH"}


@dataclass(frozen=True, slots=True)
class Tag:
    """Where a piece of text stands in the logical structure.

    Attributes:
        block: Number of its paragraph, counted in logical order from 0.
        role: Structure type of that paragraph (``P``, ``H2``).
        table: Number of the table that holds it, from 1; 0 outside tables.
        row: Row of that table, from 0.
        column: Cell of that row, from 0.
        note: Number of the footnote that holds it, from 1; 0 outside footnotes.
    """

    block: int
    role: str = "P"
    table: int = 0
    row: int = 0
    column: int = 0
    note: int = 0


Tags = dict[tuple[int, int], Tag]
"""Tags by page (from 1) and marked-content number."""


def read_tags(reader: PdfReader) -> Tags:
    """The tags of a file; empty where it has no structure tree."""
    root = reader.root_object.get("/StructTreeRoot")
    if root is None:
        return {}
    numbers = {
        page.indirect_reference.idnum: number
        for number, page in enumerate(reader.pages, start=1)
        if page.indirect_reference is not None
    }
    tree = root.get_object()
    walk = _Walk(numbers, _standard_roles(tree.get("/RoleMap")))
    walk.children(tree, Tag(-1), 0)
    return walk.tags


class _Walk:
    """Counts paragraphs, tables and notes while going through the tree in logical order, without recursion limits."""

    def __init__(self, pages: dict[int, int], roles: dict[str, str]) -> None:
        self.tags: Tags = {}
        self._roles = roles
        self._pages = pages
        self._blocks = 0
        self._tables = 0
        self._notes = 0
        self._rows: dict[int, int] = {}
        self._columns: dict[tuple[int, int], int] = {}
        self._left = MAX_ELEMENTS

    def children(self, root: Any, tag: Tag, page: int) -> None:  # noqa: ANN401 - pypdf objects are untyped
        stack = [(kid, tag, page) for kid in reversed(_kids(root))]
        while stack and self._left > 0:
            self._left -= 1
            element, tag, page = stack.pop()
            if isinstance(element, int):
                self.tags[page, int(element)] = self._in_block(tag)
                continue
            if not hasattr(element, "get"):
                continue
            reference = element.raw_get("/Pg") if "/Pg" in element else None
            page = self._pages.get(getattr(reference, "idnum", -1), page)
            if "/S" not in element:
                if "/MCID" in element:
                    self.tags[page, int(element["/MCID"])] = self._in_block(tag)
                continue
            role = str(element["/S"]).lstrip("/")
            tag = self._enter(self._roles.get(role, role), tag)
            stack.extend((kid, tag, page) for kid in reversed(_kids(element)))

    def _in_block(self, tag: Tag) -> Tag:
        return tag if tag.block >= 0 else self._new_block(tag, "P")

    def _new_block(self, tag: Tag, role: str) -> Tag:
        self._blocks += 1
        return Tag(self._blocks - 1, role, tag.table, tag.row, tag.column, tag.note)

    def _enter(self, role: str, tag: Tag) -> Tag:
        if role in _NOTES:
            self._notes += 1
            # A note leaves the paragraph and the table that it is anchored in.
            return Tag(-1, note=self._notes)
        if role == "Table":
            # A table inside a table is read as rows of the outer one.
            self._tables += 0 if tag.table else 1
            return tag if tag.table else Tag(-1, table=self._tables, note=tag.note)
        if tag.table and role == "TR":
            self._rows[tag.table] = self._rows.get(tag.table, -1) + 1
            return Tag(-1, table=tag.table, row=self._rows[tag.table], note=tag.note)
        if tag.table and role in _CELLS:
            key = (tag.table, tag.row)
            self._columns[key] = self._columns.get(key, -1) + 1
            return Tag(-1, table=tag.table, row=tag.row, column=self._columns[key], note=tag.note)
        if role not in _BLOCKS or (role in ("LBody", "Lbl") and tag.block >= 0):
            return tag
        return self._new_block(tag, role)


def _standard_roles(names: Any) -> dict[str, str]:  # noqa: ANN401
    """The standard structure type for each type of the file's own: LibreOffice names types after its styles."""
    given = {} if names is None else names.get_object()
    own = {str(name).lstrip("/"): str(given[name]).lstrip("/") for name in given}
    standard = {}
    for name, first in own.items():
        role, seen = first, {name}
        while role in own and role not in seen:
            seen.add(role)
            role = own[role]
        standard[name] = role
    return standard


def _kids(element: Any) -> list[Any]:  # noqa: ANN401
    kids = element.get("/K")
    if kids is None:
        return []
    kids = kids.get_object()
    found = []
    for kid in kids if isinstance(kids, list) else [kids]:
        value = kid.get_object()
        if value is not None:
            found.append(value)
    return found
