"""The child process of the sandbox: a workbook by stdin, its answer by stdout as lines of JSON.

Started as `python -I -S child.py OPTIONS` (JSON); it limits itself before it looks at a single byte, imports nothing
of Django, and answers nothing of a catalogue before every cell was looked at: of a list with secrets nothing but the
numbers of its rows leaves it.
"""

import json
import os
import resource
import sys
from pathlib import Path
from typing import Any

NICE = 5  # pages and log-ins come first
OPTIONS: Any = json.loads(sys.argv[1]) if __name__ == "__main__" else {}


def limit(memory_bytes: int, cpu_seconds: int) -> None:
    os.nice(NICE)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def say(line: str) -> None:
    sys.stdout.buffer.write(line.encode("utf-8", "surrogatepass"))
    sys.stdout.buffer.write(b"\n")


def main() -> None:
    sys.path[:0] = [str(Path(__file__).resolve().parents[2]), OPTIONS["packages"]]
    from plans.intake import book  # not to be found before the line above
    from plans.intake.workbook import file_kinds  # the same

    limit(OPTIONS["memory"], OPTIONS["cpu"])  # not before: Python keeps what it compiled, or each child compiles anew
    try:
        book.answer(sys.stdin.buffer.read(), OPTIONS, say)
    except file_kinds.Refusal as refusal:
        say(json.dumps({"refused": refusal.code} | refusal.details))
    except (MemoryError, RecursionError):
        say(json.dumps({"refused": "limits"}))
    except (ValueError, OverflowError):
        say(json.dumps({"refused": "damaged"}))
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # the reader's own alarm, which is no Exception
            raise
        say(json.dumps({"refused": "damaged"}))


if __name__ == "__main__":
    main()
