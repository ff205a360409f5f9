"""Find: one customer's card."""
