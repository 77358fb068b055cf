"""Two computers in step: sealed files, lists, pairing, compaction. Its place is kept; nothing lives here yet."""
