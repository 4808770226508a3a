"""The child process of the sandbox: a workbook by stdin, its answer by stdout as lines of JSON.

Started as `python -I child.py OPTIONS` (JSON); it limits itself before it looks at a single byte, imports nothing of
Django, and answers only when it has seen everything, so that a list with secrets leaves nothing but its rows' numbers.
"""

import json
import resource
import sys
from pathlib import Path

OPTIONS = json.loads(sys.argv[1]) if __name__ == "__main__" else {}


def limit(memory_bytes, cpu_seconds):
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def main():
    limit(OPTIONS["memory"], OPTIONS["cpu"])
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
    from plans.intake import book, containers

    try:
        data = sys.stdin.buffer.read()
        lines = book.answer(data, OPTIONS)
    except containers.Refusal as refusal:
        lines = [json.dumps({"refused": refusal.code} | refusal.details)]
    except (MemoryError, RecursionError, ValueError, OverflowError):
        lines = [json.dumps({"refused": "limits"})]
    for line in lines:
        sys.stdout.write(line)
        sys.stdout.write("\n")


if __name__ == "__main__":
    main()
