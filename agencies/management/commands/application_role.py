from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from agencies import database_role


class Command(BaseCommand):
    help = (
        "Print what the owner of the PostgreSQL database grants to the role under which the portal works, for psql. "
        "With --check: whether the role that DATABASE_URL names owns nothing; exit code 1 where it does."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--name", default=database_role.DEFAULT_NAME, help="the role (portal_rows)")
        parser.add_argument("--check", action="store_true", help="look at the role in use instead")

    def handle(self, *args: object, name: str, check: bool, **options: object) -> None:
        if connection.vendor != "postgresql":
            raise CommandError("SQLite has no roles: its file belongs to the portal's user of the machine.")
        if not name.replace("_", "").isalnum() or not name.isascii():
            raise CommandError("The name of a role has letters, digits and _.")
        if check:
            return self.check_role()
        self.stdout.write(f"-- CREATE ROLE {name} LOGIN PASSWORD '…'; comes first, once")
        for statement in database_role.statements(name):
            self.stdout.write(f"{statement};")

    def check_role(self) -> None:
        """Say what the role in use owns."""
        owned, history = database_role.owned(), database_role.changeable_history()
        if owned or history:
            named = f" and may change {', '.join(history)}" if history else ""
            self.stdout.write(f"The role in use owns {owned} tables and sequences{named}.")
            raise SystemExit(1)
        self.stdout.write("The role in use owns nothing and changes no history.")
