"""The command line: options in, calls, output and an exit code out. One module a command."""
