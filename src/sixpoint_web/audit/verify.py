"""Computes the chain again, from the first entry to the head; names the first that is broken."""

from collections.abc import Callable
from dataclasses import dataclass

from .chain import BEGINNING, digest_after
from .head import Head, Signer
from .models import Entry, Seal

BEAT_EVERY = 1000
"""Seals after which the caller is told that work goes on."""


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What verifying found; `why` is a code, empty where the trail is whole."""

    sealed: int
    waiting: int
    why: str = ""
    entry: int | None = None

    @property
    def whole(self) -> bool:
        """Whether nothing was changed, taken out or cut off."""
        return not self.why


def verify(signer: Signer, *, beat: Callable[[], object] = lambda: None) -> Verdict:
    """Checks every seal, every signature and the remembered head."""
    waiting = Entry.objects.filter(seal=None).count()
    head, before, number = signer.remembered(), BEGINNING, 0
    head_seen = head is None
    for seal in Seal.objects.order_by("number").select_related("entry").iterator(BEAT_EVERY):
        why = _wrong(seal, before=before, after=number, signer=signer)
        if head and seal.number == head.number:
            head_seen = seal.digest == head.digest
            why = why or ("" if head_seen else "head-differs")
        if why:
            return Verdict(sealed=number, waiting=waiting, why=why, entry=seal.entry_id)
        before, number = seal.digest, seal.number
        if number % BEAT_EVERY == 0:
            beat()
    why = _wrong_at_end(head, head_seen=head_seen, signer=signer)
    return Verdict(sealed=number, waiting=waiting, why=why)


def _wrong(seal: Seal, *, before: str, after: int, signer: Signer) -> str:
    """What is wrong with one seal, as a code."""
    if seal.number != after + 1:
        return "entries-missing"
    if seal.digest != digest_after(before, seal.entry):
        return "entry-changed"
    head = Head(number=seal.number, digest=seal.digest, signature=seal.signature)
    return "" if not seal.signature or signer.signed(head) else "signature-wrong"


def _wrong_at_end(head: Head | None, *, head_seen: bool, signer: Signer) -> str:
    """Whether the end was cut off: the head that was remembered must be on the chain."""
    if not head_seen:
        return "end-missing"
    if head is None:
        return "head-missing" if Seal.objects.exists() else ""
    return "" if signer.signed(head) else "signature-wrong"
