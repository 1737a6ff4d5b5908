"""The audit trail: ids and keyed hashes, never values; written in the transaction of the act.

Sealed in order in the background into a chain of hashes whose head is signed with a key outside the
database. The database itself refuses to change or delete a row (ADR 0031).
"""
