"""Random streams that do not disturb each other: one for each name, from one seed."""

from zlib import crc32

import numpy as np


def stream(seed: int, name: str) -> np.random.Generator:
    """The stream of this name: adding or leaving out another changes nothing in it.

    The same construction as SeedSequence.spawn, with the name in place of a running number.
    """
    spawned = np.random.SeedSequence(entropy=seed, spawn_key=(crc32(name.encode()),))
    return np.random.Generator(np.random.PCG64(spawned))
