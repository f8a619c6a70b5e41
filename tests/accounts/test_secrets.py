"""Keys to the platforms open only with this installation's key and for their own account."""

import pytest

from kanalkoll.accounts.secrets import SecretsUnreadable, seal, unseal


def test_what_is_sealed_opens_again_for_the_same_account():
    assert unseal(seal({"token": "hemlig"}, account_id=1), account_id=1) == {"token": "hemlig"}


def test_a_token_moved_to_another_account_does_not_open():
    with pytest.raises(SecretsUnreadable):
        unseal(seal({"token": "hemlig"}, account_id=1), account_id=2)


def test_a_changed_secret_key_makes_stored_tokens_unreadable(settings):
    sealed = seal({"token": "hemlig"}, account_id=1)
    settings.SECRET_KEY = "en helt annan nyckel som är tillräckligt lång"
    with pytest.raises(SecretsUnreadable):
        unseal(sealed, account_id=1)


def test_the_token_does_not_stand_in_the_stored_bytes():
    assert b"hemlig" not in seal({"token": "hemlig"}, account_id=1)
