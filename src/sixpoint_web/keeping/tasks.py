"""Long work of those who look after the installation."""

from pathlib import Path

from django.conf import settings

from sixpoint_web.audit.head import Signer
from sixpoint_web.audit.verify import verify
from sixpoint_web.runs.kinds import Beat, Result, long_work

VERIFY = "verify-trail"


@long_work(VERIFY)
def verify_trail(beat: Beat) -> Result:
    """Computes the whole chain again; a broken one is a result, not a failure."""
    found = verify(Signer(Path(settings.KEYS_FOLDER)), beat=beat)
    return {
        "sealed": found.sealed,
        "waiting": found.waiting,
        "why": found.why,
        "entry": found.entry,
    }
