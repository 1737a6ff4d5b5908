"""What may be said of links where figures go: how many there are, and how good they are."""

from sixpoint.disclosure.counts import safe_count
from sixpoint.linkage.quality import Estimate, Quality, Truth
from sixpoint.linkage.types import Linked
from sixpoint.packs.disclosure import DisclosurePolicy
from sixpoint.pictures.words import plural, sentence_case
from sixpoint.terms.cells import SafeNumber, Status

from .crossing_types import LinksMade, SafeShare

FEWEST = 50
"""Of fewer pairs a share says little, and comes near to telling of single children."""


def links_made(linked: Linked, quality: Quality | None, policy: DisclosurePolicy) -> LinksMade:
    """The counts of links, and what is known of how good they are, as they may be told."""
    truth = quality.truth if quality else None
    return LinksMade(
        records=safe_count(linked.records, policy),
        children=safe_count(linked.persons, policy),
        by_identifier=safe_count(linked.by_identifier, policy),
        by_model=safe_count(linked.by_model, policy),
        in_doubt=safe_count(linked.in_doubt, policy),
        right=_share(quality.sample, policy) if quality else None,
        found=_share(quality.without_identifier, policy) if quality else None,
        true_right=_of_all(truth.found, _joined(truth), policy) if truth else None,
        true_found=_of_all(truth.found, truth.true, policy) if truth else None,
    )


def _joined(truth: Truth) -> int:
    """Pairs of records that were made one child's, rightly or not."""
    return truth.found + truth.twins + truth.siblings + truth.strangers


def _share(estimate: Estimate | None, policy: DisclosurePolicy) -> SafeShare | None:
    if estimate is None or estimate.of < FEWEST:
        return None
    return SafeShare(
        percent=round(100 * estimate.right / estimate.of),
        lower=int(100 * estimate.lower),
        upper=-int(-100 * estimate.upper // 1),
        of=safe_count(estimate.of, policy),
    )


def _of_all(some: int, every: int, policy: DisclosurePolicy) -> SafeShare | None:
    """The share of all there are, no sample: the bounds are only those of rounding."""
    if every < FEWEST:
        return None
    percent = 100 * some // every
    upper = -(-100 * some // every)
    return SafeShare(percent=percent, lower=percent, upper=upper, of=safe_count(every, policy))


def say_links(links: LinksMade) -> str:
    """The same in words."""
    counts = sentence_case(
        f"{_number(links.records)} records of people were linked to {_number(links.children)} "
        f"children; {_number(links.in_doubt)} {plural(links.in_doubt.value or 2, 'pair')} of "
        "records left in doubt were not joined."
    )
    known = (_say_right(links.right), _say_found(links.found), _say_true(links))
    return " ".join([counts, *filter(None, known)])


def _say_right(right: SafeShare | None) -> str:
    if right is None:
        return "How many of the links are right has not been measured on a sample."
    return (
        f"Of {_number(right.of)} links drawn at random, two people found {_percent(right)} right."
    )


def _say_found(found: SafeShare | None) -> str:
    if found is None:
        return ""
    return (
        f"Of {_number(found.of)} pairs of records known by a shared identifier to be one child's, "
        f"{_percent(found)} were joined without it."
    )


def _say_true(links: LinksMade) -> str:
    right, found = links.true_right, links.true_found
    if right is None or found is None:
        return ""
    return (
        f"These records are invented, so the truth is known: {_at_least(right)} of the "
        f"{_number(right.of)} pairs of records joined are one child's, and {_at_least(found)} of "
        f"the {_number(found.of)} pairs that are one child's were joined."
    )


def _at_least(share: SafeShare) -> str:
    return "all" if share.percent == 100 else f"at least {share.percent}%"


def _percent(share: SafeShare) -> str:
    return f"{share.percent}% (95% interval {share.lower}% to {share.upper}%)"


def _number(safe: SafeNumber) -> str:
    if not safe.visible:
        return "few"
    about = "about " if safe.status is Status.ROUNDED else ""
    return f"{about}{safe.value:,.0f}"
