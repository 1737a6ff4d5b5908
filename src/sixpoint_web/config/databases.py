"""Django's settings of a database, from its address.

SQLite is the default: one file, nothing to look after. Its settings are those that lose nothing
that was confirmed, also when power fails: write-ahead log with a full sync at each commit, and a
transaction takes the write lock at its start, so that it cannot fail half way for want of it.
"""

from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

WAIT_FOR_LOCK = 20
"""Seconds that one writer waits for another."""

KEEP_CONNECTION = 60
"""Seconds that a connection to PostgreSQL is used again."""

SQLITE = {
    "transaction_mode": "IMMEDIATE",
    "timeout": WAIT_FOR_LOCK,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
    "PRAGMA secure_delete=ON;",  # what is destroyed is overwritten with zeros in the file
}


def database_at(address: str) -> dict[str, Any] | None:
    """Django's settings of the database there, or None where the address is of neither kind."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return None
    if parts.scheme == "sqlite" and parts.path.startswith("/") and len(parts.path) > 1:
        return sqlite_at(unquote(parts.path.removeprefix("/")))
    if parts.scheme != "postgresql" or not parts.path.strip("/"):
        return None
    socket = parse_qs(parts.query).get("host", [""])[0]
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or socket,
        "PORT": str(port or ""),
        "CONN_MAX_AGE": KEEP_CONNECTION,
        "CONN_HEALTH_CHECKS": True,
    }


def sqlite_at(path: str) -> dict[str, Any]:
    """Django's settings of one SQLite file."""
    return {"ENGINE": "django.db.backends.sqlite3", "NAME": path, "OPTIONS": dict(SQLITE)}
