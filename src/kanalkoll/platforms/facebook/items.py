"""A post or a comment of the Graph API as an `Incoming`."""

from collections.abc import Iterator

from kanalkoll.platforms.pieces import Piece
from kanalkoll.platforms.untrusted import Fields, Unreadable, address, fields, identifier, moment, name, text
from kanalkoll.platforms.untrusted import optional_identifier as optional
from kanalkoll.platforms.values import Author, Incoming, Media

POST_FIELDS = "id,message,created_time,updated_time,from,permalink_url,attachments,is_hidden"
COMMENT_FIELDS = "id,message,created_time,from,parent,permalink_url,attachment,is_hidden"
LONE_COMMENT_FIELDS = f"{COMMENT_FIELDS},object"


def post(piece: Piece, *, account_id: str) -> Incoming:
    """The Page's own post, or a visitor's post on the Page.

    `updated_time` also changes with every comment [verify], so it does not tell about an edit.
    """
    told = _object(piece)
    post_id = identifier(told.get("id"), "Inläggets id")
    from_us = _writer(told).platform_id == account_id
    message, altered = text(told.get("message"), "Inläggets text")
    return Incoming(
        platform_id=post_id,
        kind="post" if from_us else "visitor_post",
        text=message,
        author=_writer(told),
        created_at=moment(told.get("created_time")),
        edited_at=None,
        post_id=post_id,
        parent_id=None,
        permalink=address(told.get("permalink_url")),
        media=tuple(_attached(fields(told.get("attachments")).get("data"))),
        hidden=told.get("is_hidden") is True,
        from_us=from_us,
        raw=piece.raw,
        altered=altered,
    )


def comment(piece: Piece, *, account_id: str, post_id: str | None) -> Incoming:
    """`post_id` None: taken from the comment's own `object`."""
    told = _object(piece)
    message, altered = text(told.get("message"), "Kommentarens text")
    author = _writer(told)
    return Incoming(
        platform_id=identifier(told.get("id"), "Kommentarens id"),
        kind="comment",
        text=message,
        author=author,
        created_at=moment(told.get("created_time")),
        edited_at=None,
        post_id=post_id or optional(fields(told.get("object")).get("id")),
        parent_id=optional(fields(told.get("parent")).get("id")),
        permalink=address(told.get("permalink_url")),
        media=tuple(_attached([told.get("attachment")])),
        hidden=told.get("is_hidden") is True,
        from_us=author.platform_id == account_id,
        raw=piece.raw,
        altered=altered,
    )


def _object(piece: Piece) -> Fields:
    if not isinstance(piece.value, dict):
        raise Unreadable("posten är inte ett objekt")
    return piece.value


def _writer(told: Fields) -> Author:
    """Facebook leaves `from` out for people who have not given the app leave: the comment still counts."""
    writer = fields(told.get("from"))
    return Author(optional(writer.get("id")), name(writer.get("name")), None)


def _attached(attachments: object, depth: int = 0) -> Iterator[Media]:
    """Pictures and films, also those inside an album."""
    for attachment in attachments if isinstance(attachments, list) else ():
        told = fields(attachment)
        media = fields(told.get("media"))
        film = address(media.get("source"))
        picture = address(fields(media.get("image")).get("src"))
        inside = fields(told.get("subattachments")).get("data")
        if depth == 0 and isinstance(inside, list) and inside:
            yield from _attached(inside, depth + 1)
        elif film:
            yield Media("video", film, "", None)
        elif picture:
            yield Media("image", picture, "", None)
