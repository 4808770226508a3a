"""The child process that opens PDFs: paths by stdin, what they hold by stdout, a line of JSON each.

Started as `python -I -S child.py OPTIONS` (JSON); it limits itself before it opens a single file, and writes none.
"""

import gc
import json
import resource
import sys
from pathlib import Path
from typing import Any

OPTIONS: Any = json.loads(sys.argv[1]) if __name__ == "__main__" else {}


def limit(memory_bytes: int) -> None:
    """What is mapped from a file counts for nothing here: a large scan is read, a bomb is not unpacked."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_DATA, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def main() -> None:
    sys.path[:0] = [str(Path(__file__).resolve().parents[2]), OPTIONS["packages"]]
    from plans.inspection import pdf  # not to be found before the line above

    limit(OPTIONS["memory"])  # not before: Python keeps what it compiled, or each child compiles anew
    gc.freeze()
    folder = Path(OPTIONS["folder"])
    for line in sys.stdin.buffer:
        path, size_bytes = json.loads(line)
        sys.stdout.buffer.write(json.dumps(pdf.inspect_pdf(folder / path, size_bytes)).encode() + b"\n")
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
