"""The web workspace: several inspectorates and a partnership work on an inspection together.

Takes what people do in a browser; gives pages, and records each act in the audit trail. One process
serves one side only (ADR 0004); which apps, addresses and tables exist is decided when it starts.
The library `sixpoint` never imports this package.
"""
