"""Taking out what should never have been stored: named by its place, asked for by one person, done by another.

`places` is the register: each app says in its `purged_columns` how every column of text is emptied. `searching` goes
from what was named to all that repeats it, `emptying` writes, `services` asks, withdraws and carries out.
"""
