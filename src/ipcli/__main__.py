"""`python -m ipcli`."""

from ipcli.cli.app import program

if __name__ == "__main__":
    program()
