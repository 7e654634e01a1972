"""Background jobs of the invoices."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from consistorio.economia.facturas import acciones, consultas
from consistorio.economia.facturas.models import AvisoRetraso
from consistorio.economia.facturas.permisos import VIGILAR
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.plataforma.cola import salidas
from consistorio.plataforma.cola.barridos import a_cada_uno
from consistorio.plataforma.cola.tipos import Prioridad
from consistorio.plataforma.cola.trabajos import periodico, trabajo
from consistorio.plataforma.organizacion.models import Empleado


@periodico("facturas.vigilar", cron="20 5 * * *")
def vigilar() -> None:
    """Once a day, tell of each invoice that is late to who heads its unit, then to who is above, then to Intervención."""
    reloj = reloj_de_la_casa()
    actor = Actor.sistema("retrasos de facturas", VIGILAR)

    def avisar(factura_id: UUID) -> None:
        acciones.avisar_retraso(actor=actor, factura_id=factura_id, reloj=reloj)

    a_cada_uno(consultas.por_avisar(en=hoy(reloj)), avisar, que="late invoices")


@trabajo("facturas.soltar_obligacion", cola="general")
def soltar_obligacion(*, operacion_id: str) -> None:
    """The operation that recognised the obligation of some invoices was corrected."""
    actor = Actor.sistema("obligaciones de facturas", VIGILAR)
    acciones.soltar_obligacion(actor=actor, operacion_id=UUID(operacion_id), reloj=reloj_de_la_casa())


@trabajo("facturas.documentar_conformidad", cola="documentos")
def documentar_conformidad(*, factura_id: str) -> None:
    """An invoice was conformed: its document, for who conformed it to sign."""
    actor = Actor.sistema("conformidad de facturas", VIGILAR)
    acciones.documentar_conformidad(actor=actor, factura_id=UUID(factura_id), reloj=reloj_de_la_casa())


@trabajo("facturas.recoger_conformidad", cola="firma")
def recoger_conformidad(*, documento_id: str, firmada: bool) -> None:
    """The document of a conformity was signed, or came back."""
    actor = Actor.sistema("conformidad de facturas", VIGILAR)
    acciones.recoger_conformidad(
        actor=actor, documento_id=UUID(documento_id), firmada=firmada, reloj=reloj_de_la_casa()
    )


@trabajo("facturas.enviar_aviso", cola="correo", prioridad=Prioridad.EN_BLOQUE)
def enviar_aviso(*, aviso_id: str) -> None:
    """Mail a notice to who must know, once each. It says the code of the invoice and its days, and nothing of who sent it."""
    aviso = AvisoRetraso.objects.select_related("factura__unidad").get(id=UUID(aviso_id))
    reloj = reloj_de_la_casa()
    [con] = consultas.con_relojes([aviso.factura], en=hoy(reloj))
    unidad = aviso.factura.unidad.nombre if aviso.factura.unidad is not None else _("sin unidad")
    asunto = _("La factura %(codigo)s se retrasa") % {"codigo": aviso.factura.codigo}
    cuerpo = _(
        "La factura %(codigo)s (%(unidad)s) lleva %(dias)s días desde que entró. Está así: %(estado)s.\n\n%(sede)s"
    ) % {
        "codigo": aviso.factura.codigo,
        "unidad": unidad,
        "dias": con.relojes.desde_entrada,
        "estado": aviso.factura.get_estado_display(),
        "sede": settings.CONSISTORIO_SEDE_URL,
    }
    for empleado in Empleado.objects.select_related("persona").filter(id__in=aviso.a_quienes):
        if empleado.persona.correo:
            clave = f"factura-retraso:{aviso.id}:{empleado.id}"
            salidas.enviar_una_vez(
                clave, destino=empleado.persona.correo, asunto=asunto, cuerpo=cuerpo, referencia=clave
            )
