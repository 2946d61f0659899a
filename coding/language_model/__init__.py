"""A language model on an address that the person typed: off until switched on, and held to proof.

Nothing is sent unless `Settings.is_on`; `LanguageModel` is the only way out. What comes back is
checked against what was given: invented codes, quotes and references are refused.
"""

from coding.language_model.errors import LanguageModelError
from coding.language_model.prompts import DRAFTING, PROMPT_VERSION, TAGGING
from coding.language_model.settings import Settings

__all__ = ["DRAFTING", "PROMPT_VERSION", "TAGGING", "LanguageModelError", "Settings"]
