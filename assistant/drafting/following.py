"""Standards, limits and gaps, which follow what the rest of a draft cites, also after a reviewer changed that."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from assistant.answer import Citation
from assistant.citations import byline, place_order, places_in
from assistant.drafting.authority import Authority
from assistant.drafting.draft import FOLLOWING, Basis, Cited, Draft, Paragraph, Section, Sentence, Style
from assistant.drafting.keeping import keep_edits
from assistant.drafting.limits import limits
from assistant.drafting.naming import authorities
from assistant.drafting.paragraphs import frame, label, place, silent_groups
from prompts.advice import Part
from store.library import Library


def follow(library: Library, draft: Draft) -> Draft:
    """A draft whose standards and limits are those of what its text cites; what people edited in them stays.

    Args:
        library: Where documents are looked up.
        draft: Which; one that is not written yet stays as it is.
    """
    if not any(section.paragraphs for section in draft.sections if section.part not in FOLLOWING):
        return draft

    def following(section: Section) -> Section:
        if section.part is Part.ANALYSIS:
            return replace(section, paragraphs=tuple(_with_gaps(library, draft, section)))
        if section.part not in FOLLOWING:
            return section
        new = _standards(library, draft) if section.part is Part.STANDARDS else _limits(library, draft)
        return replace(section, paragraphs=keep_edits(section.paragraphs, tuple(new), draft))

    return replace(draft, sections=tuple(map(following, draft.sections)))


def _with_gaps(library: Library, draft: Draft, section: Section) -> Iterator[Paragraph]:
    """The paragraphs of the analysis, none of which says of a group that is cited there that nothing was found."""
    groups = authorities(library, draft.outline, (each.symbol for each in draft.rests_on))
    issues = {f"{Part.ANALYSIS.value}.{each.id}.unsettled.gaps": each for each in draft.outline.issues}
    cited: set[Authority] = set()
    for each in section.paragraphs:
        if each.style is Style.HEADING and each.level == 2:
            cited.clear()
        cited |= {
            groups[one.symbol] for sentence in each.sentences for one in sentence.citations if one.symbol in groups
        }
        is_gap = each.id in issues and not each.edited
        yield replace(each, sentences=silent_groups(each.id, issues[each.id], cited).sentences) if is_gap else each


def _standards(library: Library, draft: Draft) -> list[Paragraph]:
    name, cited = Part.STANDARDS.value, draft.rests_on
    groups = authorities(library, draft.outline, (each.symbol for each in cited))
    made: list[Paragraph] = []
    for authority in Authority:
        held = [symbol for symbol, group in groups.items() if group is authority]
        if held:
            made.append(label(f"{name}.{authority.name.lower()}", authority.value))
        made += [
            _standard(library, f"{name}.{symbol}", [each for each in cited if each.symbol == symbol]) for symbol in held
        ]
    return made or [place(f"{name}.none", "No standard was found; name those that apply")]


def _standard(library: Library, name: str, cited: Iterable[Citation]) -> Paragraph:
    """A document with its places, in words; so it needs no footnotes."""
    ordered = sorted({each.locator: each for each in cited}.values(), key=lambda each: place_order(each.locator))
    first = ordered[0]
    document = library.document(first.symbol, first.language)
    facts = byline(document) if document else first.symbol
    words = f"{first.title}, {facts}" if facts else first.title
    replaced = f"; superseded by {document.superseded_by}" if document and document.superseded_by else ""
    where = places_in(each.locator for each in ordered)
    sources = tuple(map(Cited, ordered))
    return Paragraph(name, Style.ITEM, (Sentence(f"{words}: {where}{replaced}.", Basis.FRAME, sources),))


def _limits(library: Library, draft: Draft) -> list[Paragraph]:
    said = limits(library, draft)
    return [frame(f"{Part.LIMITS.value}.{key}", text, style=Style.ITEM) for key, text in said.items()]
