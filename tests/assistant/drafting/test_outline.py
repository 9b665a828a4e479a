"""Outlines: which issues a request has, what speaks to each, what is missing, and how staff arrange them."""

from __future__ import annotations

import pytest

from assistant.chain import exchange
from assistant.drafting.arranging import (
    add_issue,
    add_passage,
    drop_document,
    drop_issue,
    drop_passage,
    retitle_issue,
    shift_issue,
    shift_passage,
)
from assistant.drafting.authority import Authority
from assistant.drafting.finding import PassageFinder, select_place
from assistant.drafting.outline import OUTSIDE, Asked, Outline, by_authority, gaps
from assistant.drafting.outlining import filled, make_outline, planned
from assistant.drafting.request import Request, Stage
from assistant.drafting.subject import is_within
from assistant.drafting.writing import write_draft
from assistant.verify import is_verbatim
from prompts.advice import read_template
from store.errors import RightsDeskError
from store.library import Library


def titles(request: Request, template: str = "draft_law") -> list[str]:
    return [issue.title for issue in planned(request, read_template(template))[0]]


def test_issues_are_the_questions_what_the_facts_speak_of_and_what_the_template_always_looks_for() -> None:
    request = Request(technology="drones", questions=("May it be used?",), facts="They fly over a school for children.")
    found = planned(request, read_template("draft_law"))[0]
    assert [issue.asked for issue in found[:3]] == [Asked.REQUEST, Asked.FACTS, Asked.TEMPLATE]
    assert found[0].search == ("drones: May it be used?", "digital technologies: May it be used?")
    assert titles(request)[:3] == [
        "May it be used?",
        "What does it mean for children?",
        "Which rights does the use of drones affect?",
    ]


def test_a_country_is_an_issue_where_one_is_named() -> None:
    assert not any("country" in title or "{" in title for title in titles(Request(technology="drones")))
    assert titles(Request(technology="drones", country="Ruritania"))[-1] == "What has been said about Ruritania?"


@pytest.mark.parametrize(
    ("question", "searched"),
    [
        ("When is hacking lawful?", "Under which conditions is hacking lawful?"),
        ("Who must be heard on encryption laws?", "Which people or bodies must be heard on encryption laws?"),
        ("Whenever drones fly, what of privacy?", "Whenever drones fly, what of privacy?"),
    ],
)
def test_advice_is_not_searched_for_as_a_date_or_a_person(question: str, searched: str) -> None:
    issues, _ = planned(Request(questions=(question,)), read_template("briefing"))
    assert (issues[0].title, issues[0].search) == (question, (searched,))


def test_an_issue_has_the_passages_that_speak_to_it_verbatim_and_the_highest_authority_first(
    desk: Library, outline: Outline
) -> None:
    first = outline.issues[0]
    assert ("A/RES/78/213", "para. 17") in {(each.citation.symbol, each.citation.locator) for each in first.passages}
    assert all(is_verbatim(each.citation, desk) for each in outline.selected)
    groups = list(by_authority(outline.selected))
    assert groups == [authority for authority in Authority if authority in groups]


def test_what_is_missing_is_named(outline: Outline) -> None:
    country = next(issue for issue in outline.issues if "Ruritania" in issue.title)
    assert not country.passages
    assert country.nearest
    assert gaps(country) == ["Nothing was found in the library on it."]
    assert any("treaty" in line for line in gaps(outline.issues[0]))


def test_the_plan_has_all_its_steps(outline: Outline) -> None:
    assert [step.title for step in outline.steps] == [
        "Identify",
        "Prevent",
        "Mitigate",
        "Account",
        "Remedy",
        "Consult",
        "Publish",
        "People in vulnerable situations",
    ]
    assert all(step.passages for step in outline.steps)


@pytest.mark.parametrize(
    ("technology", "questions", "within"),
    [
        ("facial recognition", (), True),
        ("digital identity", (), True),
        ("exam grading software", (), True),
        ("", ("May we read what our employees write in their e-mails?",), True),
        ("sourdough oven", ("How long should bread rise?",), False),
        ("fisheries", (), False),
        ("", ("Who should win the football World Cup?",), False),
    ],
)
def test_whether_a_request_is_within_the_subject(
    desk: Library, technology: str, questions: tuple[str, ...], within: bool
) -> None:
    assert is_within(desk, Request(technology=technology, questions=questions)) is within


def test_a_request_outside_the_subject_gets_an_outline_that_says_so(desk: Library) -> None:
    outline = make_outline(desk, Request(technology="sourdough oven", stage=Stage.PROCUREMENT))
    assert outline.outside.startswith(f"{OUTSIDE} Nothing in it comes near “sourdough oven”")
    assert not outline.issues
    assert not outline.selected


def test_progress_is_told(desk: Library) -> None:
    told: list[tuple[int, int, str]] = []
    make_outline(desk, Request(technology="neurotechnology", template="document_list"), lambda *step: told.append(step))
    assert told == [(0, 2, "Which documents deal with neurotechnology?"), (1, 2, "Documents on the theme")]


def test_documents_of_a_theme_are_listed_by_date_each_once(desk: Library) -> None:
    outline = make_outline(desk, Request(technology="neurotechnology", template="document_list"))
    symbols = [each.citation.symbol for each in outline.documents]
    assert len(set(symbols)) == len(symbols)
    dated = [symbol for symbol in symbols if symbol in {"A/HRC/RES/51/3", "A/HRC/57/61", "A/HRC/RES/58/6"}]
    assert dated == ["A/HRC/RES/51/3", "A/HRC/57/61", "A/HRC/RES/58/6"]


def test_issues_are_added_dropped_and_moved(outline: Outline) -> None:
    names = [issue.id for issue in outline.issues]
    added = add_issue(add_issue(outline, "  What of   costs? "), "And then?")
    first, second = added.issues[-2:]
    assert (first.title, second.title) == ("What of costs?", "And then?")
    assert [issue.id for issue in drop_issue(added, first.id).issues] == [*names, second.id]
    again = add_issue(drop_issue(added, second.id), "New?").issues[-1]
    assert again.id not in {second.id, first.id, *names}
    assert [issue.id for issue in shift_issue(outline, names[2], -2).issues] == [names[2], *names[:2], *names[3:]]
    assert [issue.id for issue in shift_issue(outline, names[0], 99).issues] == [*names[1:], names[0]]
    assert drop_issue(outline, "step-3").steps == (*outline.steps[:2], *outline.steps[3:])
    assert retitle_issue(outline, names[0], "Why?").issues[0].passages == outline.issues[0].passages


def test_passages_are_added_dropped_and_moved(desk: Library, outline: Outline) -> None:
    chosen = select_place(desk, "A/RES/78/213", "para. 20 (b)")
    assert chosen is not None
    assert (chosen.citation.locator, chosen.likelihood) == ("para. 20 (b)", 1.0)
    assert is_verbatim(chosen.citation, desk)
    first = outline.issues[0]
    with_it = add_passage(outline, first.id, chosen)
    assert with_it.issues[0].passages == (*first.passages, chosen)
    assert add_passage(with_it, first.id, chosen) == with_it
    moved = shift_passage(with_it, first.id, chosen.key, -1).issues[0].passages
    group = [each for each in with_it.issues[0].passages if each.authority is chosen.authority]
    assert [each for each in moved if each.authority is chosen.authority] == [*group[:-2], chosen, group[-2]]
    assert shift_passage(with_it, first.id, chosen.key, 1) == with_it
    assert drop_passage(with_it, first.id, chosen.key) == outline
    assert select_place(desk, "A/RES/78/213", "para. 99") is None
    assert select_place(desk, "A/RES/99/1", "para. 1") is None


@pytest.mark.parametrize(
    "change",
    [
        lambda outline: drop_issue(outline, "standing-99"),
        lambda outline: shift_issue(outline, "nothing", 1),
        lambda outline: drop_passage(outline, outline.issues[0].id, "A/RES/1/1|para. 1"),
        lambda outline: add_issue(outline, "  "),
        lambda outline: retitle_issue(outline, outline.issues[0].id, ""),
    ],
)
def test_what_is_not_there_is_named(outline: Outline, change) -> None:
    with pytest.raises(RightsDeskError, match=r"no issue|no passage|needs a title"):
        change(outline)


def test_no_quotation_is_a_bare_lead_in_and_an_item_has_the_words_that_open_its_list(
    desk: Library, outline: Outline
) -> None:
    question = "Which safeguards do digital or biometric identity programmes need?"
    found = PassageFinder(desk).find([question], 5).passages
    item = next(each for each in found if each.citation.locator == "para. 20 (d)")
    assert item.opening is not None
    assert (item.opening.locator, item.opening.quote[-1]) == ("para. 20", ":")
    assert not [each for each in (*outline.selected, *found) if each.citation.quote.endswith(":")]
    chosen = select_place(desk, "A/RES/78/213", "para. 20 (d)")
    assert chosen is not None
    assert chosen.citations == item.citations


def test_the_likeliest_passages_come_first_whichever_search_found_them(outline: Outline) -> None:
    for issue in outline.issues:
        likelihoods = [each.likelihood for each in issue.passages]
        assert likelihoods == sorted(likelihoods, reverse=True)


@pytest.mark.parametrize(
    ("technology", "named"),
    [
        ("Facial recognition in public spaces", "facial recognition in public spaces"),
        ("AI in courts", "AI in courts"),
        ("Pegasus spyware", "Pegasus spyware"),
        ("Internet shutdowns", "Internet shutdowns"),
        ("e-Government", "e-Government"),
    ],
)
def test_a_technology_within_a_sentence(technology: str, named: str) -> None:
    assert filled("the use of {technology}", Request(technology)) == f"the use of {named}"


@pytest.mark.parametrize(
    ("facts", "themes"),
    [
        ("ethnic minorities", ["What must be done against racial and other discrimination?"]),
        ("The Irish tax software has the benefits of cloud computing in borderline cases, as a courtesy.", []),
        ("Encrypted messages of journalists", ["What does it mean for journalists and confidential communication?"]),
        (
            "Children are asked at the borders.",
            ["What does it mean for children?", "What does it mean for migrants and refugees?"],
        ),
    ],
)
def test_themes_are_found_in_whole_words(facts: str, themes: list[str]) -> None:
    issues, _ = planned(Request("x", facts=facts), read_template("draft_law"))
    assert [each.title for each in issues if each.asked is Asked.FACTS] == themes


def test_a_list_says_which_documents_it_has_no_room_for(desk: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.drafting.outlining._DOCUMENTS", 2)
    request = Request("artificial intelligence", template="document_list")
    outline = make_outline(desk, request)
    assert len(outline.documents) == 2
    assert outline.further
    said = write_draft(desk, request, outline).paragraph("limits.further").sentences[0].text
    assert said.startswith(f"{len(outline.further)} more documents came up last; the list has no room for them: ")
    symbol = outline.documents[0].citation.symbol
    assert [each.citation.symbol for each in drop_document(outline, symbol).documents] == [
        outline.documents[1].citation.symbol
    ]
    with pytest.raises(RightsDeskError, match="lists no document X/1"):
        drop_document(outline, "X/1")


def test_what_was_searched_for_once_is_not_searched_for_again(desk: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def counted(library: Library, text: str) -> dict[str, object]:
        asked.append(text)
        return exchange(library, text)

    monkeypatch.setattr("assistant.drafting.finding.exchange", counted)
    finder = PassageFinder(desk)
    questions = ["Which safeguards do digital or biometric identity programmes need?", "What is asked of companies?"]
    alone = [finder.find([question], 5) for question in questions]
    both = finder.find(questions, 50)
    assert asked == questions
    assert {each.key for found in alone for each in found.passages} <= {each.key for each in both.passages}
    assert [PassageFinder(desk).find([question], 5) for question in questions] == alone
