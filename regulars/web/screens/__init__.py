"""The screens: one folder each, with all that only this screen says and draws."""
