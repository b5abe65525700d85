"""`python -m fotofun_service`, which is the command `fotofun-service`."""

from fotofun_service.command import main

if __name__ == "__main__":
    main()
