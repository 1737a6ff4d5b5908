"""One side of the demonstration: makes what is missing, then serves until it is stopped."""

import os
import sys

import django

LOCAL = "127.0.0.1"


def main() -> int:
    """Serves the side that the environment names."""
    django.setup()
    from sixpoint_web.commands.serving import run_until_stopped
    from sixpoint_web.commands.upgrading import bring_up_to_date
    from sixpoint_web.demo.people import invent

    bring_up_to_date()
    invent()
    port = int(os.environ["SIXPOINT_DEMO_PORT"])
    return run_until_stopped(host=LOCAL, port=port, workers=1)


if __name__ == "__main__":
    sys.exit(main())
