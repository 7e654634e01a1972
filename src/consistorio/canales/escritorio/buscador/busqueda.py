"""What is found of every kind, and a page of one kind."""

from __future__ import annotations

from uuid import UUID

from django.utils.functional import Promise

from consistorio.canales.escritorio.buscador.clases import CLASES, asientos_de
from consistorio.canales.escritorio.buscador.directo import por_identidad
from consistorio.canales.escritorio.buscador.hallazgos import Hallazgo
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.dato import dato
from consistorio.plataforma.auditoria.operaciones import registrar_acceso
from consistorio.plataforma.base.villa import alias_actual
from consistorio.plataforma.orden import planes_a_medida
from consistorio.tramitacion.expedientes.busqueda import Donde, donde

POR_GRUPO, TOPE, POR_PAGINA = 5, 20, 25


@dato
class Grupo:
    """What was found of a kind: the first ones, and how many up to `TOPE`; `parecidos`: nothing was written just so, and these look like it."""

    clase: str
    nombre: str | Promise
    filas: list[Hallazgo]
    cuantos: int
    parecidos: bool = False

    @property
    def hay_mas(self) -> bool:
        """Whether there are more than those shown."""
        return self.cuantos > len(self.filas)

    @property
    def pasa_del_tope(self) -> bool:
        """Whether nobody counted how many there are."""
        return self.cuantos > TOPE


def buscar(actor: Actor, texto: str) -> list[Grupo]:
    """What fits of every kind, without the kinds of which nothing does. Where nothing at all does, what looks like it. The search itself is noted:
    it reads personal data."""
    registrar_acceso(actor, que="busqueda", objeto_id="escritorio", motivo="búsqueda en el escritorio")
    with planes_a_medida(alias_actual()):
        aqui = por_identidad(donde(actor, texto, tope=TOPE + 1))
        return _grupos(aqui) or _parecidos(aqui.perdonando())


def _grupos(donde: Donde) -> list[Grupo]:
    asientos = asientos_de(donde)
    halladas = {codigo: clase.buscar(donde, asientos) for codigo, clase in CLASES.items()}
    return [_grupo(codigo, filas) for codigo, filas in halladas.items() if filas]


def _parecidos(donde: Donde) -> list[Grupo]:
    halladas = {codigo: clase.buscar(donde, ()) for codigo, clase in CLASES.items() if clase.perdona}
    return [_grupo(codigo, filas, parecidos=True) for codigo, filas in halladas.items() if filas]


def _grupo(codigo: str, filas: list[Hallazgo], *, parecidos: bool = False) -> Grupo:
    return Grupo(codigo, CLASES[codigo].nombre, filas[:POR_GRUPO], len(filas), parecidos)


def pagina(actor: Actor, codigo: str, texto: str, *, antes_de: UUID | None, parecidas: bool) -> list[Hallazgo]:
    """A page of one kind and one more row, newest first; `parecidas`: of what looks like it. It is noted as any search."""
    registrar_acceso(actor, que="busqueda", objeto_id=codigo, motivo="búsqueda en el escritorio")
    clase = CLASES[codigo]
    with planes_a_medida(alias_actual()):
        aqui = por_identidad(donde(actor, texto, antes_de=antes_de, tope=POR_PAGINA + 1))
        if parecidas and clase.perdona:
            return clase.buscar(aqui.perdonando(), ())
        return clase.buscar(aqui, asientos_de(aqui) if codigo in ("registro", "expedientes") else ())
