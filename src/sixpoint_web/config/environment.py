"""Reads the environment of a real installation, and says everything that is wrong with it at once.

Takes the variables of `variables.py`; gives a `Setup`, or one UserError with every problem. Never
repeats the value of a variable: it may be a secret in the wrong place.
"""

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

from sixpoint.terms.problems import Problem, UserError

from . import variables
from .databases import database_at
from .keys import read_keys
from .setup import LARGEST_EXTRACT, Keys, Mail, Setup, Side, SingleSignOn
from .variables import Variable

SMTP, SMTPS = 587, 465
MEGABYTE = 1_000_000


def read(environ: Mapping[str, str]) -> Setup:
    """The installation that the environment describes; UserError holds every problem found."""
    reading = _Reading(environ)
    side = reading.side()
    address = reading.address()
    database = reading.database()
    keys = reading.keys()
    static = reading.folder(variables.STATIC)
    files = reading.folder(variables.FILES)
    store, largest = reading.store(side), reading.largest_extract()
    proxy = reading.yes_or_no(variables.PROXY)
    mail = reading.mail()
    single_sign_on = reading.single_sign_on()
    reading.refuse_unknown()
    if reading.problems or not (side and address and database and keys and static and files):
        raise UserError(reading.problems)
    return Setup(
        side=side,
        hosts=(address.hostname or "", "127.0.0.1"),  # /health is asked on the machine itself
        address=f"https://{address.netloc}",
        database=database,
        keys=keys,
        static=static,
        files=files,
        store=store,
        largest_extract=largest,
        behind_proxy=proxy,
        mail=mail,
        single_sign_on=single_sign_on,
    )


class _Reading:
    """One reading of the environment, and what was wrong with it so far."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self.environ = environ
        self.problems: list[Problem] = []

    def given(self, variable: Variable) -> str:
        """The value, or an empty text; a needed variable that is missing becomes a problem."""
        value = self.environ.get(variable.name, "").strip()
        if variable.needed and not value:
            self._say("missing", variable, f"{variable.name} is not set.")
        return value

    def wrong(self, variable: Variable, what: str) -> None:
        """Remembers that the value cannot be used."""
        self._say("wrong", variable, f"{variable.name} {what}")

    def _say(self, kind: str, variable: Variable, what: str) -> None:
        fix = f"{variable.says} Example: {variable.example}"
        self.problems.append(Problem(code=f"workspace-setting-{kind}", what=what, fix=fix))

    def side(self) -> Side | None:
        value = self.given(variables.SIDE)
        if value in list(Side):
            return Side(value)
        if value:
            self.wrong(variables.SIDE, "names neither side.")
        return None

    def address(self) -> SplitResult | None:
        value = self.given(variables.ADDRESS)
        parts = _split(value)
        if value and not (parts and parts.scheme == "https" and parts.hostname):
            self.wrong(variables.ADDRESS, "is not an address that begins with https://.")
            return None
        if parts and (parts.path.strip("/") or parts.query or parts.username):
            self.wrong(variables.ADDRESS, "holds more than a host and a port.")
        return parts

    def database(self) -> dict[str, object] | None:
        value = self.given(variables.DATABASE)
        found = database_at(value) if value else None
        if value and not found:
            self.wrong(variables.DATABASE, "is neither sqlite:/// nor postgresql://.")
        return found

    def keys(self) -> Keys | None:
        value = self.given(variables.KEYS)
        if not value:
            return None
        found = read_keys(Path(value))
        if isinstance(found, Keys):
            return found
        self.problems.extend(found)
        return None

    def folder(self, variable: Variable) -> Path | None:
        value = self.given(variable)
        if value and not Path(value).is_absolute():
            self.wrong(variable, "is not a whole path from the root.")
        return Path(value) if value else None

    def store(self, side: Side | None) -> Path | None:
        """The analysis store: the partnership's side has one, and the other must not."""
        found = self.folder(variables.STORE)
        if side is Side.PARTNERSHIP and not self.given(variables.STORE):
            self._say("missing", variables.STORE, "SIXPOINT_STORE is not set.")
        if side is Side.INSPECTORATE and found:
            self.wrong(variables.STORE, "is for the partnership's side alone.")
        return found

    def largest_extract(self) -> int:
        value = self.given(variables.LARGEST_EXTRACT)
        if value and not (value.isdecimal() and int(value)):
            self.wrong(variables.LARGEST_EXTRACT, "is no whole number above nought.")
            return LARGEST_EXTRACT
        return int(value) * MEGABYTE if value else LARGEST_EXTRACT

    def yes_or_no(self, variable: Variable) -> bool:
        value = self.given(variable) or "no"
        if value not in {"yes", "no"}:
            self.wrong(variable, "is neither yes nor no.")
        return value == "yes"

    def mail(self) -> Mail | None:
        value, sender = self.given(variables.MAIL), self.given(variables.MAIL_FROM)
        if not value:
            return None
        parts = _split(value)
        if not parts or parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
            self.wrong(variables.MAIL, "is not smtp:// or smtps:// with a host.")
            return None
        if "@" not in sender:
            self.wrong(variables.MAIL_FROM, "is not an address, and SIXPOINT_MAIL is given.")
        return Mail(
            host=parts.hostname,
            port=parts.port or (SMTPS if parts.scheme == "smtps" else SMTP),
            sender=sender,
            user=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
            tls_from_the_start=parts.scheme == "smtps",
        )

    def single_sign_on(self) -> SingleSignOn | None:
        asked = (
            variables.OIDC_ISSUER,
            variables.OIDC_CLIENT,
            variables.OIDC_SECRET_FILE,
            variables.OIDC_NAME,
        )
        values = [self.given(variable) for variable in asked]
        if not any(values):
            return None
        for variable, value in zip(asked, values, strict=True):
            if not value:
                self.wrong(variable, "is not set, and another SIXPOINT_OIDC_ variable is.")
        issuer, client, secret_file, name = values
        if issuer and not issuer.startswith("https://"):
            self.wrong(variables.OIDC_ISSUER, "does not begin with https://.")
        secret = self._secret(variables.OIDC_SECRET_FILE, secret_file)
        return SingleSignOn(name=name, issuer=issuer, client=client, secret=secret)

    def _secret(self, variable: Variable, path: str) -> str:
        if path and not Path(path).is_file():
            self.wrong(variable, "names no file.")
            return ""
        return Path(path).read_text(encoding="utf-8").strip() if path else ""

    def refuse_unknown(self) -> None:
        """A variable that is spelt wrong would otherwise count as not set."""
        known = {variable.name for variable in variables.VARIABLES}
        for name in sorted(self.environ):
            if name.startswith("SIXPOINT_") and name not in known | OTHERS:
                what = f"{name} is not a setting of the workspace."
                fix = "Take it away, or look for its right name in the reference."
                self.problems.append(Problem(code="workspace-setting-unknown", what=what, fix=fix))


OTHERS = {"SIXPOINT_CHROMIUM"}
"""Variables of ours that something else reads."""


def _split(value: str) -> SplitResult | None:
    try:
        parts = urlsplit(value)
        _ = parts.port  # raises where it is no number
    except ValueError:
        return None
    return parts if value else None
