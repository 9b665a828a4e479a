"""Templates of advice: the product's, and a library's own in its folder ``templates``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from assistant.drafting.request import Request
from assistant.yaml_reading import read_yaml
from prompts.advice import Template, TemplateError, make_template, read_template, template_keys
from store.errors import RightsDeskError
from store.library import Library

_FOLDER = "templates"


@dataclass(frozen=True, slots=True)
class Templates:
    """Templates that requests can name.

    Attributes:
        by_key: By the names of their files, in order.
        left_out: Of files that are no templates, where and why, a line each.
    """

    by_key: Mapping[str, Template]
    left_out: tuple[str, ...] = ()


def shipped_templates() -> Templates:
    """Those that come with the product."""
    return Templates({key: read_template(key) for key in template_keys()})


def templates_in(home: Path) -> Templates:
    """Those of the product and those of a library's folder; one's own stands in place of the product's of its name."""
    found, left_out = dict(shipped_templates().by_key), list[str]()
    for file in sorted((home / _FOLDER).glob("*.yaml")):
        template = _read(file)
        if isinstance(template, Template):
            found[template.key] = template
        else:
            left_out.append(template)
    return Templates(dict(sorted(found.items())), tuple(left_out))


def template_of(library: Library, request: Request) -> Template:
    """The template of a request.

    Raises:
        RightsDeskError: Its file is gone, or is no template any more.
    """
    templates, key = templates_in(library.home), request.template_key
    if key not in templates.by_key:
        broken = next((each for each in templates.left_out if f"{key}.yaml" in each), "")
        raise RightsDeskError(
            f"There is no template {key}{f': {broken}' if broken else '.'}",
            f"Put {_FOLDER}/{key}.yaml into the library's folder, or correct it.",
        )
    return templates.by_key[key]


def _read(file: Path) -> Template | str:
    """A template, or where and why it is none."""
    written = read_yaml(file)
    mistakes = [*written.mistakes, *written.twice]
    if mistakes:
        return f"{_FOLDER}/{file.name}, {mistakes[0]}"
    try:
        return make_template(file.stem, written.data)
    except TemplateError as error:
        return f"{_FOLDER}/{file.name}, line {written.lines.of(*error.path)}: {error}."
