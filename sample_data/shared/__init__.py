"""What both samples share: tables, names and addresses that are nobody's, and pages of text."""
