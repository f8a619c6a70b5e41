"""The tree against RFC 6962's own eight leaves, and every proof against every size."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kanalkoll.ledger.merkle import (
    EMPTY_ROOT,
    Frontier,
    consistency_proof,
    includes,
    inclusion_proof,
    is_beginning,
    leaf_hash,
    root,
)

ENTRIES = [
    bytes.fromhex(entry)
    for entry in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
LEAVES = [leaf_hash(entry) for entry in ENTRIES]
ROOTS = {
    0: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    2: "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    3: "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    4: "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    5: "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    6: "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    7: "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
}
INCLUSION = [
    (0, 1, []),
    (
        0,
        8,
        [
            "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
        ],
    ),
    (
        5,
        8,
        [
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ],
    ),
    (2, 3, ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"]),
    (
        1,
        5,
        [
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        ],
    ),
]
CONSISTENCY = [
    (1, 1, []),
    (
        1,
        8,
        [
            "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
        ],
    ),
    (
        6,
        8,
        [
            "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ],
    ),
    (
        2,
        5,
        [
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        ],
    ),
]
forests = st.lists(st.binary(max_size=4), min_size=1, max_size=70).map(
    lambda entries: [leaf_hash(entry) for entry in entries]
)


@pytest.mark.parametrize("size", ROOTS)
def test_the_eight_leaves_of_the_rfc_give_the_known_roots(size: int) -> None:
    assert root(LEAVES[:size]).hex() == ROOTS[size]


def test_an_empty_tree_has_the_hash_of_nothing_as_its_root() -> None:
    assert Frontier().root() == EMPTY_ROOT


@pytest.mark.parametrize(("index", "size", "known"), INCLUSION)
def test_the_known_inclusion_proofs_come_out(index: int, size: int, known: list[str]) -> None:
    assert [step.hex() for step in inclusion_proof(index, LEAVES[:size])] == known


@pytest.mark.parametrize(("first", "second", "known"), CONSISTENCY)
def test_the_known_consistency_proofs_come_out(first: int, second: int, known: list[str]) -> None:
    assert [step.hex() for step in consistency_proof(first, LEAVES[:second])] == known


@given(forests, st.data())
def test_every_leaf_can_be_proved_and_nothing_else(leaves: list[bytes], data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(leaves) - 1))
    proof, whole = inclusion_proof(index, leaves), root(leaves)

    assert includes(leaves[index], index, size=len(leaves), root=whole, proof=proof)
    assert not includes(leaf_hash(b"another"), index, size=len(leaves), root=whole, proof=proof)
    assert not includes(leaves[index], index, size=len(leaves), root=EMPTY_ROOT, proof=proof)
    assert not includes(leaves[index], index, size=len(leaves), root=whole, proof=[*proof, whole])
    for missing in range(len(proof)):
        shorter = proof[:missing] + proof[missing + 1 :]
        assert not includes(leaves[index], index, size=len(leaves), root=whole, proof=shorter)


@given(forests, st.data())
def test_every_beginning_can_be_proved_and_a_rewritten_one_cannot(
    leaves: list[bytes], data: st.DataObject
) -> None:
    first = data.draw(st.integers(1, len(leaves)))
    proof, older, newer = consistency_proof(first, leaves), root(leaves[:first]), root(leaves)
    rewritten = root([*leaves[: first - 1], leaf_hash(b"rewritten")])

    def proved(first_root: bytes, steps: list[bytes]) -> bool:
        return is_beginning(
            first=first, first_root=first_root, second=len(leaves), second_root=newer, proof=steps
        )

    assert proved(older, proof)
    assert not proved(rewritten, proof) or rewritten == older
    assert not proved(older, [*proof, older])
    for missing in range(len(proof)):
        assert not proved(older, proof[:missing] + proof[missing + 1 :])


@given(forests, st.data())
def test_a_frontier_kept_as_bytes_grows_on_to_the_same_root(leaves: list[bytes], data: st.DataObject) -> None:
    cut = data.draw(st.integers(0, len(leaves)))
    kept = Frontier().extended(leaves[:cut])

    grown = Frontier.from_bytes(cut, kept.to_bytes()).extended(leaves[cut:])

    assert grown.root() == root(leaves)
    assert grown.size == len(leaves)


def test_an_empty_tree_proves_nothing() -> None:
    assert not includes(LEAVES[0], 0, size=0, root=EMPTY_ROOT, proof=[])
    assert not is_beginning(first=0, first_root=EMPTY_ROOT, second=8, second_root=root(LEAVES), proof=[])
    with pytest.raises(ValueError, match="no tree of 0"):
        consistency_proof(0, LEAVES)
    with pytest.raises(ValueError, match="no leaf 8"):
        inclusion_proof(8, LEAVES)


def test_a_leaf_cannot_pass_for_the_root_of_a_larger_tree() -> None:
    assert not includes(LEAVES[0], 0, size=4, root=LEAVES[0], proof=[])
    assert includes(LEAVES[0], 0, size=1, root=LEAVES[0], proof=[])


def test_a_frontier_of_the_wrong_length_is_refused() -> None:
    with pytest.raises(ValueError, match="3 leaves"):
        Frontier.from_bytes(3, b"\x00" * 32)
