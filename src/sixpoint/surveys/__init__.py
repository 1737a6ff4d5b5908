"""Surveys of children, of parents and carers, and of staff, without a name in them.

Takes surveys/<name>.csv and the questions; gives results that have passed disclosure; refuses an
answer that the question does not offer.
"""
