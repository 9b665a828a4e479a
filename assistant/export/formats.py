"""The formats a manuscript can be written in."""

from __future__ import annotations

from enum import StrEnum

from assistant.export.manuscript import Manuscript


class Format(StrEnum):
    """A format; its value is the suffix of its files."""

    DOCX = "docx"
    PDF = "pdf"
    MARKDOWN = "md"

    @property
    def media_type(self) -> str:
        """What a browser is told."""
        return _MEDIA_TYPES[self]


_MEDIA_TYPES = {
    Format.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Format.PDF: "application/pdf",
    Format.MARKDOWN: "text/markdown; charset=utf-8",
}


def write(manuscript: Manuscript, form: Format) -> bytes:
    """The content of a file that holds a manuscript.

    Raises:
        RightsDeskError: PDF, and no font has some of its characters.
    """
    if form is Format.DOCX:
        from assistant.export.docx import write_docx

        return write_docx(manuscript)
    if form is Format.PDF:
        from assistant.export.pdf import write_pdf

        return write_pdf(manuscript)
    from assistant.export.markdown import write_markdown

    return write_markdown(manuscript)
