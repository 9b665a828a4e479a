"""To which group a document belongs: those of the starter library, and real ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.drafting.authority import Authority, authority_of
from ingest.briefs import read_briefs
from store.model import Document

T, R, G = Authority.TREATY, Authority.RESOLUTION, Authority.GENERAL_COMMENT
H, S, X = Authority.REPORT, Authority.SPECIAL_PROCEDURE, Authority.OTHER

STARTER = {
    "Charter of the United Nations": T,
    "Convention on the Rights of the Child": T,
    "A/RES/2200 A (XXI)": T,
    "United Nations Convention against Cybercrime": T,
    "A/RES/217 A (III)": R,
    "A/RES/78/213": R,
    "A/HRC/RES/51/3": R,
    "Human Rights Council resolutions on the safety of journalists": R,
    "CRC/C/GC/25": G,
    "CERD/C/GC/36": G,
    "A/74/821": H,
    "A/79/296": H,
    "A/HRC/48/31": H,
    "A/HRC/50/56": H,
    "A/HRC/53/42": H,
    "High Commissioner's privacy report of 2014": H,
    "A Human Rights-Based Approach to Data": H,
    "Study on digital border technologies (2023)": H,
    "Policy Brief on the Global Digital Compact": H,
    "Open letter on the European Union AI Act": H,
    "A/75/147": S,
    "A/76/220": S,
    "A/HRC/17/31": S,
    "A/HRC/34/60": S,
    "A/HRC/44/57": S,
    "A/HRC/48/76": S,
    "A/HRC/58/58": S,
    "Special Rapporteur's report on AI and freedom of expression (2018)": S,
    "Special Rapporteur's report on non-take-up of rights (2022)": S,
    "A/HRC/57/61": X,
    "A/78/481/Add.2": X,
    "A/CONF.157/24 (Part I)": X,
    "B-Tech Project": X,
    "Global Digital Compact": X,
    "Recommendation on the Ethics of Artificial Intelligence": X,
    "Special procedures of the Human Rights Council": X,
    "Supporting Continued Access to Education during COVID-19": X,
    "UNHCR Data Protection Policy": X,
}

REAL = [
    ("A/47/466", "United Nations Framework Convention on Climate Change", "General Assembly", "report",
     "Report of the Secretary-General", H),
    ("A/80/48", "Report of the Committee on the Protection of the Rights of All Migrant Workers", "General Assembly",
     "report", "Annexes I. States that have signed", X),
    ("A/80/67", "Note verbale dated 24 February 2025", "General Assembly", "note verbale", "The Permanent Mission", X),
    ("A/HRC/59/60", "Thirteenth session of the Forum on Business and Human Rights", "Human Rights Council", "report",
     "Report of the Working Group on the issue of human rights and transnational corporations", S),
    ("A/HRC/17/31", "Guiding Principles on Business and Human Rights", "Human Rights Council", "report",
     "Report of the Special Representative of the Secretary-General on the issue of human rights and transnational "
     "corporations and other business enterprises", S),
    ("A/HRC/59/L.17", "Human rights and climate change", "Human Rights Council", "draft resolution", "", X),
    ("A/HRC/RES/59/25", "Human rights and climate change", "Human Rights Council", "resolution", "", R),
    ("A/RES/78/323", "International Day", "General Assembly", "resolution", "", R),
    ("CCPR/C/121/D/2025/2011", "Decision adopted by the Committee", "Human Rights Committee", "decision", "", X),
    ("CEB/2025/4", "Report of the High-level Committee on Programmes", "Chief Executives Board", "report", "", X),
    ("E/2025/60", "Economic, social and cultural rights", "Economic and Social Council", "report",
     "Report of the United Nations High Commissioner for Human Rights", H),
    ("E/CN.6/2025/3/Rev.1", "Review and appraisal", "Commission on the Status of Women", "report",
     "Report of the Secretary-General", H),
    ("E/HLPF/2025/6", "Multi-stakeholder forum", "High-level political forum", "note", "Note by the Secretariat", X),
    ("S/2025/389", "Conflict-related sexual violence", "Security Council", "report",
     "Report of the Secretary-General", H),
    ("S/RES/2768 (2025)", "Resolution 2768 (2025)", "Security Council", "resolution", "", R),
    ("HRI/MC/2025/1", "Provisional agenda", "Meeting of Chairs", "agenda", "1. Opening of the meeting.", X),
]  # fmt: skip


@pytest.fixture(scope="module")
def briefs() -> dict[str, Authority]:
    return {document.symbol: authority_of(document, passages[0].text) for document, passages in read_briefs()}


@pytest.mark.parametrize(("symbol", "authority"), STARTER.items())
def test_documents_of_the_starter_library(briefs: dict[str, Authority], symbol: str, authority: Authority) -> None:
    assert briefs[symbol] is authority


@pytest.mark.parametrize(("symbol", "title", "body", "kind", "opening", "authority"), REAL)
def test_real_documents(symbol: str, title: str, body: str, kind: str, opening: str, authority: Authority) -> None:
    assert authority_of(Document(symbol, "en", title, body=body, type=kind), opening) is authority


def test_whose_report_it_is_is_read_in_real_files(corpus: Path) -> None:
    from ingest.document import read_document

    found = {}
    for name in ("A_HRC_59_60", "E_2025_60", "CEB_2025_4"):
        reading = read_document(corpus / "pdf" / f"{name}.en.pdf")
        found[name] = authority_of(reading.document, reading.passages[0].text)
    assert found == {"A_HRC_59_60": S, "E_2025_60": H, "CEB_2025_4": X}
