"""The pages about the web workspace: its settings, and who may do what."""

from scripts.reference.markdown import page, table
from sixpoint_web.accounts.matrix import ALL, EVERYBODY, Thing, matrix
from sixpoint_web.config.variables import VARIABLES


def settings_page() -> str:
    """Every variable of the environment."""
    rows = [
        (f"`{one.name}`", "yes" if one.needed else "", one.says, f"`{one.example}`")
        for one in VARIABLES
    ]
    about = (
        "`sixpoint serve`, `upgrade` and `audit` read these from the environment. Everything that "
        "is wrong with them is said at once, and no message repeats a value."
    )
    listed = table(("variable", "needed", "what it says", "example"), rows)
    return page("Settings of the workspace", listed, about)


def permissions_page() -> str:
    """The permission matrix, thing by thing."""
    about = (
        "Who may do what in the web workspace, made from `permissions.yaml`. What is not here is "
        "refused. Beside it, nobody gives himself a role, the last administrator stays one, and a "
        "declared conflict of interest closes an inspection to whoever declared it."
    )
    parts = [_roles(), _kinds()]
    things = matrix().permissions.things
    parts += [_thing(name, thing) for name, thing in things.items()]
    return page("Permissions", "\n\n".join(parts), about)


def _roles() -> str:
    rows = [
        (role.title, role.given_for.get("partnership", ""), role.given_for.get("inspectorate", ""),
         ", ".join(role.never))
        for role in matrix().permissions.roles.values()
    ]  # fmt: skip
    heads = ("role", "given on the partnership's side for", "on the inspectorate's for", "never")
    return f"## Roles\n\n{table(heads, rows)}"


def _kinds() -> str:
    rows = [
        (kind.title, "yes" if kind.by_default else "only with an authority of one's own")
        for kind in matrix().permissions.kinds_of_record.values()
    ]
    about = "Where a role allows reading records at all."
    return f"## Kinds of record\n\n{about}\n\n{table(('kind', 'unless decided otherwise'), rows)}"


def _thing(name: str, thing: Thing) -> str:
    rows = []
    for action, who in thing.actions.items():
        for role, states in who.items():
            title = matrix().permissions.roles[role].title
            said = "in every state" if states == ALL else ", ".join(states)
            rows.append((action, title if role != EVERYBODY else "everybody signed in", said))
    sides = " and ".join(thing.sides)
    about = f"{thing.title}. On the side of the {sides}, within one {thing.within}."
    if thing.within == "installation":
        about = f"{thing.title}. On the side of the {sides}."
    return f"## {name}\n\n{about}\n\n{table(('action', 'who', 'when'), rows)}"
