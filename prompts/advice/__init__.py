"""Templates of advice: each a YAML file here, and the few lines that load them; one more file is one more template.

A template says for which work it is (``use``), how its title is made, which sections it has in which order, and which
issues are looked for whatever was asked; ``plan`` names a file of `shared`. ``{technology}``, ``{country}`` and
``{requester}`` stand for what the request says. A place is what the drafter has to write.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any

import yaml

_FIELD = re.compile(r"\{(\w*)\}")
FIELDS = ("technology", "country", "requester")
"""What stands in braces in a template."""


class Part(StrEnum):
    """What a section holds."""

    SCOPE = "scope"
    ANSWER = "answer"
    STANDARDS = "standards"
    ANALYSIS = "analysis"
    RECOMMENDATIONS = "recommendations"
    PLAN = "plan"
    DOCUMENTS = "documents"
    LIMITS = "limits"
    REFERENCES = "references"


@dataclass(frozen=True, slots=True)
class Head:
    """A section of a template: what it holds, and its title."""

    part: Part
    title: str


@dataclass(frozen=True, slots=True)
class Standing:
    """An issue that is looked for whatever was asked.

    Attributes:
        title: As a question, for the reader.
        search: What the library is asked for it.
    """

    title: str
    search: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Theme:
    """An issue that is looked for where a request speaks of it.

    Attributes:
        issue: What is looked for.
        words: How words begin that speak of it.
    """

    issue: Standing
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Measure:
    """A step of a due diligence plan.

    Attributes:
        title: In a word or two.
        place: What the drafter has to write.
        search: What the library is asked for it.
    """

    title: str
    place: str
    search: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Template:
    """A kind of advice.

    Attributes:
        key: Name of its file, without the ending.
        name: For people.
        use: For which work it is, in a sentence.
        title: Of the advice, with fields in braces.
        heads: Its sections in order.
        issues: Looked for whatever was asked.
        audience: By kind of requester, how to write for them.
        plan: The steps of its due diligence plan; none where it has no such section.
    """

    key: str
    name: str
    use: str
    title: str
    heads: tuple[Head, ...]
    issues: tuple[Standing, ...]
    audience: Mapping[str, str]
    plan: tuple[Measure, ...]


def template_keys() -> list[str]:
    """The names of the templates, in order."""
    return sorted(
        file.name.removesuffix(".yaml")
        for file in resources.files("prompts.advice").iterdir()
        if file.name.endswith(".yaml")
    )


@cache
def read_template(key: str) -> Template:
    """The template of a name.

    Raises:
        ValueError: Its file is no template; says where and why.
    """
    try:
        return _template(key, _content(f"{key}.yaml"))
    except (KeyError, TypeError, ValueError, AttributeError, yaml.YAMLError) as error:
        why = f"{error} is missing" if isinstance(error, KeyError) else str(error)
        raise ValueError(f"prompts/advice/{key}.yaml is no template: {why}.") from error


@cache
def read_themes() -> tuple[Theme, ...]:
    """The themes of ``shared/themes.yaml``, in order."""
    return tuple(
        Theme(Standing(each["title"], tuple(each["search"])), tuple(each["words"]))
        for each in _content("shared/themes.yaml")["themes"]
    )


def _content(file: str) -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load(
        resources.files("prompts.advice").joinpath(file).read_text(encoding="utf-8")
    )
    return content


def _template(key: str, content: Mapping[str, Any]) -> Template:
    known = {"name", "use", "title", "sections", "issues", "audience", "plan"}
    if unknown := sorted(set(content) - known):
        raise ValueError(f"there is no field {', '.join(unknown)}")
    heads = tuple(Head(Part(each["kind"]), each["title"]) for each in content["sections"])
    if len({head.part for head in heads}) < len(heads):
        raise ValueError("two sections are of one kind")
    if any(head.part is Part.PLAN for head in heads) != ("plan" in content):
        raise ValueError("a section of the kind plan and the field plan go together")
    steps = _content(f"shared/{content['plan']}.yaml")["steps"] if "plan" in content else []
    for each in (*content["issues"], *steps):
        if not isinstance(each["search"], list):
            raise ValueError(f"the search of {each['title']!r} has to be a list")
    template = Template(
        key=key,
        name=content["name"],
        use=content["use"],
        title=content["title"],
        heads=heads,
        issues=tuple(Standing(each["title"], tuple(each["search"])) for each in content["issues"]),
        audience=content.get("audience") or {},
        plan=tuple(Measure(each["title"], each["place"], tuple(each["search"])) for each in steps),
    )
    texts = [template.title, *(head.title for head in heads)]
    for each in template.issues:
        texts += [each.title, *each.search]
    for step in template.plan:
        texts += [step.title, step.place, *step.search]
    _require_known_fields(texts)
    return template


def _require_known_fields(texts: Sequence[str]) -> None:
    for text in texts:
        if unknown := sorted(set(_FIELD.findall(text)) - set(FIELDS)):
            raise ValueError(f"{{{unknown[0]}}} stands for nothing; known are {', '.join(FIELDS)}")
