"""Asking for the pre-inspection return, taking it in, and drawing whose records are read."""

import secrets
from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext as _

from sixpoint.sampling.draw import draw_sample, replace_drawn
from sixpoint.sampling.types import Drawn, Sample
from sixpoint_web.accounts.asking import refuse_if
from sixpoint_web.accounts.models import Person
from sixpoint_web.audit import record
from sixpoint_web.inspections.models import Inspection
from sixpoint_web.inspections.policies import changed_meanwhile
from sixpoint_web.inspections.queries import pin_of
from sixpoint_web.shared.acting import action
from sixpoint_web.stored.keep import Arrived

from .. import policies
from ..models import Draw, DrawnChild, Request, ReturnForm, Upload
from ..queries import draft_of, drawing_of, last_submitted, return_of, uploads_of
from ..returned import lines_of, plan_of
from .answers import put_file
from .requests import trace

TITLE = "Pre-inspection return"
SEEDS = 2**31


@action
def add_return(
    *,
    by: Person,
    inspection: Inspection,
    key: UUID,
    words: Mapping[str, object],
    partnership: str,
    prefix: str,
    as_at: date,
    agencies: tuple[tuple[str, str], ...],
) -> Request:
    """A draft of the request for the return, under the pinned framework and programme."""
    policies.check_can_add_request(by, inspection)
    pin = pin_of(inspection)
    refuse_if(pin is None, _("Pin a framework and programme to the inspection first."))
    assert pin is not None
    refuse_if(return_of(inspection) is not None, _("The return is asked for already."))
    added = Request.objects.create(
        inspection=inspection, drafted_by=by, key=key, kind=Request.Kind.RETURN, **words
    )
    form = ReturnForm.objects.create(
        request=added,
        framework=pin.ref,
        programme=pin.programme,
        partnership=partnership,
        prefix=prefix,
        as_at=as_at,
        agencies=agencies,
    )
    plan_of(form)  # a programme that does not say whom it asks for is refused here
    trace(by, added, "request-drafted", words)
    return added


@action
def put_return(*, by: Person, request: Request, key: UUID, file: Arrived) -> int:
    """The filled-in workbook, checked whole, in place of one before; gives how many it lists.

    A UserError says everything that is wrong, and nothing is kept of the file.
    """
    policies.check_can_write_draft(by, request)
    draft = draft_of(request)
    before = uploads_of(draft).first() if draft else None
    upload = put_file(by, request, key=key, title=TITLE, file=file, replaces=before)
    plan = plan_of(request.return_form)
    refuse_if(plan is None, _gone())
    assert plan is not None
    return len(lines_of(upload.stored, plan))


@action
def draw(
    *, by: Person, request: Request, key: UUID, size: int, reserves: int, because: str
) -> Draw:
    """Draws from the accepted return; the seed is chance, and is kept so that it can be checked."""
    policies.check_can_draw(by, request)
    before = drawing_of(request.inspection)
    refuse_if(before is not None and not because.strip(), _("Say why it is drawn again."))
    upload, plan = _returned(request), plan_of(request.return_form)
    refuse_if(plan is None, _gone())
    assert plan is not None
    lines = lines_of(upload.stored, plan)
    seed = secrets.randbelow(SEEDS)
    sample = draw_sample(lines, size=size, seed=seed, reserves=reserves)
    last = Draw.objects.filter(request=request).aggregate(last=Max("number"))["last"]
    made = Draw.objects.create(
        request=request,
        upload=upload,
        number=(last or 0) + 1,
        seed=seed,
        size=size,
        reserves=reserves,
        listed=len(lines),
        because=because.strip() if before else "",
        drawn_by=by,
        key=key,
    )
    titles = {one: title for title, one in plan.categories.items()}
    listed_by = {one.reference: one.listed_by for one in lines}
    DrawnChild.objects.bulk_create(
        DrawnChild(
            draw=made,
            reference=one.reference,
            category=titles[one.category],
            age_band=one.age_band,
            listed_by=listed_by[one.reference],
            order=one.order,
            reserve=one.reserve,
        )
        for one in sample.drawn
    )
    values = {"seed": seed, "size": size, "reserves": reserves, "sha256": upload.stored.sha256}
    _trace(by, made, "list-drawn", values)
    return made


@action
def replace(*, by: Person, child: DrawnChild, because: str) -> None:
    """Puts the next reserve of the same category and age band in somebody's place."""
    drawn = child.draw
    policies.check_can_replace_drawn(by, drawn)
    rows = {one.reference: one for one in drawn.children.filter(taken_out_because="")}
    sample = Sample(
        seed=drawn.seed,
        drawn=tuple(
            Drawn(
                reference=one.reference,
                category=one.category,
                age_band=one.age_band,
                order=one.order,
                reserve=one.reserve,
            )
            for one in rows.values()
        ),
    )
    done = replace_drawn(sample, child.reference, reason=because).replacements[-1]
    out = DrawnChild.objects.filter(id=child.id, reserve=False, taken_out_because="")
    put_in = DrawnChild.objects.filter(id=rows[done.put_in].id, reserve=True)
    if not out.update(taken_out_because=done.reason):
        raise changed_meanwhile()
    if not put_in.update(reserve=False, instead_of=child):
        raise changed_meanwhile()
    _trace(by, drawn, "drawn-replaced", {"out": child.id, "because": because})


def _returned(request: Request) -> Upload:
    last = last_submitted(request)
    upload = uploads_of(last).first() if last else None
    assert upload is not None  # it was accepted, so it is there
    refuse_if(upload.stored.removed_at is not None, _("The return was destroyed."))
    return upload


def _gone() -> str:
    return _("The pack that the return was made from is not on the shelf any more.")


def _trace(by: Person, drawn: Draw, what: str, values: Mapping[str, object]) -> None:
    record.write(
        by=by,
        action=what,
        thing="drawn-list",
        subject=drawn.id,
        inspection=drawn.request.inspection_id,
        values=values,
    )
