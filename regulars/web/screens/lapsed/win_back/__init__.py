"""Win-back lists on the Lapsed screen: choose, preview, make, download, mark; what they brought."""
