"""Open a Word file: a ZIP of XML parts, read with limits and without entities, or refused with the reason."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from dataclasses import dataclass
from typing import Any

from lxml import etree

from ingest import refusals

Element = Any
"""An element of lxml's."""

MAX_PART_BYTES = 64_000_000
"""One part, unpacked. The main text of a report of 130 pages has about 3,000,000 bytes."""

MAX_RATIO = 200
"""How much smaller than its content a packed part of more than a megabyte may be; text packs ten to thirty times."""

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
"""Namespace of what a Word text consists of."""

_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)
"""Names of the strict variant of the format, and what they are called in the usual one."""

_ENCRYPTED_FLAG = 0x1
_DAMAGED = (zipfile.BadZipFile, zlib.error, NotImplementedError, ValueError, EOFError, OSError)
"""What opening a damaged archive raises."""


@dataclass(frozen=True, slots=True)
class Related:
    """A part that another one names.

    Attributes:
        id: By which the other names it.
        kind: Last word of its type: ``styles``, ``footnotes``, ``header``.
        path: Where it is in the package.
    """

    id: str
    kind: str
    path: str


class Package:
    """The parts of a Word file.

    Args:
        name: File name, for messages.
        data: The file's bytes.

    Raises:
        UnreadableFileError: It is damaged, locked, or no Word text.
    """

    def __init__(self, name: str, data: bytes) -> None:
        self._name = name
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except _DAMAGED as error:
            raise refusals.truncated(name, "its table of contents is missing") from error
        self._sizes = {info.filename: info for info in self._archive.infolist()}
        main = [part for part in self.related("") if part.kind == "officeDocument"]
        if not main:
            raise refusals.not_word(name, self._what())
        self.main = main[0].path

    def related(self, path: str) -> list[Related]:
        """The parts that a part names; those of the package itself for an empty path."""
        folder, _, file = path.rpartition("/")
        root = self.read(posixpath.join(folder, "_rels", f"{file}.rels"))
        if root is None:
            return []
        found = []
        for relation in root:
            if not isinstance(relation.tag, str) or relation.get("TargetMode") == "External":
                continue
            target = relation.get("Target", "")
            inside = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
            kind = relation.get("Type", "").rpartition("/")[2]
            found.append(Related(relation.get("Id", ""), kind, posixpath.normpath(inside)))
        return found

    def read(self, path: str) -> Element | None:
        """The root of a part; ``None`` where the package has no such part.

        Raises:
            UnreadableFileError: The part is too large, locked, damaged or declares entities.
        """
        info = self._sizes.get(path)
        if info is None:
            return None
        if info.flag_bits & _ENCRYPTED_FLAG:
            raise refusals.encrypted(self._name)
        bomb = info.file_size > 1_000_000 and info.file_size > MAX_RATIO * max(1, info.compress_size)
        if bomb or info.file_size > MAX_PART_BYTES:
            raise refusals.too_large(self._name, info.file_size)
        try:
            content = self._archive.read(info)
        except _DAMAGED as error:
            raise refusals.truncated(self._name, f"its part {path} cannot be unpacked") from error
        return self._parse(path, content)

    def _parse(self, path: str, content: bytes) -> Element:
        for strict, usual in _STRICT:
            content = content.replace(strict, usual)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
        try:
            root = etree.fromstring(content, parser)
        except etree.XMLSyntaxError as error:
            if b"<!DOCTYPE" in content[:2000]:
                raise refusals.declares_entities(self._name) from error
            raise refusals.truncated(self._name, f"its part {path} is not well formed") from error
        if root.getroottree().docinfo.internalDTD is not None:
            # No writer of Word files declares a document type; who does wants entities to be expanded.
            raise refusals.declares_entities(self._name)
        return root

    def _what(self) -> str:
        """What a ZIP archive is that is no Word text."""
        names = self._sizes
        for folder, what in (("xl/", "a spreadsheet"), ("ppt/", "a presentation"), ("word/", "a damaged Word file")):
            if any(name.startswith(folder) for name in names):
                return what
        return "an OpenDocument file" if "content.xml" in names else "a ZIP archive"


def child(element: Element | None, *path: str) -> Element | None:
    """The first element at a path below another; ``None`` where a step is missing."""
    for step in path:
        if element is None:
            return None
        element = element.find(W + step)
    return element


def value(element: Element | None, *path: str) -> str:
    """The ``w:val`` of what stands at a path; empty where there is none."""
    found = child(element, *path)
    return "" if found is None else found.get(f"{W}val", "")


def switch(element: Element | None, name: str) -> bool | None:
    """A property that is on or off; ``None`` where it is not named."""
    found = child(element, name)
    return None if found is None else found.get(f"{W}val", "true") not in ("0", "false", "off")


def measure(element: Element | None, *names: str) -> int | None:
    """The first of some attributes that is given, in whole twips; ``None`` without any."""
    for name in names:
        text = "" if element is None else element.get(W + name, "")
        if text.lstrip("-").isdecimal():
            return int(text)
    return None
