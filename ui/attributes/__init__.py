"""Attributes of cases on the Cases page: from a table, and what they are."""
