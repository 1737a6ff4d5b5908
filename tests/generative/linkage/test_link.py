"""Whatever the rows: the result hangs on neither their order nor the number of threads."""

import random
from collections import Counter
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.linking import link_tables, table_of

person = st.fixed_dictionaries(
    {
        "forename": st.sampled_from(["Isla", "Evie", "Eve", "Jack", "John", "Baby", None]),
        "surname": st.sampled_from(["Reid", "Read", "MacKay", "Jack", None]),
        "born": st.sampled_from(["2009-03-17", "2009-03-07", "2009-07-03", "2011-01-01", None]),
        "sex": st.sampled_from(["F", "M", "U"]),
        "postcode": st.sampled_from(["QX1 2AB", "QX1 2AD", None]),
        "chi": st.sampled_from(["5703090024", "5703090040", "5703090041", None]),
    }
)
agencies = st.dictionaries(
    st.sampled_from(["h", "sw", "e"]), st.lists(person, max_size=6), min_size=1
)


def _numbered(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{"id": number, **row} for number, row in enumerate(rows)]


@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])
@given(people=agencies, shuffle=st.randoms(use_true_random=False))
def test_links_hang_on_neither_row_order_nor_threads(
    people: dict[str, list[dict[str, Any]]], shuffle: random.Random
) -> None:
    rows = {agency: _numbered(listed) for agency, listed in people.items()}
    one = link_tables({a: table_of(listed) for a, listed in rows.items()}, threads=1)
    mixed = {a: shuffle.sample(rows[a], len(rows[a])) for a in reversed(list(rows))}
    other = link_tables({a: table_of(listed) for a, listed in mixed.items()}, threads=2)
    assert one == other
    records = [(name, key.partition(":")[0]) for key, name in one.people.items()]
    assert max(Counter(records).values(), default=1) == 1
