"""House laws that imports do not show (style 3.7)."""

import re

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models
from django.urls import URLPattern, URLResolver, get_resolver
from tools import catalogue

from tests.architecture import house

WRITES = {
    "save",
    "create",
    "update",
    "delete",
    "bulk_create",
    "bulk_update",
    "get_or_create",
    "update_or_create",
}
WRITING_ROOMS = {"actions", "migrations"}
READING_ROOMS = {"models", "queries", "rules", "actions"}
FORBIDDEN_NAMES = {
    "utils",
    "helpers",
    "common",
    "core",
    "misc",
    "base",
    "service",
    "services",
    "manager",
    "handler",
    "data",
    "info",
}
PUBLIC = set((house.ROOT / "tests" / "architecture" / "public_pages.txt").read_text().split())
TEMPLATES = [
    path
    for path in house.SOURCE.rglob("*")
    if path.suffix in {".html", ".txt"} and "templates" in path.parts
]


def own_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("jejaring.")]


def test_foreign_keys_point_downstairs():
    upstairs = [
        f"{model._meta.label}.{field.name}"
        for model in own_models()
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey | models.ManyToManyField | models.OneToOneField)
        and field.related_model.__module__.startswith("jejaring.")
        and not house.may_know(model._meta.app_label, field.related_model._meta.app_label)
    ]
    assert upstairs == []


@pytest.mark.parametrize(
    "pattern", [r"{%\s*(?:include|extends)\s+[\"']([a-z_]+)/", r"{%\s*url\s+[\"']([a-z_]+):"]
)
def test_templates_reach_downstairs(pattern):
    upstairs = [
        f"{path.relative_to(house.SOURCE)} -> {target}"
        for path in TEMPLATES
        for target in re.findall(pattern, path.read_text(encoding="utf-8"))
        if not house.may_know(house.label(path), target)
    ]
    assert upstairs == []


def test_only_actions_write():
    elsewhere = [
        f"{path.relative_to(house.SOURCE)}:{node.lineno} .{node.attr}"
        for path in house.domain_sources()
        if house.room(path) not in WRITING_ROOMS
        for node in house.calls(path)
        if node.attr in WRITES and "objects" in _chain(node)
    ]
    assert elsewhere == []


def test_only_models_queries_rules_and_actions_read_tables():
    elsewhere = [
        f"{path.relative_to(house.SOURCE)}:{node.lineno}"
        for path in house.domain_sources()
        if house.room(path) not in READING_ROOMS
        for node in house.calls(path)
        if node.attr == "objects"
    ]
    assert elsewhere == []


def _chain(node) -> list[str]:
    names = []
    while True:
        if hasattr(node, "attr"):
            names.append(node.attr)
            node = node.value
        elif hasattr(node, "func"):
            node = node.func
        else:
            return [*names, getattr(node, "id", "")]


def test_there_are_no_signal_receivers():
    receivers = [
        str(path.relative_to(house.SOURCE))
        for path in house.sources()
        if re.search(
            r"@receiver|\.connect\((?!\))|django\.dispatch", path.read_text(encoding="utf-8")
        )
    ]
    assert receivers == []


def _patterns(resolver, namespace=""):
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from _patterns(entry, inner)
        elif isinstance(entry, URLPattern):
            yield f"{namespace}{entry.name}", entry.callback


def test_public_pages_are_exactly_this_list():
    public = {
        name
        for name, view in _patterns(get_resolver())
        if not getattr(view, "login_required", True) and not getattr(view, "asks_for_token", False)
    }

    assert public == PUBLIC


def test_sign_in_is_the_default():
    assert "django.contrib.auth.middleware.LoginRequiredMiddleware" in settings.MIDDLEWARE


@pytest.mark.parametrize(("suffix", "limit"), [(".py", 400), (".html", 150)])
def test_no_file_is_too_long(suffix, limit):
    long = {
        str(path.relative_to(house.SOURCE)): lines
        for path in house.SOURCE.rglob(f"*{suffix}")
        if "migrations" not in path.parts
        and (lines := path.read_text(encoding="utf-8").count("\n")) > limit
    }
    assert long == {}


def test_no_test_file_is_too_long():
    long = [
        str(path)
        for path in (house.ROOT / "tests").rglob("*.py")
        if path.read_text().count("\n") > 500
    ]
    assert long == []


def test_kernel_has_at_most_eight_files():
    files = [
        path
        for path in (house.SOURCE / "ground" / "kernel").glob("*.py")
        if path.stem not in {"__init__", "apps"}
    ]
    assert len(files) <= 8


def test_no_room_has_a_name_that_says_nothing():
    named = [
        str(path)
        for path in house.SOURCE.rglob("*")
        if path.stem in FORBIDDEN_NAMES and "migrations" not in path.parts
    ]
    assert named == []


def test_the_law_tests_know_every_package():
    assert set(house.packages()) == set(house.STOREY)


def test_every_package_says_what_it_owns():
    silent = [
        name
        for name, path in house.packages().items()
        if not (path / "__init__.py").read_text().startswith('"""')
    ]
    assert silent == []


@pytest.mark.parametrize("package", catalogue.packages(), ids=lambda path: path.name)
def test_indonesian_catalogue_is_complete(package):
    assert catalogue.faults(package) == []


def test_a_message_has_one_indonesian_in_every_package():
    """Django merges the catalogues: of two translations one would be shown everywhere."""
    assert catalogue.contradictions() == []


def test_every_refusal_is_translated():
    bare = [
        f"{path.relative_to(house.SOURCE)}: {line.strip()}"
        for path in house.sources()
        for line in path.read_text(encoding="utf-8").splitlines()
        if re.search(r"raise \w+\(f?[\"']", line)
        and not re.search(
            r"raise (ValueError|TypeError|RowsNeverChange|CommandError|KeyError)", line
        )
    ]
    assert bare == []


def test_no_template_is_unused():
    texts = "\n".join(path.read_text(encoding="utf-8") for path in [*house.sources(), *TEMPLATES])
    unused = [
        name
        for path in TEMPLATES
        if (name := str(path).split("/templates/")[1]) not in texts
        and not re.search(r"/(notices|acts)/", name)
        and not re.fullmatch(r"\d{3}\.html|\d{3}_csrf\.html", name)
    ]
    assert unused == []
