"""Adds the commands of the workspace to `sixpoint`; says which extra is missing where it is."""

import os
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer

from sixpoint.cli.console import ending
from sixpoint.terms.problems import user_error

SETTINGS = "sixpoint_web.config.settings"
DONE, FOUND_WRONG = 0, 1


ENDINGS = {
    "keys": ending(
        "sixpoint keys /etc/sixpoint/keys", codes="0 made; 2 could not run; 3 wrong use."
    ),
    "upgrade": ending("sixpoint upgrade", codes="0 done; 2 could not run; 3 wrong use."),
    "serve": ending(
        "sixpoint serve",
        "sixpoint serve --port 9000",
        codes="0 stopped when asked; 2 could not run; 3 wrong use.",
    ),
    "volume": ending(
        'sixpoint volume --encrypted --how "LUKS2" --by "Una Administrator"',
        "sixpoint volume",
        codes="0 recorded; 1 not recorded; 2 could not run; 3 wrong use.",
    ),
    "backup": ending(
        "sixpoint backup /mnt/backups/2026-11-23.sixpoint",
        "sixpoint backup FILE --passphrase-file /etc/sixpoint/backup-passphrase",
        codes="0 written; 2 could not run; 3 wrong use.",
    ),
    "restore": ending(
        "sixpoint restore /mnt/backups/2026-11-23.sixpoint",
        codes="0 restored; 2 could not run; 3 wrong use.",
    ),
    "destroy": ending(
        'sixpoint destroy "Invermore Partnership" --by "Una Brown" --certificate destroyed.json',
        codes="0 destroyed; 2 could not run; 3 wrong use.",
    ),
    "audit": ending("sixpoint audit", codes="0 whole; 1 broken; 2 could not run; 3 wrong use."),
}


def register(app: typer.Typer) -> None:
    """Adds each command."""
    for command in (keys, upgrade, volume, serve, backup, restore, destroy, audit):
        app.command(epilog=ENDINGS[command.__name__])(command)


def keys(
    folder: Annotated[Path, typer.Argument(help="Where to put them; made if it is not there.")],
) -> int:
    """Makes the keys of a new web workspace.

    Keep them, and a copy, apart from the database: whoever has both can forge the audit trail.
    Keys that are there already are never replaced.
    """
    _need_the_extra()
    from sixpoint_web.config.keys import make_keys

    make_keys(folder)
    typer.echo(f"Made the keys in {folder}, for its owner to read alone.")
    return DONE


def upgrade() -> int:
    """Brings the web workspace's database and its style sheets to this version.

    Run it once for a new installation, and after each upgrade, while `sixpoint serve` is stopped
    and after a backup of the database. Settings come from the environment.
    """
    _set_up()
    from sixpoint_web.commands.restoring import refuse_half_restored
    from sixpoint_web.commands.upgrading import bring_up_to_date

    refuse_half_restored()
    bring_up_to_date()
    typer.echo("The workspace is up to date. Now run: sixpoint serve")
    return DONE


def serve(
    port: Annotated[int, typer.Option(help="The port on this machine.")] = 8000,
    host: Annotated[
        str, typer.Option(help="The address to listen on; a reverse proxy speaks TLS before it.")
    ] = "127.0.0.1",
    workers: Annotated[int, typer.Option(help="Processes; each answers four at a time.")] = 2,
) -> int:
    """Runs the web workspace of one side, until it is stopped.

    Settings come from the environment; everything wrong with them is said at once. Where nobody is
    there yet, it asks who the first administrator is, and prints a one-time code.
    """
    _set_up()
    from sixpoint_web.commands.serving import refuse_unless_ready, run_until_stopped

    refuse_unless_ready()
    _first_administrator()
    return run_until_stopped(host=host, port=port, workers=workers)


def volume(
    encrypted: Annotated[
        bool, typer.Option("--encrypted", help="Record that these places are encrypted.")
    ] = False,
    how: Annotated[str, typer.Option(help="How, such as: LUKS2, key in the safe.")] = "",
    by: Annotated[str, typer.Option(help="Who says so, by name.")] = "",
) -> int:
    """Records that database and files lie on an encrypted volume; without options, shows it.

    Sixpoint seals uploaded files itself, and neither the database nor the analysis store, so
    `sixpoint serve` refuses until somebody has recorded this, and again once they lie elsewhere.
    """
    _set_up()
    from sixpoint_web.commands.volume import record, said

    if encrypted:
        record(by=by, how=how)
    is_recorded, words = said()
    typer.echo(words)
    return DONE if is_recorded else FOUND_WRONG


PassphraseFile = Annotated[
    Path | None,
    typer.Option(help="A file whose first line is the passphrase; else it is asked for."),
]


def backup(
    file: Annotated[Path, typer.Argument(help="The file to write; it must not be there yet.")],
    passphrase_file: PassphraseFile = None,
) -> int:
    """Writes database and files of the web workspace into one sealed file, while it serves.

    The keys are not in it: keep a copy of them, and of the passphrase, in another place. Without
    both nobody reads the backup, you included.
    """
    _set_up()
    from sixpoint_web.commands.backing_up import back_up

    written = back_up(file, _passphrase(passphrase_file, twice=True))
    megabytes = written.size / 1e6
    typer.echo(
        f"Wrote the database and {written.files} files, {megabytes:.1f} MB. No keys are in it."
    )
    return DONE


def restore(
    file: Annotated[Path, typer.Argument(help="The file that `sixpoint backup` wrote.")],
    passphrase_file: PassphraseFile = None,
) -> int:
    """Fills an empty web workspace from a backup, and verifies all of it, the trail included.

    The keys of the installation that was backed up must be in SIXPOINT_KEYS; database and folders
    must be empty. A backup of an earlier version is brought to this one. Where anything is wrong,
    everything is left as empty as it was.
    """
    _set_up()
    from sixpoint_web.commands.restoring import restore as do

    done = do(file, _passphrase(passphrase_file, twice=False))
    made = done.manifest.made_at.strftime("%Y-%m-%d %H:%M UTC")
    typer.echo(f"Restored what was there on {made}: {done.files} files, {done.entries} entries.")
    typer.echo("Everybody has to sign in again. Now run: sixpoint upgrade, then sixpoint serve")
    return DONE


def destroy(
    partnership: Annotated[str, typer.Argument(help="The partnership's name, as it stands here.")],
    by: Annotated[str, typer.Option(help="Who asks for it, by name.")],
    certificate: Annotated[Path, typer.Option(help="The file to write; it must not be there yet.")],
) -> int:
    """Empties the analysis store of the partnership's side for good, and writes a certificate.

    Extracts, links, pseudonyms and exact figures go; what crossed stays where it crossed to. Stop
    `sixpoint serve` first. It asks for the name once more. Backups hold what was destroyed until
    they go themselves.
    """
    _set_up()
    from sixpoint_web.commands.destroying import destroy as do
    from sixpoint_web.commands.destroying import refuse_other_name

    refuse_other_name(partnership)
    typer.echo("This destroys everything in the analysis store. Nobody can bring it back.")
    typed = typer.prompt("Type the name of the partnership to go on")
    done = do(typed, by=by, certificate=certificate)
    for one in done.kinds:
        typer.echo(f"  {one.kind}: {one.files} files, {one.size} bytes")
    typer.echo(f"Destroyed. The certificate is in {certificate}.")
    return DONE


def audit() -> int:
    """Verifies the web workspace's audit trail, and names the first entry that is broken.

    Ends with 1 if anything was changed, taken out or cut off.
    """
    _set_up()
    from sixpoint_web.commands.verifying import verified

    whole, said = verified()
    typer.echo(said)
    return DONE if whole else FOUND_WRONG


def _passphrase(file: Path | None, *, twice: bool) -> str:
    """From its file, or asked for at the console, twice where it is new."""
    from sixpoint_web.commands.archive import long_enough, passphrase_in

    if file is not None:
        return passphrase_in(file)
    asked: str = typer.prompt("Passphrase", hide_input=True, confirmation_prompt=twice)
    return long_enough(asked)


def _need_the_extra() -> None:
    """Says which extra to install where it is missing."""
    if find_spec("django") is None or find_spec("allauth") is None:
        raise user_error(
            "workspace-not-installed",
            what="The web workspace is not installed.",
            fix="Run: pip install 'sixpoint[web]'",
        )


def _set_up() -> None:
    """Reads the environment, and starts Django with it."""
    _need_the_extra()
    from sixpoint_web.config.environment import read

    read(os.environ)  # its problems are shown as such, and not as a failed import
    os.environ["DJANGO_SETTINGS_MODULE"] = SETTINGS
    import django

    django.setup()


def _first_administrator() -> None:
    """Asks at the console who looks after an empty installation, and prints the code there."""
    from sixpoint_web.accounts.joining import first_administrator
    from sixpoint_web.accounts.models import Person

    if Person.objects.exists():
        return
    if not sys.stdin.isatty():
        raise user_error(
            "workspace-without-administrator",
            what="Nobody is in this workspace yet, and there is no console to ask at.",
            fix="Run `sixpoint serve` once at a console and say who the first administrator is.",
        )
    typer.echo("Nobody is here yet. Who is the first administrator?")
    name, email, body = (typer.prompt(one) for one in ("Name", "Email address", "Organisation"))
    code = first_administrator(name=name, email=email, body=body)
    typer.echo(f"\n  One-time code: {code}\n\nOpen the workspace, choose “I have a one-time code”.")
