"""The parts of the Suggestions page: how sure, how they fare, the machine's part in the study."""
