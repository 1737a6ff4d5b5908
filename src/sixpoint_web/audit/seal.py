"""Seals entries in the order in which they are found committed, and signs the head."""

from django.db import connection, transaction

from .chain import BEGINNING, digest_after
from .head import Head, Signer
from .models import Entry, Seal

AT_ONCE = 500
"""Entries in one transaction."""

LOCK = 6_201_731
"""Any number that nothing else locks: PostgreSQL lets one sealer in at a time by it."""


def seal_waiting(signer: Signer) -> int:
    """Seals every entry that has no seal yet; gives how many."""
    total = 0
    while sealed := _seal_some(signer):
        total += sealed
    return total


def _seal_some(signer: Signer) -> int:
    head = None
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        last = Seal.objects.order_by("-number").first()
        number, digest = (last.number, last.digest) if last else (0, BEGINNING)
        seals = []
        for entry in Entry.objects.filter(seal=None).order_by("pk")[:AT_ONCE]:
            number, digest = number + 1, digest_after(digest, entry)
            seals.append(Seal(number=number, entry=entry, digest=digest))
        if not seals:
            return 0
        seals[-1].signature = signer.sign(number, digest)
        head = Head(number=number, digest=digest, signature=seals[-1].signature)
        Seal.objects.bulk_create(seals)
    signer.remember(head)
    return len(seals)
