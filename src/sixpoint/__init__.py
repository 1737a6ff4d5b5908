"""Joint inspections of services for children and young people, from records to a published report.

Importing this package imports nothing else: each step lives in its own folder and brings what it
needs. ARCHITECTURE.md names the steps in the order in which data goes through them.
"""

__version__ = "0.1.0"
