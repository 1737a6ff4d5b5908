"""Pages of the plan, topic by topic."""
