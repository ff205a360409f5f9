"""What staff write down: follow-ups, notes, thanks and contacts."""
