"""Readings of children's records, by local reference only.

Takes readings.csv, the drawn sample and the questions; gives results that have passed disclosure;
refuses a reading of a record that was not drawn.
"""
