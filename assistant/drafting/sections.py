"""The sections of a draft, each from its request and its outline."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256

from assistant.citations import places_by_document
from assistant.drafting.draft import Basis, Cited, Paragraph, Sentence, Style
from assistant.drafting.outline import Asked, Issue, Outline, Selected, gaps
from assistant.drafting.paragraphs import again, frame, heading, label, place, quotation, quotations, silent_groups
from assistant.drafting.recommending import Addressee, Call, asked_in, grouped, paragraph_of
from assistant.drafting.request import Request
from prompts.advice import Part, Template
from store.library import Library

Say = Callable[[str, str, Sequence[Selected]], list[Paragraph]]
"""Puts passages into words: how ids begin, what is answered, and the passages; nothing where it cannot."""

_SHOWN_FACTS = 1_500
"""Characters of facts that stand in the draft; longer ones are for the drafter to sum up."""

_LIKELY = 0.5
"""Likelihood below which the short answer says that a passage is more likely beside the point."""

_SHORT_ANSWERS = 4
"""Issues that the short answer speaks of, where the request has no questions of its own."""


@dataclass(frozen=True, slots=True)
class Work:
    """What sections are made of.

    Attributes:
        library: Where documents are looked up.
        request: What was asked for.
        template: The kind of advice.
        outline: Issues and passages.
        say: A language model's words, checked; gives nothing where there is none.
    """

    library: Library
    request: Request
    template: Template
    outline: Outline
    say: Say


def paragraphs_of(part: Part, work: Work) -> list[Paragraph]:
    """The paragraphs of a section; none of references, standards and limits, which follow what the others cite."""
    return list(_PARTS[part](work)) if part in _PARTS else []


def _scope(work: Work) -> list[Paragraph]:
    request, name = work.request, Part.SCOPE.value
    made = [frame(f"{name}.request", *_who_asks(request))]
    if request.facts:
        made.append(label(f"{name}.facts", "Facts as given"))
        shown = request.facts[:_SHOWN_FACTS]
        if shown == request.facts:
            blocks = [block for block in request.facts.split("\n\n") if block.strip()]
            made += [frame(f"{name}.facts.{n}", " ".join(block.split())) for n, block in enumerate(blocks, 1)]
        else:
            made.append(place(f"{name}.facts.1", "Sum up the facts; the request is kept with the draft."))
    if request.questions:
        made.append(label(f"{name}.questions", "Questions"))
        made += [frame(f"{name}.questions.{n}", each, style=Style.ITEM) for n, each in enumerate(request.questions, 1)]
    note = work.template.audience.get(request.requester.value, "") if request.requester else ""
    if note:
        made.append(place(f"{name}.audience", note.rstrip(".")))
    return made


def _who_asks(request: Request) -> list[str]:
    who = f" from {request.requester.in_a_sentence}" if request.requester else ""
    about = f" about {request.technology_in_a_sentence}" if request.technology else ""
    where = f" in {request.country}" if request.country else ""
    stage = f", at the stage of {request.stage.value}" if request.stage else ""
    said = [f"This is an answer to a request{who}{about}{where}{stage}."]
    if request.audience:
        said.append(f"It is written for {request.audience.rstrip('.')}.")
    return said


def _answer(work: Work) -> list[Paragraph]:
    name = Part.ANSWER.value
    own = [issue for issue in work.outline.issues if issue.asked is Asked.REQUEST]
    made = [
        place(
            f"{name}.place",
            "Answer in two or three sentences; below each question is the passage that came nearest",
        )
    ]
    told: set[str] = set()
    for issue in own or [each for each in work.outline.issues if each.passages][:_SHORT_ANSWERS]:
        made.append(label(f"{name}.{issue.id}", issue.title))
        if not issue.passages:
            made.append(frame(f"{name}.{issue.id}.missing", *gaps(issue)))
            continue
        made += work.say(f"{name}.{issue.id}", issue.title, issue.passages) or _nearest(work, issue, told)
    return made


def _nearest(work: Work, issue: Issue, told: set[str]) -> list[Paragraph]:
    """The passage that came nearest to an issue; where an issue before it shows that, also the next one."""
    name = f"{Part.ANSWER.value}.{issue.id}"
    ranked = sorted(issue.passages, key=lambda each: -each.likelihood)
    made = []
    if issue.asked is Asked.REQUEST and ranked[0].likelihood < _LIKELY:
        made.append(frame(f"{name}.unlikely", "No passage is likely to answer this; what follows came nearest."))
    if ranked[0].key in told:
        made.append(again(f"{name}.again", ranked[0].citation))
    if best := next((each for each in ranked if each.key not in told), None):
        told.add(best.key)
        made.append(quotation(f"{name}.best", best.citations))
    return made


def _analysis(work: Work) -> list[Paragraph]:
    made: list[Paragraph] = []
    told: set[str] = set()
    for issue in work.outline.issues:
        name = f"{Part.ANALYSIS.value}.{issue.id}"
        made.append(heading(name, issue.title))
        if issue.passages:
            made.append(heading(f"{name}.says", "What the standards say", 3))
            made += work.say(f"{name}.says", issue.title, issue.passages) or quotations(
                f"{name}.says", issue.passages, told
            )
            made.append(heading(f"{name}.follows", "What follows for this case", 3))
            made.append(place(f"{name}.follows.place", _follows(work.request)))
        made.append(heading(f"{name}.unsettled", "What is unsettled", 3))
        made.append(silent_groups(f"{name}.unsettled.gaps", issue))
        made.append(place(f"{name}.unsettled.place", "Say where the sources differ, are silent or leave room"))
    return made


def _follows(request: Request) -> str:
    where = f" in {request.country}" if request.country else ""
    what = request.technology_in_a_sentence or "the facts"
    return f"Apply the paragraphs above to {what}{where}; say what is met, what is not, and what has to change"


def _recommendations(work: Work) -> list[Paragraph]:
    name = Part.RECOMMENDATIONS.value
    selected = [each for issue in (*work.outline.issues, *work.outline.steps) for each in issue.passages]
    made: list[Paragraph] = []
    for whom, held in grouped(asked_in(selected), work.request.requester).items():
        kept = held[: work.request.length.passages]
        key = f"{name}.{whom.name.lower()}"
        made.append(heading(key, f"To {whom.in_a_sentence}"))
        rests_on = {f"{cited.symbol}|{cited.locator}" for each in kept for cited in each.citations}
        passages = [each for each in selected if each.key in rests_on]
        about = work.request.technology_in_a_sentence or "digital technology"
        question = f"What are {whom.in_a_sentence} asked to do about {about}?"
        if said := work.say(key, question, passages):
            made += [*said, place(f"{key}.place", "Say which of this is recommended here, in which order, until when")]
            continue
        for each in kept:
            own = f"{key}.{sha256(each.citations[-1].quote.encode()).hexdigest()[:8]}"
            to_whom = "to whom, and " if whom is Addressee.UNNAMED else ""
            made.append(place(f"{own}.place", f"Say {to_whom}in your own words what is advised"))
            made.append(quotation(own, each.citations))
        quoted = {paragraph_of(cited) for each in kept for cited in each.citations}
        if more := [each for each in held[len(kept) :] if paragraph_of(each.citations[-1]) not in quoted]:
            made.append(_more_of(f"{key}.more", more))
    return made or [place(f"{name}.none", "No passage asks anything of anybody; recommend nothing without a source")]


def _more_of(name: str, asked: Sequence[Call]) -> Paragraph:
    """Where else something is asked of the same, beyond what the length of the advice has room for."""
    cited = {each.citations[-1].reference: each.citations[-1] for each in asked}
    words = f"Left out here for length is what stands in {places_by_document(cited.values())}."
    return Paragraph(name, Style.TEXT, (Sentence(words, Basis.FRAME, tuple(map(Cited, cited.values()))),))


def _plan(work: Work) -> list[Paragraph]:
    made: list[Paragraph] = []
    told: set[str] = set()
    measures = {f"step-{number}": measure for number, measure in enumerate(work.template.plan, 1)}
    for step in work.outline.steps:
        name = f"{Part.PLAN.value}.{step.id}"
        made.append(heading(name, step.title))
        if measure := measures.get(step.id):
            made.append(place(f"{name}.place", f"Say {measure.place}"))
        if not step.passages:
            made.append(frame(f"{name}.missing", *gaps(step)))
            continue
        made += work.say(name, step.search[0], step.passages) or quotations(name, step.passages, told)
    return made


def _documents(work: Work) -> list[Paragraph]:
    name = Part.DOCUMENTS.value
    made = [quotation(f"{name}.{each.citation.symbol}.says", each.citations) for each in work.outline.documents]
    return made or [place(f"{name}.none", "The library holds no document on the theme")]


_PARTS: dict[Part, Callable[[Work], list[Paragraph]]] = {
    Part.SCOPE: _scope,
    Part.ANSWER: _answer,
    Part.ANALYSIS: _analysis,
    Part.RECOMMENDATIONS: _recommendations,
    Part.PLAN: _plan,
    Part.DOCUMENTS: _documents,
}
