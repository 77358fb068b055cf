"""Screens in code. They talk to the services through the bridge and never see a row."""
