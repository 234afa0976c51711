import re

import pypdfium2
import pytest


@pytest.fixture
def opened():
    """A PDF read by another library than the one that wrote it."""
    documents = []

    def open_document(pdf):
        documents.append(pypdfium2.PdfDocument(pdf))
        return documents[-1]

    yield open_document
    for document in documents:
        document.close()


@pytest.fixture
def text_of(opened):
    """All that a reader can copy out of a PDF, in one line a page."""

    def text(pdf):
        pages = []
        for page in opened(pdf):
            words = page.get_textpage()
            pages.append(re.sub(r"\s+", " ", words.get_text_range()).replace("\u200b", ""))
            words.close()
            page.close()
        return "\n".join(pages)

    return text


@pytest.fixture
def picture_of(opened):
    """The first page as a picture at 200 dots an inch."""

    def picture(pdf):
        page = opened(pdf)[0]
        bitmap = page.render(scale=200 / 72)
        picture = bitmap.to_pil()
        bitmap.close()
        page.close()
        return picture

    return picture
