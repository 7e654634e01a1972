"""Loading a whole organisation from files, at the first run or later: what is there already stays."""

from __future__ import annotations

from django.db import transaction

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.plataforma.base.villa import alias_actual
from consistorio.plataforma.organizacion.acciones.estructura import ADMINISTRAR
from consistorio.plataforma.organizacion.carga import HECHOS_DE_LA_CARGA, CuentaNueva, ResultadoCarga, cargar
from consistorio.plataforma.organizacion.eventos import CADENA, CargaEnsayada
from consistorio.plataforma.organizacion.ficheros import Carga

__all__ = ["CuentaNueva", "ResultadoCarga", "ensayar", "importar"]


@accion(
    *HECHOS_DE_LA_CARGA,
    permiso=ADMINISTRAR,
    norma="LRJSP art. 5; RD 311/2022 anexo II op.acc",
)
def importar(*, actor: Actor, carga: Carga, reloj: Reloj) -> ResultadoCarga:
    """Load units, roles, posts, people, delegations and substitutions; repeating a load changes nothing that exists.

    Who: administrators of the organisation, or the installation. Raises DatosIncorrectos with every reference that leads
    nowhere; then nothing is written.
    """
    return cargar(carga, actor=actor, reloj=reloj)


@accion("organizacion.importacion.ensayada", permiso=ADMINISTRAR, norma="LRJSP art. 5; RD 311/2022 anexo II op.acc")
def ensayar(*, actor: Actor, carga: Carga, reloj: Reloj) -> ResultadoCarga:
    """Do the whole load with every check of the database and undo it: what it would bring. The passwords it says are worthless.

    Who: administrators of the organisation. Writes nothing but the fact of the rehearsal. Raises as `importar`.
    """
    with transaction.atomic(using=alias_actual()):
        resultado = cargar(carga, actor=actor, reloj=reloj)
        transaction.set_rollback(True)
    anotar(CADENA, CargaEnsayada(carga.huella), actor=actor, reloj=reloj)
    return resultado
