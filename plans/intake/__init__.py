"""The way from a workbook to judged rows: nothing of a file is believed, and nothing is stored here.

The parent's side runs in the web process or the worker: `template` writes the workbook that is filled in, `sandbox`
starts the child and guards its limits, `reading` turns its answers into a Reading of `problems` and rows. Only
`reading` needs Django's settings, for the portal's day (agencies.calendar), and `cells.days` where it is asked for a
day without being given one.

All else runs in the limited child process as well, which has no Django: `child` starts it, `book` answers,
`workbook/` opens files of any kind, `secrets/` looks at every cell first, `headers/` finds the tables, `rows/`
separates files from other rows and judges them, `cells/` reads single values, `collected` keeps what is odd.
`columns`, `cells/`, `secrets.marks`, `secrets.levels` and `rows.judge_row` serve both sides, forms too.
"""
