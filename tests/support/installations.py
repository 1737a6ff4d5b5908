"""Whole installations of the workspace in a folder, each driven by processes of its own."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from sixpoint_web.config.keys import make_keys

PASSPHRASE = "five words that nobody guesses"

BEGINS = """
import contextlib, io, sys
import django
django.setup()
from sixpoint.cli.app import run
def sixpoint(*words):
    said = io.StringIO()
    with contextlib.redirect_stderr(said), contextlib.redirect_stdout(said):
        code = run([str(word) for word in words])
    print(words[0], code, " ".join(said.getvalue().split()))
"""
"""Starts Django; `sixpoint(...)` runs a command, and prints its code and its words on one line."""

FILL = """
from django.core.files.base import ContentFile
from django.db import transaction
from sixpoint_web.commands.upgrading import bring_database_up_to_date
bring_database_up_to_date()
from tests.support.people import a_person
from sixpoint_web.audit import record
from sixpoint_web.audit.head import Signer
from sixpoint_web.audit.seal import seal_waiting
from sixpoint_web.stored.keep import keep
from sixpoint_web.stored.remove import remove
from django.conf import settings
una = a_person("Una")
with transaction.atomic():
    stays = keep(ContentFile(b"The canary sings in Invermore.", "song.txt"), by=una)
    goes = keep(ContentFile(b"Destroyed long ago.", "gone.txt"), by=una)
    remove(goes)
    for number in range(20):
        record.write(by=una, action="person-seen", thing="person", subject=una.id)
seal_waiting(Signer(settings.KEYS_FOLDER))
"""

OLDER = """
from django.core.management import call_command
call_command("migrate", "socialaccount", "0005", verbosity=0)
"""
"""The database as an earlier version had it."""

WRITES = """
import threading
from django.db import connection
stop = threading.Event()
def write():
    while not stop.wait(0.002):
        with transaction.atomic():
            record.write(by=None, action="person-seen", thing="person", subject="x")
    connection.close()
writer = threading.Thread(target=write)
writer.start()
"""
"""Somebody works on, after FILL, until `stop.set(); writer.join()`."""

LOOK = """
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from sixpoint_web.accounts.models import Person
from sixpoint_web.audit.models import Entry
from sixpoint_web.commands.verifying import verified
from sixpoint_web.stored.give import opened
from sixpoint_web.stored.models import Stored
print(Person.objects.get().email)
print(opened(Stored.objects.get(removed_at=None)).read().decode())
executor = MigrationExecutor(connection)
behind = executor.migration_plan(executor.loader.graph.leaf_nodes())
print(Stored.objects.exclude(removed_at=None).count(), Entry.objects.count(), len(behind))
print(verified())
print(Entry.objects.order_by("pk").last().action)
"""


@dataclass(frozen=True, kw_only=True)
class Installation:
    """One installation: its folder, and the address of its database."""

    folder: Path
    database: str

    @property
    def environment(self) -> dict[str, str]:
        """What the commands read."""
        ours = {
            "SIXPOINT_SIDE": os.environ.get("SIXPOINT_TEST_SIDE", "inspectorate"),
            "SIXPOINT_ADDRESS": "https://inspect.example.org",
            "SIXPOINT_DATABASE": self.database,
            "SIXPOINT_KEYS": str(self.folder / "keys"),
            "SIXPOINT_STATIC": str(self.folder / "static"),
            "SIXPOINT_FILES": str(self.folder / "files"),
        }
        if ours["SIXPOINT_SIDE"] == "partnership":
            ours["SIXPOINT_STORE"] = str(self.folder / "store")
        kept = {name: value for name, value in os.environ.items() if name[:9] != "SIXPOINT_"}
        return {**kept, **ours, "DJANGO_SETTINGS_MODULE": "sixpoint_web.config.settings"}

    def python(self, *programs: str) -> str:
        """What programs printed that ran in this installation, in one process."""
        command = [sys.executable, "-c", "\n".join([BEGINS, *programs])]
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout


def installation(folder: Path, database: str = "") -> Installation:
    """A new one with keys of its own; on SQLite unless a database is given."""
    make_keys(folder / "keys")
    passphrase = folder / "passphrase"
    passphrase.touch(mode=0o600)
    passphrase.write_text(PASSPHRASE + "\n", encoding="utf-8")
    return Installation(folder=folder, database=database or f"sqlite:///{folder}/db.sqlite3")
