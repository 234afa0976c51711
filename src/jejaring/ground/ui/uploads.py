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
        input_data: Any,  # noqa: ARG002 - Django tells more than is asked here
        META: dict[str, Any],  # noqa: N803, ARG002 - Django names it so
        content_length: int,
        boundary: str | bytes,  # noqa: ARG002
        encoding: str | None = None,  # noqa: ARG002
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
