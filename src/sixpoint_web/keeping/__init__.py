"""Pages for those who look after the installation: the audit trail, messages, long work."""
