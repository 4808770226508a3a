"""Ask the web process on this machine how it is: `python -m config.launch.probe readyz`."""

import os
import sys
import urllib.request
from collections.abc import Mapping


def answers(port: int | str, host: str = "localhost", path: str = "readyz") -> bool:
    """Whether http://127.0.0.1:port/path says 200 under that host name; never through a proxy."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    request = urllib.request.Request(f"http://127.0.0.1:{port}/{path}", headers={"Host": host})  # noqa: S310
    try:
        with opener.open(request, timeout=5) as response:
            return response.status == 200
    except OSError:
        return False


def allowed_host(variables: Mapping[str, str]) -> str:
    """A name that Django answers to: the first one allowed, without the dot of ".example.vn"."""
    first = variables.get("DJANGO_ALLOWED_HOSTS", "").split(",")[0].strip().lstrip(".")
    return first if first not in ("", "*") else "localhost"


if __name__ == "__main__":
    port = os.environ.get("PORTAL_BIND", ":8000").rpartition(":")[2]
    sys.exit(0 if answers(port, allowed_host(os.environ), *sys.argv[1:2]) else 1)
