"""What the register of another program noted first goes on here: its clocks count from its day there, and its steps from then on are of this one."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from uuid import UUID

from django.db.models import Model
from django.utils.translation import gettext as _

from consistorio.economia.facturas import comprobaciones, entrada, eventos
from consistorio.economia.facturas.models import (
    Entrega,
    Factura,
    ImpuestoFactura,
    LibroFacturas,
    PasoFactura,
    RegistroFace,
)
from consistorio.economia.facturas.reglas import motivo_propuesto, numero_limpio
from consistorio.economia.terceros.models import Tercero
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.dato import dato
from consistorio.nucleo.reloj import MADRID, Reloj
from consistorio.plataforma.accion import exigir_transaccion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.plataforma.organizacion.models import Unidad
from consistorio.tramitacion.expedientes.models import Expediente

IVA, IRPF = "01", "04"  # as Facturae names them


@dato
class FacturaTraida:
    """An invoice as the other register has it. `huella`: of what said it; `registro`: its number there; `entrada`: its day there; amounts in euros, `tipo_iva` and `tipo_retencion`
    in per cent, None when it has several or none; `estado`: of `Factura.Estado`, up to contabilizada; `conformada`: when; `operacion_o`: which recognises it, of
    one contabilizada, on `contabilizada`; `compromiso`: which committed its expense; `dice`: what the other register says of its way, in words."""

    id: UUID
    huella: str
    registro: str
    entrada: date
    emisor: Tercero
    numero: str
    fecha: date
    concepto: str
    base: Decimal
    iva: Decimal
    retenido: Decimal
    total: Decimal
    estado: str
    dice: str
    serie: str = ""
    tipo_iva: Decimal | None = None
    tipo_retencion: Decimal | None = None
    unidad: Unidad | None = None
    expediente: Expediente | None = None
    conformada: date | None = None
    contabilizada: date | None = None
    operacion_o: UUID | None = None
    compromiso: UUID | None = None
    face: str = ""
    oficina_contable: str = ""


def traer(traida: FacturaTraida, libro: LibroFacturas, *, actor: Actor, reloj: Reloj) -> Factura:
    """Note an invoice of another register with a number of this one, whatever is wrong with it, in the state that it has there; what was done there is said in one step, and nobody is told of it again.

    `libro`: locked by the caller, who saves it. `face`: its number in FACe, which knows that it is noted and is told of what follows. Writes: Entrega, Factura,
    ImpuestoFactura, PasoFactura, RegistroFace. Emits: facturas.factura.traida.
    """
    exigir_transaccion()
    ahora = reloj.ahora()
    entrega = Entrega.objects.create(
        canal=Entrega.Canal.ANTERIOR,
        huella=traida.huella,
        numero_anterior=traida.registro,
        entrada_el=_comienza(traida.entrada),
        recibida_el=ahora,
        recibida_por=actor.id,
    )
    libro.ultimo += 1
    factura = _fila(traida, entrega, libro)
    factura.save(force_insert=True)
    impuestos = ImpuestoFactura.objects.bulk_create(_impuestos(traida, factura))
    paso = PasoFactura.objects.create(
        factura=factura,
        clase=PasoFactura.Clase.TRAIDA,
        unidad=factura.unidad,
        texto=traida.dice,
        dado_el=ahora,
        dado_por=actor.id,
        cargo=actor.cargo[:250],
    )
    filas: list[Model] = [factura, entrega, *impuestos, paso]
    if traida.face:
        filas.append(
            RegistroFace.objects.create(
                numero=traida.face,
                oficina_contable=traida.oficina_contable,
                entrega=entrega,
                recogida_el=ahora,
                confirmada_el=ahora,
            )
        )
    hecho = eventos.FacturaTraida(factura.id, factura.codigo, traida.registro, traida.huella, f"{factura.total:.2f}")
    anotar(factura.cadena, hecho, actor=actor, reloj=reloj, filas=filas)
    return factura


def _fila(traida: FacturaTraida, entrega: Entrega, libro: LibroFacturas) -> Factura:
    estado, unidad = traida.estado, traida.unidad
    hallazgos = list(
        comprobaciones.del_contenido(
            numero=traida.numero, fecha=traida.fecha, moneda="EUR", total=traida.total, hoy=traida.entrada
        )
    )
    espera_a_alguien = estado != Factura.Estado.ANOTADA
    return Factura(
        id=traida.id,
        entrega=entrega,
        anio=libro.anio,
        numero=libro.ultimo,
        codigo=entrada.codigo_de(libro),
        emisor=traida.emisor,
        emisor_nif=traida.emisor.persona.nif,
        emisor_nombre=traida.emisor.persona.nombre_completo[:250],
        serie=traida.serie,
        numero_factura=traida.numero,
        clase="OO",
        fecha=traida.fecha,
        concepto=traida.concepto,
        base=traida.base,
        repercutido=traida.iva,
        retenido=traida.retenido,
        total=traida.total,
        a_pagar=traida.total,
        expediente_dicho=traida.expediente.numero if traida.expediente is not None else "",
        expediente=traida.expediente,
        unidad_tramitadora=unidad.dir3 if unidad is not None else "",
        problemas=[h.como_datos() for h in hallazgos],
        motivo_propuesto=motivo_propuesto(h.codigo for h in hallazgos),
        entrada_el=entrega.entrada_el,
        anotada_el=entrega.entrada_el,  # what is measured since it was noted counts from the other register
        estado=estado,
        unidad=unidad if espera_a_alguien else None,
        remitida_el=entrega.entrada_el if espera_a_alguien else None,
        conformada_el=_comienza(traida.conformada) if traida.conformada is not None else None,
        contabilizada_el=_comienza(traida.contabilizada) if traida.contabilizada is not None else None,
        operacion_o_id=traida.operacion_o,
        compromiso_id=traida.compromiso,
    )


def _impuestos(traida: FacturaTraida, factura: Factura) -> list[ImpuestoFactura]:
    """Its tax and what it withholds, where there is one rate of each."""
    dichos = [
        (codigo, entrada.ocho(tipo), cuota, retenido)
        for codigo, tipo, cuota, retenido in (
            (IVA, traida.tipo_iva, traida.iva, False),
            (IRPF, traida.tipo_retencion, traida.retenido, True),
        )
        if tipo is not None
    ]
    return [
        ImpuestoFactura(
            factura=factura, orden=n, codigo=codigo, tipo=tipo, base=traida.base, cuota=cuota, retenido=retenido
        )
        for n, (codigo, tipo, cuota, retenido) in enumerate(dichos, start=1)
    ]


def ya_registrada(emisor_nif: str, numero: str, anio: int) -> Factura | None:
    """The one that is here already with that issuer, number (with its series) and year, and was neither rejected nor cancelled."""
    suyas = Factura.objects.filter(emisor_nif=emisor_nif, fecha__year=anio).exclude(
        estado__in=[Factura.Estado.RECHAZADA, Factura.Estado.ANULADA]
    )
    clave = numero_limpio(numero)
    return next((una for una in suyas if numero_limpio(una.serie + una.numero_factura) == clave), None)


def en_palabras(registro: str, estado: str, *, conformada: date | None, unidad: Unidad | None) -> str:
    """What the other register says of its way until now."""
    dichas = [_("Allí era la %(registro)s.") % {"registro": registro}]
    if estado == "devuelta":
        dicha = _("La unidad %(unidad)s dijo que no era suya.") if unidad is not None else _("Su unidad la devolvió.")
        dichas.append(dicha % {"unidad": unidad.nombre} if unidad is not None else dicha)
    if conformada is not None:
        dichas.append(_("Se conformó el %(dia)s.") % {"dia": f"{conformada:%d/%m/%Y}"})
    return " ".join(dichas)


def _comienza(dia: date) -> datetime:
    return datetime.combine(dia, time.min, tzinfo=MADRID)
