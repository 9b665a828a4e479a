"""The request that a draft answers, as HTML."""

from __future__ import annotations

from html import escape

from assistant.drafting.request import Request
from assistant.drafting.templates import Templates


def render_request(request: Request, templates: Templates) -> str:
    """What was asked for, whole; everything that people wrote is escaped."""
    template = templates.by_key.get(request.template_key)
    facts = {
        "Technology or measure": request.technology,
        "Who asks": request.requester.value if request.requester else "",
        "Country": request.country,
        "At which stage": request.stage.value if request.stage else "",
        "Who will read it": request.audience,
        "Length": request.length.value,
        "Kind of advice": template.name if template else request.template_key,
    }
    lines = "".join(f'<dt>{name}</dt><dd dir="auto">{escape(value)}</dd>' for name, value in facts.items() if value)
    questions = "".join(f'<li dir="auto">{escape(each)}</li>' for each in request.questions)
    given = escape(request.facts).replace("\n", "<br>")
    parts = [f"<dl>{lines}</dl>"]
    if questions:
        parts.append(f"<h3>Questions</h3><ol>{questions}</ol>")
    if given:
        parts.append(f'<h3>Facts of the case</h3><p dir="auto">{given}</p>')
    return "".join(parts)
