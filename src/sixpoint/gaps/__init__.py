"""Inequality: how far apart groups of children are, and whether that can be told at all.

Takes values by group; gives a gradient or a difference; refuses to state a gap over groups that
are not all there.
"""
