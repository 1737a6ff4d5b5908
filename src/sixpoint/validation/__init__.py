"""Rules meet tables: every issue is found, and the rows that may go on are named.

Takes records and a rule book; gives per rule passed, failed or not run (with why), the issues,
and the rows without errors; refuses to call a rule passed that could not be checked.
"""
