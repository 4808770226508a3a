"""docker-compose.yml: complete, watched, and without a single default secret."""

import re
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
SERVICES = yaml.safe_load(TEXT)["services"]
LOCKS = ("requirements.lock", "requirements-test.lock")
STANDING = sorted(set(SERVICES) - {"migrate"})


def test_an_operator_gets_proxy_web_worker_beat_and_both_servers():
    assert set(SERVICES) == {"proxy", "web", "worker", "beat", "migrate", "postgres", "redis"}


@pytest.mark.parametrize("name", STANDING)
def test_every_standing_service_is_watched_and_restarted(name):
    assert SERVICES[name]["healthcheck"]["test"]
    assert SERVICES[name]["restart"] == "unless-stopped"


@pytest.mark.parametrize("name", ["web", "worker", "beat", "postgres", "redis"])
def test_every_service_keeps_its_data_in_a_named_volume(name):
    volume = SERVICES[name]["volumes"][0].split(":")[0]
    assert volume in yaml.safe_load(TEXT)["volumes"]


def test_the_daily_backup_is_made_by_the_servers_own_pg_dump_outside_the_data():
    server = SERVICES["postgres"]["image"].split(":")[1].split("-")[0]
    assert f"postgresql-client-{server} " in (ROOT / "Dockerfile").read_text(encoding="utf-8")
    for name in ("worker", "beat", "web"):
        folder = SERVICES[name]["environment"]["PORTAL_BACKUP_DIR"]
        assert f"backups:{folder}" in SERVICES[name]["volumes"] and not folder.startswith("/data")


def test_no_variable_has_a_default():
    references = re.findall(r"(?<!\$)\$\{?(\w+)([^}\s]*)", TEXT)
    assert references
    assert [name for name, rest in references if not rest.startswith(":?")] == []


FIXED = {  # by the image or by the file itself; or of no use on one machine in production
    *("PORTAL_DATA_DIR", "PORTAL_STATIC_DIR", "PORTAL_BIND", "PORTAL_MACHINES", "PORTAL_HTTPS"),
    *("PORTAL_DEMO", "PORTAL_TODAY", "DJANGO_DEBUG", "PORTAL_MANIFEST_STATIC", "PORTAL_DOTENV"),
}
CONTAINERS = ("web", "worker", "beat", "migrate")


def settings_of_the_readme():
    table = (ROOT / "README.md").read_text(encoding="utf-8").split("## Settings")[1].split("## Production")[0]
    rows = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]
    return {name for row in rows for name in re.findall(r"`(\w+)`", row)}


@pytest.mark.parametrize("name", CONTAINERS)
def test_every_setting_of_the_readme_reaches_every_container(name):
    assert settings_of_the_readme() - FIXED <= set(SERVICES[name]["environment"])


def test_an_optional_setting_is_handed_on_and_left_out_where_nobody_set_it():
    """A name without a value: Compose takes that of .env, and gives the container none where there is none."""
    ours = SERVICES["web"]["environment"]
    optional = {name for name, value in ours.items() if value is None}
    assert {"PORTAL_OIDC_ISSUER", "PORTAL_TOTP_KEY", "PORTAL_EMAIL_URL"} <= optional
    known = {name.removesuffix("_FILE") for name in optional} - {"REQUESTS_CA_BUNDLE"}
    assert known <= settings_of_the_readme()
    assert not {value for name, value in ours.items() if name not in optional and not value}


def test_secrets_in_files_reach_the_containers_and_no_image():
    assert all("./secrets:/run/secrets:ro" in SERVICES[name]["volumes"] for name in CONTAINERS)
    assert {"secrets", ".env"} <= set((ROOT / ".dockerignore").read_text().splitlines())


def test_every_required_variable_is_in_the_example_and_empty_there():
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    for name in set(re.findall(r"\$\{(\w+):\?", TEXT)):
        assert f"\n{name}=\n" in example


def test_only_the_proxy_is_published_and_only_to_the_one_with_the_certificate():
    assert [name for name in SERVICES if "ports" in SERVICES[name]] == ["proxy"]
    assert SERVICES["proxy"]["ports"] == ["127.0.0.1:8000:80"]
    assert SERVICES["web"]["environment"]["PORTAL_PROXY_COUNT"] == "2"


def test_the_proxy_takes_a_whole_upload_into_memory_and_waits_as_long_as_the_web_server():
    settings = (ROOT / yaml.safe_load(TEXT)["configs"]["proxy"]["file"]).read_text()
    assert "client_max_body_size 25m;" in settings and "proxy_read_timeout 200s;" in settings
    assert "proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;" in settings
    assert "request_buffering off" not in settings and SERVICES["proxy"]["tmpfs"] == ["/var/cache/nginx:size=512m"]


def test_postgresql_takes_a_connection_for_each_thread():
    most = int(re.search(r"max_connections=(\d+)", SERVICES["postgres"]["command"]).group(1))
    threads = re.search(r'"PORTAL_WEB_THREADS", "(\d+)"', (ROOT / "config/gunicorn.py").read_text()).group(1)
    assert most > 2 * int(threads)


def test_the_image_installs_the_hashed_lock_and_leaves_root():
    dockerfile = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    assert "--require-hashes -r requirements.lock" in dockerfile
    assert dockerfile.index("USER portal") < dockerfile.index("CMD")


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_names_no_index_and_hashes_every_package(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    assert not re.search(r"https?:|file:|^\s*-(?!-hash)", text, re.MULTILINE)
    packages = re.split(r"\n(?=\w)", text.strip())
    assert len(packages) > 40
    assert all("--hash=sha256:" in package for package in packages)


def test_the_test_lock_holds_the_run_lock():
    pins = [set(re.findall(r"^[\w.-]+==\S+", (ROOT / name).read_text(), re.MULTILINE)) for name in LOCKS]
    assert pins[0] < pins[1]


def test_the_lock_serves_debians_older_python_too():
    """Debian 12 has Python 3.11.2, for which redis wants one package more than for 3.11.3."""
    assert "async-timeout==5.0.1 ; python_full_version < '3.11.3'" in (ROOT / "requirements.lock").read_text()
