"""Quince & Comb: one made-up hair salon, in its vendors' own export formats."""
