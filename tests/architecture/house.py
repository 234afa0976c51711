"""The house as the law tests read it: its packages, their order, their files."""

import ast
from collections.abc import Iterator
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2] / "src" / "jejaring"
ROOT = SOURCE.parents[1]
FLOORS = ["ground", "parties", "registers", "activities", "surfaces"]
STOREYS = [
    *[["kernel"], ["ui"], ["audit", "access"], ["paper", "seals"], ["rest"]],
    *[["places"], ["people"], ["agencies"], ["notices"], ["agreements"]],
    *[["credentials", "hours"]],
    *[["live"]],
    *[["network", "portal"]],
]
"""Bottom to top; what stands on one storey does not know its neighbours."""
STOREY = {package: number for number, row in enumerate(STOREYS) for package in row}
DOMAIN_FLOORS = FLOORS[1:]


def packages() -> dict[str, Path]:
    """Every package by its label."""
    return {
        path.name: path
        for floor in FLOORS
        for path in sorted((SOURCE / floor).iterdir())
        if (path / "__init__.py").exists()
    }


def domain_packages() -> dict[str, Path]:
    """Every package above the ground."""
    return {name: path for name, path in packages().items() if path.parent.name in DOMAIN_FLOORS}


def sources() -> Iterator[Path]:
    """Every Python file of the product but migrations."""
    return (path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts)


def domain_sources() -> Iterator[Path]:
    """Every Python file in a room of a package above the ground."""
    return (
        path
        for path in sources()
        if len(parts := path.relative_to(SOURCE).parts) > 2 and parts[0] in DOMAIN_FLOORS
    )


def room(path: Path) -> str:
    """The room of a package that a file belongs to."""
    return path.relative_to(SOURCE).parts[2].removesuffix(".py")


def label(path: Path) -> str:
    """The package a file belongs to."""
    return path.relative_to(SOURCE).parts[1]


def calls(path: Path) -> Iterator[ast.Attribute]:
    """Every `something.name` in a file."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return (node for node in ast.walk(tree) if isinstance(node, ast.Attribute))


def may_know(upper: str, lower: str) -> bool:
    """Down, or at home."""
    return upper == lower or STOREY[lower] < STOREY[upper]
