"""What of a document breaks a JSON schema: as much of the standard as the schema of the shared archive uses."""

import re

TYPES = {"object": dict, "array": list, "string": str, "integer": int}


def faults_of(document, schema, root=None, place="$"):
    """[place and rule] of everything that breaks the schema; [] for a valid document."""
    root = root or schema
    if "$ref" in schema:
        schema = root["$defs"][schema["$ref"].rsplit("/", 1)[1]]
    if "oneOf" in schema:
        found = [faults_of(document, each, root, place) for each in schema["oneOf"]]
        return [] if sum(not one for one in found) == 1 else min(found, key=len)
    wanted = TYPES[schema["type"]] if "type" in schema else object
    if not isinstance(document, wanted) or isinstance(document, bool):
        return [f"{place}: type"]
    return [*of_value(document, schema, place), *of_parts(document, schema, root, place)]


def of_value(document, schema, place):
    rules = {
        "const": lambda want: document == want,
        "enum": lambda want: document in want,
        "minimum": lambda want: document >= want,
        "minLength": lambda want: len(document) >= want,
        "maxLength": lambda want: len(document) <= want,
        "pattern": lambda want: re.search(want, document),
        "required": lambda want: set(want) <= set(document),
    }
    return [f"{place}: {name}" for name, holds in rules.items() if name in schema and not holds(schema[name])]


def of_parts(document, schema, root, place):
    found = []
    if isinstance(document, dict):
        known = schema.get("properties", {})
        found += [f"{place}.{name}: additional" for name in document if name not in known]
        for name in document.keys() & known.keys():
            found += faults_of(document[name], known[name], root, f"{place}.{name}")
    elif isinstance(document, list):
        for at, each in enumerate(document):
            found += faults_of(each, schema["items"], root, f"{place}[{at}]")
    return found
