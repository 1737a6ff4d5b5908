"""Reads of the plan, topic by topic."""
