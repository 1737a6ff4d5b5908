"""Pages about requests and what comes back."""
