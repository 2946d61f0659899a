"""The plan page: how far everybody is, drawing a plan, changing it, checks of single coders."""
