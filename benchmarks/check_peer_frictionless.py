"""Frictionless on one table: run by benchmarks/check_peers.py with its own Python."""

import json
import sys
import time
from pathlib import Path

from frictionless import Resource, Schema

SCHEMA = {
    "fields": [
        {"name": "attendance_id", "type": "string", "constraints": {"required": True}},
        {"name": "person_id", "type": "string", "constraints": {"required": True}},
        {"name": "term_start", "type": "date", "constraints": {"required": True}},
        *(
            {
                "name": name,
                "type": "integer",
                "constraints": {"required": True, "minimum": 0, "maximum": 250},
            }
            for name in ("possible", "attended")
        ),
    ],
    "primaryKey": ["attendance_id"],
}

start = time.perf_counter()
file = Path(sys.argv[1])
schema = Schema.from_descriptor(SCHEMA)
resource = Resource(path=file.name, basepath=str(file.parent), schema=schema)
report = resource.validate(limit_errors=10_000_000)
found = report.flatten(["rowNumber", "fieldName", "type"])
print(json.dumps({"check": time.perf_counter() - start, "issues": len(found)}))
