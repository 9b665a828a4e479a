"""A web page as a tree: decoded, without what surrounds its text, with what its head says of it."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import Any

from lxml import etree, html

from ingest import refusals
from ingest.contents import Facts
from ingest.symbols import as_symbol

Element = Any
"""An element of lxml's."""

_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.I)
_XML = re.compile(r"^\s*<\?xml[^>]*\?>")
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_DROPPED = (
    "script style noscript template iframe object embed svg canvas form button input select textarea nav footer aside "
    "dialog audio video map link"
).split()
_ROLES = {"navigation", "banner", "contentinfo", "search", "complementary", "dialog", "alertdialog", "menu", "toolbar"}
_AROUND = re.compile(
    r"(?:^|[\s_-])(?:cookies?|consent|gdpr|breadcrumbs?|share|sharing|social|menu|navbar|navigation|sidebar|skip|"
    r"skiplink|pagination|pager|newsletter|subscribe|related|advert|banner|toolbar|lang(?:uage)?-?switch\w*)(?:$|[\s_-])",
    re.I,
)
_UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_FEWEST_LETTERS = 200
_DATE = re.compile(r"^(?:19|20)\d\d(?:-[01]\d(?:-[0-3]\d)?)?(?=$|T|\s)")


def decode(data: bytes) -> str:
    """The text of a page or a plain text: by its byte-order mark, by what it declares, or as UTF-8."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    declared = _DECLARED.search(data[:4096])
    for encoding in (declared[1].decode("ascii") if declared else "utf-8", "utf-8"):
        try:
            return data.decode(encoding)
        except (LookupError, UnicodeDecodeError):
            continue
    return data.decode("cp1252", "replace")


def parse_page(name: str, data: bytes) -> Element:
    """The tree of a page.

    Raises:
        UnreadableFileError: It holds nothing.
    """
    text = _XML.sub("", decode(data)).replace("\x00", "")
    parser = html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True)
    try:
        return html.document_fromstring(text, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise refusals.no_text(name) from error


def read_facts(page: Element) -> Facts:
    """What the head of a page says of its text."""
    said: dict[str, str] = {}
    for meta in page.iter("meta"):
        name = (meta.get("name") or meta.get("property") or meta.get("itemprop") or "").strip().lower()
        if name and (content := " ".join((meta.get("content") or "").split())):
            said.setdefault(name, content)

    def first(*names: str) -> str:
        return next((said[name] for name in names if name in said), "")

    titles = [" ".join(title.text_content().split()) for title in page.iter("title")]
    date = _DATE.match(first("dc.date", "dcterms.date", "dcterms.issued", "article:published_time", "date", "pubdate"))
    symbol = first("un.symbol", "symbol", "dc.identifier", "dcterms.identifier")
    language = (page.get("lang") or first("dc.language", "og:locale")).lower()[:2]
    return Facts(
        symbol=symbol if as_symbol(symbol) else "",
        title=first("dc.title", "dcterms.title", "og:title") or next(iter(titles), ""),
        body=first("dc.publisher", "dcterms.publisher", "og:site_name"),
        type="web page",
        date=date[0] if date else "",
        language=language if language.isalpha() else "",
        url=_address(page, first("og:url")),
    )


def _address(page: Element, told: str) -> str:
    links = [link.get("href", "") for link in page.iter("link") if link.get("rel", "").lower() == "canonical"]
    return next((link for link in [*links, told] if re.match(r"https?://\S+$", link)), "")


def main_text(page: Element) -> Element:
    """The element that holds the text of a page; navigation, notices and forms are taken out of the tree."""
    headline = next(iter(page.iter("h1")), None)
    body = page.find("body") if page.find("body") is not None else page
    for element in list(_around(body)):
        element.drop_tree()
    holders = [*body.iter("main"), *(each for each in body.iter() if each.get("role") == "main")]
    articles = sorted(body.iter("article"), key=_letters, reverse=True)
    main = next((each for each in [*holders, *articles[:1]] if _letters(each) > _FEWEST_LETTERS), body)
    if headline is not None and next(iter(main.iter("h1")), None) is None:
        headline.tail = None
        main.insert(0, headline)
    return main


def _letters(element: Element) -> int:
    return sum(char.isalpha() for char in element.text_content())


def _around(body: Element) -> Iterator[Element]:
    """What surrounds the text: the outermost elements of it."""
    stack = list(reversed(body))
    while stack:
        element = stack.pop()
        if not isinstance(element.tag, str):
            continue
        if _is_around(element):
            yield element
        else:
            stack.extend(reversed(element))


def _is_around(element: Element) -> bool:
    if element.tag in _DROPPED or element.get("role") in _ROLES or element.get("hidden") is not None:
        return True
    if element.get("aria-hidden") == "true" or _UNSEEN.search(element.get("style", "")):
        return True
    if element.tag == "header":
        return not any(above.tag in ("main", "article") for above in element.iterancestors())
    if element.tag in ("body", "main", "article", "h1", "p", "sup", "a", "li"):
        return False
    return bool(_AROUND.search(f"{element.get('class', '')} {element.get('id', '')}"))
