"""Moving running cases to another version of their procedure: somebody asks, a job does it case by case."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, ErrorDominio, NoEncontrado, Problema
from consistorio.nucleo.identificadores import uuid7
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion, alias_actual
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.plataforma.cola.operaciones import encolar
from consistorio.tramitacion.catalogo.acceso import exigir_area
from consistorio.tramitacion.catalogo.models import VersionProcedimiento
from consistorio.tramitacion.catalogo.operaciones import cadena_de
from consistorio.tramitacion.catalogo.permisos import DISENAR
from consistorio.tramitacion.expedientes.acceso import bloquear
from consistorio.tramitacion.motor.eventos import CambioDeVersionPedido
from consistorio.tramitacion.motor.models import CambioDeVersion, CasoDeCambio
from consistorio.tramitacion.motor.operaciones.versiones import pasar
from consistorio.tramitacion.motor.permisos import CAMBIAR_VERSION
from consistorio.tramitacion.motor.versiones import en_otra_version

TANDA = 2000


@accion("motor.cambio_de_version.pedido", permiso=DISENAR, norma="LPACAP arts. 20 y 71; LRJSP art. 5")
def pedir_cambio_de_version(
    *, actor: Actor, version_id: UUID, expedientes: Collection[UUID] | None, motivo: str, reloj: Reloj
) -> CambioDeVersion:
    """Ask that running cases go on under the published version of their procedure. `expedientes`: which; None: all that the actor may see.

    Who: with `catalogo.disenar`, of the unit that answers for the area. Writes: CambioDeVersion, CasoDeCambio. Emits:
    motor.cambio_de_version.pedido. Raises NoEncontrado, NoPermitido (of another area), Conflicto (not published, or another act goes on),
    DatosIncorrectos (no reason, no case, or a case that is not running in another version).
    """
    version = (
        VersionProcedimiento.objects.select_for_update(of=("self",))
        .select_related("procedimiento")
        .filter(id=version_id)
        .first()
    )
    if version is None:
        raise NoEncontrado(_("No encontramos esa versión del procedimiento."))
    exigir_area(actor, version.tipada.area, reloj=reloj)
    if version.estado != VersionProcedimiento.Estado.PUBLICADA:
        raise Conflicto(_("Solo se pasa a la versión publicada."))
    if CasoDeCambio.objects.filter(cambio__version=version, estado=CasoDeCambio.Estado.POR_HACER).exists():
        raise Conflicto(
            _("Ya se están pasando expedientes a esta versión."), que_hacer=_("Espere a que terminen los que quedan.")
        )
    casos = en_otra_version(actor, version).order_by("id")
    if expedientes is not None:
        casos = casos.filter(id__in=expedientes)
    elegidos = list(casos.values_list("id", flat=True))
    _comprobar(motivo, elegidos, expedientes)
    cambio = CambioDeVersion.objects.create(
        version=version, motivo=motivo.strip(), pedido_por_id=actor.id, pedido_el=reloj.ahora()
    )
    filas = (CasoDeCambio(id=uuid7(), cambio=cambio, expediente_id=uno) for uno in elegidos)
    CasoDeCambio.objects.bulk_create(filas, batch_size=TANDA)
    hecho = CambioDeVersionPedido(cambio.id, version.id, len(elegidos))
    anotar(cadena_de(version.procedimiento.codigo), hecho, actor=actor, reloj=reloj, filas=[cambio])
    encolar("motor.cambiar_version", clave=f"version:{cambio.id}", cambio_id=cambio.id)
    return cambio


def _comprobar(motivo: str, elegidos: Collection[UUID], pedidos: Collection[UUID] | None) -> None:
    problemas = []
    if not motivo.strip():
        problemas.append(Problema("motivo", _("Escriba por qué pasan a esta versión.")))
    elif len(motivo.strip()) > 600:
        problemas.append(Problema("motivo", _("El motivo pasa de 600 caracteres.")))
    if pedidos is not None and len(set(pedidos)) != len(elegidos):
        mensaje = _(
            "Alguno de los expedientes ya no está abierto en otra versión, o no puede verlo: mire otra vez la lista."
        )
        problemas.append(Problema("expedientes", mensaje))
    elif not elegidos:
        problemas.append(Problema("expedientes", _("Elija al menos un expediente.")))
    if problemas:
        raise DatosIncorrectos(_("No se ha pasado ningún expediente."), problemas=problemas)


@accion(
    "expediente.version.cambiada", "tarea.creada", permiso=CAMBIAR_VERSION, norma="LPACAP arts. 20 y 71; LRJSP art. 5"
)
def pasar_de_version(*, actor: Actor, caso_id: UUID, reloj: Reloj) -> CasoDeCambio:
    """Move one case, if it still may; else it stays as it was, and the reason is kept.

    Who: the job `motor.cambiar_version`; idempotent. Writes: CasoDeCambio, Expediente, Tarea. Emits: expediente.version.cambiada, tarea.creada.
    Raises NoEncontrado.
    """
    expediente_id = CasoDeCambio.objects.filter(id=caso_id).values_list("expediente_id", flat=True).first()
    if expediente_id is None:
        raise NoEncontrado(_("No encontramos ese cambio de versión."))
    expediente = bloquear(expediente_id)
    caso = CasoDeCambio.objects.select_for_update(of=("self",)).select_related("cambio").get(id=caso_id)
    if caso.estado != CasoDeCambio.Estado.POR_HACER:
        return caso
    # Nobody publishes another, nor withdraws this one, between asking and moving
    version = VersionProcedimiento.objects.select_for_update(no_key=True).get(id=caso.cambio.version_id)
    try:
        with transaction.atomic(using=alias_actual()):
            if version.estado != VersionProcedimiento.Estado.PUBLICADA:
                raise Conflicto(_("Esa versión ya no está publicada."))
            pasar(expediente, version, caso.cambio, actor=actor, reloj=reloj)
    except ErrorDominio as error:
        caso.estado, caso.resultado = CasoDeCambio.Estado.SE_QUEDA, error.entero
    else:
        caso.estado = CasoDeCambio.Estado.PASADO
    caso.hecho_el = reloj.ahora()
    caso.save(update_fields=["estado", "resultado", "hecho_el"])
    return caso
