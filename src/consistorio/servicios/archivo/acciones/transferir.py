"""Hand a closed case over to the archive."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import FaseIncompatible, Problema
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion
from consistorio.servicios.archivo.operaciones import impedimentos_de_transferencia
from consistorio.tramitacion.expedientes import operaciones as expedientes
from consistorio.tramitacion.expedientes.acceso import expediente_para
from consistorio.tramitacion.expedientes.models import Expediente

TRANSFERIR = "archivo.transferir"


@accion("expediente.archivado", permiso=TRANSFERIR, norma="LPACAP art. 17; RD 203/2021 arts. 54 y 55")
def transferir(*, actor: Actor, expediente_id: UUID, reloj: Reloj) -> Expediente:
    """Send a closed case to the archive: from then on nothing at all joins it, and it is read from there.

    Who: the archive, of a case that they may see. Writes: Expediente. Emits: expediente.archivado. Raises: FaseIncompatible with
    every reason why not (open, index without its time stamp, an appeal under way), NoEncontrado, NoPermitido.
    """
    expediente = expediente_para(actor, expediente_id, TRANSFERIR, bloquear=True)
    razones = impedimentos_de_transferencia(expediente)
    if razones:
        raise FaseIncompatible(
            _("El expediente %(n)s todavía no puede pasar al archivo.") % {"n": expediente.numero},
            que_hacer=" ".join(razones),
            problemas=[Problema("", razon) for razon in razones],
        )
    expedientes.archivar(expediente, actor=actor, reloj=reloj)
    return expediente
