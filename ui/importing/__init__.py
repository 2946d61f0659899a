"""Bringing transcripts into a study: what waits, what it is read as, what was chosen, storing it.

A file goes one way: it is put on the tray (`tray`), read as chosen (`outcomes`), shown and put
right (`filelist`, `card`, `choosing`, `casing`), and stored once a person said yes (`storing`).
"""
