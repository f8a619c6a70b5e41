"""A post or a comment of the WordPress REST interface (context=edit) as an `Incoming`."""

from kanalkoll.platforms.pieces import Piece
from kanalkoll.platforms.plain import LONGEST_HTML, Picture, plain
from kanalkoll.platforms.untrusted import (
    Fields,
    Unreadable,
    address,
    fields,
    identifier,
    moment,
    name,
    optional_identifier,
    storable,
)
from kanalkoll.platforms.values import Alteration, Author, Incoming, Media


def post(piece: Piece) -> Incoming:
    """What the site itself has published: its title and its text as visitors read them."""
    told = _object(piece)
    title, _, title_altered = _read(fields(told.get("title")).get("rendered"), "Rubriken")
    body, pictures, body_altered = _read(fields(told.get("content")).get("rendered"), "Texten")
    created, modified = moment(told.get("date_gmt")), moment(told.get("modified_gmt"))
    post_id = f"post-{identifier(told.get('id'), 'Inläggets id')}"
    return Incoming(
        platform_id=post_id,
        kind="post",
        text="\n\n".join(part for part in (title, body) if part),
        author=Author(optional_identifier(told.get("author")), "", None),
        created_at=created,
        edited_at=modified if created and modified and modified > created else None,
        post_id=post_id,
        parent_id=None,
        permalink=address(told.get("link")),
        media=_media(pictures),
        hidden=told.get("status") != "publish",
        from_us=True,
        raw=piece.raw,
        altered=tuple(dict.fromkeys((*title_altered, *body_altered))),
    )


def comment(piece: Piece, *, account_id: str) -> Incoming:
    """A comment as it was typed. WordPress does not tell when it was edited."""
    told = _object(piece)
    content = fields(told.get("content"))
    typed = "raw" in content
    body, pictures, altered = _read(
        content["raw"] if typed else content.get("rendered"), "Texten", typed=typed
    )
    author_id, parent = optional_identifier(told.get("author")), optional_identifier(told.get("parent"))
    return Incoming(
        platform_id=f"comment-{identifier(told.get('id'), 'Kommentarens id')}",
        kind="comment",
        text=body,
        author=Author(author_id, name(told.get("author_name")), address(told.get("author_url"))),
        created_at=moment(told.get("date_gmt")),
        edited_at=None,
        post_id=f"post-{identifier(told.get('post'), 'Inläggets id')}",
        parent_id=f"comment-{parent}" if parent else None,
        permalink=address(told.get("link")),
        media=_media(pictures),
        hidden=told.get("status") != "approved",
        from_us=author_id is not None and author_id == account_id,
        raw=piece.raw,
        altered=altered,
    )


def _object(piece: Piece) -> Fields:
    if not isinstance(piece.value, dict):
        raise Unreadable("posten är inte ett objekt")
    return piece.value


def _read(
    html: object, what: str, *, typed: bool = False
) -> tuple[str, tuple[Picture, ...], tuple[Alteration, ...]]:
    """`typed`: a line break in the source is one in the text."""
    if html is not None and not isinstance(html, str):
        raise Unreadable(f"{what} är inte text")
    source = html or ""
    read = plain(source, keep_lines=typed)
    kept, altered = storable(read.text)
    if len(source) > LONGEST_HTML and "text_shortened" not in altered:
        altered = (*altered, "text_shortened")
    return kept, read.pictures, altered if read.text == source else (*altered, "html_to_text")


def _media(pictures: tuple[Picture, ...]) -> tuple[Media, ...]:
    return tuple(
        Media(picture.kind, found, name(picture.alt), None)
        for picture in pictures
        if (found := address(picture.address))
    )
