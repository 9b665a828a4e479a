"""The form of a request for advice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import gradio as gr

from assistant.drafting.reading import make_request
from assistant.drafting.request import LONGEST_FACTS, LONGEST_LINE, Length, Request, Requester, Stage
from assistant.drafting.templates import Templates
from assistant.yaml_reading import Lines, Written
from store.errors import RightsDeskError

_OPEN = ("not said", "")


@dataclass(frozen=True, slots=True)
class RequestForm:
    """Its fields, in the order of `read_form`."""

    technology: gr.Textbox
    questions: gr.Textbox
    requester: gr.Dropdown
    country: gr.Textbox
    stage: gr.Dropdown
    facts: gr.Textbox
    audience: gr.Textbox
    length: gr.Radio
    template: gr.Dropdown

    def all(self) -> list[Any]:
        """The fields, in order."""
        return [getattr(self, name) for name in self.__slots__]


def build_request_form(templates: Templates) -> RequestForm:
    """Lay it out.

    Args:
        templates: The kinds of advice; files that are none are named below them.
    """
    technology = gr.Textbox(
        label="Technology or measure", placeholder="facial recognition in public places", max_length=LONGEST_LINE
    )
    questions = gr.Textbox(
        label="Questions, a line each",
        placeholder="What must a State assess before it buys such a system?",
        lines=3,
        max_lines=12,
        elem_id="rd-request-questions",
    )
    with gr.Row():
        requester = gr.Dropdown([_OPEN, *((each.value, each.value) for each in Requester)], value="", label="Who asks")
        stage = gr.Dropdown([_OPEN, *((each.value, each.value) for each in Stage)], value="", label="At which stage")
        country = gr.Textbox(label="Country", max_length=LONGEST_LINE)
    facts = gr.Textbox(label="Facts of the case", lines=3, max_lines=12, max_length=LONGEST_FACTS)
    with gr.Row():
        audience = gr.Textbox(label="Who will read it", max_length=LONGEST_LINE)
        length = gr.Radio([each.value for each in Length], value=Length.STANDARD.value, label="Length")
    kinds = [(f"{found.name}: {found.use}", key) for key, found in templates.by_key.items()]
    left_out = f"Left out: {' '.join(templates.left_out)}" if templates.left_out else None
    by_the_request = ("as who asks and the stage suggest", "")
    template = gr.Dropdown([by_the_request, *kinds], value="", label="Kind of advice", info=left_out)
    return RequestForm(technology, questions, requester, country, stage, facts, audience, length, template)


def read_form(values: tuple[object, ...], templates: Templates) -> Request:
    """The request that the fields hold.

    Args:
        values: Of `RequestForm.all`.
        templates: The kinds of advice.

    Raises:
        RightsDeskError: It has mistakes; all of them are named.
    """
    given = dict(zip(RequestForm.__slots__, values, strict=True))
    given["questions"] = [line for line in str(given["questions"] or "").splitlines() if line.strip()]
    if not given["technology"] and not given["questions"]:
        raise RightsDeskError("The request is empty.", "Give a technology or at least one question.")
    request, mistakes = make_request(Written(given, Lines(None)), templates)
    if request is None:
        raise RightsDeskError(" ".join(f"{each.what} {each.remedy}" for each in mistakes), "")
    return request
