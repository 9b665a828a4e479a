"""Every prompt as a readable file, and the few lines that load them.

A prompt is a Markdown file: a header in YAML (``purpose``, ``variables``, ``version``), then what the model is told
under ``# System`` and what it is asked under ``# User``. A variable stands as ``{{name}}``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib import resources

import yaml

_SHAPE = re.compile(r"---\n(?P<header>.*?)\n---\n+# System\n+(?P<system>.*?)\n+# User\n+(?P<user>.*?)\s*", re.S)
_VARIABLE = re.compile(r"\{\{(\w+)\}\}")


@dataclass(frozen=True, slots=True)
class Prompt:
    """A prompt.

    Attributes:
        name: Of its file, without the ending.
        version: Raised whenever its words change; recorded with what a model answers.
        purpose: What it is for, in a sentence.
        variables: What has to be filled in.
        system: What the model is told.
        user: What it is asked.
    """

    name: str
    version: int
    purpose: str
    variables: tuple[str, ...]
    system: str
    user: str

    @property
    def id(self) -> str:
        """Name and version: ``answer 1``."""
        return f"{self.name} {self.version}"

    def fill(self, **values: str) -> list[tuple[str, str]]:
        """The prompt as messages, each its role and its text, as LangChain's chat models take them.

        Values are put in as they are: a ``{{name}}`` within one stays what it is.

        Raises:
            ValueError: A variable is missing, or one was given that the prompt does not have.
        """
        if set(values) != set(self.variables):
            raise ValueError(f"The prompt {self.name} needs {self.variables}, and was given {tuple(values)}.")
        return [
            (role, _VARIABLE.sub(lambda found: values[found[1]], text))
            for role, text in (("system", self.system), ("human", self.user))
        ]


@cache
def read_prompt(name: str) -> Prompt:
    """The prompt of a name.

    Raises:
        ValueError: Its file is not in the shape of a prompt.
    """
    found = _SHAPE.fullmatch(resources.files("prompts").joinpath(f"{name}.md").read_text(encoding="utf-8"))
    if found is None:
        raise ValueError(f"prompts/{name}.md is not in the shape of a prompt.")
    header = yaml.safe_load(found["header"])
    prompt = Prompt(
        name=name,
        version=header["version"],
        purpose=header["purpose"],
        variables=tuple(header["variables"]),
        system=found["system"],
        user=found["user"],
    )
    if set(_VARIABLE.findall(prompt.system + prompt.user)) != set(prompt.variables):
        raise ValueError(f"The header of prompts/{name}.md does not list the variables of its text.")
    return prompt
