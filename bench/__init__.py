"""What it costs, beside what one would run instead."""
