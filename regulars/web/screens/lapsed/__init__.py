"""Lapsed: who is late against their own rhythm, and winning them back."""
