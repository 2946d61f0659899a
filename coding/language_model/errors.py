"""What can go wrong with a language model, in a researcher's words; never with a participant's."""


class LanguageModelError(Exception):
    """The language model cannot be used as asked; the message says why and what to do."""


class AddressError(LanguageModelError):
    """What was typed is no address that passages may be sent to."""


class SwitchedOffError(LanguageModelError):
    """The language model is off, or nobody has consented to the host: nothing is sent."""


class NoAnswerError(LanguageModelError):
    """There was no answer in time, or the server is busy; asking later may help."""


class TooLateError(NoAnswerError):
    """There was no answer in time; asking again at once would take as long again."""


class UnusableAnswerError(LanguageModelError):
    """There was an answer, and it is not what was asked for; asking once more may help."""


class InventedReferenceError(LanguageModelError):
    """A draft cites what is not there; it is refused as a whole."""
