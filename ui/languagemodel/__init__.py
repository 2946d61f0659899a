"""The language model in the app: a person's own settings, the work beside the pages, its drafts."""
