"""The text of a draft as HTML: each paragraph with its sources, its comments, and what can be done with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from assistant.answer import Citation
from assistant.citations import places_by_document
from assistant.drafting.desk import Kept
from assistant.drafting.draft import Basis, Cited, Comment, Opinion, Paragraph, Section, Sentence, State, Style
from assistant.drafting.naming import PLAIN, Around, around
from assistant.drafting.numbering import Numbers, numbers_of
from assistant.drafting.recheck import Finding
from assistant.drafting.review import LONGEST_TEXT, NOBODY
from assistant.drafting.typed import marks_of, shown, sources_in
from assistant.ui.addresses import address_of
from assistant.ui.advice.history import when
from assistant.ui.advice.pieces import action, area, form, place_fields, untold_title
from assistant.ui.shown import badge, mark_quotes
from prompts.advice import Part
from store.library import Library


@dataclass(frozen=True, slots=True)
class Unsaved:
    """A text that somebody typed over a paragraph which was changed meanwhile.

    Attributes:
        paragraph: Id of that paragraph.
        text: With the numbers that citations have now.
        gone: What it cited that the draft does not cite any more.
    """

    paragraph: str
    text: str
    gone: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Showing:
    """How a draft is shown.

    Attributes:
        kept: The draft at a revision.
        library: Where the paragraphs it cites are read.
        checked: Whether it was looked at again.
        findings: What does not hold any more, where it was.
        unsaved: What would be lost otherwise.
    """

    kept: Kept
    library: Library
    checked: bool = False
    findings: Sequence[Finding] = ()
    unsaved: Unsaved | None = None

    @property
    def last(self) -> bool:
        """Whether this is the last revision: an earlier one is only read."""
        return self.kept.revision.number == self.kept.heading.revision

    @property
    def open(self) -> bool:
        """Whether it can be changed."""
        return self.last and self.kept.draft.state is not State.CLEARED

    def named(self, **values: str | int) -> dict[str, str | int]:
        """What every button says: draft and revision, and what it is about."""
        return {"draft": self.kept.heading.id, "revision": self.kept.revision.number, **values}


def render_text(showing: Showing) -> str:
    """The sections of a draft; everything that comes from people or documents is escaped."""
    numbers = numbers_of(showing.kept.draft)
    return "".join(_section(showing, numbers, each) for each in showing.kept.draft.sections)


def _section(showing: Showing, numbers: Numbers, section: Section) -> str:
    if section.part is Part.REFERENCES:
        return (
            f'<section><h3>{escape(section.title)}</h3><p class="rd-hint">The documents cited are listed here in the '
            "files.</p></section>"
        )
    again = (
        action(
            f"Write this section{' again' if section.paragraphs else ''}",
            "write",
            showing.named(part=section.part.value),
        )
        if showing.open
        else ""
    )
    note = f'<p class="rd-note">{escape(section.note)}</p>' if section.note else ""
    begin = _adding(showing, section.part, "", "Add a paragraph here") if showing.open else ""
    named = around(showing.library, showing.kept.draft, section)
    paragraphs = "".join(
        _paragraph(showing, numbers, section.part, each, named.get(each.id, PLAIN)) for each in section.paragraphs
    )
    empty = "" if paragraphs else '<p class="rd-hint">Nothing is written here yet.</p>'
    return (
        f'<section aria-label="{escape(section.title)}"><div class="rd-section-head"><h3>{escape(section.title)}</h3>'
        f'<p class="rd-actions">{again}</p></div>{note}{begin}{paragraphs}{empty}</section>'
    )


def _paragraph(showing: Showing, numbers: Numbers, part: Part, paragraph: Paragraph, beside: Around) -> str:
    comments = [each for each in showing.kept.draft.comments if each.paragraph == paragraph.id]
    findings = [each for each in showing.findings if each.paragraph == paragraph.id]
    if not paragraph.sentences and not paragraph.edited:
        return ""
    above = f'<p class="rd-label" role="heading" aria-level="6">{escape(beside.group)}</p>' if beside.group else ""
    above += f'<p dir="auto">{escape(beside.document)}</p>' if beside.document else ""
    whose = "by hand" if paragraph.edited_by == NOBODY else f"by {paragraph.edited_by}"
    by = f'<p class="rd-facts">Changed {escape(whose)}</p>' if paragraph.edited else ""
    if any(each.lost for each in paragraph.sentences):
        by += '<p class="rd-missing">Every source of this was rejected; in files it is a place to be filled.</p>'
    return (
        f'<div class="rd-paragraph" data-paragraph="{escape(paragraph.id)}" tabindex="-1" role="group" '
        f'aria-label="{escape(_beginning(paragraph))}">'
        f"{above}{_words(paragraph, beside, numbers)}{by}"
        f"{''.join(map(_finding, findings))}{''.join(map(_comment, comments))}"
        f"{_sources(showing, numbers, paragraph)}{_tools(showing, numbers, part, paragraph)}</div>"
    )


def _beginning(paragraph: Paragraph) -> str:
    return " ".join(each.text for each in paragraph.sentences)[:60] or "Deleted"


def _words(paragraph: Paragraph, beside: Around, numbers: Numbers) -> str:
    sentences = (
        _sentence(each, beside.words(each.text), marks_of(paragraph, at, numbers))
        for at, each in enumerate(paragraph.sentences)
    )
    words = " ".join(sentences) or "<em>Deleted</em>"
    match paragraph.style:
        case Style.HEADING:
            level = min(paragraph.level + 2, 6)
            return f'<h{level} dir="auto">{words}</h{level}>'
        case Style.LABEL:
            return f'<p class="rd-label" role="heading" aria-level="4" dir="auto">{words}</p>'
        case Style.QUOTATION:
            return f'<blockquote dir="auto">{words}</blockquote>'
        case Style.ITEM:
            return f'<ul><li dir="auto">{words}</li></ul>'
        case Style.TEXT:
            return f'<p dir="auto">{words}</p>'


def _sentence(sentence: Sentence, words: str, numbers: Sequence[int]) -> str:
    text = escape(words).replace("\n", "<br>")
    if sentence.basis is Basis.PLACE or sentence.lost:
        text = f'<mark class="rd-place">{text}</mark>'
    marks = "".join(
        f'<span class="rd-mark{" rd-rejected" * (each.opinion is Opinion.REJECTED)}">[{number}]</span>'
        for number, each in zip(numbers, sentence.sources, strict=False)
    )
    return f"{text} {marks}" if marks else text


def _finding(finding: Finding) -> str:
    return (
        f'<p class="rd-missing">{badge(finding.problem.value)} “{escape(finding.text[:200])}” '
        f"{escape(finding.detail)}</p>"
    )


def _comment(comment: Comment) -> str:
    by = " · ".join(filter(None, [comment.who, when(comment.at)]))
    words = escape(comment.text).replace("\n", "<br>")
    return f'<div class="rd-said"><p class="rd-facts">{escape(by)}</p><p dir="auto">{words}</p></div>'


def _sources(showing: Showing, numbers: Numbers, paragraph: Paragraph) -> str:
    """The sources behind a summary, each with its paragraph beside it."""
    sources = sources_in(paragraph)
    if not sources:
        return ""
    cards = []
    for each in sources:
        sentence, place = next(
            (sentence, place)
            for sentence, held in enumerate(paragraph.sentences)
            for place, source in enumerate(held.sources)
            if source == each
        )
        number = numbers.get((paragraph.id, sentence, place), 0)
        cards.append(_source(showing, paragraph, number, each, (sentence, place)))
    in_words = all(each.basis is Basis.FRAME for each in paragraph.sentences)
    named = "Read what is named" if in_words else places_by_document(each.citation for each in sources)
    return f'<details class="rd-sources"><summary>{escape(named)}</summary>{"".join(cards)}</details>'


def _source(showing: Showing, paragraph: Paragraph, number: int, cited: Cited, where: tuple[int, int]) -> str:
    citation, library = cited.citation, showing.library
    document, passage = (
        library.document(citation.symbol, citation.language),
        library.passage(citation.symbol, citation.locator, citation.language),
    )
    if document is None or passage is None:
        words = f"{badge('No longer in the library')}<blockquote>{escape(citation.quote)}</blockquote>"
    else:
        warned = badge(f"Superseded by {document.superseded_by}") if document.superseded_by else ""
        link = f'<a href="{escape(address_of(document, citation.locator))}" target="_blank">Read in the library</a>'
        words = f"{warned}<blockquote>{mark_quotes(passage.text, [(citation.quote, 0)])}</blockquote><p>{link}</p>"
    sentence, source = where
    named = showing.named(paragraph=paragraph.id, sentence=sentence, source=source)
    judged = ""
    if showing.open and number:
        ways = {
            Opinion.ACCEPTED: ("Accept", "accept"),
            Opinion.REJECTED: ("Reject", "reject"),
            Opinion.PROPOSED: ("Undo", "propose"),
        }
        offered = [
            action(label, do, named, f"{label} {citation.reference}")
            for opinion, (label, do) in ways.items()
            if cited.opinion is not opinion
        ]
        judged = (
            f'<p class="rd-actions">{"".join(offered)}</p>'
            f"{form('Replace', 'replace', named, place_fields(), send='Replace it')}"
        )
    opinion = badge(cited.opinion.value) if cited.opinion is not Opinion.PROPOSED else ""
    title, mark = escape(untold_title(citation)), f"[{number}] " if number else ""
    return (
        f'<div class="rd-cited"><p><strong>{mark}{escape(citation.reference)}</strong> {opinion}<br>'
        f'<span class="rd-facts">{title}</span></p>{words}{judged}</div>'
    )


def _tools(showing: Showing, numbers: Numbers, part: Part, paragraph: Paragraph) -> str:
    named = showing.named(paragraph=paragraph.id)
    comment = form("Comment", "comment", named, area("text", "Comment", most=LONGEST_TEXT), send="Comment")
    if not showing.last:
        return ""
    if not showing.open:
        return _toolbox(paragraph, comment)
    unsaved = showing.unsaved if showing.unsaved and showing.unsaved.paragraph == paragraph.id else None
    text = unsaved.text if unsaved else shown(paragraph, numbers)
    edit = form("Edit", "edit", named, area("text", "Text", text, most=LONGEST_TEXT), opened=unsaved is not None)
    warned = _warning(unsaved) if unsaved else ""
    last = paragraph.sentences[-1] if paragraph.sentences else None
    headed = paragraph.style in {Style.HEADING, Style.LABEL}
    citing = last is not None and not headed and last.basis in {Basis.TYPED, Basis.CHECKED}
    cite = form("Add a source", "cite", named, place_fields(), send="Add it to the last sentence") if citing else ""
    added = _adding(showing, part, paragraph.id, "Add below")
    back = ""
    if paragraph.edited:
        back = action("Take back the changes" if paragraph.sentences else "Bring it back", "take-back", named)
    return f"{warned}{_toolbox(paragraph, edit + comment + cite + added + back, opened=unsaved is not None)}"


def _warning(unsaved: Unsaved) -> str:
    gone = (
        f" It cited {places_by_document(unsaved.gone)}, which it cites no more: that mark was taken out."
        if unsaved.gone
        else ""
    )
    return (
        '<p class="rd-missing" role="alert">This paragraph was changed meanwhile; above is what it says now, and below '
        f"what you typed. Save it, or take over what you need.{escape(gone)}</p>"
    )


def _toolbox(paragraph: Paragraph, tools: str, *, opened: bool = False) -> str:
    named = escape(_beginning(paragraph))
    return (
        f'<details class="rd-tools"{" open" * opened}><summary aria-label="Edit or comment: {named}">⋯</summary>'
        f'<div class="rd-toolbox">{tools}</div></details>'
    )


def _adding(showing: Showing, part: Part, after: str, label: str) -> str:
    named = showing.named(paragraph=after, part=part.value)
    return form(label, "add", named, area("text", "New paragraph", most=LONGEST_TEXT), send="Add")
