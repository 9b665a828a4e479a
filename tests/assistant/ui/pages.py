"""What the tests of the page do again and again, and the documents they do it with."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, Route, expect

ARTEFACTS = Path(__file__).parents[3] / ".artefacts"
EVIL = "A/HRC/99/1"
PDF_SYMBOL = "A/HRC/61/7"
ATTACK = (
    "<script>window.pwned = 1</script> <img src=x onerror='window.pwned = 1'> ![x](http://192.0.2.1/x.png) "
    "[y](javascript:window.pwned=1) **bold** </blockquote></article><style>* {display: none}</style> $$x$$"
)
PATIENCE = 60_000
"""Milliseconds that anything is waited for: the first question waits for the model, and no test is timed."""
expect.set_options(timeout=PATIENCE)


def answers(page: Page) -> Locator:
    """What was answered, abstentions among them; nothing that is still being written."""
    return page.locator("#rd-chat :is(.rd-answer:not(.rd-draft), .rd-abstention)")


def box(page: Page) -> Locator:
    """Where questions are typed."""
    return page.locator("#rd-question textarea")


def put(page: Page, question: str) -> None:
    """Ask a question and wait until the page is ready for the next."""
    before = answers(page).count()
    box(page).fill(question)
    page.keyboard.press("Enter")
    expect(answers(page)).to_have_count(before + 1)
    expect(box(page)).to_be_enabled()


@contextmanager
def held_back(page: Page, pattern: str) -> Iterator[list[Route]]:
    """What the page asks for meanwhile is held back, until whoever holds it lets it go on."""
    held: list[Route] = []
    over = False

    def hold(route: Route) -> None:
        if over:
            route.continue_()
        else:
            held.append(route)

    page.route(pattern, hold)
    yield held
    over = True


def wait_until(page: Page, comes_true: Callable[[], bool]) -> None:
    """Wait for what the page itself does not show."""
    for _ in range(0, PATIENCE, 50):
        if comes_true():
            return
        page.wait_for_timeout(50)
    raise AssertionError("It never came true.")


def picture(page: Page, name: str) -> None:
    """Keep what the page looks like."""
    ARTEFACTS.mkdir(exist_ok=True)
    page.screenshot(path=ARTEFACTS / f"{name}.png")


def barriers(page: Page) -> list[str]:
    """What axe finds that keeps somebody out, a line each."""
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]})
    return [
        f"{each['id']} ({each['impact']}): {node['target']} {node['html'][:160]}"
        for each in found.response["violations"]
        for node in each["nodes"]
    ]


def bar(page: Page) -> Locator:
    """The list of conversations, opened where it is shut."""
    shown = page.locator("#rd-kept")
    expect(shown.locator(".toggle-button")).to_have_attribute("aria-label", "Conversations")
    if shown.locator(".toggle-button").get_attribute("aria-expanded") == "false":
        shown.locator(".toggle-button").click()
    expect(shown.locator(".toggle-button")).to_have_attribute("aria-expanded", "true")
    return shown
