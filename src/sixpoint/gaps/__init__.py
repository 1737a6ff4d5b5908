"""Inequality: how far apart groups of children are, and whether that can be told at all."""
