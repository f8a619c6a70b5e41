"""The town's own switches under `/_torget/`. JSON in and out; a mistake gets 400 with an explanation.

GET  /_torget/log?after=N    everything that has happened
GET  /_torget/pages          the accounts with their tokens
GET  /_torget/faults         what is armed and has struck; POST arms one or a list, DELETE disarms
POST /_torget/seed           a whole town, see `seeding`
POST /_torget/acts           what a resident does, one or a list: {"do": "add_comment", "on": "…", …}
GET  /_torget/webhooks       the addresses; POST {"url": "…"} adds one, DELETE {"url": "…"} takes it away
POST /_torget/clock          hold the town's clock: {"at": ISO 8601}, or let it run: {"at": null}
POST /_torget/settle         wait until all webhooks are delivered: {"timeout": 10}
"""

import json
from collections.abc import Callable, Mapping

from torget.journal import as_json
from torget.seeding import moment, seed
from torget.square import Unknown
from torget.town import Town
from torget.values import Item
from torget.wire import Answer, Request, json_answer

Json = Mapping[str, object]


def answer(town: Town, request: Request) -> Answer:
    carry_out = _ROUTES.get((request.method, request.path.removeprefix("/_torget/")))
    if carry_out is None:
        return json_answer({"error": "no such switch"}, status=404)
    # A web page elsewhere cannot send JSON here without asking first, which the town never answers.
    if request.method == "POST" and not request.headers["content-type"].startswith("application/json"):
        return json_answer({"error": "send application/json"}, status=415)
    try:
        return json_answer(carry_out(town, request))
    except Unknown as missing:
        return json_answer({"error": f"nothing has the id {missing}"}, status=404)
    except (ValueError, TypeError, KeyError) as mistake:
        return json_answer({"error": str(mistake)}, status=400)


def _log(town: Town, request: Request) -> object:
    return {"entries": [as_json(entry) for entry in town.log(after=int(request.query.get("after", "0")))]}


def _pages(town: Town, request: Request) -> object:
    return {
        "pages": [
            {
                "id": page.id,
                "name": page.name,
                "platform": page.platform,
                "token": page.token,
                "state": page.standing,
            }
            for page in town.store.accounts()
        ],
        "app": {"id": town.app.id, "secret": town.app.secret, "verify_token": town.app.verify_token},
    }


def _faults(town: Town, request: Request) -> object:
    return town.faults.as_json()


def _arm(town: Town, request: Request) -> object:
    for wanted in _several(request):
        town.faults.add(**wanted)  # type: ignore[arg-type]  # a wrong name or type is answered as a mistake
    return town.faults.as_json()


def _disarm(town: Town, request: Request) -> object:
    town.faults.clear()
    return town.faults.as_json()


def _seed(town: Town, request: Request) -> object:
    return seed(town, json.loads(request.body))


def _clock(town: Town, request: Request) -> object:
    town.hold_clock(moment(json.loads(request.body)))
    return {"at": town.clock().isoformat()}


def _acts(town: Town, request: Request) -> object:
    return {"done": [_ACTS[str(act["do"])](town, act) for act in _several(request)]}


def _webhooks(town: Town, request: Request) -> object:
    return {"urls": town.webhooks.urls()}


def _add_webhook(town: Town, request: Request) -> object:
    for wanted in _several(request):
        town.webhooks.add(str(wanted["url"]))
    return _webhooks(town, request)


def _remove_webhook(town: Town, request: Request) -> object:
    for wanted in _several(request):
        town.webhooks.remove(str(wanted["url"]))
    return _webhooks(town, request)


def _settle(town: Town, request: Request) -> object:
    (wanted,) = _several(request)
    return {"settled": town.webhooks.settle(float(str(wanted.get("timeout", 10))))}


def _several(request: Request) -> list[Json]:
    value = json.loads(request.body)
    wanted = value if isinstance(value, list) else [value]
    if not all(isinstance(each, dict) for each in wanted):
        raise ValueError("send an object, or a list of objects")
    return wanted


def _add_post(town: Town, act: Json) -> object:
    return _told(town.add_post(str(act["page"]), str(act["text"]), author=_author(act), at=moment(act)))


def _add_comment(town: Town, act: Json) -> object:
    return _told(town.add_comment(str(act["on"]), author=_author(act), text=str(act["text"]), at=moment(act)))


def _edit(town: Town, act: Json) -> object:
    return _told(town.edit(str(act["id"]), str(act["text"]), at=moment(act)))


def _delete(town: Town, act: Json) -> object:
    town.delete(str(act["id"]), at=moment(act))
    return {"id": act["id"]}


def _token(town: Town, act: Json) -> object:
    state = act["state"]
    if state not in ("valid", "expired", "revoked"):
        raise ValueError("state must be valid, expired or revoked")
    return {"id": town.change_account(str(act["page"]), standing=state).id}


def _author(act: Json) -> str | None:
    author = act.get("author")
    return None if author is None else str(author)


def _told(item: Item) -> object:
    return {"id": item.id, "post_id": item.post_id, "parent_id": item.parent_id}


_ACTS: Mapping[str, Callable[[Town, Json], object]] = {
    "add_post": _add_post,
    "add_comment": _add_comment,
    "edit_comment": _edit,
    "delete_comment": _delete,
    "set_token_state": _token,
}

_ROUTES: Mapping[tuple[str, str], Callable[[Town, Request], object]] = {
    ("GET", "log"): _log,
    ("GET", "pages"): _pages,
    ("GET", "faults"): _faults,
    ("POST", "faults"): _arm,
    ("DELETE", "faults"): _disarm,
    ("POST", "seed"): _seed,
    ("POST", "acts"): _acts,
    ("GET", "webhooks"): _webhooks,
    ("POST", "webhooks"): _add_webhook,
    ("DELETE", "webhooks"): _remove_webhook,
    ("POST", "clock"): _clock,
    ("POST", "settle"): _settle,
}
