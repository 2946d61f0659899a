"""What may be said: the analytical framework. Imports nothing of ours."""
