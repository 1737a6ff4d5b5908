"""docs/reference, made from the code and the packs: `make docs` writes it, a test compares it."""
