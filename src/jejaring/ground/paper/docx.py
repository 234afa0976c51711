"""The text of an agreement as DOCX, for those who go on in a word processor."""

from io import BytesIO
from typing import TYPE_CHECKING, cast

from jejaring.ground.paper.typeset import AgreementPaper, printable

if TYPE_CHECKING:
    from docx.document import Document

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FONT = "Arial"


def written(paper: AgreementPaper) -> bytes:
    """The same words in the same order as the PDF; a copy to read, not the text to sign."""
    import docx
    from docx.shared import Mm, Pt

    said = cast("AgreementPaper", printable(paper))
    document = docx.Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(11)
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(25)
    document.core_properties.title = said["title"]
    document.core_properties.author = ", ".join(side["name"] for side in said["sides"])
    _opening(document, said)
    _sections(document, said)
    _signatures(document, said)
    _clauses(document, said)
    foot = page.footer.paragraphs[0]
    foot.text = " ".join([*said["notes"], said["version"], f"SHA-256 {said['fingerprint']}"])
    foot.runs[0].font.size = Pt(7)
    made = BytesIO()
    document.save(made)
    return made.getvalue()


def _opening(document: "Document", said: AgreementPaper) -> None:
    for side in said["sides"]:
        _centred(document, side["name"].upper(), bold=True)
        if side["city"]:
            _centred(document, side["city"])
    _centred(document, said["kind"], style="Heading 1")
    for at, side in enumerate(said["sides"]):
        _centred(document, "DAN" if at else "ANTARA")
        _centred(document, side["name"].upper(), bold=True)
    _centred(document, "TENTANG")
    _centred(document, said["title"].upper(), bold=True)
    for side in said["sides"]:
        _centred(document, f"Nomor ({side['role']}): {side['number']}")
    document.add_paragraph(said["opening"])
    for side in said["sides"]:
        paragraph = document.add_paragraph()
        paragraph.add_run(f"{side['role']}. ").bold = True
        paragraph.add_run(side["about"])


def _sections(document: "Document", said: AgreementPaper) -> None:
    from docx.shared import Mm

    for pasal in said["sections"]:
        _centred(document, f"{pasal['number']}\n{pasal['heading']}", style="Heading 2")
        for paragraph in pasal["paragraphs"]:
            made = document.add_paragraph(f"{paragraph['mark']}\t{paragraph['text']}".lstrip("\t"))
            made.paragraph_format.left_indent = Mm(6 * paragraph["depth"] + 8)
            if paragraph["mark"]:
                made.paragraph_format.first_line_indent = Mm(-8)
    document.add_paragraph(said["closing"])


def _signatures(document: "Document", said: AgreementPaper) -> None:
    table = document.add_table(rows=0, cols=2)
    for at, side in enumerate(said["sides"]):
        cells = table.rows[-1].cells if at % 2 else table.add_row().cells
        below = [side["signatory"] or "…", side["capacity"]]
        lines = [side["role"], side["office"], "", "", "", *below]
        cells[at % 2].text = "\n".join(lines)


def _clauses(document: "Document", said: AgreementPaper) -> None:
    if not said["clauses"]:
        return
    document.add_page_break()  # type: ignore[no-untyped-call]
    _centred(document, said["clauses_title"], style="Heading 2")
    table = document.add_table(rows=1, cols=len(said["columns"]))
    table.style = "Table Grid"
    for row in (said["columns"], *said["clauses"]):
        cells = table.rows[0].cells if row is said["columns"] else table.add_row().cells
        for cell, text in zip(cells, row, strict=True):
            cell.text = text


def _centred(
    document: "Document", text: str, *, bold: bool = False, style: str | None = None
) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    paragraph = document.add_paragraph(style=style)
    paragraph.add_run(text).bold = bold or None
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
