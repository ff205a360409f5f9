"""What every screen is made of, so that a person learns it once."""
