"""The matrix page's component: grid and drawer."""
