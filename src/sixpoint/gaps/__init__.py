"""Inequality: how far apart groups of children are, and whether that can be told at all.

Takes values by group; gives a gradient or a difference with intervals, and how it changes over
time; refuses to state a gap over groups that are not all there, or to call certain what is not.
"""
