"""Registry of permissions: every code that an action demands, with the words that people read when they give it out.

`ambito` says who may hold it: staff through the roles of their posts, every identified citizen, or only a system process.
A room adds its codes with `declarar` at import time of its `acciones`, or here. A test checks that every action's code is known.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Ambito(StrEnum):
    """Who may hold a permission."""

    EMPLEADO = "empleado"
    CIUDADANIA = "ciudadania"
    SISTEMA = "sistema"


@dataclass(frozen=True, slots=True)
class Permiso:
    """A permission: code, Spanish label, and who may hold it."""

    codigo: str
    etiqueta: str
    ambitos: frozenset[Ambito]


_REGISTRO: dict[str, Permiso] = {}


def declarar(codigo: str, etiqueta: str, *ambitos: Ambito) -> Permiso:
    """Register a permission. Without `ambitos` it is one of the staff. Raises ValueError if the code has another label."""
    permiso = Permiso(codigo, etiqueta, frozenset(ambitos or (Ambito.EMPLEADO,)))
    anterior = _REGISTRO.get(codigo)
    if anterior is not None and anterior != permiso:
        msg = f"permission {codigo} is already registered as «{anterior.etiqueta}»"
        raise ValueError(msg)
    _REGISTRO[codigo] = permiso
    return permiso


def registrados() -> dict[str, Permiso]:
    """Every registered permission by its code."""
    return dict(_REGISTRO)


def de_ambito(ambito: Ambito) -> frozenset[str]:
    """The codes that may be held in an ámbito."""
    return frozenset(codigo for codigo, permiso in _REGISTRO.items() if ambito in permiso.ambitos)


def desconocidos(codigos: Iterable[str]) -> tuple[str, ...]:
    """Those codes that nobody registered, in order."""
    return tuple(codigo for codigo in codigos if codigo not in _REGISTRO)


IDENTIFICARSE = "identidad.acceso"
PROPIOS_DEL_PERSONAL = frozenset({"personal.cuenta"})

declarar(IDENTIFICARSE, "Comprobar identidades y abrir sesiones", Ambito.SISTEMA)
declarar("ciudadania.sesion", "Elegir en nombre de quién actúa y cerrar su sesión", Ambito.CIUDADANIA)
declarar("ciudadania.representacion", "Otorgar, aceptar y terminar representaciones propias", Ambito.CIUDADANIA)
declarar("ciudadania.datos", "Cambiar sus datos de aviso y el canal que prefiere", Ambito.CIUDADANIA)
declarar("personal.cuenta", "Cuidar de su propia cuenta y de su segundo factor")
declarar("representacion.inscribir", "Inscribir representaciones otorgadas en la oficina")
declarar("personas.mantener", "Dar de alta personas interesadas y corregir sus datos")
declarar("personas.ver", "Consultar datos de personas interesadas")
declarar("cuentas.administrar", "Administrar las cuentas y los segundos factores del personal")
declarar("organizacion.ver", "Consultar unidades, puestos y personal")
declarar("organizacion.administrar", "Administrar unidades, puestos, roles, ocupaciones, suplencias y delegaciones")
