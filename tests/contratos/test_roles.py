"""What each role of the example town may do: taking any permission away from a role changes the reviewed list."""

from __future__ import annotations

import pytest

from consistorio.plataforma.identidad.permisos import PROPIOS_DEL_PERSONAL, Ambito, de_ambito
from consistorio.plataforma.organizacion.models import Rol

from .test_contratos import comparar

pytestmark = [pytest.mark.usefixtures("pueblo_sembrado"), pytest.mark.django_db]


def repartidos() -> list[tuple[str, str]]:
    """Role and permission, as the load of the roles leaves them."""
    return sorted((rol.codigo, permiso) for rol in Rol.objects.all() for permiso in rol.permisos)


def test_what_each_role_may_do_is_the_reviewed_list() -> None:
    comparar("roles.txt", [f"{rol} {permiso}" for rol, permiso in repartidos()])


def test_every_permission_of_the_staff_is_held_by_some_role() -> None:
    """One that nobody holds is a thing that nobody can do. Some come with the account itself."""
    de_alguien = {permiso for _rol, permiso in repartidos()} | PROPIOS_DEL_PERSONAL
    assert sorted(de_ambito(Ambito.EMPLEADO) - de_ambito(Ambito.CIUDADANIA) - de_alguien) == []
