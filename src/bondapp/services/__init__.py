"""Use cases: one function per thing a person does. Plain frozen values out, never rows."""
