"""Inspections, who has which role in them from when to when, and declared conflicts of interest."""
