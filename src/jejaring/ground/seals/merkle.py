"""A tree over many leaves with one root to sign, as in RFC 6962 (Certificate Transparency).

The tree is cut into bundles of 256 leaves. Who keeps the bundles' roots (32 bytes each) proves any
leaf from the 256 leaves of its own bundle: a million leaves need no stored tree.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from hashlib import sha256
from itertools import batched

from jejaring.ground.seals.facts import NotAFact

BUNDLE = 256
"""Leaves in a bundle; a power of two, so that bundles are whole branches of the tree."""

HASH = 32
NODE = b"\x01"
EMPTY_ROOT = sha256(b"").digest()


class BrokenEvidence(ValueError):  # noqa: N818 - told in words by the package that keeps the facts
    """The leaves or roots at hand are not those that were signed."""


class Tree:
    """The root and the bundle roots of leaves that pass by once; nothing else is held."""

    __slots__ = ("bundle_roots", "count", "root")

    def __init__(self, leaves: Iterable[bytes]) -> None:
        count = 0
        roots = bytearray()
        for bundle in batched(leaves, BUNDLE):
            count += len(bundle)
            roots += _levels(bundle)[-1][0]
        self.count = count
        self.bundle_roots = bytes(roots)
        self.root = root_of(self.bundle_roots)


def root_of(bundle_roots: bytes) -> bytes:
    """The root over all bundles; of no bundles, SHA-256 of nothing (RFC 6962 section 2.1)."""
    return _top(bundle_roots)[-1][0] if bundle_roots else EMPTY_ROOT


def bundle_of(position: int) -> range:
    """The positions of the bundle in which this position lies; the last may be shorter."""
    start = position - position % BUNDLE
    return range(start, start + BUNDLE)


def proof(
    position: int, bundle_leaves: Sequence[bytes], bundle_roots: bytes, count: int
) -> list[bytes]:
    """The neighbours on the way from a leaf to the root, lowest first.

    Raises BrokenEvidence when the leaves given are not the bundle that was signed.
    """
    if not 0 <= position < count:
        message = f"position {position} is outside a tree of {count}"
        raise BrokenEvidence(message)
    bundle = position // BUNDLE
    size = min(BUNDLE, count - bundle * BUNDLE)
    if len(bundle_roots) != HASH * -(-count // BUNDLE) or len(bundle_leaves) != size:
        message = f"a tree of {count} has other bundles than those given"
        raise BrokenEvidence(message)
    levels = _levels(bundle_leaves)
    if levels[-1][0] != bundle_roots[HASH * bundle : HASH * (bundle + 1)]:
        message = f"the leaves of bundle {bundle} were changed after it was signed"
        raise BrokenEvidence(message)
    return [*_path(levels, position % BUNDLE), *_path(_top(bundle_roots), bundle)]


def verify(leaf: bytes, position: int, count: int, path: Sequence[bytes], root: bytes) -> bool:
    """Whether the leaf stands at this position in the tree of `count` leaves with this root.

    RFC 9162 section 2.1.3.2; needs nothing but its arguments, so a stranger can do it.
    """
    if not 0 <= position < count or len(leaf) != HASH:
        return False
    node, at, last = leaf, position, count - 1
    for neighbour in path:
        if last == 0 or len(neighbour) != HASH:
            return False
        if at & 1 or at == last:
            node = sha256(NODE + neighbour + node).digest()
            while not at & 1 and at:
                at >>= 1
                last >>= 1
        else:
            node = sha256(NODE + node + neighbour).digest()
        at >>= 1
        last >>= 1
    return last == 0 and node == root


def _levels(leaves: Sequence[bytes]) -> list[Sequence[bytes]]:
    """All levels from the leaves to the root; a last one without a neighbour moves up unchanged."""
    if not all(len(leaf) == HASH for leaf in leaves):
        message = "a leaf is 32 bytes"
        raise NotAFact(message)
    levels: list[Sequence[bytes]] = [leaves]
    level = leaves
    while len(level) > 1:
        pairs = zip(level[::2], level[1::2], strict=False)
        above = [sha256(NODE + left + right).digest() for left, right in pairs]
        if len(level) % 2:
            above.append(level[-1])
        levels.append(above)
        level = above
    return levels


def _path(levels: Sequence[Sequence[bytes]], position: int) -> Iterable[bytes]:
    for level in levels[:-1]:
        neighbour = position ^ 1
        if neighbour < len(level):
            yield level[neighbour]
        position >>= 1


@lru_cache(maxsize=32)
def _top(bundle_roots: bytes) -> list[Sequence[bytes]]:
    """The tree above the bundles, kept: many papers of one issue are asked for on the same day."""
    return _levels([bytes(root) for root in _chunks(bundle_roots)])


def _chunks(bundle_roots: bytes) -> Iterable[bytes]:
    return (bundle_roots[at : at + HASH] for at in range(0, len(bundle_roots), HASH))
