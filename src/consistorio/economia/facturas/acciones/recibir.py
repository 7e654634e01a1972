"""Note what arrives: a Facturae file, or an invoice on paper with its scan."""

from __future__ import annotations

import io
from datetime import date, datetime
from decimal import Decimal
from typing import BinaryIO
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.documental.firma.casa import criterio_de_la_casa
from consistorio.documental.registro.acceso import asiento_para
from consistorio.documental.registro.models import Asiento
from consistorio.economia.facturas import comprobaciones, entrada
from consistorio.economia.facturas.comprobaciones import Hallazgo
from consistorio.economia.facturas.entrada import Llegada, Recibida
from consistorio.economia.facturas.estructura import leer
from consistorio.economia.facturas.estructura.lectura import MAXIMO_BYTES
from consistorio.economia.facturas.estructura.tipos import (
    Centro,
    FacturaLeida,
    Impuesto,
    Lectura,
    Linea,
    Parte,
    Totales,
)
from consistorio.economia.facturas.firma import Juicio, juzgar
from consistorio.economia.facturas.models import Entrega, Factura
from consistorio.economia.facturas.permisos import REGISTRAR
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import DatosIncorrectos, Problema
from consistorio.nucleo.reloj import Reloj
from consistorio.nucleo.tipos import Importe
from consistorio.plataforma.accion import accion, exigir_permiso
from consistorio.plataforma.almacen import operaciones as almacen
from consistorio.plataforma.almacen.operaciones import Admitido

NORMA = "Ley 25/2013 arts. 8 y 9; RD 1619/2012 arts. 6 y 7"
HECHOS = (
    "facturas.factura.anotada",
    "facturas.factura.remitida",
    "documento.capturado",
    "terceros.tercero.alta",
    "identidad.persona.creada",
)
CERO = Decimal(0)
OBLIGADAS = frozenset("ABNUVW")


@dato
class FacturaEnPapel:
    """An invoice on paper as it was typed: amounts in euros as people write them, `iva` and `irpf` in per cent, `unidad`: a DIR3.

    `entrada`: the day on which it came in, if not today.
    """

    emisor_nif: str
    emisor_nombre: str
    numero: str
    fecha: date | None
    concepto: str
    base: str
    iva: str
    total: str
    unidad: str
    emisor_apellido1: str = ""
    emisor_apellido2: str = ""
    serie: str = ""
    irpf: str = "0"
    expediente: str = ""
    iban: str = ""
    entrada: datetime | None = None


def recibir(
    *,
    actor: Actor,
    flujo: BinaryIO,
    nombre: str,
    canal: str,
    reloj: Reloj,
    entrada_el: datetime | None = None,
    asiento_id: UUID | None = None,
) -> list[Factura]:
    """Note the invoices of a Facturae file, whatever is wrong with them; each says it, with the reason of rejection that it proposes, and goes to
    its unit if it names one. The same file twice is the same delivery. Its signature is judged before any transaction opens.

    `canal`: of `Entrega.Canal`; `entrada_el`: when it was filed, if not now; `asiento_id`: its entry in the registry, whose date counts.
    Who: `facturas.registrar`. Writes and emits as `entrada.entregar`.
    Raises NoPermitido, NoEncontrado (entry), DatosIncorrectos when nothing can be read in it: then it is noted by hand, with its file.
    """
    exigir_permiso(actor, REGISTRAR, para="facturas.factura.anotada")
    datos = flujo.read(MAXIMO_BYTES + 1)
    lectura = leer(datos)
    exigir_legible(lectura)
    return anotar_entrega(
        actor=actor,
        admitido=almacen.recoger(io.BytesIO(datos)),
        lectura=lectura,
        juicio=juzgar(datos, criterio_de_la_casa()),
        nombre=nombre,
        canal=canal,
        entrada_el=entrada_el,
        asiento_id=asiento_id,
        reloj=reloj,
    )


@accion(*HECHOS, permiso=REGISTRAR, norma=NORMA)
def anotar_entrega(
    *,
    actor: Actor,
    admitido: Admitido,
    lectura: Lectura,
    juicio: Juicio,
    nombre: str,
    canal: str,
    entrada_el: datetime | None,
    asiento_id: UUID | None,
    reloj: Reloj,
) -> list[Factura]:
    """Note a file that was read and judged already. Who, writes, emits, raises: as `recibir`."""
    asiento = asiento_para(actor, asiento_id, motivo=REGISTRAR) if asiento_id is not None else None
    llegada = Llegada(
        canal=_canal(canal),
        entrada_el=_cuando(asiento, entrada_el, reloj),
        asiento=asiento,
        version=lectura.version,
        firma=juicio.veredicto if juicio.lleva else "",
        firma_dice=juicio.dice,
    )
    recibidas = recibidas_de(lectura, juicio)
    contenido = almacen.guardar(admitido, actor=actor, reloj=reloj)
    return entrada.entregar(contenido, nombre, llegada, recibidas, actor=actor, reloj=reloj)


def recibidas_de(lectura: Lectura, juicio: Juicio) -> list[Recibida]:
    """Each invoice of a file, with what is wrong with the file and its signature."""
    tercero = lectura.tercero.nif if lectura.tercero is not None else ""
    firma = comprobaciones.de_firma(juicio, expiden={lectura.emisor.nif, tercero} - {""})
    return [
        Recibida(
            leida,
            lectura.emisor,
            lectura.receptor.nif,
            lectura.centros,
            lectura.cesion,
            (*comprobaciones.de_defectos(lectura.defectos_de(leida.orden)), *firma),
        )
        for leida in lectura.facturas
    ]


def exigir_legible(lectura: Lectura) -> None:
    """Raises DatosIncorrectos, with every reason, when no invoice can be read in a file."""
    if not lectura.facturas:
        problemas = [Problema(d.donde, str(d)) for d in lectura.defectos]
        raise DatosIncorrectos(
            _("No se puede leer ninguna factura en ese archivo."),
            problemas=problemas or [Problema("", _("No lleva ninguna factura."))],
            que_hacer=_("Si es una factura en otro formato, anótela a mano con su archivo."),
        )


def _canal(canal: str) -> str:
    if canal not in Entrega.Canal.values:
        mensaje = _("Diga por dónde llegó la factura.")
        raise DatosIncorrectos(mensaje, problemas=[Problema("canal", mensaje)])
    return canal


def _cuando(asiento: Asiento | None, dicho: datetime | None, reloj: Reloj) -> datetime:
    """When it came in: as its entry says; else as it is said, never later than now."""
    if asiento is not None:
        return asiento.presentado_el
    ahora = reloj.ahora()
    return min(dicho, ahora) if dicho is not None else ahora


def recibir_papel(
    *, actor: Actor, papel: FacturaEnPapel, flujo: BinaryIO, nombre: str, reloj: Reloj, asiento_id: UUID | None = None
) -> Factura:
    """Note an invoice on paper, typed from its scan. What is wrong with it is listed as with any other.

    Who: `facturas.registrar`. Writes and emits as `entrada.entregar`. Raises NoPermitido, NoEncontrado (entry), DatosIncorrectos (the scan; amounts
    that are no numbers).
    """
    exigir_permiso(actor, REGISTRAR, para="facturas.factura.anotada")
    leida, hallazgos = _del_papel(papel)
    juzgado = almacen.juzgar(flujo, nombre=nombre)
    return anotar_papel(
        actor=actor,
        admitido=juzgado,
        papel=papel,
        leida=leida,
        hallazgos=hallazgos,
        nombre=nombre,
        asiento_id=asiento_id,
        reloj=reloj,
    )


@accion(*HECHOS, permiso=REGISTRAR, norma=NORMA)
def anotar_papel(
    *,
    actor: Actor,
    admitido: Admitido,
    papel: FacturaEnPapel,
    leida: FacturaLeida,
    hallazgos: tuple[Hallazgo, ...],
    nombre: str,
    asiento_id: UUID | None,
    reloj: Reloj,
) -> Factura:
    """Note an invoice on paper whose scan is already judged. Who, writes, emits, raises: as `recibir_papel`."""
    asiento = asiento_para(actor, asiento_id, motivo=REGISTRAR) if asiento_id is not None else None
    llegada = Llegada(Entrega.Canal.PAPEL, _cuando(asiento, papel.entrada, reloj), asiento)
    centros = (Centro("03", papel.unidad.strip().upper()),)
    emisor = Parte(
        papel.emisor_nif.strip().upper(),
        nombre=papel.emisor_nombre.strip(),
        apellido1=papel.emisor_apellido1.strip(),
        apellido2=papel.emisor_apellido2.strip(),
    )
    recibida = Recibida(leida, emisor, "", centros, None, hallazgos, electronica=False)
    contenido = almacen.asentar(admitido)
    [factura] = entrada.entregar(contenido, nombre, llegada, [recibida], actor=actor, reloj=reloj)
    return factura


def _del_papel(papel: FacturaEnPapel) -> tuple[FacturaLeida, tuple[Hallazgo, ...]]:
    problemas, importes = list[Problema](), dict[str, Decimal]()
    for campo in ("base", "iva", "irpf", "total"):
        try:
            importes[campo] = Importe.de(getattr(papel, campo) or "0").euros
        except DatosIncorrectos as error:
            problemas.append(Problema(campo, error.mensaje))
    if problemas:
        raise DatosIncorrectos(_("No se ha anotado la factura."), problemas=problemas)
    base, total = importes["base"], importes["total"]
    cuota, retenido = base * importes["iva"] / 100, base * importes["irpf"] / 100
    hallazgos = list[Hallazgo]()
    if abs(base + cuota - retenido - total) >= Decimal("0.02"):
        hallazgos.append(
            Hallazgo("importes", _("el total de la factura"), _("La base y los impuestos no dan ese total."))
        )
    if papel.emisor_nif.strip().upper()[:1] in OBLIGADAS:
        mensaje = _("Quien la expide está obligado a presentarla en formato electrónico (Ley 25/2013, artículo 4).")
        hallazgos.append(Hallazgo("formato", _("el archivo"), mensaje))
    impuestos = [Impuesto("01", importes["iva"], base, cuota)]
    if retenido:
        impuestos.append(Impuesto("04", importes["irpf"], base, retenido, retenido=True))
    leida = FacturaLeida(
        orden=1,
        numero=papel.numero.strip(),
        serie=papel.serie.strip(),
        clase="OO",
        fecha=papel.fecha,
        fecha_operacion=None,
        moneda="EUR",
        concepto=papel.concepto.strip(),
        expediente=papel.expediente.strip(),
        rectifica="",
        lineas=(Linea(1, papel.concepto.strip(), Decimal(1), base, base, CERO, CERO, base),),
        impuestos=tuple(impuestos),
        totales=Totales(base, CERO, CERO, base, cuota, retenido, total, total, total),
        iban=papel.iban.replace(" ", "").upper(),
        vencimiento=None,
        forma_de_pago="",
    )
    return leida, tuple(hallazgos)
