"""Extracts, their check, the analysis, and what crosses; on the partnership's side only.

Takes extracts into a folder outside the database, the analysis store; gives an intake report, and
a crossing file that two people cleared. Refuses to let a data officer near another agency's files.
"""
