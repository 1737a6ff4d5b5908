"""What can be done with extracts, the analysis and what crosses."""

from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from sixpoint.inspection.partnership import Partnership as Described
from sixpoint_web.accounts.models import Body, Person
from sixpoint_web.audit import record
from sixpoint_web.runs.work import ask_for
from sixpoint_web.shared.acting import action
from sixpoint_web.shared.guard import Refused, Stale

from . import policies, queries, store
from .describe import file_name, sync_tables
from .forms import ending_of
from .models import Agency, Crossing, Extract, Look, Partnership, Step, Table
from .uploads import Incoming


@action
def take_extract(*, by: Person, table: Table, file: Incoming, key: UUID) -> Extract:
    """The file is the one that counts from now on; sent twice it is one extract."""
    policies.check_can_take_extract(by, table)
    _alone()
    taken = Extract.objects.filter(key=key, table=table, sha256=file.digest).first()
    if taken is not None:
        record.write(by=by, action="extract-sent-again", thing="extract", subject=taken.id)
        return taken
    before = queries.extract_now(table)
    name = file_name(table, ending_of(file.name or ""))
    Extract.objects.filter(table=table, gone_at=None).update(gone_at=timezone.now())
    taken = Extract.objects.create(
        table=table,
        file=name,
        size=file.size or 0,
        sha256=file.digest,
        key=key,
        taken_by=by,
    )
    record.write(
        by=by,
        action="extract-taken",
        thing="extract",
        subject=taken.id,
        values={"sha256": file.digest, "size": file.size},
    )
    # Last: what is not whole in the database is not in its place either.
    store.put(file.path, table.agency.code, name)
    if before is not None and before.file != name:
        store.take_away(table.agency.code, before.file)
    return taken


@action
def remove_extract(*, by: Person, extract: Extract) -> None:
    """The file leaves the store; that it was there stays known."""
    policies.check_can_remove_extract(by, extract)
    _alone()
    gone = Extract.objects.filter(id=extract.id, gone_at=None).update(gone_at=timezone.now())
    if not gone:
        raise Refused(_("Somebody else has just changed this. Open the page again."))
    record.write(by=by, action="extract-removed", thing="extract", subject=extract.id)
    store.take_away(extract.table.agency.code, extract.file)


@action
def set_up(*, by: Person, text: str, described: Described, revision: int) -> Partnership:
    """The partnership is as this file says; agencies and tables follow it."""
    policies.check_can_set_up(by)
    found, _made = Partnership.objects.get_or_create(
        defaults={
            "name": described.name,
            "as_at": described.as_at,
            "invented": described.invented,
            "changed_by": by,
        }
    )
    _alone()
    changed = Partnership.objects.filter(id=found.id, revision=revision).update(
        name=described.name,
        as_at=described.as_at,
        invented=described.invented,
        revision=revision + 1,
        changed_at=timezone.now(),
        changed_by=by,
    )
    if not changed:
        raise Stale(_("Somebody else has changed this. Your text is below; compare, then send."))
    sync_tables(described)
    record.write(
        by=by,
        action="partnership-described",
        thing="partnership-folder",
        subject=found.id,
        values={"text": text},
    )
    store.keep_text(store.partnership() / "partnership.yaml", text)
    return found


@action
def say_whose(*, by: Person, agency: Agency, body: Body | None) -> None:
    """Whose people hand in this agency's extracts."""
    policies.check_can_set_up(by)
    if body is not None and body.kind != Body.Kind.AGENCY:
        raise Refused(_("This organisation is no agency."))
    Agency.objects.filter(id=agency.id).update(body=body)
    record.write(
        by=by,
        action="agency-given",
        thing="partnership-folder",
        subject=agency.id,
        values={"body": body.id if body else None},
    )


@action
def change_mapping(*, by: Person, agency: Agency, text: str, revision: int) -> None:
    """How the agency's words become ours; an empty text takes the mapping away."""
    policies.check_can_change_mapping(by, agency)
    _alone()
    changed = Agency.objects.filter(id=agency.id, mapping_revision=revision).update(
        mapping_revision=revision + 1
    )
    if not changed:
        raise Stale(_("Somebody else has changed this. Your text is below; compare, then send."))
    record.write(
        by=by,
        action="mapping-changed",
        thing="mapping",
        subject=agency.id,
        values={"text": text},
    )
    place = store.mapping_of(agency.code)
    if text.strip():
        store.keep_text(place, text)
    else:
        place.unlink(missing_ok=True)


@action
def ask_for_step(*, by: Person, kind: Step.Kind) -> Step:
    """A step over what is in the store now; one at a time."""
    policies.check_can_ask_for_step(by)
    if kind is Step.Kind.RELEASE:
        raise ValueError("what two people cleared is handed over by another action")
    _alone()
    if not queries.extracts_now().exists():
        raise Refused(_("No extract is here yet."))
    before = {Step.Kind.LINK: Step.Kind.CHECK, Step.Kind.ANALYSE: Step.Kind.LINK}.get(kind)
    if before and not queries.is_done_now(before, queries.made_of()):
        raise Refused(_("The step before it has not been done over what is here now."))
    return _begin(by, kind)


@action
def look_at(*, by: Person, crossing: Crossing, decision: str, reason: str) -> Look:
    """One person's look; two different people must clear it before it crosses."""
    policies.check_can_look(by, crossing)
    if Look.objects.filter(crossing=crossing, by=by, decision=decision).exists():
        raise Refused(_("You have looked at this already; somebody else must."))
    made = Look.objects.create(crossing=crossing, by=by, decision=decision, reason=reason)
    record.write(
        by=by,
        action="crossing-looked-at",
        thing="crossing-out",
        subject=crossing.id,
        values={"decision": decision, "reason": reason, "sha256": crossing.sha256},
    )
    return made


@action
def hand_over(*, by: Person, crossing: Crossing) -> Step:
    """Asks for the ledger to remember it; after that the file can be taken."""
    policies.check_can_hand_over(by, crossing)
    _alone()
    return _begin(by, Step.Kind.RELEASE)


@action
def take_crossing(*, by: Person, crossing: Crossing) -> bytes:
    """The crossing file itself, for the inspectorate; that it was taken is in the trail."""
    policies.check_can_take_crossing(by, crossing)
    content = queries.crossing_bytes(crossing)
    record.write(
        by=by,
        action="crossing-taken",
        thing="crossing-out",
        subject=crossing.id,
        values={"sha256": crossing.sha256},
    )
    return content


def _begin(by: Person, kind: Step.Kind) -> Step:
    run = ask_for(kind, by=by)
    step = Step.objects.create(kind=kind, run=run, made_of=queries.made_of())
    record.write(by=by, action=f"{kind.value}-asked-for", thing="step", subject=step.id)
    return step


def _alone() -> None:
    """Nothing in the store changes while a step is at work; others wait here for their turn."""
    if not Partnership.objects.select_for_update().exists():
        raise Refused(_("Nobody has described the partnership yet."))
    if queries.under_way() is not None:
        raise Refused(_("A step is at work. Try again when it has ended."))
