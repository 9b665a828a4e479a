"""Review: what people do to a draft is kept, theirs and each other's, and looked at again against the library."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.drafting import desk as drafts
from assistant.drafting.arranging import add_issue, drop_issue, shift_issue
from assistant.drafting.citing import add_citation, judge_citation, replace_citation
from assistant.drafting.draft import Basis, Cited, Draft, Opinion, Paragraph, Sentence, State, Style
from assistant.drafting.finding import select_place
from assistant.drafting.following import follow
from assistant.drafting.keeping import DROPPED
from assistant.drafting.naming import around
from assistant.drafting.numbering import cited_by_number, numbers_of
from assistant.drafting.recheck import Problem, recheck
from assistant.drafting.review import (
    add_paragraph,
    comment,
    edit_paragraph,
    move_to,
    places_left,
)
from assistant.drafting.typed import places_in, renumbered, shown
from assistant.drafting.writing import rewrite_section, unwritten_draft
from assistant.export.draft import export_draft, manuscript_of_draft
from assistant.export.formats import Format
from assistant.export.manuscript import Footnote
from assistant.ui.advice.changes import is_behind
from prompts.advice import Part
from store.embeddings import SentenceEmbeddings
from store.errors import RightsDeskError
from store.library import Library

FIRST = "analysis.question-1"
FOLLOWS = f"{FIRST}.follows.place"
OWN = "The bill has to be changed, because it would let the police weaken encryption for everybody."
AT = "2026-11-25T08:00:00+00:00"


@pytest.fixture
def own(copy: Path) -> Iterator[Library]:
    """The starter library, to be changed."""
    with Library(copy, SentenceEmbeddings(checked=copy / "checked.json")) as library:
        yield library


def quotation(draft: Draft, symbol: str = "A/RES/78/213", locator: str = "para. 17") -> Paragraph:
    return next(
        each
        for each in draft.paragraphs
        if each.style is Style.QUOTATION
        and each.id.startswith(FIRST)
        and any((cited.symbol, cited.locator) == (symbol, locator) for cited in each.sentences[0].citations)
    )


def test_a_place_is_filled_in(draft: Draft) -> None:
    edited = edit_paragraph(draft, FOLLOWS, OWN, "anna")
    paragraph = edited.paragraph(FOLLOWS)
    assert paragraph is not None
    assert paragraph.sentences == (Sentence(OWN, Basis.TYPED),)
    assert (paragraph.edited_by, places_left(edited)) == ("anna", places_left(draft) - 1)
    half = edit_paragraph(draft, FOLLOWS, "The bill has to be changed by [date] at the latest.", "anna")
    assert places_left(half) == places_left(draft)


def test_what_is_not_changed_stays_what_it_was(draft: Draft) -> None:
    old = quotation(draft)
    numbers = numbers_of(draft)
    mark = numbers[old.id, 0, 0]
    text = shown(old, numbers)
    assert text.endswith(f"[{mark}]")
    (kept,) = edit_paragraph(draft, old.id, text, "anna").paragraph(old.id).sentences
    assert kept == old.sentences[0]
    more = edit_paragraph(draft, old.id, f"{text} So the bill goes too far. It is vague [{mark}].", "anna")
    sentences = more.paragraph(old.id).sentences
    assert [each.basis for each in sentences] == [Basis.QUOTED, Basis.TYPED, Basis.TYPED]
    assert [len(each.sources) for each in sentences] == [1, 0, 1]
    assert sentences[2].text == "It is vague."
    changed = edit_paragraph(draft, old.id, text.replace("journalists", "bakers"), "anna").paragraph(old.id)
    assert [each.basis for each in changed.sentences] == [Basis.TYPED]


def test_a_mark_has_to_stand_for_something(draft: Draft) -> None:
    with pytest.raises(
        RightsDeskError, match=r"\[999\] stands for nothing under this heading; the citations there are \[\d+\]"
    ):
        edit_paragraph(draft, quotation(draft).id, "The bill is vague. [999]", "anna")
    with pytest.raises(RightsDeskError, match=r"\[1\] stands for nothing under this heading; there are no citations"):
        edit_paragraph(draft, "scope.request", "The bill is vague. [1]", "anna")
    with pytest.raises(RightsDeskError, match=r"\[1\] stands for nothing under this heading"):
        edit_paragraph(draft, FOLLOWS, "The bill is vague. [1]", "anna")  # That of the short answer.
    assert edit_paragraph(draft, FOLLOWS, "The bill of [2019] is vague.", "anna")
    with pytest.raises(RightsDeskError, match="no paragraph nowhere"):
        edit_paragraph(draft, "nowhere", "The bill is vague.", "anna")
    with pytest.raises(RightsDeskError, match="The text has 20,001 characters"):
        edit_paragraph(draft, FOLLOWS, "x" * 20_001, "anna")


def test_edits_stay_when_any_section_is_written_again(desk: Library, draft: Draft) -> None:
    edited = edit_paragraph(draft, FOLLOWS, OWN, "anna")
    gone = quotation(draft)
    edited = edit_paragraph(edited, gone.id, "", "anna")
    edited = add_paragraph(edited, Part.ANALYSIS, FOLLOWS, "One thing more.", who="ben")
    edited = edit_paragraph(edited, "answer.place", "No.", "anna")
    for part in (Part.ANALYSIS, Part.ANSWER, Part.LIMITS):
        edited = rewrite_section(desk, edited, part)
    assert edited.paragraph(FOLLOWS).sentences[0].text == OWN
    assert edited.paragraph(gone.id).sentences == ()
    assert edited.paragraph("answer.place").sentences[0].text == "No."
    names = [each.id for each in edited.paragraphs]
    added = names[names.index(FOLLOWS) + 1]
    assert edited.paragraph(added).sentences[0].text == "One thing more."
    assert {each.id for each in draft.paragraphs} | {added} == set(names)


def test_an_edit_stays_even_where_its_issue_is_gone(desk: Library, draft: Draft) -> None:
    edited = edit_paragraph(draft, FOLLOWS, OWN, "anna")
    without = replace(edited, outline=replace(edited.outline, issues=edited.outline.issues[1:]))
    again = rewrite_section(desk, rewrite_section(desk, without, Part.ANALYSIS), Part.ANALYSIS)
    section = next(each for each in again.sections if each.part is Part.ANALYSIS)
    assert [(each.id, each.sentences[0].text) for each in section.paragraphs if each.id.startswith(FIRST)] == [
        (FIRST, f"{draft.outline.issues[0].title} {DROPPED}"),
        (f"{FIRST}.follows", f"What follows for this case {DROPPED}"),
        (FOLLOWS, OWN),
    ]


def test_a_citation_is_accepted_rejected_and_replaced(desk: Library, draft: Draft) -> None:
    name = quotation(draft).id
    accepted = judge_citation(draft, name, 0, 0, opinion=Opinion.ACCEPTED, who="anna").paragraph(name)
    assert (accepted.sentences[0].sources[0].opinion, accepted.edited_by) == (Opinion.ACCEPTED, "anna")
    rejected = judge_citation(draft, name, 0, 0, opinion=Opinion.REJECTED, who="anna")
    assert rejected.paragraph(name).sentences[0].citations == ()
    assert len(rejected.paragraph(name).sentences[0].sources) == 1
    other = select_place(desk, "A/RES/78/213", "para. 15").citation
    replaced = replace_citation(draft, name, 0, 0, citation=other, who="anna").paragraph(name)
    assert replaced.sentences[0].citations == (other,)
    assert replaced.sentences[0].text == f"“{other.quote}”"
    typed = add_citation(edit_paragraph(draft, FOLLOWS, OWN, "anna"), FOLLOWS, 0, other, "anna")
    numbers = numbers_of(typed)
    assert shown(typed.paragraph(FOLLOWS), numbers) == f"{OWN} [{numbers[FOLLOWS, 0, 0]}]"
    for wrong in (
        lambda: judge_citation(draft, name, 0, 7, opinion=Opinion.ACCEPTED, who=""),
        lambda: judge_citation(draft, name, 7, 0, opinion=Opinion.ACCEPTED, who=""),
        lambda: add_citation(draft, FOLLOWS, 0, other, "anna"),
        lambda: add_citation(draft, name, 0, other, "anna"),
        lambda: add_citation(draft, "scope.request", 0, other, "anna"),
        lambda: judge_citation(draft, "standards.A/RES/78/213", 0, 0, opinion=Opinion.REJECTED, who=""),
    ):
        with pytest.raises(
            RightsDeskError,
            match=r"no such|no words yet|of one document|no words of|name its",
        ):
            wrong()


def test_comments_and_states_say_who_and_when(draft: Draft) -> None:
    said = comment(draft, FOLLOWS, " Is that so? ", "ben", AT)
    assert [(each.paragraph, each.who, each.at, each.text) for each in said.comments] == [
        (FOLLOWS, "ben", AT, "Is that so?")
    ]
    reviewed = move_to(said, State.IN_REVIEW, "anna", AT)
    assert (reviewed.state, reviewed.steps[-1].who, reviewed.steps[-1].at) == (State.IN_REVIEW, "anna", AT)
    with pytest.raises(RightsDeskError, match="places wait for the drafter's own words"):
        move_to(reviewed, State.CLEARED, "ben", AT)
    with pytest.raises(RightsDeskError, match=r"From draft there is no way to cleared\. It can be: in review"):
        move_to(draft, State.CLEARED, "ben", AT)
    with pytest.raises(RightsDeskError, match="The comment is empty"):
        comment(draft, FOLLOWS, " ", "ben", AT)


def filled(draft: Draft) -> Draft:
    """A draft in which every place is filled in."""
    for paragraph in list(draft.paragraphs):
        if any(each.basis is Basis.PLACE for each in paragraph.sentences):
            draft = edit_paragraph(draft, paragraph.id, "", "anna")
    return draft


def test_a_cleared_draft_is_not_changed_until_it_is_a_draft_again(draft: Draft) -> None:
    cleared = move_to(move_to(filled(draft), State.IN_REVIEW, "anna", AT), State.CLEARED, "ben", AT)
    name = quotation(draft).id
    with pytest.raises(RightsDeskError, match=r"cleared, and is not changed any more\. Make it a draft again first"):
        edit_paragraph(cleared, name, "Other words.", "anna")
    assert comment(cleared, name, "Well done.", "ben", AT).comments
    assert edit_paragraph(move_to(cleared, State.DRAFT, "anna", AT), name, "Other words.", "anna").paragraph(name)


def test_a_fresh_draft_of_quotations_has_nothing_wrong(desk: Library, draft: Draft) -> None:
    assert recheck(desk, draft) == []


def test_after_edits_it_shows_what_lost_its_support(desk: Library, draft: Draft) -> None:
    name = quotation(draft).id
    numbers = numbers_of(draft)
    text, mark = shown(quotation(draft), numbers), numbers[name, 0, 0]
    cases = {
        f"The General Assembly calls upon States not to interfere with journalists' use of encryption. [{mark}]": [],
        f"The General Assembly has banned encryption worldwide since 2031. [{mark}]": [Problem.UNSUPPORTED],
        "The bill is vague.": [Problem.NO_SOURCE],
        text: [],
    }
    for typed, problems in cases.items():
        found = recheck(desk, edit_paragraph(draft, name, typed, "anna"))
        assert [each.problem for each in found] == problems, typed
        assert all(each.paragraph == name for each in found)
    rejected = judge_citation(draft, name, 0, 0, opinion=Opinion.REJECTED, who="anna")
    (finding,) = recheck(desk, rejected)
    assert (finding.problem, finding.detail) == (Problem.NO_SOURCE, "No citation is left.")


def test_ones_own_words_rest_on_nothing_and_a_heading_needs_nothing_to_rest_on(desk: Library, draft: Draft) -> None:
    heading = next(each for each in draft.paragraphs if each.style is Style.HEADING)
    assert recheck(desk, edit_paragraph(draft, heading.id, "What the bill does. And what not.", "anna")) == []
    (finding,) = recheck(desk, edit_paragraph(draft, FOLLOWS, OWN, "anna"))
    assert (finding.paragraph, finding.problem, finding.detail) == (FOLLOWS, Problem.NO_SOURCE, "")


def test_it_shows_what_rests_on_superseded_and_removed_documents(own: Library, draft: Draft) -> None:
    document = own.document("A/RES/78/213")
    passages = own.passages("A/RES/78/213")
    own.add(replace(document, superseded_by="A/RES/80/1"), passages)
    found = recheck(own, draft)
    assert {each.problem for each in found} == {Problem.SUPERSEDED}
    assert found[0].detail == "A/RES/78/213 has been superseded by A/RES/80/1."
    own.remove("A/RES/78/213")
    assert {each.problem for each in recheck(own, draft)} == {Problem.REMOVED}


def test_it_shows_what_is_no_longer_verbatim(own: Library, draft: Draft) -> None:
    passages = [
        replace(each, text=each.text.replace("encryption", "ciphering")) for each in own.passages("A/RES/78/213")
    ]
    own.add(own.document("A/RES/78/213"), passages)
    assert Problem.NOT_VERBATIM in {each.problem for each in recheck(own, draft)}


def test_two_people_change_different_paragraphs_of_one_draft(own: Library, draft: Draft) -> None:
    kept = drafts.keep(own, draft, "anna")
    name, seen = kept.heading.id, kept.revision.number
    quote = quotation(draft).id
    drafts.change_paragraph(
        own, name, seen, FOLLOWS, lambda each: edit_paragraph(each, FOLLOWS, OWN, "anna"), who="anna", what="Edited"
    )
    last = drafts.change_paragraph(
        own, name, seen, quote, lambda each: edit_paragraph(each, quote, "", "ben"), who="ben", what="Deleted"
    )
    assert last.draft.paragraph(FOLLOWS).sentences[0].text == OWN
    assert last.draft.paragraph(quote).sentences == ()
    assert [(each.who, each.what) for each in own.drafts.history(name)] == [
        ("anna", "Drafted"),
        ("anna", "Edited"),
        ("ben", "Deleted"),
    ]
    assert drafts.read(own, name, 1).draft == kept.draft


def test_contradictory_edits_are_told_and_nothing_is_lost(own: Library, draft: Draft) -> None:
    kept = drafts.keep(own, draft, "anna")
    name, seen = kept.heading.id, kept.revision.number
    drafts.change_paragraph(
        own, name, seen, FOLLOWS, lambda each: edit_paragraph(each, FOLLOWS, OWN, "ben"), who="ben", what="Edited"
    )
    with pytest.raises(drafts.ConflictError, match="This paragraph was changed meanwhile by ben") as error:
        drafts.change_paragraph(
            own,
            name,
            seen,
            FOLLOWS,
            lambda each: edit_paragraph(each, FOLLOWS, "No.", "anna"),
            who="anna",
            what="Edited",
        )
    assert error.value.theirs.draft.paragraph(FOLLOWS).sentences[0].text == OWN
    assert drafts.read(own, name).draft.paragraph(FOLLOWS).sentences[0].text == OWN
    with pytest.raises(drafts.ConflictError, match="The draft was changed meanwhile by ben"):
        drafts.change_state(own, name, seen, State.IN_REVIEW, "anna")
    now = drafts.change_state(own, name, seen + 1, State.IN_REVIEW, "anna")
    assert (now.draft.state, now.heading.state) == (State.IN_REVIEW, "in review")


def test_the_outline_is_changed_by_one_at_a_time(own: Library, draft: Draft) -> None:
    kept = drafts.keep(own, draft, "anna")
    name = kept.heading.id

    def drop_last(outline):
        return replace(outline, issues=outline.issues[:-1])

    drafts.change_outline(own, name, 1, drop_last, who="ben", what="Dropped an issue")
    with pytest.raises(drafts.ConflictError, match="The outline was changed meanwhile by ben"):
        drafts.change_outline(own, name, 1, drop_last, who="anna", what="Dropped an issue")
    assert len(drafts.read(own, name).draft.outline.issues) == len(draft.outline.issues) - 1


def test_what_is_edited_while_sections_are_written_again_stays_and_exports_are_whole(
    own: Library, draft: Draft
) -> None:
    kept = drafts.keep(own, draft, "anna")
    name = kept.heading.id
    exported: list[bytes] = []

    def meanwhile(done: int, total: int, section: str) -> None:
        if done == 1:
            drafts.change_paragraph(
                own, name, 1, FOLLOWS, lambda each: edit_paragraph(each, FOLLOWS, OWN, "ben"), who="ben", what="Edited"
            )
            exported.append(export_draft(drafts.read(own, name).draft, own, Format.MARKDOWN).content)

    last = drafts.rewrite(own, name, [Part.ANALYSIS, Part.PLAN], "anna", on_step=meanwhile)
    assert last.draft.paragraph(FOLLOWS).sentences[0].text == OWN
    assert {each.id for each in last.draft.paragraphs} == {each.id for each in draft.paragraphs}
    assert OWN.encode() in exported[0]
    assert b"## References" in exported[0]
    assert [each.what for each in own.drafts.history(name)][-1] == (
        "Written again: Analysis by issue, Human rights due diligence plan"
    )


def test_the_history_tells_what_is_written_first_from_what_is_written_again(own: Library, draft: Draft) -> None:
    name = drafts.keep(own, unwritten_draft(own, draft.request, draft.outline), "anna").heading.id
    told = []
    for _ in range(2):
        drafts.rewrite(own, name, [Part.ANALYSIS], "anna")
        told.append(own.drafts.history(name)[-1].what)
        assert not is_behind(own.drafts.history(name))
    assert told == ["Written: Analysis by issue", "Written again: Analysis by issue"]


def test_a_draft_that_is_not_there_is_named(own: Library, draft: Draft) -> None:
    name = drafts.keep(own, draft, "").heading.id
    with pytest.raises(RightsDeskError, match=f"There is no draft {name}, revision 7"):
        drafts.read(own, name, 7)
    with pytest.raises(RightsDeskError, match="There is no draft x"):
        drafts.change_state(own, "x", 1, State.IN_REVIEW, "")


def test_what_was_written_under_a_dropped_issue_never_stands_under_another(desk: Library, draft: Draft) -> None:
    issue = add_issue(draft.outline, "How about children?")
    name = issue.issues[-1].id
    written = rewrite_section(desk, replace(draft, outline=issue), Part.ANALYSIS)
    written = edit_paragraph(written, f"analysis.{name}.unsettled.place", "The age limit is unsettled.", "anna")
    written = add_paragraph(written, Part.ANALYSIS, "", "First of all.", who="anna")
    other = add_issue(drop_issue(written.outline, name), "Who pays for the radio?")
    again = rewrite_section(desk, replace(written, outline=other), Part.ANALYSIS)
    texts = [" ".join(each.text for each in paragraph.sentences) for paragraph in again.paragraphs]
    at = texts.index("The age limit is unsettled.")
    before = reversed(list(zip(again.paragraphs, texts, strict=True))[:at])
    heading = next(text for each, text in before if each.style is Style.HEADING and each.level == 2)
    assert heading.endswith(f"How about children? {DROPPED}")
    assert len({each.id for each in again.paragraphs}) == len(list(again.paragraphs))


def test_a_citation_is_judged_in_every_sentence_that_has_it(draft: Draft) -> None:
    name = quotation(draft).id
    mark = numbers_of(draft)[name, 0, 0]
    two = edit_paragraph(draft, name, f"One thing. [{mark}] Another thing. [{mark}]", "anna")
    rejected = judge_citation(two, name, 0, 0, opinion=Opinion.REJECTED, who="anna")
    assert [each.citations for each in rejected.paragraph(name).sentences] == [(), ()]
    assert all(each.lost for each in rejected.paragraph(name).sentences)


def test_what_a_model_wrote_is_no_longer_checked_with_another_source(desk: Library, draft: Draft) -> None:
    old = quotation(draft)
    checked = replace(old, sentences=(replace(old.sentences[0], basis=Basis.CHECKED),))
    sections = tuple(
        replace(each, paragraphs=tuple(checked if one is old else one for one in each.paragraphs))
        for each in draft.sections
    )
    other = select_place(desk, "A/RES/78/213", "para. 15").citation
    replaced = replace_citation(replace(draft, sections=sections), old.id, 0, 0, citation=other, who="anna")
    assert replaced.paragraph(old.id).sentences[0].basis is Basis.TYPED
    text = " ".join(export_draft(replaced, desk, Format.MARKDOWN).content.decode().split())
    assert "1 sentence was typed by people and not held against what it cites." in text


def test_a_replaced_quotation_is_named_after_its_new_document(desk: Library, draft: Draft) -> None:
    old = quotation(draft)
    other = select_place(desk, "A/HRC/48/31", "brief, para. 2").citation
    replaced = replace_citation(draft, old.id, 0, 0, citation=other, who="anna")
    section = next(each for each in replaced.sections if each.part is Part.ANALYSIS)
    assert "artificial intelligence and privacy" in around(desk, replaced, section)[old.id].document


def test_numbers_are_those_of_the_footnotes_in_the_file(desk: Library, draft: Draft) -> None:
    rejected = judge_citation(draft, quotation(draft).id, 0, 0, opinion=Opinion.REJECTED, who="anna")
    numbers = numbers_of(rejected)
    assert numbers[quotation(draft).id, 0, 0] == len(numbers)
    notes = [
        note
        for block in manuscript_of_draft(rejected, desk).blocks
        for words in (getattr(block, "items", None) or (getattr(block, "content", ()),))
        for note in words
        if isinstance(note, Footnote)
    ]
    assert len(notes) == len(numbers) - 1
    cited = cited_by_number(rejected)
    for number, note in enumerate(notes, 1):
        assert str(note.content[0]).startswith(cited[number][1].citation.reference)


def test_marks_typed_on_another_state_keep_what_they_stand_for(draft: Draft) -> None:
    old = quotation(draft)
    mark = numbers_of(draft)[old.id, 0, 0]
    first = cited_by_number(draft)[1][0]
    now = edit_paragraph(draft, first, "", "ben")
    there = numbers_of(now)[old.id, 0, 0]
    assert there < mark
    assert renumbered(f"One. [{mark}] Two. [999]", draft, now, old.id) == (f"One. [{there}] Two. [999]", [])
    without = edit_paragraph(draft, old.id, "", "ben")
    assert renumbered(f"One. [{mark}]", draft, without, old.id) == ("One. ", [old.sentences[0].sources[0].citation])


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("The bill has to be changed by [date] at the latest.", 1),
        ("It says “[t]he State [sic] must act within [a reasonable time]”.", 0),
        ("The State [sic] must act.", 0),
    ],
)
def test_brackets_of_a_quotation_are_no_places(text: str, places: int) -> None:
    assert places_in(Sentence(text, Basis.TYPED)) == places


def test_a_number_within_a_quotation_is_no_mark(draft: Draft) -> None:
    text = "It says “see note [12] there”."
    (sentence,) = edit_paragraph(draft, FOLLOWS, text, "anna").paragraph(FOLLOWS).sentences
    assert (sentence.text, sentence.sources) == (text, ())


def test_a_paragraph_comes_back_as_it_was_generated(own: Library, draft: Draft) -> None:
    name = drafts.keep(own, draft, "anna").heading.id

    def edit(number: int, text: str) -> None:
        drafts.change_paragraph(
            own,
            name,
            number,
            FOLLOWS,
            lambda each: edit_paragraph(each, FOLLOWS, text, "ben"),
            who="ben",
            what="Edited",
        )

    edit(1, OWN)
    edit(2, "")
    back = drafts.take_back(own, name, 3, FOLLOWS, "anna")
    assert back.draft.paragraph(FOLLOWS) == draft.paragraph(FOLLOWS)
    with pytest.raises(RightsDeskError, match="never had a paragraph nowhere"):
        drafts.take_back(own, name, 3, "nowhere", "anna")


def test_a_comment_is_added_whatever_others_did(own: Library, draft: Draft) -> None:
    name = drafts.keep(own, draft, "anna").heading.id
    drafts.change_paragraph(
        own, name, 1, FOLLOWS, lambda each: edit_paragraph(each, FOLLOWS, OWN, "ben"), who="ben", what="Edited"
    )
    last = drafts.add(own, name, lambda each: comment(each, FOLLOWS, "Why?", "anna", AT), who="anna", what="Comment")
    assert last.draft.comments[0].text == "Why?"
    assert last.draft.paragraph(FOLLOWS).sentences[0].text == OWN


def test_blank_lines_make_paragraphs_and_hyphens_a_list(draft: Draft) -> None:
    old = quotation(draft)
    mark = numbers_of(draft)[old.id, 0, 0]
    edited = edit_paragraph(draft, old.id, f"First.\n\nSecond.\n\n- a point\n- another. [{mark}]", "anna")
    section = next(each for each in edited.sections if each.part is Part.ANALYSIS)
    at = next(number for number, each in enumerate(section.paragraphs) if each.id == old.id)
    made = section.paragraphs[at : at + 4]
    assert [(each.style, each.sentences[0].text) for each in made] == [
        (Style.QUOTATION, "First."),
        (Style.TEXT, "Second."),
        (Style.ITEM, "a point"),
        (Style.ITEM, "another."),
    ]
    assert made[3].sentences[0].citations == old.sentences[0].citations


def test_own_words_cite_what_is_quoted_under_the_same_heading(desk: Library, draft: Draft) -> None:
    old = quotation(draft)
    (number,) = (n for n, (where, _) in cited_by_number(draft).items() if where == old.id)
    (sentence,) = (
        edit_paragraph(draft, FOLLOWS, f"The bill falls short. [{number}]", "anna").paragraph(FOLLOWS).sentences
    )
    assert (sentence.basis, sentence.sources) == (Basis.TYPED, (Cited(old.sentences[0].citations[0]),))
    rejected = judge_citation(draft, old.id, 0, 0, opinion=Opinion.REJECTED, who="anna")
    number = next(n for n, (where, _) in cited_by_number(rejected).items() if where == old.id)
    with pytest.raises(RightsDeskError, match="stands for nothing under this heading"):
        edit_paragraph(rejected, FOLLOWS, f"The bill falls short. [{number}]", "anna")


def test_standards_limits_and_groups_follow_a_citation_that_is_replaced(desk: Library, draft: Draft) -> None:
    old = quotation(draft)
    other = select_place(desk, "CRC/C/GC/25", "brief, para. 1").citation
    assert "CRC/C/GC/25" not in {each.symbol for each in draft.citations}
    new = follow(desk, replace_citation(draft, old.id, 0, 0, citation=other, who="anna"))
    assert "standards.general_comment" in {each.id for each in new.paragraphs}
    assert new.paragraph("standards.CRC/C/GC/25").sentences[0].text.endswith(": para. 1 of the brief.")
    gap = f"{FIRST}.unsettled.gaps"
    assert "general comment" in draft.paragraph(gap).sentences[0].text
    assert "general comment" not in new.paragraph(gap).sentences[0].text
    number = len({each.symbol for each in draft.rests_on})
    assert f"rests on the {number + 1} documents" in new.paragraph("limits.documents").sentences[0].text
    section = next(each for each in new.sections if each.part is Part.ANALYSIS)
    assert around(desk, new, section)[old.id].group == "General comments"
    kept = edit_paragraph(new, "limits.documents", "This rests on little.", "anna")
    assert follow(desk, kept).paragraph("limits.documents").sentences[0].text == "This rests on little."


def test_issues_are_numbered_as_they_stand_also_where_their_heading_was_edited(desk: Library, draft: Draft) -> None:
    second = f"analysis.{draft.outline.issues[1].id}"
    edited = edit_paragraph(draft, second, "What about costs?", "anna")
    text = " ".join(export_draft(edited, desk, Format.MARKDOWN).content.decode().split())
    assert "Issue 2. What about costs?" in text
    moved = rewrite_section(desk, replace(edited, outline=shift_issue(edited.outline, "question-2", -1)), Part.ANALYSIS)
    section = next(each for each in moved.sections if each.part is Part.ANALYSIS)
    beside = around(desk, moved, section)
    assert [beside[name].number for name in (second, FIRST)] == ["Issue 1.", "Issue 2."]
    without = replace(edited, outline=drop_issue(edited.outline, "question-2"))
    section = next(
        each for each in rewrite_section(desk, without, Part.ANALYSIS).sections if each.part is Part.ANALYSIS
    )
    numbers = [each.number for each in around(desk, without, section).values() if each.number]
    assert numbers == [f"Issue {n}." for n, _ in enumerate(numbers, 1)]


def test_a_heading_takes_no_source(desk: Library, draft: Draft) -> None:
    other = select_place(desk, "A/RES/78/213", "para. 15").citation
    with pytest.raises(RightsDeskError, match="A heading has no footnotes"):
        add_citation(edit_paragraph(draft, FIRST, "Costs?", "anna"), FIRST, 0, other, "anna")
