"""Word files for tests: small ones in the two house styles of the United Nations, with own texts, and their parts."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_NAMES = f'xmlns:w="{W}" xmlns:r="{_R}"'
_PARTS = ("styles", "numbering", "settings", "footnotes", "endnotes")


def r(text: str, *, bold: bool = False, italic: bool = False, size: int = 0, more: str = "") -> str:
    """A run; tabs and line breaks are written as in Python."""
    sized = f'<w:sz w:val="{size}"/>' if size else ""
    properties = f"{'<w:b/>' * bold}{'<w:i/>' * italic}{sized}{more}"
    inner = "".join(
        {"\t": "<w:tab/>", "\n": "<w:br/>"}.get(part) or f'<w:t xml:space="preserve">{escape(part)}</w:t>'
        for part in _parts(text)
    )
    return f"<w:r><w:rPr>{properties}</w:rPr>{inner}</w:r>"


def _parts(text: str) -> list[str]:
    parts = [""]
    for char in text:
        if char in "\t\n":
            parts += [char, ""]
        else:
            parts[-1] += char
    return [part for part in parts if part]


def p(*content: str, style: str = "", more: str = "") -> str:
    """A paragraph; what is no XML is a run of plain text."""
    properties = (f'<w:pStyle w:val="{style}"/>' if style else "") + more
    runs = "".join(part if part.startswith("<w:") else r(part) for part in content)
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"


def footnote(number: int, mark: str = "", kind: str = "footnote") -> str:
    """A reference to a note; with a mark of its own it is not counted."""
    custom = ' w:customMarkFollows="1"' if mark else ""
    shown = f"<w:t>{mark}</w:t>" if mark else ""
    raised = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
    return f'<w:r>{raised}<w:{kind}Reference{custom} w:id="{number}"/>{shown}</w:r>'


def notes(texts: Mapping[int, str], kind: str = "footnote", marks: Mapping[int, str] | None = None) -> str:
    """The part that holds the notes."""
    made = []
    for number, text in texts.items():
        own = (marks or {}).get(number)
        raised = '<w:vertAlign w:val="superscript"/>'
        mark = r(own, more=raised) if own else f"<w:r><w:rPr>{raised}</w:rPr><w:{kind}Ref/></w:r>"
        made.append(f'<w:{kind} w:id="{number}">{p(mark, r(f" {text}", size=18))}</w:{kind}>')
    separators = "".join(
        f'<w:{kind} w:type="{name}" w:id="{number}"><w:p><w:r><w:{name}/></w:r></w:p></w:{kind}>'
        for number, name in ((-1, "separator"), (0, "continuationSeparator"))
    )
    return f"<w:{kind}s {_NAMES}>{separators}{''.join(made)}</w:{kind}s>"


def table(*rows: Sequence[str], widths: Sequence[int] = ()) -> str:
    """A table; a cell that is no XML is a paragraph."""
    columns = len(rows[0])
    widths = widths or [8000 // columns] * columns
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    lines = "".join(
        "<w:tr>"
        + "".join(
            cell
            if cell.startswith("<w:tc>")
            else f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
            f"{cell if cell.startswith('<w:p>') else p(cell)}</w:tc>"
            for cell, width in zip(row, widths, strict=False)
        )
        + "</w:tr>"
        for row in rows
    )
    wide = f'<w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/></w:tblPr>'
    return f"<w:tbl>{wide}<w:tblGrid>{grid}</w:tblGrid>{lines}</w:tbl>"


def level(
    index: int,
    form: str,
    pattern: str,
    *,
    left: int = 0,
    hanging: int = 0,
    first: int = 0,
    start: int = 1,
    more: str = "",
) -> str:
    """A level of a numbering."""
    indent = f'w:hanging="{hanging}"' if hanging else f'w:firstLine="{first}"'
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{pattern}"/><w:pPr><w:ind w:left="{left}" {indent}/></w:pPr></w:lvl>'
    )


def numbering(lists: Mapping[int, Sequence[str]], numbers: Mapping[int, tuple[int, str]]) -> str:
    """The part that defines numberings: levels by list; list and overrides by number."""
    defined = "".join(
        f'<w:abstractNum w:abstractNumId="{key}">{"".join(levels)}</w:abstractNum>' for key, levels in lists.items()
    )
    used = "".join(
        f'<w:num w:numId="{key}"><w:abstractNumId w:val="{listed}"/>{overrides}</w:num>'
        for key, (listed, overrides) in numbers.items()
    )
    return f"<w:numbering {_NAMES}>{defined}{used}</w:numbering>"


def numbered(number: int, index: int = 0) -> str:
    """The property that numbers a paragraph."""
    return f'<w:numPr><w:ilvl w:val="{index}"/><w:numId w:val="{number}"/></w:numPr>'


def style(name: str, *, shown: str = "", based: str = "Normal", paragraph: str = "", words: str = "") -> str:
    """A paragraph style."""
    base = f'<w:basedOn w:val="{based}"/>' if based else ""
    default = ' w:default="1"' if name == "Normal" else ""
    return (
        f'<w:style w:type="paragraph"{default} w:styleId="{name}"><w:name w:val="{shown or name}"/>{base}'
        f"<w:pPr>{paragraph}</w:pPr><w:rPr>{words}</w:rPr></w:style>"
    )


def styles(*defined: str) -> str:
    """The part that defines styles: Times New Roman of 10 points, and some more."""
    font = '<w:rFonts w:ascii="Liberation Serif" w:hAnsi="Liberation Serif" w:cs="Liberation Serif"/>'
    defaults = f'<w:docDefaults><w:rPrDefault><w:rPr>{font}<w:sz w:val="20"/></w:rPr></w:rPrDefault></w:docDefaults>'
    normal = style("Normal", based="", paragraph='<w:spacing w:line="240" w:lineRule="atLeast"/>')
    return f"<w:styles {_NAMES}>{defaults}{normal}{''.join(defined)}</w:styles>"


_HEADING = '<w:keepNext/><w:tabs><w:tab w:val="right" w:pos="851"/></w:tabs>'
_HANGING = '<w:spacing w:before="240" w:after="120"/><w:ind w:left="1134" w:right="1134" w:hanging="1134"/>'
GENEVA = styles(
    style("HChG", shown="_ H _Ch_G", paragraph=_HEADING + _HANGING, words='<w:b/><w:sz w:val="28"/>'),
    style("H1G", shown="_ H_1_G", paragraph=_HEADING + _HANGING, words='<w:b/><w:sz w:val="24"/>'),
    style("H23G", shown="_ H_2/3_G", paragraph=_HEADING + _HANGING, words="<w:b/>"),
    style("H4G", shown="_ H_4_G", paragraph=_HEADING + _HANGING, words="<w:i/>"),
    style(
        "SingleTxtG",
        shown="_ Single Txt_G",
        paragraph='<w:spacing w:after="120"/><w:ind w:left="1134" w:right="1134"/><w:jc w:val="both"/>',
    ),
    style("ParaNo.G", shown="_ParaNo._G", based="SingleTxtG", paragraph='<w:numPr><w:numId w:val="1"/></w:numPr>'),
)
NEW_YORK = styles(
    style(
        "HCh", shown="_ H _Ch", paragraph=_HEADING + _HANGING.replace("1134", "1267"), words='<w:b/><w:sz w:val="28"/>'
    ),
    style("H1", shown="_ H_1", paragraph=_HEADING + _HANGING.replace("1134", "1267"), words='<w:b/><w:sz w:val="24"/>'),
    style("H23", shown="_ H_2/3", paragraph=_HEADING + _HANGING.replace("1134", "1267"), words="<w:b/>"),
    style(
        "SingleTxt",
        shown="__Single Txt",
        paragraph='<w:spacing w:after="120"/><w:ind w:left="1267" w:right="1267" w:firstLine="475"/>',
    ),
)


def word(
    body: Sequence[str],
    *,
    section: str = "",
    headers: Mapping[str, str] | None = None,
    more: Mapping[str, bytes] | None = None,
    **parts: str,
) -> bytes:
    """A Word file.

    Args:
        body: Paragraphs and tables.
        section: Properties of the last section.
        headers: Text of the running heads, by their type (``default``, ``first``).
        more: Other files of the package.
        parts: ``styles``, ``numbering``, ``settings``, ``footnotes``, ``endnotes``.
    """
    heads = {f"header-{kind}": (kind, text) for kind, text in (headers or {}).items()}
    references = "".join(f'<w:headerReference w:type="{kind}" r:id="{key}"/>' for key, (kind, _) in heads.items())
    size = '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1400" w:right="1134" w:bottom="1134" w:left="1134"/>'
    last = f"<w:sectPr>{references}{size}{section}</w:sectPr>"
    document = f"<w:document {_NAMES}><w:body>{''.join(body)}{last}</w:body></w:document>"
    files = {"word/document.xml": document}
    files |= {f"word/{name}.xml": content for name, content in parts.items()}
    files |= {f"word/{key}.xml": f"<w:hdr {_NAMES}>{p(text)}</w:hdr>" for key, (_, text) in heads.items()}
    relations = {name: name for name in parts} | dict.fromkeys(heads, "header")
    files["word/_rels/document.xml.rels"] = _relations({key: (kind, f"{key}.xml") for key, kind in relations.items()})
    files["_rels/.rels"] = _relations({"main": ("officeDocument", "word/document.xml")})
    files["[Content_Types].xml"] = _types([*parts, *heads])
    return zipped({name: content.encode() for name, content in files.items()} | dict(more or {}))


def zipped(files: Mapping[str, bytes]) -> bytes:
    """A ZIP archive."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return data.getvalue()


def _relations(targets: Mapping[str, tuple[str, str]]) -> str:
    each = "".join(
        f'<Relationship Id="{key}" Type="{_R}/{kind}" Target="{target}"/>' for key, (kind, target) in targets.items()
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{each}</Relationships>'


def _types(parts: Sequence[str]) -> str:
    kinds = {"document": "document.main"} | {part: part.partition("-")[0] for part in parts}
    each = "".join(
        f'<Override PartName="/word/{part}.xml" ContentType="{_TYPE}.{kind}+xml"/>' for part, kind in kinds.items()
    )
    defaults = (
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
    )
    return f'<Types xmlns="{_PACKAGE}/content-types">{defaults}{each}</Types>'


FIRST = (
    "Digital tools help people to organize, and they expose them to "
    "surveillance of a kind that no paper file ever allowed."
)
SECOND = (
    "States that buy such tools remain bound by the rights to privacy "
    "and to freedom of peaceful assembly in all they do."
)
THIRD = (
    "Business enterprises have a responsibility of their own, which "
    "does not depend on what a State is willing to enforce."
)
FOURTH = (
    "The Special Rapporteur recommends that procurement be preceded by an assessment of its effects on human rights."
)


def masthead(symbol: str) -> list[str]:
    """What stands above the title of a document of the Human Rights Council."""
    organ, _, rest = symbol.partition("/")
    return [
        table(
            [p(r("United Nations", size=28)), p(r(organ, size=40), r(f"/{rest}"))],
            [
                p(r("General Assembly", bold=True, size=40)),
                p("Distr.: General") + p("3 March 2026") + p("") + p("Original: English"),
            ],
            widths=[6300, 3300],
        ),
        p(r("Human Rights Council", bold=True, size=24)),
        p(r("Sixty-second session", bold=True)),
        p("15 June–9 July 2026"),
        p("Agenda item 3"),
        p(
            r(
                "Promotion and protection of all human rights, civil,\npolitical, economic, social and cultural rights",
                bold=True,
            )
        ),
    ]


def geneva(*, automatic: bool = False, symbol: str = "A/HRC/62/9") -> bytes:
    """A report to the Human Rights Council, its paragraphs numbered by Word or by hand."""

    def para(number: int, *text: str) -> str:
        if automatic:
            return p(*text, style="ParaNo.G")
        return p(f"{number}.\t", *text, style="SingleTxtG")

    body = [
        *masthead(symbol),
        p("\t\tProcurement of digital tools", footnote(1, "*"), style="HChG"),
        p("\t\tReport of the Special Rapporteur on the right to privacy", style="H1G"),
        table(
            [
                p(r("Summary", italic=True))
                + p("The report asks what States owe to people when they buy digital tools from others.")
            ]
        ),
        p("\tI.\tIntroduction", style="H1G"),
        para(1, FIRST, footnote(2)),
        para(2, SECOND, " It follows from this that:"),
        p(
            "(a)\tEvery contract should be published;",
            style="SingleTxtG",
            more='<w:ind w:left="1134" w:firstLine="567"/>',
        ),
        p(
            "(b)\tEvery contract should end",
            footnote(3),
            ".",
            style="SingleTxtG",
            more='<w:ind w:left="1134" w:firstLine="567"/>',
        ),
        p("\tII.\tDuties", style="H1G"),
        p("\tA.\tOf States", style="H23G"),
        para(3, SECOND),
        p("\tB.\tOf enterprises", style="H23G"),
        para(4, THIRD, footnote(4)),
        p(r("Table 1\nContracts by region", bold=True)),
        table(
            ["Region", "Contracts", "Published"], ["North", "120", "35"], ["South", "88", "51"], ["East", "64", "12"]
        ),
        p("\tIII.\tConclusions and recommendations", style="H1G"),
        para(5, r(FOURTH, bold=True)),
        para(6, r(THIRD, bold=True)),
        p("Annex", style="HChG", more="<w:pageBreakBefore/>"),
        p("\t\tTerms used in the report", style="H1G"),
        p(r("1.\t"), FIRST, style="SingleTxtG"),
        p(r("2.\t"), THIRD, style="SingleTxtG"),
    ]
    texts = {
        1: "The present report was submitted late.",
        2: "See A/HRC/58/3.",
        3: "Ibid., para. 7.",
        4: "A/HRC/17/31, annex.",
    }
    return word(
        body,
        styles=GENEVA,
        numbering=numbering(
            {0: [level(0, "decimal", "%1.", left=1134, more='<w:pStyle w:val="ParaNo.G"/>')]}, {1: (0, "")}
        ),
        footnotes=notes(texts, marks={1: "*"}),
        headers={"default": symbol},
        section="<w:titlePg/>",
    )


def new_york(*, symbol: str = "A/RES/82/7") -> bytes:
    """A resolution of the General Assembly."""
    top = table(
        [p(r("United Nations", size=28)), p(r("A", size=40), r("/RES/82/7"))],
        [p(r("General Assembly", bold=True, size=40)), p("Distr.: General") + p("21 December 2027")],
        widths=[6300, 3300],
    )
    body = [
        top,
        p(r("Eighty-second session", bold=True)),
        p("Agenda item 71 (b)"),
        p(r("Promotion and protection of human rights", bold=True)),
        p("\t\tResolution adopted by the General Assembly on 18 December 2027", style="HCh"),
        p("\t82/7.\tDigital tools in public hands", style="H1"),
        p(r("The General Assembly", italic=True), ",", style="SingleTxt"),
        p(
            r("Recalling", italic=True),
            " its earlier resolutions on the right to privacy",
            footnote(1),
            ",",
            style="SingleTxt",
        ),
        p(r("Concerned", italic=True), f" that {FIRST[0].lower()}{FIRST[1:-1]},", style="SingleTxt"),
        p(
            "1.\t",
            r("Calls upon", italic=True),
            " all States to assess the effects of digital tools before they buy them;",
            style="SingleTxt",
        ),
        p(
            "2.\t",
            r("Requests", italic=True),
            " the Secretary-General to report at its eighty-fourth session:",
            style="SingleTxt",
        ),
        p("(a)\tOn the contracts that States have published;", style="SingleTxt"),
        p("(b)\tOn the remedies that people have had;", style="SingleTxt"),
        p("3.\t", r("Decides", italic=True), " to remain seized of the matter.", style="SingleTxt"),
    ]
    return word(body, styles=NEW_YORK, footnotes=notes({1: "Resolutions 68/167 and 77/211."}))
