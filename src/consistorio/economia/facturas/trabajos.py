"""Background jobs of the invoices."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from consistorio.economia.facturas import acciones, avisos, consultas, face
from consistorio.economia.facturas.models import AvisoEmisor, AvisoRetraso, Factura, RegistroFace
from consistorio.economia.facturas.permisos import VIGILAR
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import DatosIncorrectos, NoEncontrado
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.base.villa import alias_actual
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.plataforma.cola import salidas
from consistorio.plataforma.cola.barridos import a_cada_uno
from consistorio.plataforma.cola.operaciones import encolar
from consistorio.plataforma.cola.tipos import Prioridad
from consistorio.plataforma.cola.trabajos import periodico, trabajo
from consistorio.plataforma.organizacion.models import Empleado
from consistorio.plataforma.puertos.correo import EntregaDudosa
from consistorio.plataforma.puertos.face import NuevaEnFace
from consistorio.plataforma.puertos.face import face as puerto_de_face


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


@trabajo("facturas.recoger_pago", cola="general")
def recoger_pago(*, operacion_id: str) -> None:
    """Money left for what was owed, or came back: which invoices it pays."""
    actor = Actor.sistema("pagos de facturas", VIGILAR)
    acciones.recoger_pago(actor=actor, operacion_id=UUID(operacion_id), reloj=reloj_de_la_casa())


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


@trabajo("facturas.avisar_al_emisor", cola="correo", prioridad=Prioridad.EN_BLOQUE)
def avisar_al_emisor(*, factura_id: str, clase: str, numero: int) -> None:
    """Mail who sent an invoice what happened with it (`clase`), and note how it ended. `numero`: of the fact in its chain: each is told once.

    A file with several invoices is told of once, by the first. Without an address it is noted, for the office to tell them otherwise.
    """
    factura = Factura.objects.select_related("emisor__persona", "entrega").get(id=UUID(factura_id))
    if clase == AvisoEmisor.Clase.ANOTADA and factura.orden != 1:
        return
    de_todas = clase == AvisoEmisor.Clase.ANOTADA
    facturas = list(factura.entrega.facturas.order_by("orden")) if de_todas else [factura]
    asunto, cuerpo = avisos.correo_al_emisor(
        facturas,
        clase,
        motivo=factura.motivo,
        entidad=str(settings.CONSISTORIO_ENTIDAD["nombre"]),
        sede=settings.CONSISTORIO_SEDE_URL,
    )

    def anotar(resultado: str, detalle: str = "") -> None:
        acciones.anotar_aviso_al_emisor(
            actor=Actor.sistema("avisos de facturas", VIGILAR),
            factura_id=factura.id,
            clase=clase,
            resultado=resultado,
            detalle=detalle,
            reloj=reloj_de_la_casa(),
        )

    def fin(dicho: salidas.Fin) -> None:
        if isinstance(dicho, str):
            anotar(AvisoEmisor.Resultado.ENVIADO, dicho)
        elif isinstance(dicho, (DatosIncorrectos, EntregaDudosa)):
            es_duda = isinstance(dicho, EntregaDudosa)
            anotar(AvisoEmisor.Resultado.DUDOSO if es_duda else AvisoEmisor.Resultado.FALLIDO, dicho.mensaje)

    destino = factura.emisor.persona.correo if factura.emisor is not None else ""
    if not destino:
        anotar(AvisoEmisor.Resultado.SIN_MEDIO)
        return
    llave = f"factura:{factura.id}:{numero}"
    try:
        salidas.enviar_una_vez(llave, destino=destino, asunto=asunto, cuerpo=cuerpo, referencia=llave, anotar=fin)
    except DatosIncorrectos:
        return  # refused for good: it is noted, and the invoice says so


@periodico("facturas.face_mirar", cron="*/15 * * * *", cola="face")
def face_mirar() -> None:
    """Ask FACe what is new, and have each brought by a job of its own; then note the requests to cancel. Without FACe, nothing.

    In its own queue: a FACe that is slow to answer keeps no other sweep of the house waiting.
    """
    puerto = puerto_de_face()
    if not puerto.activo:
        return
    nuevas = puerto.nuevas()
    with transaction.atomic(using=alias_actual()):
        for una in nuevas:
            encolar(
                "facturas.face_traer",
                clave=f"face:{una.numero}",
                turno=f"face:{una.numero}",
                numero=una.numero,
                oficina=una.oficina_contable,
                organo=una.organo_gestor,
                unidad=una.unidad_tramitadora,
                registrada=una.registrada_el.isoformat() if una.registrada_el is not None else "",
            )
    reloj = reloj_de_la_casa()
    for pedida in puerto.anulaciones():
        try:
            if not acciones.anular_por_face(actor=face.QUIEN, pedida=pedida, reloj=reloj):
                _decir_lo_que_falte(pedida.numero)
        except NoEncontrado:
            continue  # it is not in the register yet: FACe says it again


def _decir_lo_que_falte(numero: str) -> None:
    """FACe still waits for what may be answered here already: it is told then."""
    registro = RegistroFace.objects.get(numero=numero)
    if next(face.por_decir(registro), None) is not None:
        with transaction.atomic(using=alias_actual()):
            encolar("facturas.face_decir", turno=registro.cadena, registro_id=registro.id)


@trabajo("facturas.face_traer", cola="face")
def face_traer(*, numero: str, oficina: str, organo: str, unidad: str, registrada: str) -> None:
    """Bring an invoice of FACe: kept first, confirmed after. Once more changes nothing."""
    cuando = datetime.fromisoformat(registrada) if registrada else None
    nueva = NuevaEnFace(numero, oficina, organo, unidad, cuando)
    face.traer(puerto_de_face(), nueva, actor=face.QUIEN, reloj=reloj_de_la_casa())


@trabajo("facturas.face_decir", cola="face")
def face_decir(*, registro_id: str) -> None:
    """Tell FACe what happened with an invoice that came from it. Without FACe it waits in the queue, in sight."""
    face.decir(puerto_de_face(), UUID(registro_id), actor=face.QUIEN, reloj=reloj_de_la_casa())
