import tracemalloc
from hashlib import sha256
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jejaring.ground.seals import merkle
from jejaring.ground.seals.facts import NotAFact
from jejaring.ground.seals.merkle import BUNDLE, BrokenEvidence, Tree, proof, verify

COUNTS = st.integers(1, 1200) | st.sampled_from([1, 2, 3, 255, 256, 257, 511, 512, 513, 768, 1025])


def leaves_of(count):
    return [sha256(b"\x00%d" % number).digest() for number in range(count)]


def naive_root(leaves):
    """RFC 6962 section 2.1, word for word."""
    if len(leaves) == 1:
        return leaves[0]
    half = 1 << ((len(leaves) - 1).bit_length() - 1)
    return sha256(b"\x01" + naive_root(leaves[:half]) + naive_root(leaves[half:])).digest()


def naive_path(position, leaves):
    """RFC 6962 section 2.1.1, word for word."""
    if len(leaves) == 1:
        return []
    half = 1 << ((len(leaves) - 1).bit_length() - 1)
    if position < half:
        return [*naive_path(position, leaves[:half]), naive_root(leaves[half:])]
    return [*naive_path(position - half, leaves[half:]), naive_root(leaves[:half])]


def own_bundle(leaves, position):
    return [leaves[at] for at in merkle.bundle_of(position) if at < len(leaves)]


def prove(leaves, position, tree):
    return proof(position, own_bundle(leaves, position), tree.bundle_roots, len(leaves))


def test_no_leaves_have_the_root_that_the_rfc_names():
    tree = Tree([])

    assert (tree.count, tree.bundle_roots, tree.root) == (0, b"", sha256(b"").digest())


@settings(deadline=None)
@given(COUNTS, st.data())
def test_root_and_path_equal_the_naive_tree_and_verify(count, data):
    leaves = leaves_of(count)
    position = data.draw(st.integers(0, count - 1))

    tree = Tree(iter(leaves))
    path = prove(leaves, position, tree)

    assert tree.count == count
    assert tree.root == naive_root(leaves)
    assert path == naive_path(position, leaves)
    assert verify(leaves[position], position, count, path, tree.root)


@settings(deadline=None)
@given(COUNTS, st.data())
def test_forgeries_do_not_verify(count, data):
    leaves = leaves_of(count)
    position = data.draw(st.integers(0, count - 1))
    tree = Tree(leaves)
    path = prove(leaves, position, tree)
    leaf, root = leaves[position], tree.root
    other = data.draw(st.integers(-1, 2 * count).filter(lambda at: at != position))
    forged = sha256(leaf).digest()

    assert not verify(forged, position, count, path, root)
    assert not verify(leaf, other, count, path, root)
    assert not verify(leaf, position, count, [*path, forged], root)
    assert not verify(leaf, position, count, path, forged)
    assert not verify(leaf + b"x", position, count, path, root)
    for at in range(len(path)):
        assert not verify(leaf, position, count, [*path[:at], *path[at + 1 :]], root)
        assert not verify(leaf, position, count, [*path[:at], forged, *path[at + 1 :]], root)
        assert not verify(leaf, position, count, [*path[:at], path[at][:-1], *path[at + 1 :]], root)


def test_a_node_does_not_pass_for_a_leaf():
    leaves = leaves_of(4)
    tree = Tree(leaves)
    node = sha256(b"\x01" + leaves[0] + leaves[1]).digest()
    above = prove(leaves, 0, tree)[1:]

    assert verify(node, 0, 2, above, tree.root)
    assert not verify(node, 0, 4, above, tree.root)


def test_changed_leaves_are_noticed_before_a_proof_is_given():
    leaves = leaves_of(700)
    tree = Tree(leaves)
    leaves[300] = bytes(32)

    with pytest.raises(BrokenEvidence, match="bundle 1 were changed"):
        prove(leaves, 299, tree)
    assert prove(leaves, 699, tree)


@pytest.mark.parametrize(
    ("position", "given_leaves", "roots", "count"),
    [(-1, 256, 2, 300), (300, 44, 2, 300), (3, 255, 2, 300), (3, 256, 1, 300), (299, 45, 2, 300)],
)
def test_a_proof_from_other_bundles_is_refused(position, given_leaves, roots, count):
    tree = Tree(leaves_of(300))

    with pytest.raises(BrokenEvidence):
        proof(position, leaves_of(given_leaves), tree.bundle_roots[: 32 * roots], count)


def test_a_leaf_is_thirty_two_bytes():
    with pytest.raises(NotAFact):
        Tree([b"short"])


@pytest.mark.slow
def test_a_million_leaves_take_seconds_and_hold_only_bundle_roots():
    count = 1_000_000
    tracemalloc.start()
    Tree(bytes(32) for _ in range(BUNDLE * 200))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    begun = process_time()

    tree = Tree(number.to_bytes(32) for number in range(count))
    path = proof(
        count - 1,
        [number.to_bytes(32) for number in merkle.bundle_of(count - 1) if number < count],
        tree.bundle_roots,
        count,
    )

    assert process_time() - begun < 10
    assert peak < 500_000
    assert len(tree.bundle_roots) == 32 * 3907
    assert verify((count - 1).to_bytes(32), count - 1, count, path, tree.root)
