"""What can be done with the plan, topic by topic."""
