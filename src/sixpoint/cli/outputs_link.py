"""What `sixpoint link --json` prints."""

from sixpoint.linkage.quality import Quality
from sixpoint.linkage.why import Reason
from sixpoint.terms.strict import strict

from .output import Output


@strict
class ReviewSaid:
    """Where the review stands, in pairs. `same` and `different` were decided; `waiting` are for a
    second reviewer, `disputed` for a third; `left_open` nobody can tell. `idle` decisions have no
    effect, since a record of theirs is not there. Of `judged_twice` pairs two reviewers agreed on
    `agreed`; `kappa` is Cohen's, null where it cannot be told."""

    same: int
    different: int
    waiting: int
    disputed: int
    left_open: int
    idle: int
    judged_twice: int
    agreed: int
    kappa: float | None
    written: tuple[str, ...]


@strict
class LinkOutput(Output):
    """sixpoint link --json: counts only, and what else was asked for; the rest is null.

    `review` with --review or --decisions, `quality` with --quality or --truth, `why` with --why.
    """

    records: int
    persons: int
    links_by_decision: int
    links_by_identifier: int
    links_by_model: int
    pairs_in_doubt: int
    review: ReviewSaid | None
    quality: Quality | None
    why: Reason | None
