"""How much a request may carry: told by its length, before a byte of it is stored."""

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler

MOST = 24_000_000
"""Bytes; the largest file that any form takes (20 MB), and room for it to be refused in words."""


class LimitedUpload(FileUploadHandler):
    """First of the upload handlers: ends what is far too large, with the page for 413."""

    def handle_raw_input(
        self,
        input_data: Any,
        META: dict[str, Any],  # noqa: N803 - Django names it so
        content_length: int,
        boundary: str | bytes,
        encoding: str | None = None,
    ) -> None:
        """Asked before anything is read."""
        if content_length > MOST:
            raise RequestDataTooBig

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:  # noqa: ARG002
        """Left to the handlers that follow."""
        return raw_data

    def file_complete(self, file_size: int) -> None:  # noqa: ARG002
        """Left to the handlers that follow."""
        return
