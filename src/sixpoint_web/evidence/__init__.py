"""Evidence items of an inspection, their versions, search, and the triangulation matrix.

On the inspectorate's side alone. The partnership never sees any of it; what comes from children's
records is closed to whoever has no authority for that kind of record, in lists, search and matrix
alike. Nothing here computes a level.
"""
