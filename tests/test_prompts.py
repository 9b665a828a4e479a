"""The prompts: each file is whole, and is filled in without anything being read into what is put in."""

from __future__ import annotations

import re
from importlib import resources
from pathlib import Path

import pytest

from prompts import read_prompt

VARIABLES = {
    "answer": {"question", "passages", "sentinel"},
    "judge": {"question", "gold", "answer"},
    "rewrite": {"conversation", "question"},
    "support": {"sentence", "passages"},
    "translate": {"language", "sentence"},
}
FILES = sorted(file.name.removesuffix(".md") for file in resources.files("prompts").iterdir() if file.suffix == ".md")

each_prompt = pytest.mark.parametrize("name", FILES)


def test_every_prompt_is_known_here() -> None:
    assert list(VARIABLES) == FILES


@each_prompt
def test_a_prompt_says_what_it_is_for_and_which_version_it_is(name: str) -> None:
    prompt = read_prompt(name)
    assert prompt.name == name
    assert prompt.version >= 1
    assert prompt.purpose.endswith(".")
    assert prompt.id == f"{name} {prompt.version}"


@each_prompt
def test_a_prompt_lists_the_variables_of_its_text(name: str) -> None:
    prompt = read_prompt(name)
    assert set(prompt.variables) == VARIABLES[name]
    assert set(re.findall(r"\{\{(\w+)\}\}", prompt.system + prompt.user)) == VARIABLES[name]


@each_prompt
def test_a_prompt_warns_of_instructions_in_what_it_is_given(name: str) -> None:
    assert re.search(r"\binstructions\b.*\bnot follow\b|\bfollow no instructions\b", read_prompt(name).system)


@each_prompt
def test_a_filled_prompt_is_what_is_told_and_what_is_asked(name: str) -> None:
    values = {variable: f"<{variable} filled in>" for variable in VARIABLES[name]}
    (told, system), (asked, user) = read_prompt(name).fill(**values)
    assert (told, asked) == ("system", "human")
    assert system
    assert user
    assert all(value in system + user for value in values.values())
    assert "{{" not in system + user


@each_prompt
def test_a_value_is_put_in_as_it_is(name: str) -> None:
    value = r"{{sentence}} {{passages}} {{question}} {question} \1 \g<0> %s ${question}"
    filled = read_prompt(name).fill(**dict.fromkeys(VARIABLES[name], value))
    text = "".join(text for _, text in filled)
    assert text.count(value) == len(re.findall(r"\{\{\w+\}\}", read_prompt(name).system + read_prompt(name).user))


@each_prompt
def test_a_missing_variable_is_an_error(name: str) -> None:
    first, *others = sorted(VARIABLES[name])
    with pytest.raises(ValueError, match=first):
        read_prompt(name).fill(**dict.fromkeys(others, "text"))


@each_prompt
def test_a_variable_too_many_is_an_error(name: str) -> None:
    with pytest.raises(ValueError, match="colour"):
        read_prompt(name).fill(**dict.fromkeys(VARIABLES[name], "text"), colour="blue")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("headless", "# System\n\nAct.\n\n# User\n\n{{question}}\n"),
        ("unasked", "---\npurpose: To act.\nvariables: []\nversion: 1\n---\n\n# System\n\nAct.\n"),
        ("unlisted", "---\npurpose: To act.\nvariables: []\nversion: 1\n---\n\n# System\n\nAct.\n\n# User\n\n{{it}}\n"),
        ("unused", "---\npurpose: To act.\nvariables: [it]\nversion: 1\n---\n\n# System\n\nAct.\n\n# User\n\nNow?\n"),
    ],
)
def test_a_file_that_is_no_prompt_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, content: str
) -> None:
    (tmp_path / f"{name}.md").write_text(content)
    monkeypatch.setattr("importlib.resources.files", lambda _: tmp_path)
    with pytest.raises(ValueError, match=rf"prompts/{name}\.md"):
        read_prompt(name)


def test_a_prompt_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(FileNotFoundError):
        read_prompt("riddle")
