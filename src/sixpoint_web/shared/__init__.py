"""What every app of the workspace stands on: pages in one look, errors, and the guard.

The guard notices a page that asked nobody's permission, and a change that left no trace.
"""
