"""Imports: bring exports, see what was understood, and who is who."""
