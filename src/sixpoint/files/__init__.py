"""Files in and out: strict reading of what people write, whole or no writing of what we make.

Takes paths and the type that a file must have; gives values of that type, or one UserError that
holds every problem with file and line. Refuses unknown and duplicate keys, ambiguous YAML, wrong
headers and encodings. Writes beside the file and then renames, so that nothing is half written.
"""

from .csv import read_csv_rows, read_csv_table, read_csv_text, to_csv, write_csv
from .hashes import fingerprint, sha256_of
from .json import read_json, read_json_text, to_json, write_json
from .read import read_text
from .schema import schema_of
from .write import write_bytes, write_text
from .yaml import read_yaml, read_yaml_text

__all__ = [
    "fingerprint",
    "read_csv_rows",
    "read_csv_table",
    "read_csv_text",
    "read_json",
    "read_json_text",
    "read_text",
    "read_yaml",
    "read_yaml_text",
    "schema_of",
    "sha256_of",
    "to_csv",
    "to_json",
    "write_bytes",
    "write_csv",
    "write_json",
    "write_text",
]
