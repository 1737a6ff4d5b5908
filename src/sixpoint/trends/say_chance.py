"""What chance alone would show, in words. Takes what was weighed; refuses nothing."""

from sixpoint.pictures.words import plural

from .chance import Chance


def chance_in_words(chance: Chance) -> str:
    """How many series were looked at, and what chance alone would show in them."""
    return (
        f"{chance.series:,} {plural(chance.series, 'series', 'series')} looked at, "
        f"{chance.with_signals:,} with a signal. If nothing had changed, chance alone would show "
        f"one in {_by_chance(chance)}."
    )


def _by_chance(chance: Chance) -> str:
    number = chance.with_signals_by_chance
    if chance.series == 1:
        return f"{number:.0%} of such series" if number >= 0.01 else "fewer than 1% of such series"
    return f"about {number:,.1f} of them" if number >= 0.05 else "hardly any of them"
