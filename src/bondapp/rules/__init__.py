"""Decisions in plain Python: no Qt, no database, no clock of their own."""
