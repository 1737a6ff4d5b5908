"""`python -m sixpoint_web.demo FOLDER [PORT]`: both sides on two ports, until stopped."""

import os
import subprocess
import sys
from pathlib import Path

from sixpoint_web.commands.watching import watch_over
from sixpoint_web.config.keys import NAMES, make_keys
from sixpoint_web.config.setup import Side

FIRST_PORT = 8000


def main(folder: Path, port: int) -> int:
    """Starts both sides; the folder is made and kept, so that work survives a restart."""
    ports = {Side.INSPECTORATE: port, Side.PARTNERSHIP: port + 1}
    for side in ports:
        if not all((folder / side / "keys" / name).exists() for name in NAMES):
            make_keys(folder / side / "keys")
    children = [_start(folder, side, number) for side, number in ports.items()]
    for side, number in ports.items():
        sys.stdout.write(f"The {side}'s side: http://127.0.0.1:{number}/\n")
    sys.stdout.write("Invented people to sign in as are on each page. Stop with Ctrl-C.\n")
    sys.stdout.flush()
    return watch_over(children)


def _start(folder: Path, side: Side, port: int) -> subprocess.Popen[bytes]:
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "sixpoint_web.demo.settings",
        "SIXPOINT_DEMO_FOLDER": str(folder),
        "SIXPOINT_DEMO_SIDE": str(side),
        "SIXPOINT_DEMO_PORT": str(port),
    }
    return subprocess.Popen([sys.executable, "-m", "sixpoint_web.demo.side"], env=environment)


if __name__ == "__main__":
    given = sys.argv[1:]
    sys.exit(main(Path(given[0]).resolve(), int(given[1]) if len(given) > 1 else FIRST_PORT))
