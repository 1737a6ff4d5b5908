"""The page after sign-in: my work, and my inspections."""
