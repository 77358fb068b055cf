"""Spaces: encrypted files of records, and the rows folded from them."""
