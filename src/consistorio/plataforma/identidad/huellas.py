"""How the passwords of the example town are kept."""

from __future__ import annotations

from django.contrib.auth.hashers import PBKDF2PasswordHasher


class HuellaDeEjemplo(PBKDF2PasswordHasher):
    """Quick to make and to check: everybody knows the password of the example's accounts, and each first start makes them all.

    Only the settings of the demo name it: whoever has a password kept so cannot log in to a real town.
    """

    algorithm = "pbkdf2_ejemplo"
    iterations = 1_000
