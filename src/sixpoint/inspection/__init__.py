"""The folders that people keep, the steps run over them, and the trail.

Takes a partnership's or an inspection's folder; gives the crossing file, the report and the chain
behind every statement; refuses to let anything across that could name a child.
"""
