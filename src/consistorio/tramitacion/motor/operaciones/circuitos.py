"""Whom a procedure adds to the circuit of signatures of a document: the posts of its definition, as they are held on the day (`catalogo.firmas`)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.documental.documentos.tipos import CampoFirma
from consistorio.documental.firma.tipos import Papel, PasoPedido
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, NoEncontrado, Problema
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import exigir_transaccion
from consistorio.plataforma.organizacion.consultas import Firmante
from consistorio.plataforma.organizacion.models import Puesto
from consistorio.tramitacion.expedientes.intervencion import firmante_en
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.expedientes.operaciones import dar_acceso
from consistorio.tramitacion.motor.models import Tarea


@dato
class FirmaAnadida:
    """A step more of a circuit: what is asked, and who would sign it today."""

    pedido: PasoPedido
    firmante: Firmante

    @property
    def campo(self) -> CampoFirma:
        """Its place in the document."""
        antefirma = _("Visto bueno") if self.pedido.papel == Papel.VISTO_BUENO else ""
        quien, cargo = self.firmante.empleado.nombre, self.firmante.cargo_texto
        return CampoFirma(self.pedido.campo, quien, antefirma=antefirma, detalle=cargo)


def firmas_anadidas(
    tarea: Tarea, expediente: Expediente, *, en: date, salvo: Collection[UUID] = ()
) -> tuple[FirmaAnadida, ...]:
    """Whom the version of the case adds to the circuit of a task, in order. `salvo`: posts (ids) that sign it already, who are not asked twice.

    Raises DatosIncorrectos with every step that nobody could sign that day.
    """
    definida = expediente.version.tipada.tarea(tarea.codigo) if tarea.del_modelo else None
    if definida is None or not definida.firmas:
        return ()
    puestos = {p.codigo: p for p in Puesto.objects.filter(codigo__in=[paso.puesto for paso in definida.firmas])}
    anadidas: list[FirmaAnadida] = []
    problemas: list[Problema] = []
    for numero, paso in enumerate(definida.firmas, start=1):
        puesto = puestos.get(paso.puesto)
        if puesto is None or not puesto.activo:
            nombre = puesto.nombre if puesto is not None else paso.puesto
            problemas.append(Problema("firmas", _("El puesto «%(p)s» ya no existe.") % {"p": nombre}))
        elif puesto.id not in salvo:
            try:
                firmante = firmante_en(expediente, puesto, en=en)
            except (NoEncontrado, Conflicto) as error:
                problemas.append(Problema("firmas", str(error)))
            else:
                anadidas.append(FirmaAnadida(PasoPedido(puesto, f"anadida_{numero}", paso.papel), firmante))
    if problemas:
        raise DatosIncorrectos(
            _("Hoy no se puede enviar a la firma: el procedimiento pide también estas firmas."),
            que_hacer=_(
                "Quien administra la organización dice quién ocupa o suple cada puesto. Si sobran, su área publica otra versión y pasa a ella el expediente."
            ),
            problemas=problemas,
        )
    return tuple(anadidas)


def dar_acceso_a_quien_firma(
    anadidas: Sequence[FirmaAnadida], expediente: Expediente, *, referencia: UUID, causa: str, reloj: Reloj
) -> None:
    """Let those who will sign see the case while it waits for them. Writes: PermisoExpediente."""
    exigir_transaccion()
    for empleado_id in {anadida.firmante.empleado.id for anadida in anadidas}:
        dar_acceso(expediente.id, referencia=referencia, causa=causa, momento=reloj.ahora(), empleado_id=empleado_id)
