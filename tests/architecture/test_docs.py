"""What the documents must name."""

import re

from jejaring.ground.access.permissions import Permission, Role
from tests.architecture import house

DOCS = house.ROOT / "docs"


def test_every_package_has_a_line_in_the_map():
    text = (DOCS / "map.md").read_text(encoding="utf-8")

    assert [name for name in house.packages() if f"`{name}`" not in text] == []


def test_every_permission_and_role_has_a_line_in_the_glossary():
    text = (DOCS / "glossary.md").read_text(encoding="utf-8")

    assert [word for word in [*Permission.values, *Role.values] if f"`{word}`" not in text] == []


def test_links_between_documents_lead_somewhere():
    pages = [*DOCS.rglob("*.md"), *house.ROOT.glob("*.md")]
    broken = [
        f"{page.relative_to(house.ROOT)} -> {target}"
        for page in pages
        for target in re.findall(
            r"\]\((?!https?:|mailto:|#)([^)#\s]+)", page.read_text(encoding="utf-8")
        )
        if not (page.parent / target).exists()
    ]
    assert broken == []


def test_every_setting_from_the_environment_is_told_in_operating():
    settings = (house.SOURCE / "config" / "settings.py").read_text(encoding="utf-8")
    text = (DOCS / "operating.md").read_text(encoding="utf-8")

    names = re.findall(r"env\.\w+\(\s*\"([A-Z_]+)\"", settings)
    assert [name for name in names if f"`{name}`" not in text] == []
