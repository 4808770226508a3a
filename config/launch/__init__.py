"""What `./portal` does. Standard library only: it runs before the environment exists."""
