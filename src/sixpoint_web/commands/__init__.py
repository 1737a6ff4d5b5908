"""The commands that look after a workspace: `sixpoint keys`, `upgrade`, `serve` and `audit`.

They join the `sixpoint` command through the entry-point group `sixpoint.commands` (ADR 0032), so
that the library does not import this package. Django is imported only once one of them runs.
"""
