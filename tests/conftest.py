"""What every test stands on. Package fixtures live at the deepest folder that needs them."""

import os
import tempfile

os.environ.setdefault("JEJARING_DATA", tempfile.mkdtemp(prefix="jejaring-test-"))

import json
from collections.abc import Iterator
from datetime import UTC, datetime

import hypothesis
import pytest
from django.apps import apps
from django.core.cache import cache
from django.db import connection
from tools import catalogue

hypothesis.settings.register_profile("house", deadline=None)
hypothesis.settings.load_profile("house")
"""A busy machine makes an example slow, not wrong."""

PLAIN_STATIC = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}


def pytest_configure() -> None:
    """Tests read static files where they lie; the manifest is made by `jejaring up`."""
    catalogue.compile_all()
    from django.conf import settings

    settings.STORAGES = {**settings.STORAGES, "staticfiles": PLAIN_STATIC}
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)


NOW = datetime(2026, 11, 26, 1, 30, tzinfo=UTC)
"""Thursday 26 November 2026, 08.30 WIB."""


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture(autouse=True)
def _fresh_limits() -> Iterator[None]:
    """Throttles count in the process: no test inherits another's tries."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker) -> str:
    """A new database, and what migrations brought into it, before any test could empty it."""
    with django_db_blocker.unblock():
        rows = json.loads(connection.creation.serialize_db_to_string())
    own = {app.label for app in apps.get_app_configs() if app.name.startswith("jejaring.")}
    return json.dumps([row for row in rows if row["model"].partition(".")[0] in own])


@pytest.fixture
def unguarded(django_db_setup, transactional_db) -> Iterator[None]:
    """A real committing database; on SQLite, lets the flush at the end empty the ledgers.

    PostgreSQL is emptied by TRUNCATE, which row triggers do not see. What migrations shipped is
    there again at the beginning of each.
    """
    connection.creation.deserialize_db_from_string(django_db_setup)
    yield
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        guards = [(name, sql) for name, sql in cursor.fetchall() if name.endswith("_no_delete")]
        tables = [name.removesuffix("_no_delete") for name, _ in guards]
        for name, _ in guards:
            cursor.execute(f"DROP TRIGGER {name}")
        cursor.execute("PRAGMA foreign_keys=OFF")
        for table in tables:
            cursor.execute(f"DELETE FROM {table}")
        cursor.execute("PRAGMA foreign_keys=ON")
        for _, sql in guards:
            cursor.execute(sql)
