"""Statistical process control: what changed, and what only looks as if it did."""
