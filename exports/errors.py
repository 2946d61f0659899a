"""What goes wrong on the way out."""


class ExportError(Exception):
    """An export cannot be made as asked; the message says what, where and what to do."""
