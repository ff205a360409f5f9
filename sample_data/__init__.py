"""Two made-up shops, in their vendors' own export formats."""
