"""The demo accounts' common password; it opens nothing where demo mode is off, since no such account is made there."""

DEMO_PASSWORD = "QuangNam@2025"
DEMO_EMAIL = "@demo.example"
