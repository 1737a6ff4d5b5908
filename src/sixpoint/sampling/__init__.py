"""Which records are read: strata in proportion, a seed, reserves, and reasons for replacing.

Takes people by local reference only, from the return without names or from a linked population;
gives a sample that the same seed draws again; refuses a draw that cannot be made as asked.
"""
