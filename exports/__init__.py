"""Values to bytes: Excel, Word, CSV. Imports `coding` and `framework`."""
