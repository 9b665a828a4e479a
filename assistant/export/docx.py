"""A manuscript as DOCX: real footnotes, heading styles that a table of contents finds, page numbers."""

from __future__ import annotations

import tempfile
import zipfile
from importlib import resources
from pathlib import Path

from assistant.export.manuscript import Manuscript
from assistant.export.pandoc import convert, word_node

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_A4 = '<w:pgSz w:w="11906" w:h="16838"/>'
_MARGINS = (
    '<w:pgMar w:top="1361" w:right="1474" w:bottom="1474" w:left="1474" w:header="709" w:footer="709" w:gutter="0"/>'
)


def write_docx(manuscript: Manuscript) -> bytes:
    """The manuscript as DOCX, as Word and LibreOffice open it."""
    with tempfile.TemporaryDirectory(prefix="rightsdesk-") as folder:
        pattern, output = Path(folder, "pattern.docx"), Path(folder, "written.docx")
        _write_pattern(pattern)
        convert(manuscript, word_node, "docx", f"--reference-doc={pattern}", output=output)
        return output.read_bytes()


def _write_pattern(path: Path) -> None:
    """An empty document from which pandoc takes styles, paper and footer."""
    ours = resources.files("assistant.export")
    types = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_TYPE}.{kind}+xml"/>'
        for name, kind in {"document": "document.main", "styles": "styles", "footer": "footer"}.items()
    )
    relations = "".join(
        f'<Relationship Id="{name}" Type="{_RELATIONS}/{name}" Target="{name}.xml"/>' for name in ("styles", "footer")
    )
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f"{types}</Types>",
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="document" Type="{_RELATIONS}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{relations}</Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{_WORD}" xmlns:r="{_RELATIONS}"><w:body><w:sectPr>'
        f'<w:footerReference w:type="default" r:id="footer"/>{_A4}{_MARGINS}</w:sectPr></w:body></w:document>',
        "word/styles.xml": ours.joinpath("styles.xml").read_text(encoding="utf-8"),
        "word/footer.xml": ours.joinpath("footer.xml").read_text(encoding="utf-8"),
    }
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
