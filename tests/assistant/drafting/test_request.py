"""Requests for advice: what a file may hold, and how every mistake in it is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.drafting.reading import blank_request, examine, read_request
from assistant.drafting.request import LONGEST_FACTS, Length, Request, Requester, Stage
from assistant.drafting.templates import shipped_templates, templates_in
from assistant.yaml_reading import MistakesError
from prompts.advice import Part, read_template, template_keys
from store.errors import RightsDeskError

SHIPPED = shipped_templates()
FULL = """\
requester: State
country: Ruritania
technology: facial recognition in public spaces
stage: procurement
facts: |
  The police want to buy cameras.

  A trial was held in 2025.
questions:
  - What must be examined  before?
  - Which safeguards are needed?
audience: the ministry of the interior
length: short
language: en
template: procurement
"""


@pytest.fixture
def written(tmp_path: Path):
    """Writes a request."""

    def write(text: str) -> Path:
        file = tmp_path / "request.yaml"
        file.write_text(text, encoding="utf-8")
        return file

    return write


def test_a_request_holds_all_that_was_written(written) -> None:
    assert read_request(written(FULL), SHIPPED) == Request(
        technology="facial recognition in public spaces",
        questions=("What must be examined before?", "Which safeguards are needed?"),
        requester=Requester.STATE,
        country="Ruritania",
        stage=Stage.PROCUREMENT,
        facts="The police want to buy cameras.\n\nA trial was held in 2025.",
        audience="the ministry of the interior",
        length=Length.SHORT,
        template="procurement",
    )


@pytest.mark.parametrize(
    ("text", "template"),
    [
        ("technology: drones", "briefing"),
        ('questions: ["May it be used?"]', "briefing"),
        ("questions: May it be used?", "briefing"),
        ("technology: drones\nrequester: State\nstage: regulation", "draft_law"),
        ("technology: drones\nstage: procurement", "procurement"),
        ("technology: drones\nrequester: business\nstage: design", "business_guidance"),
        ("technology: drones\nrequester: UN entity\nstage: procurement", "un_screening"),
        ("technology: drones\nrequester: business\ntemplate: document_list", "document_list"),
    ],
)
def test_a_technology_or_a_question_is_enough(written, text: str, template: str) -> None:
    assert read_request(written(text), SHIPPED).template_key == template


@pytest.mark.parametrize(
    ("text", "mistakes"),
    [
        ("", ["line 1: The request is empty. Give technology: or questions:"]),
        ("country: Ruritania\n", ["line 1: The request is empty."]),
        ("- drones\n", ["line 1: The request is empty."]),
        ("technology: [\n", ["This is not YAML"]),
        ("questions: [May it?]\n", ["between square brackets text with a question mark too"]),
        ("technology: drones\nwhere: here\n", ["line 2: where: there is no such field. Known are: requester, country"]),
        ("technology: 5\n", ["line 1: technology: this has to be text, not 5."]),
        ("technology: drones\nstage: war\n", ["line 2: stage: there is no 'war'. Known are: design, procurement"]),
        ("technology: drones\nrequester: king\n", ["line 2: requester: there is no 'king'. Known are: State, UN en"]),
        ("technology: drones\ntemplate: poem\n", ["line 2: template: there is no 'poem'. Known are: briefing, "]),
        ("technology: drones\nlanguage: fr\n", ["line 2: language: there are no French drafts yet. Write en"]),
        ("technology: drones\nlanguage: xx\n", ["line 2: language: there are no drafts in 'xx' yet. Write en"]),
        ("technology: drones\nlength: endless\n", ["line 2: length: there is no 'endless'. Known are: short, "]),
        ("questions: {a: b}\n", ["line 1: questions: this has to be a list."]),
        (
            "questions:\n- a?\n- 7\n- ' '\n",
            ["line 3: questions, no. 2: this has to be text", "line 4: questions, no. 3"],
        ),
        ("technology: a\ntechnology: b\n", ["line 2: “technology” stands here twice."]),
        (
            "technology: drones\nstage: war\nwhere: here\nlength: 7\n",
            ["line 2: stage", "line 3: where", "line 4: length: there is no 7."],
        ),
        ("technology: " + "long " * 100, ["line 1: technology: it has 499 characters; 400 are allowed. Put what is"]),
        ("questions: [" + "a, " * 13 + "]", ["line 1: questions: there are 13; 12 are allowed."]),
    ],
)
def test_every_mistake_is_named_with_its_line(written, text: str, mistakes: list[str]) -> None:
    request, found = examine(written(text), SHIPPED)
    assert request is None
    assert len(found) == len(mistakes)
    assert all(start in str(each) for start, each in zip(mistakes, found, strict=True))


def test_a_file_that_is_missing_or_no_text_is_named(written, tmp_path: Path) -> None:
    with pytest.raises(MistakesError, match=r"nowhere.yaml has 1 mistake:\nline 1: It cannot be read: No such file"):
        read_request(tmp_path / "nowhere.yaml", SHIPPED)
    file = written("")
    file.write_bytes(b"technology: \xff")
    with pytest.raises(MistakesError, match="not UTF-8"):
        read_request(file, SHIPPED)


def test_fifty_pages_of_facts_are_kept_whole(written) -> None:
    page = "The system was tried out in one town. " * 80
    facts = "\n\n".join([page.strip()] * 50)
    request = read_request(written("technology: drones\nfacts: |\n  " + facts.replace("\n\n", "\n\n  ")), SHIPPED)
    assert request.facts == facts


def test_facts_beyond_any_request_are_refused(written) -> None:
    _, (mistake,) = examine(written("technology: drones\nfacts: " + "x" * (LONGEST_FACTS + 1)), SHIPPED)
    assert str(mistake).startswith("line 2: facts: it has 500,001 characters; 500,000 are allowed.")


def test_a_file_of_megabytes_is_refused_before_it_is_read(written) -> None:
    _, (mistake,) = examine(written("facts: " + "x" * 2_000_001), SHIPPED)
    assert str(mistake).startswith("line 1: The file is larger than 2 MB. Give the facts that the advice turns on;")


def test_the_blank_request_names_every_field_and_is_read_once_it_is_filled_in(written) -> None:
    blank = blank_request(SHIPPED)
    _, (mistake,) = examine(written(blank), SHIPPED)
    assert mistake.what == "The request is empty."
    filled = blank.replace("technology:\n", "technology: drones\n").replace("#  - What", "  - What")
    assert read_request(written(filled), SHIPPED) == Request(
        technology="drones", questions=("What safeguards must be in place before it is used?",)
    )
    assert all(f"#   {key}: " in blank for key in template_keys())


def test_a_request_for_nothing_cannot_be_made() -> None:
    with pytest.raises(RightsDeskError, match="asks for nothing"):
        Request(country="Ruritania")


@pytest.mark.parametrize("key", template_keys())
def test_a_shipped_template_is_whole(key: str) -> None:
    template = read_template(key)
    assert template.use.endswith(".")
    assert template.heads[0].part is Part.SCOPE
    assert template.heads[-1].part is Part.REFERENCES
    assert len({head.part for head in template.heads}) == len(template.heads)
    assert all(issue.title.endswith("?") and issue.search for issue in template.issues)
    assert all(step.search and step.place for step in template.plan)
    assert set(template.audience) <= {each.value for each in Requester}


TEMPLATE = """\
name: A test
use: A test asks.
title: "Advice on {technology}"
sections:
  - {kind: scope, title: Request}
  - {kind: references, title: References}
issues:
  - title: Is {technology} new?
    search: ["Is {technology} new?"]
"""


def test_a_file_more_is_a_template_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "test.yaml").write_text(TEMPLATE)
    monkeypatch.setattr("importlib.resources.files", lambda _: tmp_path)
    read_template.cache_clear()
    assert template_keys() == ["test"]
    assert [head.title for head in read_template("test").heads] == ["Request", "References"]


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (("use: A test asks.\n", ""), "use is missing"),
        (("kind: scope", "kind: poem"), "there is no kind poem; known are scope, answer"),
        (("{technology} new?\n", "{weather} new?\n"), "{weather} stands for nothing; known are technology, country"),
        (("issues:", "colour: red\nissues:"), "there is no field colour"),
        (("issues:", "plan: life_cycle\nissues:"), "a section of the kind plan and the field plan go together"),
        (("name: A test", "name: [A"), "while parsing"),
    ],
)
def test_a_file_that_is_no_template_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: tuple[str, str], why: str
) -> None:
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared" / "life_cycle.yaml").write_text("steps: []")
    (tmp_path / "test.yaml").write_text(TEMPLATE.replace(*change))
    monkeypatch.setattr("importlib.resources.files", lambda _: tmp_path)
    read_template.cache_clear()
    with pytest.raises(ValueError, match=r"prompts/advice/test.yaml is no template: ") as error:
        read_template("test")
    assert why in str(error.value)


def test_a_library_has_templates_of_its_own_and_a_broken_one_is_left_out(tmp_path: Path) -> None:
    folder = tmp_path / "templates"
    folder.mkdir()
    (folder / "test.yaml").write_text(TEMPLATE)
    (folder / "briefing.yaml").write_text(TEMPLATE)
    (folder / "broken.yaml").write_text(TEMPLATE.replace("kind: references", "kind: poem"))
    (folder / "no_yaml.yaml").write_text(TEMPLATE.replace("name: A test", "name: [A"))
    (folder / "search.yaml").write_text(TEMPLATE.replace('["Is {technology} new?"]', "Is it new?"))
    (folder / "empty.yaml").write_text("")
    found = templates_in(tmp_path)
    assert set(found.by_key) == {*template_keys(), "test"}
    assert found.by_key["briefing"].name == "A test"
    assert [each.partition(": ")[0] for each in found.left_out] == [
        "templates/broken.yaml, line 6",
        "templates/empty.yaml, line 1",
        "templates/no_yaml.yaml, line 2",
        "templates/search.yaml, line 9",
    ]
    assert "there is no kind poem" in found.left_out[0]
    assert "search has to be a list" in found.left_out[3]
    blank = blank_request(found)
    assert "#   test: A test asks." in blank
    assert "#   Left out: templates/broken.yaml, line 6" in blank


def test_a_file_of_many_mistakes_is_read_at_once_and_tells_the_first(written) -> None:
    file = written("technology: drones\n" * 20_000)
    with pytest.raises(MistakesError, match="has 19999 mistakes") as told:
        read_request(file, SHIPPED)
    assert str(told.value).count("stands here twice") == 20
    assert "and 19979 more" in str(told.value)
    _, (mistake,) = examine(written("facts: " + "[" * 3_000 + "]" * 3_000), SHIPPED)
    assert "more than 50 lists or fields stand within each other" in mistake.what
