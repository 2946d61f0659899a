"""An invented study: interviews as files, what is known about the cases, two coders' work."""
