"""Static files under hashed names, each address looked up once a process: a page has forty of them."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class KnownAddresses(CompressedManifestStaticFilesStorage):
    """The manifest is read when a process starts and never again, so an address holds as long as the process does."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.addresses: dict[str, str] = {}

    def url(self, name: str, force: bool = False) -> str:
        """Where browsers find the file; names come from templates alone, so there are some hundred."""
        if force:
            return super().url(name, force)
        if name not in self.addresses:
            self.addresses[name] = super().url(name)
        return self.addresses[name]
