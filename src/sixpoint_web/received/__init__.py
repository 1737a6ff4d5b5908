"""Figures that crossed from the partnership's side; on the inspectorate's side only.

Takes crossing files, which the library checks whole; gives their figures, the latest and every
earlier version. Refuses whatever is not a crossing file: nothing here takes extracts.
"""
