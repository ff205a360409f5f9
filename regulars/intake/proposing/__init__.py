"""What the columns of an export mean that nobody told us: from their headers and their values."""
