"""Every variable of the environment that the workspace reads, each with what it means.

`docs/reference/workspace-settings.md` is made from this table.
"""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Variable:
    """One variable; `needed` ones have no default."""

    name: str
    says: str
    example: str
    needed: bool = False


SIDE = Variable(
    name="SIXPOINT_SIDE",
    says="Whose installation this is: `partnership` or `inspectorate`. "
    "It decides which pages and tables exist; a database is made for one side and stays there.",
    example="inspectorate",
    needed=True,
)
ADDRESS = Variable(
    name="SIXPOINT_ADDRESS",
    says="The address at which people reach the workspace, with https and without a path.",
    example="https://inspect.example.org",
    needed=True,
)
DATABASE = Variable(
    name="SIXPOINT_DATABASE",
    says="Where the data lives: `sqlite:///` and a path, or `postgresql://` and an address. "
    "Several workers at once, or many people, want PostgreSQL.",
    example="sqlite:////var/lib/sixpoint/workspace.sqlite3",
    needed=True,
)
KEYS = Variable(
    name="SIXPOINT_KEYS",
    says="The folder of keys that `sixpoint keys` makes. Keep it, and its copies, apart from the "
    "database: who has both can forge the audit trail.",
    example="/etc/sixpoint/keys",
    needed=True,
)
STATIC = Variable(
    name="SIXPOINT_STATIC",
    says="A folder for style sheets and scripts, which `sixpoint upgrade` fills.",
    example="/var/lib/sixpoint/static",
    needed=True,
)
FILES = Variable(
    name="SIXPOINT_FILES",
    says="A folder for the files that people upload, each sealed with a key of its own. It belongs "
    "to the database, is backed up with it, and is no use without the folder of keys.",
    example="/var/lib/sixpoint/files",
    needed=True,
)
STORE = Variable(
    name="SIXPOINT_STORE",
    says="On the partnership's side, and there needed: the analysis store, a folder of its own for "
    "extracts and all that is made of them, named children included. Outside the database, on an "
    "encrypted volume. `sixpoint backup` takes it too: such a backup never leaves this side.",
    example="/srv/sixpoint/store",
)
LARGEST_EXTRACT = Variable(
    name="SIXPOINT_LARGEST_EXTRACT",
    says="On the partnership's side: the most megabytes that one extract may have; 2000 unless "
    "given.",
    example="4000",
)
PROXY = Variable(
    name="SIXPOINT_BEHIND_PROXY",
    says="`yes` if a reverse proxy speaks TLS for the workspace and sets X-Forwarded-Proto and "
    "X-Forwarded-For itself, whatever the visitor sent. Without it the workspace believes neither.",
    example="yes",
)
MAIL = Variable(
    name="SIXPOINT_MAIL",
    says="The mail server as `smtp://host:port`, `smtps://` for TLS from the start, with user "
    "and password before the host where it asks for them. Without it messages wait, visibly.",
    example="smtp://mail.example.org:587",
)
MAIL_FROM = Variable(
    name="SIXPOINT_MAIL_FROM",
    says="The address that messages come from; needed where SIXPOINT_MAIL is given.",
    example="sixpoint@example.org",
)
OIDC_ISSUER = Variable(
    name="SIXPOINT_OIDC_ISSUER",
    says="Address of another organisation's sign-in (OpenID Connect). "
    "People still have to be added here first.",
    example="https://login.example.org",
)
OIDC_CLIENT = Variable(
    name="SIXPOINT_OIDC_CLIENT",
    says="The name that the other sign-in knows us by.",
    example="sixpoint",
)
OIDC_SECRET_FILE = Variable(
    name="SIXPOINT_OIDC_SECRET_FILE",
    says="A file with the secret that goes with that name.",
    example="/etc/sixpoint/oidc-secret",
)
OIDC_NAME = Variable(
    name="SIXPOINT_OIDC_NAME",
    says="What the button says after *Sign in with*.",
    example="Example Council",
)

VARIABLES = (
    SIDE,
    ADDRESS,
    DATABASE,
    KEYS,
    STATIC,
    FILES,
    STORE,
    LARGEST_EXTRACT,
    PROXY,
    MAIL,
    MAIL_FROM,
    OIDC_ISSUER,
    OIDC_CLIENT,
    OIDC_SECRET_FILE,
    OIDC_NAME,
)
