"""Bond: a calm desktop companion for two people."""

__version__ = "0.1.0"
