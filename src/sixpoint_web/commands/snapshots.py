"""The database as one file, at one moment, while others write; and back into an empty one.

SQLite's own backup on a copy beside the database, which lies on the volume that was recorded as
encrypted; on PostgreSQL pg_dump, in the transaction in which the rest is asked.
"""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from django.db import connection, transaction

from sixpoint.terms.problems import UserError, user_error
from sixpoint_web.stored.spool import Spool

AT_ONCE = 1024 * 1024
Ask = Callable[[str], Sequence[Sequence[Any]]]


@contextmanager
def snapshot() -> Iterator[tuple[IO[bytes], int, Ask]]:
    """The database's bytes, how many, and what answers questions about that very moment."""
    with (_of_postgresql if is_postgresql() else _of_sqlite)() as found:
        yield found


def is_postgresql() -> bool:
    """Which of the two it is."""
    return connection.vendor == "postgresql"


def sqlite_file() -> Path:
    """Where the SQLite database lies."""
    return Path(str(connection.settings_dict["NAME"]))


@contextmanager
def _of_sqlite() -> Iterator[tuple[IO[bytes], int, Ask]]:
    copy = sqlite_file().with_name(f".{sqlite_file().name}.backup")
    copy.unlink(missing_ok=True)  # what a killed backup left
    copy.touch(mode=0o600)
    try:
        made = sqlite3.connect(copy)
        try:
            connection.ensure_connection()
            connection.connection.backup(made)
            made.execute("PRAGMA journal_mode=DELETE")
            with copy.open("rb") as file:
                yield file, copy.stat().st_size, lambda sql: made.execute(sql).fetchall()
        finally:
            made.close()
    finally:
        copy.unlink(missing_ok=True)


@contextmanager
def _of_postgresql() -> Iterator[tuple[IO[bytes], int, Ask]]:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")

        def ask(sql: str) -> Sequence[Sequence[Any]]:
            cursor.execute(sql)
            found: Sequence[Sequence[Any]] = cursor.fetchall()
            return found

        name = str(ask("SELECT pg_export_snapshot()")[0][0])
        file, size = _dumped(
            "--format=custom", "--no-owner", "--no-privileges", f"--snapshot={name}"
        )
        with file:
            yield file, size, ask


def _dumped(*options: str) -> tuple[IO[bytes], int]:
    spool = Spool()
    with _running("pg_dump", *options, stdout=subprocess.PIPE) as running:
        assert running.stdout is not None
        while chunk := running.stdout.read(AT_ONCE):
            spool.write(chunk)
    if running.returncode:
        spool.close()
        raise _failed("pg_dump")
    return spool.finish()


def put_back(dump: IO[bytes]) -> None:
    """Fills an empty database with what `snapshot` gave; all of it, or UserError."""
    if not is_postgresql():
        with sqlite_file().open("wb") as out:
            sqlite_file().chmod(0o600)
            shutil.copyfileobj(dump, out, AT_ONCE)
            os.fsync(out.fileno())
        return
    options = ("--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges")
    with _running("pg_restore", *options, stdin=subprocess.PIPE) as running:
        assert running.stdin is not None
        try:
            shutil.copyfileobj(dump, running.stdin, AT_ONCE)
            running.stdin.close()
        except BrokenPipeError:  # it ended before; its exit code says the rest
            pass
    if running.returncode:
        raise _failed("pg_restore")


def is_empty() -> bool:
    """Whether the database holds nothing at all."""
    if not is_postgresql():
        return not sqlite_file().exists() or not sqlite_file().stat().st_size
    return not connection.introspection.table_names()


def make_empty() -> None:
    """Takes away everything in the database; only for one that was empty before."""
    if not is_postgresql():
        connection.close()
        for ending in ("", "-wal", "-shm"):
            sqlite_file().with_name(sqlite_file().name + ending).unlink(missing_ok=True)
        return
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f"DROP TABLE {connection.ops.quote_name(table)} CASCADE")
        cursor.execute("DROP FUNCTION IF EXISTS audit_append_only() CASCADE")


def need_programs() -> None:
    """Refuses where PostgreSQL's own programs are not there."""
    for program in ("pg_dump", "pg_restore") if is_postgresql() else ():
        if shutil.which(program) is None:
            raise user_error(
                "workspace-no-pg-dump",
                what=f"The program {program} is not on this machine.",
                fix="Install PostgreSQL's client programs, not older than the server.",
            )


def _running(program: str, *options: str, **pipes: Any) -> "subprocess.Popen[bytes]":
    """The program on our database; its own words may hold values and are not shown."""
    its = connection.settings_dict
    where = [f"--dbname={its['NAME']}", "--no-password"]
    where += [f"--{name}={its[name.upper()]}" for name in ("host", "port") if its[name.upper()]]
    where += [f"--username={its['USER']}"] if its["USER"] else []
    environment = os.environ | ({"PGPASSWORD": its["PASSWORD"]} if its["PASSWORD"] else {})
    command = [program, *options, *where]
    return subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL, **pipes)


def _failed(program: str) -> UserError:
    return user_error(
        "workspace-pg-failed",
        what=f"The program {program} ended with an error.",
        fix="It has to be as new as the server, and may need more room or rights. Nothing is left.",
    )
