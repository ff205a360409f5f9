"""The Sharing screen, and the dialog that shares any other."""
