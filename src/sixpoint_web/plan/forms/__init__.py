"""What people fill in about the plan, topic by topic."""
