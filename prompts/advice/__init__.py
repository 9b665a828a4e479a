"""Templates of advice: each a YAML file here, and what makes a template of a file; a library may have its own.

A template says for which work it is (``use``), how its title is made, which sections it has in which order, and which
issues are looked for whatever was asked; ``plan`` names a file of `shared`. ``{technology}``, ``{country}`` and
``{requester}`` stand for what the request says. A place is what the drafter has to write.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any

import yaml

_FIELD = re.compile(r"\{(\w*)\}")
FIELDS = ("technology", "country", "requester")
"""What stands in braces in a template."""


class TemplateError(ValueError):
    """A file that is no template.

    Args:
        why: What is wrong.
        path: Where in it: the names of fields, and the numbers of entries from 0.
    """

    def __init__(self, why: str, *path: str | int) -> None:
        super().__init__(why)
        self.path = path


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
    """The names of the templates that come with the product, in order."""
    return sorted(
        file.name.removesuffix(".yaml")
        for file in resources.files("prompts.advice").iterdir()
        if file.name.endswith(".yaml")
    )


@cache
def read_template(key: str) -> Template:
    """The template of a name.

    Raises:
        ValueError: Its file is no template; says why.
    """
    try:
        return make_template(key, _content(f"{key}.yaml"))
    except (ValueError, yaml.YAMLError) as error:
        raise ValueError(f"prompts/advice/{key}.yaml is no template: {error}.") from error


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


def make_template(key: str, content: object) -> Template:
    """A template from what a file holds.

    Args:
        key: Name of the file, without the ending.
        content: What it holds; nothing about it is certain.

    Raises:
        TemplateError: It is no template; says why and where.
    """
    if not isinstance(content, Mapping):
        raise TemplateError("it holds no fields")
    known = {"name", "use", "title", "sections", "issues", "audience", "plan"}
    if unknown := sorted(str(each) for each in set(content) - known):
        raise TemplateError(f"there is no field {', '.join(unknown)}", unknown[0])
    heads = tuple(_head(each, "sections", n) for n, each in enumerate(_list(content, "sections")))
    for number, head in enumerate(heads):
        if head.part in {each.part for each in heads[:number]}:
            raise TemplateError("two sections are of one kind", "sections", number)
    if any(head.part is Part.PLAN for head in heads) != ("plan" in content):
        raise TemplateError("a section of the kind plan and the field plan go together", "plan")
    return Template(
        key=key,
        name=_text(content, "name"),
        use=_text(content, "use"),
        title=_text(content, "title"),
        heads=heads,
        issues=tuple(_standing(each, "issues", n) for n, each in enumerate(_list(content, "issues"))),
        audience=_audience(content),
        plan=_plan(_text(content, "plan")) if "plan" in content else (),
    )


def _head(content: object, *path: str | int) -> Head:
    kinds = [each.value for each in Part]
    if (kind := _text(content, "kind", *path)) not in kinds:
        raise TemplateError(f"there is no kind {kind}; known are {', '.join(kinds)}", *path, "kind")
    return Head(Part(kind), _text(content, "title", *path))


def _standing(content: object, *path: str | int) -> Standing:
    return Standing(_text(content, "title", *path), _searches(content, *path))


def _plan(name: str) -> tuple[Measure, ...]:
    try:
        steps = _content(f"shared/{name}.yaml")["steps"]
    except (OSError, KeyError) as error:
        raise TemplateError(f"there is no plan {name}", "plan") from error
    return tuple(
        Measure(_text(each, "title", "plan"), _text(each, "place", "plan"), _searches(each, "plan")) for each in steps
    )


def _audience(content: Mapping[Any, Any]) -> dict[str, str]:
    given = content.get("audience") or {}
    if not isinstance(given, Mapping):
        raise TemplateError("audience has to say for each kind of requester how to write for them", "audience")
    return {str(key): _text(given, key, "audience") for key in given}


def _searches(content: object, *path: str | int) -> tuple[str, ...]:
    return tuple(
        _filled_in(each, *path, "search", number) for number, each in enumerate(_list(content, "search", *path))
    )


def _list(content: object, name: str, *path: str | int) -> list[Any]:
    value = _field(content, name, *path)
    if not isinstance(value, list) or not value:
        raise TemplateError(f"{name} has to be a list", *path, name)
    return value


def _text(content: object, name: str, *path: str | int) -> str:
    return _filled_in(_field(content, name, *path), *path, name)


def _filled_in(value: object, *path: str | int) -> str:
    """A text whose braces stand for something."""
    if not isinstance(value, str) or not value.strip():
        raise TemplateError(f"{path[-1]} has to be text", *path)
    if unknown := sorted(set(_FIELD.findall(value)) - set(FIELDS)):
        raise TemplateError(f"{{{unknown[0]}}} stands for nothing; known are {', '.join(FIELDS)}", *path)
    return value


def _field(content: object, name: str, *path: str | int) -> object:
    if not isinstance(content, Mapping) or name not in content:
        raise TemplateError(f"{name} is missing", *path)
    return content[name]
