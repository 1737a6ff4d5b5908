"""The plan of an inspection: weeks, engagements, tasks, and the board of what is still uncertain.

Staff appear by designation, families and children as groups; nobody of them by name.
"""
