"""The part of `sixpoint link` that says what came of it."""

from .console import out, print_json
from .link_quality import say_quality
from .link_review import Reviewed, say_reviewed
from .link_run import Done
from .link_tables import TABLES
from .link_why import say_why
from .outputs_link import LinkOutput, ReviewSaid


def tell(done: Done, *, as_json: bool) -> None:
    """Everything in words, or as one document; where a reason was asked for, the reason alone."""
    if as_json:
        print_json(_document(done))
    elif done.reason is not None:
        say_why(done.reason)
    else:
        _say(done)


def _document(done: Done) -> LinkOutput:
    linked = done.linked
    return LinkOutput(
        records=linked.records,
        persons=linked.persons,
        links_by_decision=linked.by_decision,
        links_by_identifier=linked.by_identifier,
        links_by_model=linked.by_model,
        pairs_in_doubt=linked.in_doubt,
        review=None if done.reviewed is None else _review(done.reviewed),
        quality=done.measured,
        why=done.reason,
    )


def _review(reviewed: Reviewed) -> ReviewSaid:
    standing, agreement = reviewed.standing, reviewed.agreement
    same = sum(one.same for one in standing.decided)
    return ReviewSaid(
        same=same,
        different=len(standing.decided) - same,
        waiting=len(standing.waiting),
        disputed=len(standing.disputed),
        left_open=len(standing.left_open),
        idle=reviewed.idle,
        judged_twice=agreement.pairs,
        agreed=agreement.agreed,
        kappa=agreement.kappa,
        written=tuple(map(str, reviewed.written)),
    )


def _say(done: Done) -> None:
    linked = done.linked
    counts = {
        "links by decision": linked.by_decision,
        "links by identifier": linked.by_identifier,
        "links by model": linked.by_model,
        "pairs in doubt": linked.in_doubt,
    }
    out.print(f"{linked.records:,} records are of {linked.persons:,} children.", markup=False)
    for name, count in counts.items():
        out.print(f"  {name:<19}  {count:>10,}", markup=False)
    if done.reviewed is not None:
        say_reviewed(done.reviewed)
    if done.measured is not None:
        say_quality(done.measured)
    if done.save is not None:
        written = ", ".join(str(done.save / f"{name}.csv") for name in TABLES)
        out.print(f"Written: {written}", markup=False)
