"""One call to the Graph API, signed in, and how its lists go on."""

import hashlib
import hmac
from collections.abc import Mapping
from urllib.parse import urlencode

from kanalkoll.platforms.facebook.faults import checked
from kanalkoll.platforms.outside import Answer, Verb, call, not_understood
from kanalkoll.platforms.pieces import Piece
from kanalkoll.platforms.untrusted import fields
from kanalkoll.platforms.values import Access


def get(access: Access, path: str, query: Mapping[str, str]) -> tuple[Answer, Piece]:
    """The answer and its JSON; raises the failure that it is."""
    answer = call(access, "GET", path, query={**query, **_signed_in(access)})
    return answer, checked(answer)


def write(access: Access, verb: Verb, path: str, form: Mapping[str, str]) -> tuple[Answer, Piece]:
    """One attempt."""
    content = urlencode({**form, **_signed_in(access)}, errors="replace").encode("ascii")
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    answer = call(access, verb, path, content=content, headers=headers)
    return answer, checked(answer)


def listed(answer: Answer, said: Piece) -> list[Piece]:
    found = said.members().get("data")
    if found is None or not isinstance(found.value, list):
        raise not_understood(answer, "list without data")
    return found.elements()


def following(answer: Answer, said: Piece, cursor: str | None) -> str | None:
    """The next page's cursor. Facebook's `next` is an address with the token in it: only its presence is
    used.
    """
    paging = fields(fields(said.value).get("paging"))
    after = fields(paging.get("cursors")).get("after")
    if paging.get("next") is None:
        return None
    if not isinstance(after, str) or len(after) > 2_000 or after == cursor:
        raise not_understood(answer, "paging that leads nowhere")
    return after


def after_of(cursor: str | None) -> dict[str, str]:
    return {} if cursor is None else {"after": cursor}


def _signed_in(access: Access) -> dict[str, str]:
    """The token, and the proof that the caller also holds the app's secret (a stolen token alone is then
    useless).
    """
    secret = access.secrets.get("app_secret")
    if not secret:
        return {"access_token": access.token}
    proof = hmac.new(secret.encode(), access.token.encode(), hashlib.sha256).hexdigest()
    return {"access_token": access.token, "appsecret_proof": proof}
