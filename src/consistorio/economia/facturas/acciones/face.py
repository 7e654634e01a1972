"""What comes from FACe is noted, and what FACe was told. Nobody decides anything here: persons did, or the supplier."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from consistorio.documental.documentos import operaciones as documentos
from consistorio.economia.facturas import comprobaciones, entrada, eventos, operaciones, reglas
from consistorio.economia.facturas.acciones.recibir import HECHOS, NORMA, recibidas_de
from consistorio.economia.facturas.consultas import VIVAS
from consistorio.economia.facturas.entrada import Llegada, Recibida
from consistorio.economia.facturas.estructura.tipos import Centro, FacturaLeida, Lectura, Parte, Totales
from consistorio.economia.facturas.firma import Juicio
from consistorio.economia.facturas.models import (
    AnexoFactura,
    DichoFace,
    Entrega,
    Factura,
    PasoFactura,
    RegistroFace,
)
from consistorio.economia.facturas.permisos import FACE
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import NoEncontrado
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.accion import accion
from consistorio.plataforma.almacen import operaciones as almacen
from consistorio.plataforma.almacen.operaciones import Admitido
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.plataforma.puertos.face import AnulacionEnFace, FacturaDeFace, NuevaEnFace

CERO = Decimal(0)


@accion(*HECHOS, "facturas.face.recogida", permiso=FACE, norma=f"Ley 25/2013 art. 6; {NORMA}")
def recoger_de_face(
    *,
    actor: Actor,
    nueva: NuevaEnFace,
    bajada: FacturaDeFace,
    admitido: Admitido,
    anexos: Sequence[tuple[str, Admitido]],
    lectura: Lectura,
    juicio: Juicio,
    reloj: Reloj,
) -> RegistroFace:
    """Note what was downloaded, whatever is wrong with it: what cannot be read is noted with what FACe says of it. The same number twice is the same.

    Who: the job (`facturas.face`). Writes: RegistroFace, AnexoFactura, and as `entrada.entregar`. Emits: facturas.face.recogida, and as it does.
    """
    entrada.libro_del(hoy(reloj).year)  # two processes that bring the same number take turns here
    anterior = RegistroFace.objects.select_related("entrega").filter(numero=nueva.numero).first()
    if anterior is not None:
        return anterior
    ahora = reloj.ahora()
    llegada = Llegada(
        canal=Entrega.Canal.FACE,
        entrada_el=min(nueva.registrada_el or ahora, ahora),
        version=lectura.version,
        firma=juicio.veredicto if juicio.lleva else "",
        firma_dice=juicio.dice,
    )
    recibidas = recibidas_de(lectura, juicio) or [_ilegible(nueva, bajada, lectura)]
    contenido = almacen.guardar(admitido, actor=actor, reloj=reloj)
    facturas = entrada.entregar(contenido, bajada.nombre, llegada, recibidas, actor=actor, reloj=reloj)
    entrega = facturas[0].entrega
    filas = [_anexar(entrega, n, *uno, actor=actor, reloj=reloj) for n, uno in enumerate(anexos, start=1)]
    registro = RegistroFace.objects.create(
        numero=nueva.numero, oficina_contable=nueva.oficina_contable, entrega=entrega, recogida_el=ahora
    )
    hecho = eventos.RecogidaDeFace(registro.id, registro.numero, entrega.id)
    anotar(registro.cadena, hecho, actor=actor, reloj=reloj, filas=[registro, *filas])
    return registro


def _ilegible(nueva: NuevaEnFace, bajada: FacturaDeFace, lectura: Lectura) -> Recibida:
    """An invoice of which only what FACe says is known."""
    total = bajada.importe if bajada.importe is not None else CERO
    leida = FacturaLeida(
        orden=1,
        numero=bajada.numero_factura,
        serie=bajada.serie,
        clase="",
        fecha=None,
        fecha_operacion=None,
        moneda="EUR",
        concepto=_("El archivo no se puede leer"),
        expediente="",
        rectifica="",
        lineas=(),
        impuestos=(),
        totales=Totales(CERO, CERO, CERO, CERO, CERO, CERO, total, total, total),
        iban="",
        vencimiento=None,
        forma_de_pago="",
    )
    dichos = (nueva.oficina_contable, nueva.organo_gestor, nueva.unidad_tramitadora)
    centros = tuple(Centro(papel, dir3) for papel, dir3 in zip(("01", "02", "03"), dichos, strict=True) if dir3)
    hallazgos = tuple(comprobaciones.de_defectos(lectura.defectos))
    receptor = str(settings.CONSISTORIO_ENTIDAD["nif"])
    return Recibida(leida, Parte(bajada.emisor_nif, residencia="R"), receptor, centros, None, hallazgos)


def _anexar(
    entrega: Entrega, orden: int, nombre: str, admitido: Admitido, *, actor: Actor, reloj: Reloj
) -> AnexoFactura:
    documento = documentos.incorporar(
        almacen.guardar(admitido, actor=actor, reloj=reloj),
        titulo=nombre[:255] or _("Anexo"),
        nombre=nombre[:255] or _("anexo"),
        tipo_documental="TD99",
        origen_administracion=False,
        organo=settings.CONSISTORIO_ENTIDAD["dir3"],
        actor=actor,
        reloj=reloj,
    )
    return AnexoFactura.objects.create(entrega=entrega, orden=orden, documento=documento)


@accion("facturas.face.confirmada", permiso=FACE, norma="Ley 25/2013 art. 9.1")
def confirmar_en_face(*, actor: Actor, registro_id: UUID, reloj: Reloj) -> RegistroFace:
    """FACe knows that an invoice is in the register. Once more changes nothing.

    Who: the job. Writes: RegistroFace. Emits: facturas.face.confirmada. Raises NoEncontrado.
    """
    registro = _bloqueado(id=registro_id)
    if registro.confirmada_el is None:
        registro.confirmada_el = reloj.ahora()
        registro.save(update_fields=["confirmada_el"])
        hecho = eventos.ConfirmadaEnFace(registro.id)
        anotar(registro.cadena, hecho, actor=actor, reloj=reloj, filas=[registro])
    return registro


@accion("facturas.face.dicho", permiso=FACE, norma="Ley 25/2013 art. 9.3")
def anotar_dicho_a_face(*, actor: Actor, registro_id: UUID, paso_id: UUID, codigo: str, reloj: Reloj) -> None:
    """FACe was told of a step. Once more changes nothing.

    Who: the job. Writes: DichoFace. Emits: facturas.face.dicho. Raises NoEncontrado.
    """
    registro = _bloqueado(id=registro_id)
    if not DichoFace.objects.filter(paso_id=paso_id).exists():
        dicho = DichoFace.objects.create(registro=registro, paso_id=paso_id, codigo=codigo, dicho_el=reloj.ahora())
        hecho = eventos.DichoAFace(registro.id, paso_id, codigo)
        anotar(registro.cadena, hecho, actor=actor, reloj=reloj, filas=[dicho])


@accion(
    *("facturas.face.anulacion", "facturas.anulacion.pedida", "facturas.anulacion.resuelta"),
    permiso=FACE,
    norma="Ley 25/2013 arts. 6 y 9",
)
def anular_por_face(*, actor: Actor, pedida: AnulacionEnFace, reloj: Reloj) -> bool:
    """Who sent an invoice asks in FACe to cancel it: the accounting office will answer; what is paid or ended is answered now, since it cannot be
    cancelled any more. False: that request was noted before.

    Who: the job. Writes: RegistroFace, Factura, PasoFactura. Emits: facturas.face.anulacion, facturas.anulacion.pedida, facturas.anulacion.resuelta.
    Raises NoEncontrado (it is not in the register).
    """
    registro = _bloqueado(numero=pedida.numero)
    if registro.anulacion_pedida == pedida.pedida_el:
        return False
    for factura_id in registro.entrega.facturas.order_by("orden").values_list("id", flat=True):
        _pedir(operaciones.bloqueada(factura_id), pedida.motivo.strip(), actor=actor, reloj=reloj)
    registro.anulacion_pedida = pedida.pedida_el
    registro.save(update_fields=["anulacion_pedida"])
    hecho = eventos.AnulacionDeFace(registro.id)
    anotar(registro.cadena, hecho, actor=actor, reloj=reloj, filas=[registro])
    return True


def _pedir(factura: Factura, motivo: str, *, actor: Actor, reloj: Reloj) -> None:
    """What is asked here is noted also when it was asked elsewhere and waits: the answer is then told here too."""
    clase, viva = PasoFactura.Clase, factura.estado in VIVAS
    campos = []
    if viva and factura.anulacion != Factura.Anulacion.SOLICITADA:
        factura.anulacion, campos = Factura.Anulacion.SOLICITADA, ["anulacion"]
    operaciones.dar_paso(
        factura,
        clase.ANULACION_PEDIDA,
        eventos.AnulacionPedida(factura.id),
        campos,
        texto=motivo,
        motivo=reglas.POR_FACE,
        actor=actor,
        reloj=reloj,
    )
    if not viva:
        texto = _("Ya no se puede anular: está así: %(e)s.") % {"e": factura.get_estado_display()}
        hecho = eventos.AnulacionResuelta(factura.id, aceptada=False)
        operaciones.dar_paso(factura, clase.ANULACION_NEGADA, hecho, [], texto=texto, actor=actor, reloj=reloj)


def _bloqueado(**cual: object) -> RegistroFace:
    registro = RegistroFace.objects.select_for_update(of=("self",)).select_related("entrega").filter(**cual).first()
    if registro is None:
        raise NoEncontrado(_("No encontramos esa factura de FACe."))
    return registro
