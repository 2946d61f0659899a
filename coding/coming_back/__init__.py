"""What comes back from a spreadsheet: what it holds, how it differs, and how it is taken in."""
