"""A local model: numbers from a folder, checked, with an opinion of any text; anything wrong is refused in Swedish."""

import hashlib
import math
import time
from array import array
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from kanalkoll.language.model import MANIFEST, MOST_LETTERS, LinearModel, Model, ModelFault, features, read
from tests.language.tiny_model import BUCKETS, CATEGORIES, write_model


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return dict(write_model(tmp_path_factory.mktemp("modell")))


@pytest.fixture(scope="module")
def model(files: dict[str, bytes]) -> LinearModel:
    return read(files)


def test_it_tells_what_it_is_and_by_which_files(model: LinearModel, files: dict[str, bytes]) -> None:
    known: Model = model

    assert (known.name, known.version, known.licence) == ("Prov", "1", "CC0-1.0")
    assert known.digest == hashlib.sha256(files[MANIFEST]).hexdigest()


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("Vi kommer hem till dig i natt", "hot"),
        ("VÄNTA DU BARA, vi vet var du bor!!", "hot"),
        ("klicka på länken och köp billigt", "reklam"),
    ],
)
def test_it_generalises_a_little_from_what_it_was_trained_on(
    model: LinearModel, text: str, category: str
) -> None:
    scores = model.scores(text)

    assert scores.keys() == set(CATEGORIES)
    assert scores[category] > 0.5 > min(scores.values())


def test_ordinary_comments_are_left_alone(model: LinearModel) -> None:
    assert max(model.scores("När öppnar badet? Tack för svar").values()) < 0.5


@given(text=some.text(max_size=300))
def test_any_text_has_an_opinion_between_nought_and_one_and_always_the_same(
    model: LinearModel, text: str
) -> None:
    scores = model.scores(text)

    assert all(0 <= score <= 1 for score in scores.values())
    assert model.scores(text) == scores


def test_the_longest_text_takes_little_time(model: LinearModel) -> None:
    began = time.process_time()
    model.scores("Det här är en lång text med många olika ord, å ä ö. " * 2_000)

    assert time.process_time() - began < 1
    assert features("a" * MOST_LETTERS + " hemligt", BUCKETS) == features("a" * MOST_LETTERS, BUCKETS)


@pytest.mark.parametrize("place", [0, 1_000, -1])
def test_weights_that_have_been_changed_are_refused(files: dict[str, bytes], place: int) -> None:
    changed = bytearray(files["weights.bin"])
    changed[place] ^= 1

    with pytest.raises(ModelFault, match=r"weights\.bin är ändrad: den har SHA-256 .*Hämta modellen på nytt"):
        read(files | {"weights.bin": bytes(changed)})


@pytest.mark.parametrize(
    ("stated", "said"),
    [
        ({"name": ""}, "saknar name"),
        ({"version": '" "'}, "saknar version"),
        ({"licence": ""}, "saknar licence"),
        ({"format": '"pickle"'}, "Andra slags modeller läses inte"),
        ({"buckets": "0"}, "buckets, ett heltal"),
        ({"buckets": "true"}, "buckets, ett heltal"),
        ({"buckets": "99"}, "ska ha 800"),
        ({"categories": "[]"}, "saknar categories"),
        ({"categories": '["hot", "hot"]'}, "saknar categories"),
        ({"categories": '["hot", "känsla"]'}, "har kategorin 'känsla'"),
        ({"weights": ""}, r"saknar tabellen \[weights\]"),
        ({"weights": '{ file = "../weights.bin", sha256 = "" }'}, "finns inte i modellens mapp"),
        ({"weights": '{ file = "weights.bin", sha256 = "" }'}, "säger inget"),
        ({"name": '"'}, "går inte att läsa som TOML"),
    ],
)
def test_a_manifest_that_does_not_hold_is_refused_with_what_to_do(
    tmp_path: Path, stated: dict[str, str], said: str
) -> None:
    with pytest.raises(ModelFault, match=said):
        read(write_model(tmp_path, **stated))


def test_a_folder_without_a_manifest_is_refused() -> None:
    with pytest.raises(ModelFault, match=r"'manifest\.toml' finns inte"):
        read({})


def test_numbers_that_are_no_numbers_are_refused(tmp_path: Path) -> None:
    raw = array("f", [math.nan] * (len(CATEGORIES) * (BUCKETS + 1))).tobytes()
    stated = f'{{ file = "weights.bin", sha256 = "{hashlib.sha256(raw).hexdigest()}" }}'
    files = write_model(tmp_path, weights=stated)

    with pytest.raises(ModelFault, match="tal som inte är tal"):
        read({**files, "weights.bin": raw})
