"""The figures behind the pictures of a study; `exports` draws them."""
