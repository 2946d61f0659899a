"""The agreement page: what is asked, what is computed beside the page, and how it is drawn."""
