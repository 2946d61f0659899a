"""What goes wrong in reading a transcript."""


class TranscriptError(Exception):
    """A file that cannot be read as a transcript: one line on what is wrong and what to do.

    The message never holds words of the file: transcripts are confidential, messages travel.
    """
