"""The Corner Lantern: one made-up café, in its vendors' own export formats."""
