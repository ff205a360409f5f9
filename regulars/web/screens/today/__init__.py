"""Today: who is likely in, for what, and who needs care."""
