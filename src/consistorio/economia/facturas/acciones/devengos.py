"""Note in 413 what some invoices owe, and apply to the budget what waits there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.economia.contabilidad.acceso import tomar_diario
from consistorio.economia.facturas import obligaciones
from consistorio.economia.facturas.acceso import factura_para
from consistorio.economia.facturas.consultas import SIN_O
from consistorio.economia.facturas.devengos import esta_devengada, gasto_minimo, numero_de
from consistorio.economia.facturas.models import Factura
from consistorio.economia.facturas.operaciones import bloqueada, marcar_contabilizada
from consistorio.economia.presupuesto.gasto_de_antes import EXTRAJUDICIAL
from consistorio.economia.presupuesto.models import LineaOperacion, Operacion
from consistorio.economia.presupuesto.operaciones import gasto
from consistorio.economia.presupuesto.permisos import GASTO
from consistorio.economia.presupuesto.reglas import LARGO_TEXTO
from consistorio.economia.presupuesto.tipos import Cabecera, DeAntes, LineaPedida
from consistorio.economia.presupuesto.vinculacion import leer_clave
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import DatosIncorrectos, FaseIncompatible, NoEncontrado, Problema
from consistorio.nucleo.reloj import Reloj
from consistorio.nucleo.tipos import Importe
from consistorio.plataforma.accion import accion

MAXIMO: Final = 200
GRUPOS_DE_GASTO: Final = ("2", "3", "6")


@dato
class FacturaPorDevengar:
    """An invoice, and where its expense would go: an application (`920.22706`) or an account of the chart (`629`). `importe`: in euros, with the tax that is not
    deducted; all that it owes, if it is not said."""

    factura_id: UUID
    donde: str
    importe: Decimal | None = None


@dato
class PorAplicar:
    """What of a line of 413 goes to the budget: `importe` in euros, to an application (`codigo`) or after the line of an earlier phase (`origen`). `clase`: ADO,
    DO or O. `antes`: why it is of an earlier year, if it is; `documento_id`: what justifies it, else that of its note; `a_pesar`: why its invoice goes on in spite of what was found in it."""

    linea_id: UUID
    fecha: date
    texto: str
    importe: Decimal
    clase: str = "ADO"
    codigo: str = ""
    origen: UUID | None = None
    antes: DeAntes | None = None
    documento_id: UUID | None = None
    a_pesar: str = ""


@accion(
    "presupuesto.devengado", permiso=GASTO, norma="TRLRHL arts. 200-203; Orden HAP/1781/2013, quinta parte, cuenta 413"
)
def devengar_facturas(
    *, actor: Actor, fecha: date, pedidas: Sequence[FacturaPorDevengar], reloj: Reloj
) -> list[Operacion]:
    """Note in 413 (4131) the expense of some invoices that have no obligation, an operation each, dated `fecha`: all of them or none.

    Who: `presupuesto.gasto`, who sees them. Writes: Operacion and its entry. Emits: presupuesto.devengado. Raises NoEncontrado, DatosIncorrectos with every problem of
    each invoice (`facturas.N`), Conflicto (the year is closed).
    """
    if not 0 < len(pedidas) <= MAXIMO:
        mensaje = _("Elija al menos una factura, y no más de %(n)d.") % {"n": MAXIMO}
        raise DatosIncorrectos(mensaje, problemas=[Problema("facturas", mensaje)])
    tomar_diario(fecha.year)  # nobody notes the same one meanwhile
    facturas = [factura_para(actor, una.factura_id, motivo=GASTO, reloj=reloj) for una in pedidas]
    dichas = list(zip(facturas, pedidas, strict=True))
    problemas = [
        Problema(f"facturas.{n}", mensaje)
        for n, (factura, pedida) in enumerate(dichas)
        for mensaje in problemas_de(factura, pedida, fecha.year)
    ]
    if len({una.factura_id for una in pedidas}) < len(pedidas):
        problemas.append(Problema("facturas", _("Una factura está dos veces.")))
    hechas = []
    for n, (factura, pedida) in enumerate(dichas) if not problemas else ():
        try:
            hechas.append(_devengar(factura, pedida, fecha, actor=actor, reloj=reloj))
        except DatosIncorrectos as error:
            problemas += [_en_su_fila(n, problema) for problema in error.problemas]
    if problemas:
        raise DatosIncorrectos(_("No se ha anotado nada en la 413."), problemas=list(dict.fromkeys(problemas)))
    return hechas


@accion(
    "presupuesto.gasto",
    "facturas.factura.contabilizada",
    "facturas.hallazgos.asumidos",
    permiso=GASTO,
    norma="RD 500/1990 arts. 58 a 60; TRLRHL arts. 184-185; Orden HAP/1781/2013, quinta parte, cuenta 413",
)
def aplicar_devengado(*, actor: Actor, pedido: PorAplicar, reloj: Reloj) -> Operacion:
    """Recognise the obligation of what waits in 413, whole or in part: of this year or, saying why, of an earlier one (RD 500/1990 arts. 26.2 and 60.2). That of a conformed
    invoice has its obligation noted too.

    Who: `presupuesto.gasto`. Writes: Operacion and its entry, Factura, PasoFactura. Emits: presupuesto.gasto, facturas.factura.contabilizada, facturas.hallazgos.asumidos. Raises NoEncontrado,
    DatosIncorrectos with every problem, FaseIncompatible (its invoice is not conformed, or waits for the control), Conflicto (the year is closed).
    """
    linea = LineaOperacion.objects.select_related("operacion", "aplicacion").filter(id=pedido.linea_id).first()
    if linea is None or linea.operacion.clase != "DV":
        raise NoEncontrado(_("No encontramos ese gasto en la cuenta 413."))
    devengado = linea.operacion
    factura = None
    if devengado.factura_id is not None:
        factura = factura_para(actor, devengado.factura_id, motivo=GASTO, reloj=reloj)
        _exigir_conformada(factura)
    cabecera = Cabecera(
        fecha=pedido.fecha,
        texto=_texto(pedido),
        tercero_id=devengado.tercero_id,
        varios=devengado.varios,
        expediente_id=devengado.expediente_id if pedido.origen is None else None,
        documento_id=_documento(pedido) or devengado.documento_id,
        factura_id=devengado.factura_id,
        factura=devengado.factura,
        antes=pedido.antes,
    )
    codigo = pedido.codigo.strip() if pedido.origen is None else ""
    lineas = [LineaPedida(pedido.importe, codigo=codigo, origen=pedido.origen, aplica=linea.id)]
    operacion = gasto.gastar(pedido.clase, cabecera, lineas, actor=actor, reloj=reloj)
    if factura is not None:
        bloqueada(factura.id)
        if problemas := obligaciones.problemas_de(operacion, factura):
            dichos = [Problema("importe", problema.mensaje) for problema in problemas]
            raise DatosIncorrectos(_("La operación no se ha contabilizado."), problemas=dichos)
        marcar_contabilizada(factura.id, operacion_id=operacion.id, a_pesar=pedido.a_pesar, actor=actor, reloj=reloj)
    return operacion


def problemas_de(factura: Factura, pedida: FacturaPorDevengar, anio: int) -> list[str]:
    """What keeps an invoice from being noted in a year, in words."""
    mensajes = []
    if factura.estado not in SIN_O:
        mensajes.append(_("Está así: %(estado)s. No se anota en la 413.") % {"estado": factura.get_estado_display()})
    elif esta_devengada(factura, anio):
        mensajes.append(_("Ya está anotada en la 413."))
    if factura.emisor_id is None:
        mensajes.append(_("No consta quién la expidió: dígalo antes en la factura."))
    if leer_clave(pedida.donde) is None and not es_de_gasto(pedida.donde):
        mensajes.append(
            _("Escriba la aplicación o la cuenta del gasto, de los grupos 2, 3 o 6. Por ejemplo, 920.22706 o 629.")
        )
    minimo, maximo = gasto_minimo(factura), factura.obligado
    if maximo <= 0:
        mensajes.append(_("No dice cuánto se debe."))
    elif pedida.importe is not None and not minimo <= pedida.importe <= maximo:
        mensaje = _("El importe va de %(minimo)s, sin su IVA, a %(maximo)s.")
        mensajes.append(mensaje % {"minimo": Importe(minimo), "maximo": Importe(maximo)})
    return mensajes


def es_de_gasto(cuenta: str) -> bool:
    """Whether that is written as an account of what is bought or spent."""
    return cuenta.strip().isdigit() and len(cuenta.strip()) >= 3 and cuenta.strip().startswith(GRUPOS_DE_GASTO)


def _devengar(factura: Factura, pedida: FacturaPorDevengar, fecha: date, *, actor: Actor, reloj: Reloj) -> Operacion:
    emisor = factura.emisor
    cabecera = Cabecera(
        fecha=fecha,
        texto=f"{_('Factura')} {factura.codigo}. {factura.concepto}".strip(". ")[:LARGO_TEXTO],
        tercero_id=emisor.persona_id if emisor is not None else None,
        expediente_id=factura.expediente_id,
        documento_id=factura.entrega.original_id,
        factura_id=factura.id,
        factura=numero_de(factura),
    )
    importe, donde = pedida.importe or factura.obligado, pedida.donde.strip()
    es_cuenta = es_de_gasto(donde)
    linea = LineaPedida(importe, codigo="" if es_cuenta else donde, cuenta=donde if es_cuenta else "")
    return gasto.devengar(cabecera, [linea], actor=actor, reloj=reloj)


def _en_su_fila(n: int, problema: Problema) -> Problema:
    """What is wrong with the day is of all of them; the rest, of the invoice."""
    return problema if problema.campo == "fecha" else Problema(f"facturas.{n}", problema.mensaje)


def _exigir_conformada(factura: Factura) -> None:
    if factura.estado == Factura.Estado.CONFORMADA:
        return
    que_hacer = _("Pida a su unidad que la conforme.")
    if factura.estado not in SIN_O:
        que_hacer = _("Si ya no se debe, deshaga su anotación en la 413.")
    mensaje = _("La factura %(codigo)s está así: %(estado)s. Su obligación no se puede reconocer ahora.")
    dicho = {"codigo": factura.codigo, "estado": factura.get_estado_display()}
    raise FaseIncompatible(mensaje % dicho, que_hacer=que_hacer)


def _documento(pedido: PorAplicar) -> UUID | None:
    """What justifies it, or the agreement that recognises it."""
    return pedido.documento_id or (pedido.antes.documento_id if pedido.antes is not None else None)


def _texto(pedido: PorAplicar) -> str:
    if pedido.antes is None or pedido.antes.causa != EXTRAJUDICIAL:
        return pedido.texto
    return f"{_('Reconocimiento extrajudicial')}. {pedido.texto}"[:LARGO_TEXTO]
