"""Commands of `./portal`. Standard library only: it runs before the environment exists."""
