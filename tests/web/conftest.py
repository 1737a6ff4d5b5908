"""Tests of the workspace run in Django, on one side and one database at a time.

`SIXPOINT_TEST_DATABASE=postgresql` starts a server for the whole run; scripts/test.sh asks for
each side and each database.
"""

import atexit
import os

import django

from tests.support.postgresql import TestServer

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.web.settings")
if os.environ.get("SIXPOINT_TEST_DATABASE") == "postgresql":
    # This module is read once, before xdist starts its workers, which get the address from here.
    _server = TestServer()
    _server.start()
    os.environ["SIXPOINT_TEST_DATABASE"] = _server.address
    atexit.register(_server.stop)
django.setup()
