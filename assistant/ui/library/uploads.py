"""Files that an administrator sends from the page, taken into the library as the command line does."""

from __future__ import annotations

import json
import logging
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse, StreamingResponse
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile

from assistant.operations.metrics import count_error, count_files
from assistant.settings import Settings
from assistant.ui.door.viewer import viewer_of
from assistant.ui.library.changing import changing, require_administrator
from assistant.ui.working import Made, working
from ingest.batches.progress import Progress, describe
from ingest.batches.report import Item, Report, Status
from ingest.formats import NAMES, SUFFIXES
from ingest.pipeline import ingest
from store.errors import RightsDeskError
from store.library import Library
from store.people.audit import acting

FILES = "/library/files"
_MEGABYTE = 2**20
_NAME_BYTES = 200
"""Bytes of a file's name at most: file systems allow 255."""

_LOG = logging.getLogger(__name__)

_TOGETHER = 20
"""All files that are sent at once may be so many times as large as one."""

_REMARKABLE = (Status.REFUSED, Status.DUPLICATE, Status.SUPERSEDED)


def upload_routes(library: Library, settings: Settings) -> APIRouter:
    """The address that files are sent to as a form; the reply is lines of JSON that tell how far it is.

    ``{"share": 0.4, "says": "4 of 10 files, …"}``, and at the end ``{"report": "<table>…"}`` or ``{"error": "…"}``.
    What would be refused whatever the files are is refused before they come; the page asks so first, with ``GET``, as a
    browser that is still sending does not hear it.

    Args:
        library: Where the files go.
        settings: How large they may be, and how many processes read them.
    """
    routes = APIRouter(include_in_schema=False)

    @routes.get(FILES)
    def may_come(request: Request, size: int = 0) -> Response:
        return _refusal(request, size, library, settings) or Response(status_code=204)

    @routes.post(FILES)
    async def take_in(request: Request) -> Response:
        size = int(request.headers.get("content-length", 0))
        if refusal := await run_in_threadpool(_refusal, request, size, library, settings):
            return refusal
        folder = tempfile.TemporaryDirectory(prefix="rightsdesk-")
        async with request.form() as form:
            paths, refused = await run_in_threadpool(_keep, form, Path(folder.name), settings.upload_megabytes)
        lines = _told(library, settings.workers, folder, paths, refused, who=viewer_of(request).owner)
        return StreamingResponse(lines, media_type="application/x-ndjson", headers={"X-Accel-Buffering": "no"})

    return routes


def plain_name(sent: str) -> str:
    r"""The name of a file as its document's source: no folders, nothing invisible, not too long.

    >>> plain_name("../../a/G25.pdf"), plain_name("C:\\a\\G25.PDF"), plain_name("..")
    ('G25.pdf', 'G25.PDF', 'unnamed')
    """
    last = re.split(r"[/\\]", sent)[-1]
    visible = "".join(char if char.isprintable() else " " for char in last).strip()
    if not visible.strip("."):
        return "unnamed"
    name = Path(visible)
    stem = name.stem.encode("utf-8", "ignore")[: _NAME_BYTES - len(name.suffix[:20].encode())]
    return stem.decode("utf-8", "ignore") + name.suffix[:20]


def _refusal(request: Request, size: int, library: Library, settings: Settings) -> Response | None:
    """Why no files of that size together, in bytes, are taken from whoever asks now; nothing where they are."""
    most = _TOGETHER * settings.upload_megabytes
    status = 403
    try:
        require_administrator(viewer_of(request))
        status = 413
        if size > most * _MEGABYTE:
            raise RightsDeskError(
                f"These files have more than {most:,} MB together.",
                "Add them in several goes or with rightsdesk ingest, or raise RIGHTSDESK_UPLOAD_MEGABYTES.",
            )
        status = 409
        with changing(), library.writing():
            return None
    except RightsDeskError as error:
        count_error(error)
        return JSONResponse({"error": str(error)}, status_code=status)


def _keep(form: FormData, folder: Path, megabytes: int) -> tuple[list[Path], list[Item]]:
    """Put what was sent into a folder, each file under its own name; those that are too large are refused.

    What was sent has no name on the disk by which it could be moved; each is given up as soon as it is copied.
    """
    paths: list[Path] = []
    refused: list[Item] = []
    for number, sent in enumerate(form.getlist("files")):
        if not isinstance(sent, UploadFile):
            continue
        name = plain_name(sent.filename or "")
        if (sent.size or 0) > megabytes * _MEGABYTE:
            problem = f"{name} is larger than {megabytes} MB."
            remedy = "Add it with rightsdesk ingest, or raise RIGHTSDESK_UPLOAD_MEGABYTES."
            refused.append(Item(name, Status.REFUSED, note=problem, remedy=remedy))
            sent.file.close()
            continue
        # A folder each, so that two files of one name stay two.
        path = folder / str(number) / name
        path.parent.mkdir()
        with path.open("wb") as kept, sent.file:
            shutil.copyfileobj(sent.file, kept)
        paths.append(path)
    return paths, refused


def _told(
    library: Library,
    workers: int,
    folder: tempfile.TemporaryDirectory[str],
    paths: list[Path],
    refused: list[Item],
    *,
    who: str,
) -> Iterator[str]:
    """Take files in, in a thread that goes on when the browser is closed; its lines as they come."""

    def work(tell: Callable[[dict[str, object]], None]) -> Report:
        def on_progress(progress: Progress) -> None:
            tell({"share": round(progress.share, 3), "says": describe(progress)})

        with folder, changing(), acting(who):
            report = ingest(paths, library, workers=workers, on_progress=on_progress)
        count_files(report + Report(tuple(refused)))
        return report

    def lines() -> Iterator[dict[str, object]]:
        try:
            for said in working(work):
                if isinstance(said, Made):
                    yield {"report": render_report(_without(folder.name, said.value) + Report(tuple(refused)))}
                else:
                    yield said
        except RightsDeskError as error:
            count_error(error)
            yield {"error": str(error)}
        except Exception as error:
            count_error(error)
            _LOG.exception("Files could not be taken in.")
            yield {"error": f"RightsDesk failed ({type(error).__name__}); its terminal says more."}

    return (f"{json.dumps(line)}\n" for line in lines())


def _without(folder: str, report: Report) -> Report:
    """A report that names files as they were sent, not where they lay meanwhile."""
    lying = re.compile(rf"{re.escape(folder)}/\d+/")

    def plain(item: Item) -> Item:
        return Item(
            lying.sub("", item.source),
            item.status,
            item.symbol,
            lying.sub("", item.note),
            lying.sub("", item.remedy),
            item.warnings,
            item.passages,
        )

    return Report(tuple(map(plain, report.items)), report.ignored, report.seconds)


def render_report(report: Report) -> str:
    """What became of each file, as an HTML table; names are escaped."""
    if not report.items:
        return "<p>No files were sent.</p>"
    rows = "".join(_row(item) for item in report.items)
    return (
        f"<p><strong>{escape(report.summary())}</strong></p><div class='rd-table'><table><thead><tr>"
        f"<th scope='col'>File</th><th scope='col'>Result</th></tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _row(item: Item) -> str:
    told = " ".join(filter(None, [item.note, item.remedy, *item.warnings]))
    status = (
        f"{item.status.value} as {item.symbol}" if item.status in (Status.ADDED, Status.REPLACED) else item.status.value
    )
    marked = ' class="rd-warned"' if item.status in _REMARKABLE else ""
    return (
        f"<tr{marked}><th scope='row'><bdi>{escape(item.source)}</bdi></th>"
        f"<td><strong>{escape(status)}</strong> {escape(told)}</td></tr>"
    )


def render_form(megabytes: int) -> str:
    """The form that sends files; `library.js` gives it life."""
    return (
        f'<form class="rd-upload" action="{FILES}" method="post" enctype="multipart/form-data">'
        f'<label for="rd-files">Files: {NAMES}</label>'
        f'<input id="rd-files" name="files" type="file" multiple accept="{",".join(SUFFIXES)}">'
        f'<p class="rd-hint">Choose as many as you like or drop them here, up to {megabytes} MB each and '
        f"{_TOGETHER * megabytes:,} MB together.</p>"
        '<button type="submit">Add to the library</button>'
        '<progress max="1" value="0" hidden aria-label="Progress"></progress>'
        '<p class="rd-says" role="status"></p><div class="rd-report"></div></form>'
    )
