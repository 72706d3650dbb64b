"""`python -m ipcli`."""

from ipcli.cli.app import main

if __name__ == "__main__":
    main()
