"""Whether a zip may be opened: everything is read from its table, before anything is unpacked.

Refuses, in plain words: bombs, links, devices, names that lead out of a folder, passwords, two
entries of one name. An entry never unpacks to more than the table says (Python's zipfile).
"""

import re
import stat
from dataclasses import dataclass
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, LargeZipFile, ZipFile, ZipInfo

from django.utils.translation import gettext as _

from .unfit import Unfit

MEGABYTE = 1024 * 1024
DEVICES = re.compile(r"(?i)^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?$")
NAMELESS = re.compile(r"[\x00-\x1f\x7f\\:]")
LONGEST_NAME = 400


@dataclass(frozen=True, kw_only=True)
class Limits:
    """How much may be in a zip: entries, bytes in all, and bytes for each byte of the zip."""

    entries: int = 5_000
    unpacked: int = 300 * MEGABYTE
    times: int = 100
    always: int = 10 * MEGABYTE
    """So many bytes are never too many for the size of the zip."""


def open_zip(file: IO[bytes], *, limits: Limits | None = None) -> ZipFile:
    """The zip, where nothing speaks against it; else Unfit."""
    size = file.seek(0, 2)
    file.seek(0)
    try:
        opened = ZipFile(file)
    except (BadZipFile, LargeZipFile, ValueError, OSError, NotImplementedError):
        raise Unfit(_("The file is damaged, or it is not what its name says.")) from None
    _refuse_bombs(opened.infolist(), size, limits or Limits())
    for entry in opened.infolist():
        _refuse_entry(entry)
    _refuse_doubles(opened.infolist())
    return opened


def _refuse_bombs(entries: list[ZipInfo], size: int, limits: Limits) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if len(entries) > limits.entries:
        raise Unfit(_("The file holds more parts than we open."))
    most = min(limits.unpacked, max(limits.always, limits.times * size))
    if unpacked > most or packed > size:
        raise Unfit(_("Unpacked, the file would be too large to be genuine."))


def _refuse_entry(entry: ZipInfo) -> None:
    mode = entry.external_attr >> 16
    if stat.S_IFMT(mode) not in {0, stat.S_IFREG, stat.S_IFDIR}:
        raise Unfit(_("The file holds a link or a device. Only ordinary files are taken."))
    if entry.flag_bits & 1:
        raise Unfit(_("The file is protected by a password. Take the password off."))
    if entry.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
        raise Unfit(_("The file is packed in an unusual way. Pack it again as an ordinary zip."))
    if not is_plain_name(entry.orig_filename):
        raise Unfit(_("The file holds a name that leads out of its folder, or that no folder has."))


def is_plain_name(name: str) -> bool:
    """Whether a name in a zip is a path that stays within its folder, on every system."""
    parts = name.removesuffix("/").split("/")
    return (
        len(name.encode("utf-8", "replace")) <= LONGEST_NAME
        and not NAMELESS.search(name)
        and not any(one in {"", ".", ".."} or one != one.rstrip(" .") for one in parts)
        and not any(DEVICES.match(one) for one in parts)
    )


def _refuse_doubles(entries: list[ZipInfo]) -> None:
    names = [entry.filename.casefold().removesuffix("/") for entry in entries]
    files = {name for entry, name in zip(entries, names, strict=True) if not entry.is_dir()}
    above = {
        name.rsplit("/", depth)[0] for name in names for depth in range(1, name.count("/") + 1)
    }
    if len(set(names)) != len(names) or files & above:
        raise Unfit(_("The file holds two parts of one name."))
