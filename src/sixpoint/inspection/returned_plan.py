"""What the pre-inspection return of one programme asks of one partnership.

Takes a framework pack and a partnership; gives the populations, the age bands, and the agencies
that sign. Refuses a programme of which nobody found out whom it asks for.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sixpoint.packs.datasets import Dataset
from sixpoint.packs.framework import Framework, Population
from sixpoint.terms.problems import user_error

from .partnership import Agency, Partnership
from .returned import ANY_AGE, NOT_KNOWN, Bands

FIELDS = ("reference", "category", "age_band", "listed_by")
"""The columns of the return. No further one is ever read."""


@dataclass(frozen=True, kw_only=True)
class ReturnPlan:
    """`agencies` maps ids to names; `prefix` begins every local reference of the partnership."""

    partnership: str
    invented: bool
    as_at: date
    framework: str
    programme: str
    title: str
    prefix: str
    populations: tuple[Population, ...]
    bands: tuple[str, ...]
    agencies: tuple[tuple[str, str], ...]

    @property
    def age_bands(self) -> tuple[str, ...]:
        """Every band that a child may be in, those for too few or unknown included."""
        return (*self.bands, ANY_AGE, NOT_KNOWN)

    @property
    def categories(self) -> dict[str, str]:
        """The id of each population by its title, as people choose it."""
        return {one.title: one.id for one in self.populations}


def plan_return(
    partnership: Partnership,
    framework: Framework,
    programme: str,
    *,
    datasets: Mapping[str, Dataset],
) -> ReturnPlan:
    """The return that the programme asks of the partnership; agencies that know children sign."""
    return plan_for(
        framework,
        programme,
        partnership=partnership.name,
        invented=partnership.invented,
        as_at=partnership.as_at,
        prefix=partnership.reference_prefix,
        agencies=tuple(
            (one.id, one.name) for one in partnership.agencies if _knows_children(one, datasets)
        ),
    )


def plan_for(
    framework: Framework,
    programme: str,
    *,
    partnership: str,
    invented: bool,
    as_at: date,
    prefix: str,
    agencies: tuple[tuple[str, str], ...],
) -> ReturnPlan:
    """The return that the programme asks of these agencies of a partnership, by id and name."""
    found = framework.programme(programme)
    asked = framework.method.pre_inspection_return
    if found is None:
        raise user_error(
            "return-programme",
            what=f"{framework.header.ref} has no programme of that name.",
            fix=f"It has: {', '.join(one.id for one in framework.programmes)}.",
        )
    if not found.populations or not asked.age_bands:
        raise user_error(
            "return-programme",
            what=f"The pack does not say which children the programme {programme} asks for.",
            fix="Add `populations` to the programme in an edition of the pack, with their source.",
        )
    return ReturnPlan(
        partnership=partnership,
        invented=invented,
        as_at=as_at,
        framework=framework.header.ref,
        programme=found.id,
        title=found.title,
        prefix=prefix,
        populations=tuple(one for one in asked.populations if one.id in found.populations),
        bands=tuple(one.label for one in asked.age_bands),
        agencies=agencies,
    )


def _knows_children(agency: Agency, datasets: Mapping[str, Dataset]) -> bool:
    """Whether a table of the agency is about children; one that only counts them has no part."""
    tables = (datasets.get(f"{agency.id}.{table}") for table in agency.tables)
    return any(table is not None and table.person is not None for table in tables)


def bands_of(framework: Framework) -> Bands:
    """The framework's age bands as `make_return` takes them."""
    return tuple(
        (one.last + 1, one.label) for one in framework.method.pre_inspection_return.age_bands
    )
