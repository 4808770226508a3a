"""Do the tests hold anything? `python -m tests.mutants --rooms plans/pricing,budgets --count 40 --seed 7`.

Draws small errors ("mutants") at random in the modules of the named rooms, puts each into a copy of the tree, and runs
the tests of the room's own folder: a mutant that no test notices has survived, and shows what no test asks for.

Maintained testers were tried first. mutmut 3 changes only the bodies of undecorated functions, in memory, chosen by an
environment variable: it never sees the tables that say most here (workflows, columns, words), and the processes that
read workbooks, which inherit no environment, never see a mutant. cosmic-ray writes into the working tree, runs one
whole command per mutant, and changes neither texts nor what a function returns.
"""
