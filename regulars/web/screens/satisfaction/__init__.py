"""What only the Satisfaction screen says and draws."""
