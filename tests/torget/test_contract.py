"""Every name that is answered or understood is one of Meta's own, by the specifications in its package."""

import inspect
import re

import pytest
from facebook_business.adobjects.comment import Comment
from facebook_business.adobjects.page import Page
from facebook_business.adobjects.pagepost import PagePost
from facebook_business.adobjects.user import User

from tests.torget.conftest import Caller
from torget.facebook import calls, nodes
from torget.town import Town
from torget.values import Account, Item

# Edges can be asked for among the fields although the package lists them as calls.
EDGES = {"comments": "get_comments", "attachments": "get_attachments"}
# `tasks` stands in Meta's documentation of the roles edge; the package types the edge as plain users.
ROLE_EXCEPTIONS = {"tasks"}


def names(spec: type) -> set[str]:
    return {value for key, value in vars(spec).items() if not key.startswith("_")}


def parameters(method: object) -> set[str]:
    """The parameter names in a generated call's `param_types`."""
    source = inspect.getsource(method)  # type: ignore[arg-type]
    return set(re.findall(r"'(\w+)':", source[source.index("param_types") : source.index("enums")]))


def endpoint(method: object) -> tuple[str, str]:
    source = inspect.getsource(method)  # type: ignore[arg-type]
    return re.findall(r"method='(\w+)'", source)[0], re.findall(r"endpoint='/(\w*)'", source)[0]


@pytest.mark.parametrize(
    ("ours", "unused", "theirs"),
    [
        (nodes.COMMENT_FIELDS, nodes.COMMENT_UNUSED, Comment),
        (nodes.POST_FIELDS, nodes.POST_UNUSED, PagePost),
        (nodes.PAGE_FIELDS, frozenset(), Page),
    ],
    ids=["comment", "post", "page"],
)
def test_every_field_is_metas(ours: dict[str, object], unused: frozenset[str], theirs: type) -> None:
    fields = (set(ours) | unused) - set(EDGES)

    assert fields <= names(theirs.Field)  # type: ignore[attr-defined]
    for edge in set(ours) & set(EDGES):
        known = theirs if hasattr(theirs, EDGES[edge]) else PagePost
        assert endpoint(getattr(known, EDGES[edge])) == ("GET", edge)


def test_a_whole_comment_holds_only_metas_fields(town: Town, graph: Caller, comment: Item) -> None:
    answer = graph.get(f"/{comment.id}", fields=",".join(nodes.COMMENT_FIELDS)).json()

    assert set(answer) - {"comments"} <= names(Comment.Field)
    assert {"id", "message", "from", "created_time", "is_hidden", "can_hide", "can_remove"} <= set(answer)


@pytest.mark.parametrize(
    ("field", "kind"), [("is_hidden", "bool"), ("comment_count", "unsigned int"), ("message", "string")]
)
def test_a_field_is_of_metas_type(graph: Caller, comment: Item, field: str, kind: str) -> None:
    value = graph.get(f"/{comment.id}", fields=field).json()[field]

    assert Comment._field_types[field] == kind
    assert isinstance(value, {"bool": bool, "unsigned int": int, "string": str}[kind])


def test_the_people_of_a_page_are_metas_users(graph: Caller, page: Account) -> None:
    (person,) = graph.get(f"/{page.id}/roles").json()["data"]

    assert set(person) - ROLE_EXCEPTIONS <= names(User.Field)
    assert set(person["tasks"]) <= names(Page.PermittedTasks)


@pytest.mark.parametrize(
    ("method", "verb", "edge", "needed"),
    [
        (Page.get_feed, "GET", "feed", {"limit"}),
        (Page.get_published_posts, "GET", "published_posts", {"limit"}),
        (Page.get_visitor_posts, "GET", "visitor_posts", {"limit"}),
        (Page.get_tagged, "GET", "tagged", set()),
        (Page.get_roles, "GET", "roles", set()),
        (Page.create_feed, "POST", "feed", {"message", "published"}),
        (Page.create_subscribed_app, "POST", "subscribed_apps", {"subscribed_fields"}),
        (Page.get_subscribed_apps, "GET", "subscribed_apps", set()),
        (Page.delete_subscribed_apps, "DELETE", "subscribed_apps", set()),
        (PagePost.get_comments, "GET", "comments", {"filter", "order", "since"}),
        (PagePost.get_attachments, "GET", "attachments", set()),
        (PagePost.create_comment, "POST", "comments", {"message"}),
        (PagePost.api_update, "POST", "", {"message", "is_hidden", "is_published"}),
        (PagePost.api_delete, "DELETE", "", set()),
        (Comment.get_comments, "GET", "comments", {"filter", "order", "since"}),
        (Comment.create_comment, "POST", "comments", {"message"}),
        (Comment.api_update, "POST", "", {"is_hidden", "message"}),
        (Comment.api_delete, "DELETE", "", set()),
    ],
)
def test_every_call_and_parameter_is_metas(method: object, verb: str, edge: str, needed: set[str]) -> None:
    # `since`, `until` and `after` of lists of posts belong to the paging of every edge, not to its spec.
    assert endpoint(method) == (verb, edge)
    assert needed <= parameters(method)


def test_the_values_to_choose_from_are_metas(graph: Caller, post: Item) -> None:
    for choice in names(Comment.Filter):
        assert graph.get(f"/{post.id}/comments", filter=choice).status_code == 200
    for choice in names(Comment.Order):
        assert graph.get(f"/{post.id}/comments", order=choice).status_code == 200
    assert names(Page.SubscribedFields) >= calls.SUBSCRIBED_FIELDS
