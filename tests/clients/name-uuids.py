"""Reads a list of names and prints their UUIDs of version 5, as Python's own library makes them: FILE."""

import json
import sys
import uuid

with open(sys.argv[1], encoding="utf-8") as file:
    names = json.load(file)
print(json.dumps([f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, name)}" for name in names]))
