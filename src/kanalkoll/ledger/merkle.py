"""The Merkle tree of RFC 6962 (and 9162): hashes, a growing frontier, proofs and their verification. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

EMPTY_ROOT = sha256(b"").digest()
HASH_SIZE = 32


def leaf_hash(entry: bytes) -> bytes:
    """The hash of one entry; the prefix keeps an entry from posing as an inner node."""
    return sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of two neighbours."""
    return sha256(b"\x01" + left + right).digest()


@dataclass(frozen=True, slots=True)
class Frontier:
    """What is needed to go on growing a tree: its size and the roots of its full subtrees, widest first."""

    size: int = 0
    nodes: tuple[bytes, ...] = ()

    def extended(self, leaves: Iterable[bytes]) -> "Frontier":
        """The frontier after these leaf hashes, at one or two hashes a leaf on average."""
        size, nodes = self.size, list(self.nodes)
        for leaf in leaves:
            node, filled = leaf, size
            while filled & 1:
                node = node_hash(nodes.pop(), node)
                filled >>= 1
            nodes.append(node)
            size += 1
        return Frontier(size, tuple(nodes))

    def root(self) -> bytes:
        """The hash over the whole tree."""
        if not self.nodes:
            return EMPTY_ROOT
        root = self.nodes[-1]
        for node in reversed(self.nodes[:-1]):
            root = node_hash(node, root)
        return root

    def to_bytes(self) -> bytes:
        """The nodes one after another; the size says how many."""
        return b"".join(self.nodes)

    @classmethod
    def from_bytes(cls, size: int, stored: bytes) -> "Frontier":
        """What to_bytes wrote. Raises ValueError when the bytes cannot belong to a tree of that size."""
        if len(stored) != size.bit_count() * HASH_SIZE:
            raise ValueError(
                f"a tree of {size} leaves has {size.bit_count()} full subtrees, not {len(stored)} bytes"
            )
        return cls(size, tuple(stored[at : at + HASH_SIZE] for at in range(0, len(stored), HASH_SIZE)))


def root(leaves: Sequence[bytes]) -> bytes:
    """The hash over these leaf hashes."""
    return Frontier().extended(leaves).root()


def inclusion_proof(index: int, leaves: Sequence[bytes]) -> list[bytes]:
    """The hashes that lead from the leaf at index (from 0) to the root over all the leaves.

    Raises ValueError when there is no such leaf.
    """
    if not 0 <= index < len(leaves):
        raise ValueError(f"no leaf {index} among {len(leaves)}")
    if len(leaves) == 1:
        return []
    middle = _split(len(leaves))
    if index < middle:
        return [*inclusion_proof(index, leaves[:middle]), root(leaves[middle:])]
    return [*inclusion_proof(index - middle, leaves[middle:]), root(leaves[:middle])]


def includes(leaf: bytes, index: int, *, size: int, root: bytes, proof: Sequence[bytes]) -> bool:
    """Whether the proof shows that the leaf hash stands at index in the tree of that size and root."""
    if not 0 <= index < size:
        return False
    position, last, node = index, size - 1, leaf
    for step in proof:
        if last == 0:
            return False
        if position & 1 or position == last:
            node = node_hash(step, node)
            while not position & 1 and position:
                position, last = position >> 1, last >> 1
        else:
            node = node_hash(node, step)
        position, last = position >> 1, last >> 1
    return last == 0 and node == root


def consistency_proof(first: int, leaves: Sequence[bytes]) -> list[bytes]:
    """The hashes that show that the tree over the `first` leaves is a beginning of the tree over all.

    Raises ValueError unless 0 < first <= len(leaves): an empty tree proves nothing.
    """
    if not 0 < first <= len(leaves):
        raise ValueError(f"no tree of {first} leaves within {len(leaves)}")
    return _consistency(first, leaves, whole=True)


def is_beginning(
    *, first: int, first_root: bytes, second: int, second_root: bytes, proof: Sequence[bytes]
) -> bool:
    """Whether the proof shows that the second tree begins with the whole first tree."""
    if not 0 < first <= second:
        return False
    if first == second:
        return not proof and first_root == second_root
    steps = list(proof)
    if first.bit_count() == 1:
        # A full subtree is its own starting node, so the proof leaves it out.
        steps.insert(0, first_root)
    if not steps:
        return False
    position, last = first - 1, second - 1
    while position & 1:
        position, last = position >> 1, last >> 1
    older = newer = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if position & 1 or position == last:
            older, newer = node_hash(step, older), node_hash(step, newer)
            while not position & 1 and position:
                position, last = position >> 1, last >> 1
        else:
            newer = node_hash(newer, step)
        position, last = position >> 1, last >> 1
    return last == 0 and older == first_root and newer == second_root


def _consistency(first: int, leaves: Sequence[bytes], *, whole: bool) -> list[bytes]:
    if first == len(leaves):
        return [] if whole else [root(leaves)]
    middle = _split(len(leaves))
    if first <= middle:
        return [*_consistency(first, leaves[:middle], whole=whole), root(leaves[middle:])]
    return [*_consistency(first - middle, leaves[middle:], whole=False), root(leaves[:middle])]


def _split(size: int) -> int:
    """The greatest power of two below the size."""
    return 1 << ((size - 1).bit_length() - 1)
