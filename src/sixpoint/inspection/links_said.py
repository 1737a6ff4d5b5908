"""What may be said of links where figures go: how many there are, and how good they are."""

from sixpoint.disclosure.counts import safe_count
from sixpoint.linkage.quality import Estimate, Quality
from sixpoint.linkage.types import Linked
from sixpoint.packs.disclosure import DisclosurePolicy
from sixpoint.pictures.words import plural, sentence_case
from sixpoint.terms.cells import SafeNumber, Status

from .crossing_types import LinksMade, SafeShare

FEWEST = 50
"""Of fewer pairs a share says little, and comes near to telling of single children."""


def links_made(linked: Linked, quality: Quality | None, policy: DisclosurePolicy) -> LinksMade:
    """The counts of links, and what is known of how good they are, as they may be told."""
    return LinksMade(
        records=safe_count(linked.records, policy),
        children=safe_count(linked.persons, policy),
        by_identifier=safe_count(linked.by_identifier, policy),
        by_model=safe_count(linked.by_model, policy),
        in_doubt=safe_count(linked.in_doubt, policy),
        right=_share(quality.sample, policy) if quality else None,
        found=_share(quality.without_identifier, policy) if quality else None,
    )


def _share(estimate: Estimate | None, policy: DisclosurePolicy) -> SafeShare | None:
    if estimate is None or estimate.of < FEWEST:
        return None
    return SafeShare(
        percent=round(100 * estimate.right / estimate.of),
        lower=int(100 * estimate.lower),
        upper=-int(-100 * estimate.upper // 1),
        of=safe_count(estimate.of, policy),
    )


def say_links(links: LinksMade) -> str:
    """The same in words."""
    counts = sentence_case(
        f"{_number(links.records)} records of people were linked to {_number(links.children)} "
        f"children; {_number(links.in_doubt)} {plural(links.in_doubt.value or 2, 'pair')} of "
        "records left in doubt were not joined."
    )
    return f"{counts} {_say_right(links.right)} {_say_found(links.found)}".strip()


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


def _percent(share: SafeShare) -> str:
    return f"{share.percent}% (95% interval {share.lower}% to {share.upper}%)"


def _number(safe: SafeNumber) -> str:
    if not safe.visible:
        return "few"
    about = "about " if safe.status is Status.ROUNDED else ""
    return f"{about}{safe.value:,.0f}"
