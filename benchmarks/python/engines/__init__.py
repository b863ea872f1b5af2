"""How each package does the rows.

Each file but runtimes.py has a class ``Engine``. A method that bears the name of a row's way prepares the row and returns what is timed, a function
or a coroutine function without parameters. A row without a method is one that the package cannot do.
"""
