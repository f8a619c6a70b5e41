"""Checkpoints: signed in a form that others can check, kept in rows and files, once for each state."""

import base64
import stat
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings

from kanalkoll.ledger import checkpoints, faults, keys, merkle
from kanalkoll.ledger.events import Happened, append
from kanalkoll.ledger.files import write_durably
from kanalkoll.ledger.lane import writing
from kanalkoll.ledger.models import Checkpoint, Event, Tree
from kanalkoll.ledger.notes import BadNote, State, opened, sign, verifier_key
from kanalkoll.ledger.verification import verify

NOW = datetime(2026, 10, 23, 10, tzinfo=UTC)
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
STATE = State("kanalkoll/aneby", 8, merkle.leaf_hash(b"root"))


def _happen(count: int = 1) -> None:
    with writing():
        append([Happened(verb="message.received", object="message:1", actor="system")] * count, at=NOW)


def test_a_note_can_be_checked_by_the_public_rules_alone() -> None:
    note = sign(STATE, KEY)
    text, signature = note.split("\n\n")
    dash, name, encoded = signature.rstrip("\n").split(" ")
    vkey_name, vkey_id, vkey = verifier_key(STATE.origin, KEY.public_key()).split("+", 2)
    public = base64.b64decode(vkey)
    marked = base64.b64decode(encoded)

    assert text == f"kanalkoll/aneby\n8\n{base64.b64encode(STATE.root).decode()}"
    assert (dash, name, vkey_name) == ("—", "kanalkoll/aneby", "kanalkoll/aneby")
    assert marked[:4].hex() == vkey_id == sha256(b"kanalkoll/aneby\n" + public).digest()[:4].hex()
    assert public[0] == 1
    Ed25519PublicKey.from_public_bytes(public[1:]).verify(marked[4:], f"{text}\n".encode())
    with pytest.raises(InvalidSignature):
        Ed25519PublicKey.from_public_bytes(public[1:]).verify(marked[4:], b"other")


def test_a_note_opens_to_the_state_it_states() -> None:
    assert opened(sign(STATE, KEY), KEY.public_key()) == STATE


def test_signatures_of_others_below_ours_are_passed_over() -> None:
    note = sign(STATE, KEY) + "— witness.example/w1 AAAAAAAA\n— trasig\n"
    assert opened(note, KEY.public_key()) == STATE


@pytest.mark.parametrize(
    "spoil",
    [
        lambda note: note.replace("\n8\n", "\n9\n"),
        lambda note: note.replace("\n8\n", "\n08\n"),
        lambda note: note.replace("\n8\n", "\nåtta\n"),
        lambda note: note.replace("aneby", "ånge"),
        lambda note: note.replace("— ", "- "),
        lambda note: note[:-10] + "AAAAAAAA=\n",
        lambda note: note.split("\n\n")[0],
        lambda note: "",
    ],
)
def test_a_spoilt_note_is_refused(spoil) -> None:
    with pytest.raises(BadNote):
        opened(spoil(sign(STATE, KEY)), KEY.public_key())


def test_a_note_of_another_key_is_refused() -> None:
    with pytest.raises(BadNote):
        opened(sign(STATE, Ed25519PrivateKey.generate()), KEY.public_key())


@pytest.mark.django_db
def test_a_checkpoint_states_the_log_as_it_stood_and_is_itself_logged() -> None:
    _happen(5)
    checkpoint = checkpoints.sign(now=NOW)
    leaves = [bytes(leaf) for leaf in Event.objects.order_by("seq").values_list("leaf", flat=True)]

    state = opened(checkpoint.note, keys.signing_key().public_key())
    assert (state.size, state.root) == (5, merkle.root(leaves[:5]))
    assert (checkpoint.event.seq, checkpoint.event.verb) == (6, "checkpoint.signed")
    assert list(verify(checkpoints=[checkpoint.note])) == []


@pytest.mark.django_db
def test_nothing_is_signed_twice_when_nothing_has_happened_since() -> None:
    _happen()
    first, again = checkpoints.sign(now=NOW), checkpoints.sign(now=NOW)
    _happen()
    later = checkpoints.sign(now=NOW)

    assert first == again
    assert (first.size, later.size) == (1, 3)
    assert Checkpoint.objects.count() == 2


@pytest.mark.django_db
def test_an_empty_log_can_be_signed() -> None:
    assert checkpoints.sign(now=NOW).size == 0
    assert list(verify()) == []


@pytest.mark.django_db(transaction=True)
def test_each_checkpoint_becomes_a_file_that_can_be_carried_away() -> None:
    _happen()
    first = checkpoints.sign(now=NOW)
    with pytest.raises(OSError, match="full"), faults.armed("file.before_rename", OSError("disk full")):
        _sign_another()
    _happen()
    third = checkpoints.sign(now=NOW)
    second = Checkpoint.objects.order_by("size")[1]

    assert checkpoints.exported() == [first.note, second.note, third.note]
    public = (Path(settings.KANALKOLL_DATA) / "checkpoints" / "verifier-key.txt").read_text()
    assert public == f"{checkpoints.public_key()}\n"


def _sign_another() -> None:
    _happen()
    checkpoints.sign(now=NOW)


@pytest.mark.django_db
def test_the_log_takes_the_municipalitys_name_before_it_first_signs_and_keeps_it() -> None:
    checkpoints.name_log("aneby")
    checkpoints.name_log("norrkoping")
    assert checkpoints.sign(now=NOW).note.startswith("kanalkoll/norrkoping\n0\n")

    checkpoints.name_log("norrkoping")
    with pytest.raises(checkpoints.AlreadyNamed):
        checkpoints.name_log("aneby")
    with pytest.raises(ValueError, match="bindestreck"):
        checkpoints.name_log("Ånge kommun")


@pytest.mark.django_db
def test_the_key_is_made_once_and_nobody_else_may_read_it() -> None:
    key = keys.signing_key()
    path = Path(settings.KANALKOLL_DATA) / keys.FILE_NAME

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert keys.signing_key().private_bytes_raw() == key.private_bytes_raw()
    path.chmod(0o640)
    with pytest.raises(keys.UnsafeKey, match="chmod 600"):
        keys.signing_key()


@pytest.mark.django_db
def test_a_checkpoint_from_another_log_is_told_of() -> None:
    _happen(3)
    foreign = sign(STATE, KEY)
    assert [problem.code for problem in verify(checkpoints=[foreign])] == ["outside_checkpoint_bad"]


@pytest.mark.django_db
def test_events_that_were_rolled_back_with_an_old_copy_are_missed() -> None:
    _happen(3)
    kept = sign(State("kanalkoll/kommun", 50, STATE.root), keys.signing_key())
    [problem] = verify(checkpoints=[kept])
    assert problem.code == "log_cut_short"
    assert "50" in str(problem)


@pytest.mark.django_db
def test_where_the_log_was_rewritten_is_narrowed_down_by_the_checkpoints() -> None:
    _happen(3)
    sound = checkpoints.sign(now=NOW)
    wrong = sign(State("kanalkoll/kommun", 4, STATE.root), keys.signing_key())
    [problem] = verify(checkpoints=[sound.note, wrong])
    assert problem.code == "root_differs"
    assert "4–4" in problem.message


@pytest.mark.django_db
def test_the_tree_survives_that_its_row_was_never_made() -> None:
    assert not Tree.objects.exists()
    assert list(verify()) == []


def test_a_file_that_could_not_be_written_whole_leaves_nothing_behind(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "file"
    write_durably(path, b"first")
    with faults.armed("file.before_rename", OSError("full")), pytest.raises(OSError, match="full"):
        write_durably(path, b"second")

    assert path.read_bytes() == b"first"
    assert list(path.parent.iterdir()) == [path]
