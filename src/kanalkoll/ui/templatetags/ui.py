"""The small parts, written in Python because a page holds hundreds of them, and the parts that wrap content.

Small: icon, tag, due, when, clause, marked, button.
Wrapping: panel, callout, table, thread_comment, why, empty.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import lru_cache

from django import template
from django.contrib.messages.storage.base import Message
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from kanalkoll.ui import feedback, times
from kanalkoll.ui.marking import Mark, marked_text
from kanalkoll.ui.page import ClauseLink, Column, Word

register = template.Library()

SYSTEM_DEFAULT = "systemets förval, inte i er riktlinje"
_TONE_ICONS = {"late": "alert", "soon": "clock", "info": "info", "fine": "check"}


# An icon's address and a word's look do not change while the program runs, and a list has hundreds of them.
@register.simple_tag
@lru_cache(maxsize=256)
def icon(name: str) -> SafeString:
    """An icon of the sprite. Always beside a word, so it is hidden from those who hear the page."""
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        static("ui/icons.svg"),
        name,
    )


@register.simple_tag
@lru_cache(maxsize=1024)
def tag(label: str, tone: str = "", icon: str = "") -> SafeString:
    """A word about a thing; the icon and the tone only repeat what the word says."""
    return format_html('<span class="tag {}">{}{}</span>', tone, _icon_or_nothing(icon), label)


@register.simple_tag
def tags(words: Iterable[Word]) -> SafeString:
    """Several words about a thing, in the order given."""
    return format_html_join("", "{}", ((tag(word.label, word.tone, word.icon),) for word in words))


@register.simple_tag
def due(at: datetime, now: datetime, clauses: str = "") -> SafeString:
    """How long is left: "om 3 tim"; the exact time, and the clauses it rests on, in the title."""
    title = f"{times.full_time(at)} · {clauses}" if clauses else times.full_time(at)
    return due_label(
        times.relative_due(at, now=now), times.due_tone(at, now=now), title, times.machine_time(at)
    )


@register.simple_tag
def due_label(text: str, tone: str = "", title: str = "", machine: str = "") -> SafeString:
    """A due label whose text was decided elsewhere."""
    mark = _icon_or_nothing(_TONE_ICONS.get(tone, "clock"))
    if machine:
        return format_html(
            '<span class="due {}">{}<time datetime="{}" title="{}">{}</time></span>',
            tone,
            mark,
            machine,
            title,
            text,
        )
    return format_html('<span class="due {}" title="{}">{}{}</span>', tone, title, mark, text)


@register.simple_tag
def when(moment: datetime | None, now: datetime, style: str = "short") -> SafeString:
    """A moment as people say it, the whole of it in the title. `style`: short, day or full."""
    if not moment:  # Templates give "" for what is missing.
        return format_html('<span class="quiet">{}</span>', "okänd tid")
    text = {
        "short": lambda: times.short_time(moment, now=now),
        "day": lambda: times.short_day(moment, now=now),
        "full": lambda: times.full_time(moment),
    }[style]()
    return format_html(
        '<time datetime="{}" title="{}">{}</time>', times.machine_time(moment), times.full_time(moment), text
    )


@register.simple_tag
def clause(id: str, heading: str, href: str) -> SafeString:
    """A link to a clause under the name the guideline itself gives it; the id in the title."""
    return format_html('<a class="clause" href="{}" title="{}">{}</a>', href, id, heading)


@register.simple_tag
def clauses(links: Iterable[ClauseLink], default: bool = False) -> SafeString:
    """What a thing rests on: each heading once with its clauses, or that the system chose."""
    if default:
        return format_html('<span class="by-default">{}{}</span>', icon("info"), SYSTEM_DEFAULT)
    named: dict[str, list[ClauseLink]] = {}
    for link in links:
        named.setdefault(link.heading, []).append(link)
    parts = (
        (clause(", ".join(link.id for link in same), heading, same[0].href),)
        for heading, same in named.items()
    )
    return format_html_join(" · ", "{}", parts)


@register.simple_tag
def marked(text: str, marks: Iterable[Mark] = ()) -> SafeString:
    """Somebody's text, safe to show, with its marked places."""
    return marked_text(text, marks)


@register.simple_tag
def button(
    label: str,
    kind: str = "",
    icon: str = "",
    key: str = "",
    href: str = "",
    **attributes: object,
) -> SafeString:
    """A button, or with `href` a link that looks like one. `kind`: "", first, quiet, danger.

    `key` is the letter that presses it. Further attributes pass through, `_` written for `-`;
    True gives a bare attribute, False and None leave it out.
    """
    shown = format_html('<span class="btn-label">{}{}</span>', _icon_or_nothing(icon), label)
    hint = format_html("<kbd aria-hidden=true>{}</kbd>", key) if key else ""
    look = f"btn btn-{kind}" if kind else "btn"
    rest = {"data-key": key or None, "aria-keyshortcuts": key or None, **attributes}
    if href:
        return format_html('<a class="{}" href="{}"{}>{}{}</a>', look, href, _written(rest), shown, hint)
    return format_html('<button class="{}"{}>{}{}</button>', look, _written(rest), shown, hint)


@register.simple_block_tag
def panel(content: SafeString, title: str = "", level: int = 3) -> SafeString:
    """A framed part of a page, with a heading of the given level."""
    heading = format_html("<h{}>{}</h{}>", level, title, level) if title else ""
    return format_html('<section class="panel stack">{}{}</section>', heading, content)


@register.simple_block_tag
def callout(content: SafeString, tone: str = "info", title: str = "", live: bool = False) -> SafeString:
    """Something to know before going on. `tone`: info, soon (warning), late, fine. `live`: read out."""
    context = {
        "content": content,
        "tone": tone,
        "title": title,
        "live": live,
        "icon": _TONE_ICONS.get(tone, "info"),
    }
    return _rendered("callout", context)


@register.simple_block_tag
def table(content: SafeString, caption: str, columns: Sequence[Column]) -> SafeString:
    """A table with a head that stays; the content is its rows."""
    return _rendered("table", {"content": content, "caption": caption, "columns": columns})


@register.simple_block_tag
def empty(content: SafeString, title: str, icon: str = "check") -> SafeString:
    """What stands where there is nothing: what that means and what comes next."""
    return _rendered("empty", {"content": content, "title": title, "icon": icon})


@register.simple_block_tag
def why(content: SafeString, mark: Mark, number: int) -> SafeString:
    """The explanation of a marked place; the content is what supports it and what can be done about it."""
    return _rendered("why", {"content": content, "mark": mark, "number": number})


@register.simple_block_tag
def thread_comment(
    content: SafeString,
    author: str,
    text: SafeString,
    at: datetime | None,
    now: datetime,
    note: str = "",
    ours: bool = False,
    current: bool = False,
    folded: str = "",
    id: str = "",
) -> SafeString:
    """One utterance in a thread; the content (reasons, notes, actions) stands below its text.

    `folded` says why the text is folded away until opened, `note` what happened to it since.
    """
    return _rendered(
        "thread_comment",
        {
            "content": content,
            "author": author,
            "text": text,
            "at": at,
            "now": now,
            "note": note,
            "ours": ours,
            "current": current,
            "folded": folded,
            "id": id,
        },
    )


@register.filter
def feedback_of(message: Message) -> feedback.Feedback:
    """A message with its tone, its way back and the draft it ends."""
    return feedback.read(message)


def _rendered(name: str, context: dict[str, object]) -> SafeString:
    return render_to_string(f"ui/{name}.html", context)


def _icon_or_nothing(name: str) -> SafeString | str:
    return icon(name) if name else ""


def _written(attributes: dict[str, object]) -> SafeString:
    present = (
        (name.replace("_", "-"), value) for name, value in attributes.items() if value not in (None, False)
    )
    return format_html_join(
        "",
        "{}",
        ((format_html(' {}="{}"', name, "" if value is True else value),) for name, value in present),
    )
