"""The rows of what arrives: one delivery, and each of its invoices with its number, whatever is wrong with it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from django.conf import settings
from django.db.models import Model

from consistorio.documental.documentos import operaciones as documentos
from consistorio.documental.documentos.models import Documento
from consistorio.documental.registro.models import Asiento, DocumentoAsiento
from consistorio.economia.facturas import comprobaciones, operaciones
from consistorio.economia.facturas.comprobaciones import Hallazgo
from consistorio.economia.facturas.estructura.tipos import Centro, Cesion, FacturaLeida, Impuesto, Linea, Parte
from consistorio.economia.facturas.eventos import FacturaAnotada
from consistorio.economia.facturas.models import Entrega, Factura, ImpuestoFactura, LibroFacturas, LineaFactura
from consistorio.economia.facturas.reglas import motivo_propuesto, nif_sin_prefijo
from consistorio.economia.terceros.consultas import ficha_de_otro_pais
from consistorio.economia.terceros.models import Tercero
from consistorio.economia.terceros.operaciones import ficha_de
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import DatosIncorrectos
from consistorio.nucleo.reloj import Reloj, en_madrid, hoy
from consistorio.plataforma.accion import exigir_transaccion
from consistorio.plataforma.almacen.models import Contenido
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.plataforma.identidad.operaciones import persona_por_nif
from consistorio.tramitacion.expedientes.models import Expediente

FACTURA = "TD19"
_DOS, _OCHO, _TOPE = Decimal("0.01"), Decimal("0.00000001"), Decimal(10) ** 12
MAXIMO_LINEAS = 5000


@dato
class Llegada:
    """How something arrived: through what, since when terms run, by which entry; and what is known of its file."""

    canal: str
    entrada_el: datetime
    asiento: Asiento | None = None
    version: str = ""
    firma: str = ""
    firma_dice: str = ""


@dato
class Recibida:
    """One invoice to be noted: what it says and what was found wrong with its file. Who typed one on paper (not `electronica`) saw whom it is for,
    and it carries no codes but that of its unit."""

    leida: FacturaLeida
    emisor: Parte
    receptor_nif: str
    centros: tuple[Centro, ...]
    cesion: Cesion | None
    hallazgos: tuple[Hallazgo, ...]
    electronica: bool = True


def libro_del(anio: int) -> LibroFacturas:
    """The book of a year, its row locked: who holds it gives the numbers."""
    LibroFacturas.objects.get_or_create(anio=anio)
    return LibroFacturas.objects.select_for_update().get(anio=anio)


def codigo_de(libro: LibroFacturas) -> str:
    """The code of the last invoice of a book."""
    return f"RCF-{libro.anio}-{libro.ultimo:06d}"


# Paper is scanned again; FACe gives a number to each filing, and the second one of a file is a duplicate
SIEMPRE_NUEVA = (Entrega.Canal.PAPEL, Entrega.Canal.FACE)


def ya_entregada(huella: str) -> Entrega | None:
    """The delivery of that file, if it came before."""
    return Entrega.objects.filter(huella=huella).exclude(canal=Entrega.Canal.PAPEL).first()


def reparos(recibidas: Sequence[Recibida], *, entrada_el: datetime) -> list[Hallazgo]:
    """What would be found wrong with what somebody is about to send. Writes nothing."""
    dia, hallados = en_madrid(entrada_el).date(), list[Hallazgo]()
    for recibida in recibidas:
        factura = _fila(Entrega(entrada_el=entrada_el), recibida)
        factura.duplicada_de = comprobaciones.duplicada(factura)
        hallados += _hallazgos(factura, recibida, dia)
    return list(dict.fromkeys(hallados))


def entregar(
    contenido: Contenido, nombre: str, llegada: Llegada, recibidas: Sequence[Recibida], *, actor: Actor, reloj: Reloj
) -> list[Factura]:
    """Note what arrived and each of its invoices, and send to their units those that say which. The same file twice is the same delivery.

    Writes: Documento, Entrega, Factura, LineaFactura, ImpuestoFactura, LibroFacturas, PasoFactura, Persona, Tercero.
    Emits: facturas.factura.anotada, facturas.factura.remitida, documento.capturado, terceros.tercero.alta, identidad.persona.creada.
    """
    exigir_transaccion()
    libro = libro_del(hoy(reloj).year)
    if llegada.canal not in SIEMPRE_NUEVA:
        anterior = ya_entregada(contenido.sha256)
        if anterior is not None:
            return list(anterior.facturas.select_related("unidad").order_by("orden"))
    documento = _documento(contenido, nombre, llegada, actor, reloj)
    entrega = Entrega.objects.create(
        canal=llegada.canal,
        documento=documento,
        huella=contenido.sha256,
        asiento=llegada.asiento,
        version=llegada.version,
        firma=llegada.firma,
        firma_dice=llegada.firma_dice,
        entrada_el=llegada.entrada_el,
        recibida_el=reloj.ahora(),
        recibida_por=actor.id,
    )
    facturas = [_anotar(entrega, libro, recibida, actor=actor, reloj=reloj) for recibida in recibidas]
    libro.save(update_fields=["ultimo"])
    return facturas


def _documento(contenido: Contenido, nombre: str, llegada: Llegada, actor: Actor, reloj: Reloj) -> Documento:
    if llegada.asiento is not None:
        suyo = DocumentoAsiento.objects.filter(asiento=llegada.asiento, sha256=contenido.sha256).first()
        if suyo is not None:
            return Documento.objects.get(id=suyo.documento_id)
    return documentos.incorporar(
        contenido,
        titulo=nombre,
        nombre=nombre,
        tipo_documental=FACTURA,
        origen_administracion=False,
        organo=settings.CONSISTORIO_ENTIDAD["dir3"],
        estado_elaboracion="EE01",
        actor=actor,
        reloj=reloj,
    )


def _anotar(entrega: Entrega, libro: LibroFacturas, recibida: Recibida, *, actor: Actor, reloj: Reloj) -> Factura:
    factura, dia = _fila(entrega, recibida), en_madrid(entrega.entrada_el).date()
    factura.emisor = _emisor(recibida.emisor, actor, reloj)
    factura.expediente = (
        Expediente.objects.filter(numero=factura.expediente_dicho).first() if (factura.expediente_dicho) else None
    )
    factura.duplicada_de = comprobaciones.duplicada(factura)
    hallazgos = _hallazgos(factura, recibida, dia)
    factura.problemas = [h.como_datos() for h in hallazgos]
    factura.motivo_propuesto = motivo_propuesto(h.codigo for h in hallazgos)
    libro.ultimo += 1
    factura.anio, factura.numero = libro.anio, libro.ultimo
    factura.codigo = codigo_de(libro)
    factura.anotada_el = reloj.ahora()
    factura.save(force_insert=True)
    detalle = _detalle(factura, recibida.leida)
    hecho = FacturaAnotada(
        factura.id,
        factura.codigo,
        entrega.huella,
        f"{factura.total:.2f}" if factura.total is not None else "",
        entrega.firma,
        tuple(sorted({h.codigo for h in hallazgos})),
    )
    filas: list[Model] = [factura, *detalle]
    if factura.orden == 1:
        filas.append(entrega)
    anotar(factura.cadena, hecho, actor=actor, reloj=reloj, filas=filas)
    unidad = comprobaciones.unidad_vigente(factura.unidad_tramitadora, en=hoy(reloj))
    if unidad is not None:
        operaciones.remitir(factura, unidad, actor=actor, reloj=reloj)
    return factura


def _hallazgos(factura: Factura, recibida: Recibida, dia: date) -> list[Hallazgo]:
    leida, hallazgos = recibida.leida, list(recibida.hallazgos)
    if recibida.electronica:
        hallazgos += comprobaciones.del_receptor(recibida.receptor_nif)
    hallazgos += comprobaciones.del_emisor(recibida.emisor)
    papeles = comprobaciones.PAPELES if recibida.electronica else comprobaciones.SOLO_UNIDAD
    hallazgos += comprobaciones.de_los_centros(recibida.centros, papeles=papeles, en=dia)
    hallazgos += comprobaciones.del_contenido(
        numero=leida.numero, fecha=leida.fecha, moneda=leida.moneda, total=factura.total, hoy=dia
    )
    if len(leida.lineas) > MAXIMO_LINEAS:
        mensaje = comprobaciones.lineas_que_no_caben(len(leida.lineas), MAXIMO_LINEAS)
        hallazgos.append(Hallazgo("aviso", "", mensaje))
    if factura.duplicada_de is not None:
        mensaje = comprobaciones.ya_vino(factura.duplicada_de)
        hallazgos.append(Hallazgo("duplicada", "", mensaje))
    return [*hallazgos, *comprobaciones.de_lo_que_pide(factura, en=dia)]


def _fila(entrega: Entrega, recibida: Recibida) -> Factura:
    leida, totales = recibida.leida, recibida.leida.totales
    dichos = {c.papel: c.codigo[:10] for c in recibida.centros}
    cesion = recibida.cesion
    dice_total = bool(leida.lineas) or totales.total != 0
    return Factura(
        entrega=entrega,
        orden=leida.orden,
        emisor_nif=nif_sin_prefijo(recibida.emisor.nif)[:30],
        emisor_nombre=recibida.emisor.nombre_completo[:250],
        receptor_nif=nif_sin_prefijo(recibida.receptor_nif)[:30],
        serie=leida.serie[:20],
        numero_factura=leida.numero[:40],
        clase=leida.clase[:2],
        rectifica=leida.rectifica[:40],
        fecha=leida.fecha,
        fecha_operacion=leida.fecha_operacion,
        moneda=leida.moneda[:3],
        concepto=leida.concepto[:500],
        base=euros(totales.antes_de_impuestos) if dice_total else None,
        repercutido=euros(totales.repercutido) if dice_total else None,
        retenido=euros(totales.retenido) if dice_total else None,
        total=euros(totales.total) if dice_total else None,
        a_pagar=euros(totales.a_ejecutar) if dice_total else None,
        expediente_dicho=leida.expediente[:40],
        iban=leida.iban[:34],
        vencimiento=leida.vencimiento,
        forma_de_pago=leida.forma_de_pago[:2],
        cesionario_nif=nif_sin_prefijo(cesion.cesionario.nif)[:30] if cesion is not None else "",
        cesionario_nombre=cesion.cesionario.nombre_completo[:250] if cesion is not None else "",
        cesion_iban=cesion.iban[:34] if cesion is not None else "",
        oficina_contable=dichos.get("01", ""),
        organo_gestor=dichos.get("02", ""),
        unidad_tramitadora=dichos.get("03", ""),
        entrada_el=entrega.entrada_el,
    )


def euros(importe: Decimal) -> Decimal | None:
    """An amount with cents, if it fits."""
    return importe.quantize(_DOS, ROUND_HALF_UP) if abs(importe) < _TOPE else None


def _emisor(parte: Parte, actor: Actor, reloj: Reloj) -> Tercero | None:
    """The ficha of who sent it, made if there is none; nobody when its number or its name are not known, nor when it is from abroad and has none."""
    if parte.residencia not in ("", "R"):
        return ficha_de_otro_pais(parte.nif)
    if not comprobaciones.nif_valido(parte.nif):
        return None
    try:
        persona = persona_por_nif(
            nif_sin_prefijo(parte.nif),
            nombre=parte.nombre[:80] if parte.apellido1 else parte.nombre_completo[:80],
            apellido1=parte.apellido1[:80],
            apellido2=parte.apellido2[:80],
            razon_social=parte.nombre_completo[:160],
            actor=actor,
            reloj=reloj,
        )
    except DatosIncorrectos:
        return None
    return ficha_de(persona.id, actor=actor, reloj=reloj)


def _detalle(factura: Factura, leida: FacturaLeida) -> list[Model]:
    lineas = [_linea(factura, linea) for linea in leida.lineas[:MAXIMO_LINEAS]]
    impuestos = [_impuesto(factura, n, i) for n, i in enumerate(leida.impuestos[:MAXIMO_LINEAS], start=1)]
    filas: list[Model] = []
    filas += LineaFactura.objects.bulk_create(lineas)
    filas += ImpuestoFactura.objects.bulk_create(impuestos)
    return filas


def _linea(factura: Factura, linea: Linea) -> LineaFactura:
    return LineaFactura(
        factura=factura,
        orden=linea.orden,
        descripcion=linea.descripcion[:2500],
        cantidad=ocho(linea.cantidad),
        precio=ocho(linea.precio),
        bruto=ocho(linea.bruto),
    )


def ocho(numero: Decimal) -> Decimal:
    """A rate, a price or a quantity as rows keep it."""
    return numero.quantize(_OCHO, ROUND_HALF_UP)


def _impuesto(factura: Factura, orden: int, impuesto: Impuesto) -> ImpuestoFactura:
    cero = Decimal("0.00")
    return ImpuestoFactura(
        factura=factura,
        orden=orden,
        codigo=impuesto.codigo[:2],
        tipo=ocho(impuesto.tipo),
        base=euros(impuesto.base) or cero,
        cuota=euros(impuesto.cuota) or cero,
        recargo=euros(impuesto.recargo) or cero,
        retenido=impuesto.retenido,
    )
