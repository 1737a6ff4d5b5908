"""Long work: asked for in a transaction, done by a worker, and never lost or stuck silently.

A run carries a lease that its worker renews. One whose worker died is taken up again, or fails
visibly. What it stores of a failure is a code, never an exception's words.
"""
