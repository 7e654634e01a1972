"""What a load has noted so far, and what of it was refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.economia.carga.filas import FondoLeido
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import DatosIncorrectos, ErrorDominio, Problema
from consistorio.nucleo.reloj import Reloj

LARGO_TEXTO: Final = 300


@dataclass
class Escrito:
    """What has been noted so far. `personas`: NIF -> who it is; `lineas`, `fondos`: name in the load -> line or fund; `leidos`: that which the
    load says of each fund; `facturas`: number in the other register -> the invoice that it will be; `de_facturas`: operation of expense -> its invoice;
    `problemas`: everything that was refused."""

    anio: int
    fecha: date
    actor: Actor
    reloj: Reloj
    personas: dict[str, UUID] = field(default_factory=dict)
    lineas: dict[str, UUID] = field(default_factory=dict)
    fondos: dict[str, UUID] = field(default_factory=dict)
    leidos: dict[str, FondoLeido] = field(default_factory=dict)
    facturas: dict[str, UUID] = field(default_factory=dict)
    de_facturas: dict[str, UUID] = field(default_factory=dict)
    problemas: list[Problema] = field(default_factory=list)
    operaciones: int = 0

    def intentar(self, donde: str, cual: str, hacer: Callable[[], object]) -> None:
        """Do it, or note why not."""
        try:
            hacer()
        except ErrorDominio as error:
            mensajes = [p.mensaje for p in error.problemas] or [error.entero]
            self.problemas += [Problema(donde, f"{cual}: {mensaje}") for mensaje in mensajes]

    def persona(self, nif: str) -> UUID:
        """Who it is. Raises DatosIncorrectos (nobody that is known)."""
        persona = self.personas.get(nif.upper())
        if persona is None:
            mensaje = _("%(nif)s no está en la tabla de terceros, y no lo conocemos.") % {"nif": nif}
            raise DatosIncorrectos(mensaje, problemas=[Problema("", mensaje)])
        return persona

    def en_el_anio(self, fecha: date) -> date:
        """Its day, or the first one of the year when it is of an earlier one. Raises DatosIncorrectos (it is later than the load)."""
        if fecha > self.fecha:
            mensaje = _("Su fecha es posterior a la de la carga.")
            raise DatosIncorrectos(mensaje, problemas=[Problema("", mensaje)])
        return max(fecha, date(self.anio, 1, 1))
