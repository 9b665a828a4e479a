"""Paragraphs that people touched, kept when their section is made again."""

from __future__ import annotations

from dataclasses import replace

from assistant.drafting.draft import Basis, Draft, Paragraph, Sentence, Style

DROPPED = "(dropped from the outline)"
"""Stands behind the heading of an issue that is only there for what somebody wrote under it."""


def keep_edits(old: tuple[Paragraph, ...], new: tuple[Paragraph, ...], draft: Draft) -> tuple[Paragraph, ...]:
    """New paragraphs with the old ones that somebody edited or commented on in their place.

    One that is not written any more stays behind the paragraph that stood before it, with what it belongs to: its
    headings, or the quotation that a recommendation rests on.
    """
    commented = {comment.paragraph for comment in draft.comments}
    edited = {each.id: each for each in old if each.edited or each.id in commented}
    merged = [edited.get(each.id, each) for each in new]
    names = [each.id for each in merged]
    left = [name for name in edited if name not in names]
    for number, each in enumerate(old):
        if each.id in names or not any(_belongs(name, each.id) for name in left):
            continue
        before = next((other.id for other in reversed(old[:number]) if other.id in names), None)
        at = names.index(before) + 1 if before is not None else 0
        merged.insert(at, each if each.id in edited or each.style is not Style.HEADING else _dropped(each))
        names.insert(at, each.id)
    return tuple(merged)


def _belongs(kept: str, other: str) -> bool:
    """Whether a paragraph stays with one that is kept: it is that one, stands over it, or is the place before it."""
    return kept == other or kept.startswith(f"{other}.") or other == f"{kept}.place"


def _dropped(heading: Paragraph) -> Paragraph:
    """The heading of what the outline does not hold any more."""
    text = heading.sentences[0].text
    said = text if text.endswith(DROPPED) else f"{text} {DROPPED}"
    return replace(heading, sentences=(Sentence(said, Basis.FRAME),))
