"""What can be done, one class an act: what it takes, who may, what is done, what the book says."""
