"""What this room does on facts of the engine: show, date and take down."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.nucleo.errores import FaseIncompatible
from consistorio.plataforma.auditoria.suscripciones import HechoAnotado, suscrito
from consistorio.servicios.tablon import consultas, operaciones
from consistorio.servicios.tablon.models import Anuncio
from consistorio.tramitacion.expedientes.acceso import bloquear

CAUSAS = {"plazo": Anuncio.Causa.PLAZO, "terminacion": Anuncio.Causa.TERMINACION}


@suscrito("motor.anuncio.pedido")
def anuncio_pedido(hecho: HechoAnotado) -> None:
    """A signed document is for everybody."""
    dias, expuestos = hecho.datos.get("dias"), hecho.datos.get("expuestos")
    operaciones.publicar(
        bloquear(UUID(str(hecho.datos["expediente_id"]))),
        documento_id=UUID(str(hecho.datos["documento_id"])),
        clase=str(hecho.datos["clase"]),
        titulo=str(hecho.datos["titulo"]),
        referencia=str(hecho.datos["referencia"]),
        dias=int(str(dias)) if dias is not None else None,
        expuestos=[UUID(str(uno)) for uno in expuestos] if isinstance(expuestos, list) else [],
        actor=hecho.actor,
        reloj=hecho.reloj,
    )


@suscrito("motor.informacion.publicada")
def informacion_en_boletin(hecho: HechoAnotado) -> None:
    """The gazette says until when it is shown."""
    _fechar(hecho, "informacion_id")


@suscrito("motor.termino.prorrogado")
def termino_prorrogado(hecho: HechoAnotado) -> None:
    """An incident of the sede gave more days to allege: it is shown as long (LPACAP 32.4)."""
    if hecho.datos.get("clase") == "informacion":
        _fechar(hecho, "tramite_id")


def _fechar(hecho: HechoAnotado, clave: str) -> None:
    expediente = bloquear(UUID(str(hecho.datos["expediente_id"])))
    anuncio = consultas.de_referencia(f"informacion:{hecho.datos[clave]}")
    if anuncio is not None:
        hasta = date.fromisoformat(str(hecho.datos["vence"]))
        operaciones.fechar(anuncio, expediente, hasta=hasta, actor=hecho.actor, reloj=hecho.reloj)


@suscrito("motor.informacion.cerrada")
def informacion_cerrada(hecho: HechoAnotado) -> None:
    """The public information is over: so is its announcement, if nobody took it down."""
    causa = CAUSAS.get(str(hecho.datos["causa"]))
    anuncio = consultas.de_referencia(f"informacion:{hecho.datos['informacion_id']}")
    if causa is not None and anuncio is not None:
        expediente = bloquear(UUID(str(hecho.datos["expediente_id"])))
        operaciones.terminar(anuncio, expediente, causa=causa, actor=hecho.actor, reloj=hecho.reloj)


@suscrito("expediente.cerrado")
def expediente_cerrado(hecho: HechoAnotado) -> None:
    """A case is not closed while something of it is shown: the record of its days has to join it. Raises FaseIncompatible."""
    primero = Anuncio.objects.filter(expediente_id=UUID(str(hecho.datos["expediente_id"])), terminado_el=None).first()
    if primero is not None:
        raise FaseIncompatible(
            _("No se puede cerrar: el anuncio «%(t)s» sigue en el tablón.") % {"t": primero.titulo},
            que_hacer=_("Espere a que termine su plazo o, si ya no hace falta, retírelo."),
        )
