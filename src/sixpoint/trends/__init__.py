"""Statistical process control: what changed, and what only looks as if it did.

Takes series of values in order; gives limits, signals and a sentence for each; refuses to call
anything better or worse that no signal of the current baseline supports.
"""
