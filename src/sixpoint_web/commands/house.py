"""The process that keeps house; `sixpoint serve` starts it."""

import signal
import threading

import django


def main() -> None:
    """Goes round until it is asked to stop."""
    django.setup()
    from sixpoint_web.config.housekeeping import keep_house

    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    keep_house(stop)


if __name__ == "__main__":
    main()
