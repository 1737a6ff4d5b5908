"""The framework packs as the library knows them, shown on a page, and loaded once for a process."""
