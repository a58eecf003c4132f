"""`python -m gateway` is `gongkai`."""

from gateway.cli import main

if __name__ == "__main__":
    main()
