import socket
from collections.abc import Iterator
from copy import deepcopy
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from django.conf import settings as current

MAILERS = import_module(current.SETTINGS_MODULE).MAILERS
"""As deployed; Django's test runner puts a list in their place."""


class Post:
    """A mail server that keeps what it gets, and refuses some addresses."""

    def __init__(self) -> None:
        self.letters: list[tuple[str, str]] = []
        self.sessions: set[int] = set()

    async def handle_RCPT(self, _server, session, envelope, address, _options):  # noqa: N802
        self.sessions.add(id(session))
        if address.startswith("ditolak"):
            return "550 no such mailbox"
        if address.startswith("nanti"):
            return "451 try again later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802
        self.letters.append((envelope.rcpt_tos[0], envelope.content.decode()))
        return "250 OK"


@pytest.fixture(autouse=True)
def templates(settings):
    """The wording of the kind `notices.example`."""
    changed = deepcopy(settings.TEMPLATES)
    changed[0]["DIRS"] = [Path(__file__).parent / "templates"]
    settings.TEMPLATES = changed


@pytest.fixture
def queueing(settings):
    """As deployed: mail becomes letters."""
    settings.MAILERS = MAILERS


def _server_at(port: int) -> dict[str, Any]:
    smtp = "django.core.mail.backends.smtp.EmailBackend"
    options = {"host": "127.0.0.1", "port": port, "timeout": 5}
    server = {"BACKEND": smtp, "OPTIONS": options}
    return {**MAILERS, "server": server}


@pytest.fixture
def post(settings) -> Iterator[Post]:
    """A mail server on the loopback."""
    post = Post()
    controller = Controller(post, hostname="127.0.0.1", port=_free_port())
    controller.start()
    settings.HAS_MAIL_SERVER, settings.MAILERS = True, _server_at(controller.port)
    yield post
    controller.stop()


@pytest.fixture
def closed_post(settings) -> None:
    """A mail server that is down: nobody listens at this port."""
    settings.HAS_MAIL_SERVER, settings.MAILERS = True, _server_at(_free_port())


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])
