"""Verifies the audit trail from the console."""

from pathlib import Path

from django.conf import settings

from sixpoint_web.audit.head import Signer
from sixpoint_web.audit.verify import verify

MEANINGS = {
    "entry-changed": "the entry was changed after it was sealed",
    "entries-missing": "entries before it were taken out",
    "end-missing": "the end of the trail was cut off",
    "head-missing": "the file that remembers the head is gone",
    "head-differs": "the chain was computed anew",
    "signature-wrong": "the head was not signed with this key",
}


def verified() -> tuple[bool, str]:
    """Whether the trail is whole, and what to say."""
    found = verify(Signer(Path(settings.KEYS_FOLDER)))
    if found.whole:
        return True, f"Whole: {found.sealed} entries sealed, {found.waiting} wait for their seal."
    place = f"Entry {found.entry}: " if found.entry else ""
    return False, f"Broken after {found.sealed} entries. {place}{MEANINGS[found.why]}."
