"""Who a call comes from: the access token, the proof of the app's secret, and what the token may do."""

import hashlib
import hmac

from torget.facebook.errors import bad_parameter, bad_token, expired_token, may_not, no_token, revoked_token
from torget.facebook.nodes import Scene
from torget.square import Square
from torget.values import Account
from torget.wire import Request

# What each operation needs; reading errors carry code 10 and writing errors code 200.
READING = {
    "feed": "pages_read_engagement",
    "published_posts": "pages_read_engagement",
    "visitor_posts": "pages_read_user_content",
    "tagged": "pages_read_user_content",
    "comments": "pages_read_engagement",
    "attachments": "pages_read_engagement",
}
WRITING = {
    "publish": "pages_manage_posts",
    "reply": "pages_manage_engagement",
    "hide": "pages_manage_engagement",
    "unhide": "pages_manage_engagement",
    "edit": "pages_manage_engagement",
    "delete": "pages_manage_engagement",
    "subscribe": "pages_manage_metadata",
    "unsubscribe": "pages_manage_metadata",
}


def token_of(request: Request) -> str | None:
    """The token in the parameter or in the Authorization header."""
    given = request.params.get("access_token")
    scheme, _, value = request.headers.get("authorization", "").partition(" ")
    return given or (value.strip() if scheme.lower() in ("bearer", "oauth") else None) or None


def signed_in(town: Square, request: Request) -> Account:
    """The Page whose token it is. Raises GraphError 104 or 190."""
    token = token_of(request)
    if token is None:
        raise no_token()
    account = town.store.account_with_token(token)
    if account is None or account.platform != "facebook":
        raise bad_token()
    if account.standing != "valid":
        raise expired_token() if account.standing == "expired" else revoked_token()
    proof = request.params.get("appsecret_proof")
    if proof is not None and not hmac.compare_digest(proof.encode(), _proof(town.app.secret, token)):
        raise bad_parameter("Invalid appsecret_proof provided in the API argument")
    return account


def is_the_app(town: Square, request: Request) -> bool:
    """An app token is the app's id and secret with a bar between."""
    return token_of(request) == f"{town.app.id}|{town.app.secret}"


def allow(scene: Scene, operation: str) -> None:
    """Raises GraphError 10 or 200 where the token lacks the operation's permission."""
    needed = READING.get(operation) or WRITING.get(operation)
    if needed is not None and not scene.may(needed):
        raise may_not(needed, reading=operation in READING)


def _proof(secret: str, token: str) -> bytes:
    return hmac.new(secret.encode(), token.encode(), hashlib.sha256).hexdigest().encode()
