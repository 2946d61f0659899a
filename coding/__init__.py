"""What was said, and what coders made of it. Imports `framework`."""
