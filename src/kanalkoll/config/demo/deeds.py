"""What people in the administration do, a function for each kind of step, with the program's own verbs."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from kanalkoll.accounts import outbox
from kanalkoll.config.demo import choices
from kanalkoll.config.demo.people import Staff
from kanalkoll.config.demo.script import Step
from kanalkoll.config.demo.towns import Town
from kanalkoll.config.worker import settle
from kanalkoll.inbox import handling, registering, replying
from kanalkoll.inbox.acting import NotNow
from kanalkoll.inbox.models import Message
from kanalkoll.moderation import removal
from kanalkoll.moderation.models import Removal
from kanalkoll.municipality.guidelines import in_force, pack_of
from kanalkoll.municipality.models import User
from kanalkoll.municipality.permissions import may
from kanalkoll.municipality.roles import Permission
from kanalkoll.policy.moderation import RemovalRule
from kanalkoll.policy.pack import Pack
from kanalkoll.policy.workdays import local_day

MOMENT = timedelta(seconds=2)
APPROVED_AFTER = timedelta(minutes=25)
TURNS = 3


@dataclass(frozen=True, slots=True)
class Scene:
    """One step with what it needs at hand: the message as it stands, and the guideline of that day."""

    town: Town
    staff: Staff
    step: Step
    message: Message
    pack: Pack

    @property
    def at(self) -> datetime:
        """When it happens."""
        return self.step.at

    @property
    def person(self) -> User:
        """Whose deed it is."""
        return self.staff.people[self.step.by]

    def able(self, permission: Permission = Permission.HANDLE) -> User:
        """The person, or the communications unit for somebody who may not act on this account."""
        person = self.person
        return person if may(person, permission, self.message.account_id) else self.staff.people["komm2"]


def act(town: Town, staff: Staff, step: Step, message: Message) -> None:
    """Do what the step says, unless the message has gone another way meanwhile."""
    scene = Scene(town, staff, step, message, pack_of(in_force(step.at)))
    DEEDS[step.what](scene)


def work(at: datetime) -> None:
    """Let the outbox send, settle and check what was queued."""
    for turn in range(TURNS):
        if not outbox.work(now=at + MOMENT * (turn + 1), settle=settle):
            return


def _answer(scene: Scene) -> None:
    if scene.message.state == "removed":
        return
    prompts = replying.review(scene.step.text, pack=scene.pack, now=scene.at)
    replying.answer(
        scene.message.pk,
        text=scene.step.text,
        by=scene.able(),
        author=scene.person,
        now=scene.at,
        prompts_reason=choices.REASON_TO_SEND if any(prompt.needs_reason for prompt in prompts) else "",
    )
    work(scene.at)


def _pass_on(scene: Scene) -> None:
    to = scene.staff.people[scene.step.to]
    holding = scene.step.text or choices.template(
        scene.pack,
        "holding_reply",
        to=scene.step.resident,
        unit=to.unit.name,
        contact=scene.town.words["kundtjanst"],
    )
    handling.pass_on(
        scene.message.pk, by=scene.able(), to_user=to, to_unit=to.unit, holding_text=holding, now=scene.at
    )
    work(scene.at)


def _assign(scene: Scene) -> None:
    to = scene.staff.people[scene.step.to]
    handling.assign(scene.message.pk, to=to, by=scene.able(), now=scene.at)


def _note(scene: Scene) -> None:
    handling.note(scene.message.pk, text=scene.step.text, by=scene.able(), now=scene.at)


def _close(scene: Scene) -> None:
    if scene.message.state != "new":
        return
    ground = choices.no_answer_ground(
        scene.pack, scene.step.ground, kind=scene.message.kind, on=local_day(scene.at)
    )
    if ground is not None:
        reason = choices.REASON_NOT_TO_ANSWER if ground.needs_reason else ""
        handling.close(scene.message.pk, ground=ground.code, by=scene.able(), now=scene.at, reason=reason)


def _register(scene: Scene) -> None:
    if scene.message.state in ("new", "removed"):
        return
    advice = registering.advice(scene.message, now=scene.at)
    criteria = choices.criteria(advice, scene.step.criteria, acted=scene.message.state == "answered")
    advice = registering.advice(scene.message, now=scene.at, answered=criteria)
    decision = choices.registration(advice, slight=scene.message.state == "no_answer" and not criteria)
    reason = "Synpunkten gäller verksamheten." if criteria else "Småprat i en tråd."
    try:
        registering.register(
            scene.message.pk,
            decision=decision,
            by=scene.able(Permission.REGISTER),
            now=scene.at,
            criteria=criteria,
            reason=reason,
        )
    except NotNow:
        # The guideline wants more than the story tells: somebody has to decide, and that is left to be seen.
        return


def _remove(scene: Scene) -> None:
    taking = scene.step.taking
    rule = choices.removal(scene.pack, taking.ground, on=local_day(scene.at)) if taking else None
    if taking is None or scene.message.state == "removed":
        return
    if rule is None:
        _answer_instead(scene, taking.ground)
        return
    by = scene.able(Permission.REMOVE)
    way = choices.removal_act(rule, taking.act)
    asked = removal.request(
        scene.message.record,
        ground=rule.ground.code,
        act=way,
        by=by,
        now=scene.at,
        reason=choices.REASON_TO_REMOVE,
        answers=choices.removal_answers(rule, way),
        referral=_referral(scene, rule),
    )
    work(scene.at)
    if not taking.stops_at_request or asked.second_person:
        _go_on(scene, removal.secure(asked.pk, by=by, now=scene.at + MOMENT))


def _go_on(scene: Scene, secured: Removal) -> None:
    taking = scene.step.taking
    work(scene.at + MOMENT)
    if secured.state != "secured" or not secured.second_person or taking is None or taking.stops_at_request:
        return
    second = scene.staff.people[taking.approve or "komm1"]
    if second.pk == secured.requested_by_id:
        second = scene.staff.people["komm2"]
    later = scene.at + APPROVED_AFTER
    removal.approve(secured.pk, by=second, now=later)
    work(later)


def _answer_instead(scene: Scene, ground: str) -> None:
    if scene.message.state != "new":
        return
    text = _template(scene, choices.instead_of_removal(ground))
    replying.answer(scene.message.pk, text=text, by=scene.able(), now=scene.at,
                    prompts_reason=choices.REASON_TO_SEND)  # fmt: skip
    work(scene.at)


def _referral(scene: Scene, rule: RemovalRule) -> str:
    if not rule.refer_to:
        return ""
    return _template(scene, rule.refer_text or "politics_referral")


def _template(scene: Scene, name: str) -> str:
    return choices.template(
        scene.pack,
        name,
        to=scene.step.resident,
        unit=scene.message.account.unit.name,
        contact=scene.town.words["kundtjanst"],
    )


DEEDS: Mapping[str, Callable[[Scene], None]] = {
    "answer": _answer,
    "pass_on": _pass_on,
    "assign": _assign,
    "note": _note,
    "close": _close,
    "register": _register,
    "remove": _remove,
}
