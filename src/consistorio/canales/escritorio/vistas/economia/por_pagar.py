"""What is to be paid by its turn, and the list that is prepared of what is ticked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import chain, islice
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from consistorio.canales.escritorio import lecturas_tesoreria as lecturas
from consistorio.canales.escritorio.guardadas import elegida
from consistorio.canales.escritorio.lecturas_tesoreria import QUE_SE_NOMBRAN, Adelanto, FilaPorPagar
from consistorio.canales.escritorio.rejilla import DiaCorto, errores_del_formulario, euros_escritos
from consistorio.canales.escritorio.vistas.economia.marcas import en_un_campo, filtro_de, lista_marcada, marcados
from consistorio.canales.escritorio.vistas.economia.marco import (
    en_figuras,
    ficheros_sin_anio,
    marco_de_tesoreria,
)
from consistorio.canales.interfaz.cursores import numero
from consistorio.canales.interfaz.formularios import Formulario, anotar_problemas
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.canales.interfaz.tablas import descarga_de_tabla
from consistorio.economia.contabilidad.permisos import VER as VER_CONTABILIDAD
from consistorio.economia.facturas.pagos import retenido_en, retenido_en_cerrado, retienen
from consistorio.economia.presupuesto.models import ConceptoNoPresupuestario
from consistorio.economia.presupuesto.permisos import VER as VER_PRESUPUESTO
from consistorio.economia.presupuesto.tipos import Descuento
from consistorio.economia.tesoreria import acciones, adelantos, consultas, prelacion, reconocido
from consistorio.economia.tesoreria.acciones.relaciones import LARGO_MOTIVO, PagoPedido, conceptos_de_embargo
from consistorio.economia.tesoreria.models import Ordinal
from consistorio.economia.tesoreria.permisos import PAGAR, VER
from consistorio.economia.tesoreria.prelacion import PorPagar
from consistorio.economia.tesoreria.sin_orden import SIN_ORDEN
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, FaseIncompatible
from consistorio.nucleo.reloj import hoy
from consistorio.nucleo.tipos import Importe
from consistorio.plataforma.auditoria.operaciones import registrar_acceso
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa

EN_LA_RELACION = 200  # rows of a list in sight before it is prepared: the list itself has them all
FILAS_DE_DESCUENTO = 4  # that are left empty to be filled in
MAXIMO_DE_DESCUENTOS = 300  # three boxes each
CUENTA_DE_RETENCIONES = "4751"


class Relacion(Formulario):
    """What the payments of a list share."""

    ordinal = forms.ChoiceField(label=gettext_lazy("¿De qué cuenta se paga?"))
    fecha = DiaCorto(gettext_lazy("¿Qué día se paga?"))
    motivo_orden = forms.CharField(
        label=gettext_lazy("¿Por qué se paga fuera de su turno?"),
        required=False,
        max_length=LARGO_MOTIVO,
        help_text=gettext_lazy("Solo si se adelanta a otros pagos. Queda en la relación que se firma."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, datos: object, *, dia_de_hoy: date) -> None:
        super().__init__(datos, initial={"fecha": dia_de_hoy})
        campo = self.fields["ordinal"]
        assert isinstance(campo, forms.ChoiceField)  # noqa: S101  # narrows the type
        abiertas = consultas.ordinales(en=dia_de_hoy).filter(clase=Ordinal.Clase.OPERATIVA)
        campo.choices = [(uno.codigo, str(uno)) for uno in abiertas]


@dato
class DescuentoEscrito:
    """A discount as it was typed: of which payment, by its reference; under which concept, and how much."""

    n: int
    pago: str = ""
    concepto: str = ""
    importe: str = ""
    error: str = ""


@empleado(VER)
@require_http_methods(["GET", "POST"])
def por_pagar(request: PeticionConActor) -> HttpResponse:
    """What is ordered and not paid, by its turn, with what stops each. Who is looked for is sent, not put in the address."""
    return _lista(request)


@empleado(VER)
@require_GET
def fichero(request: PeticionConActor, formato: str) -> HttpResponse:
    """All of it as a file."""
    registrar_acceso(request.actor, que="por_pagar", objeto_id="fichero", motivo=VER)
    dia_de_hoy = hoy(reloj_de_la_casa())
    tabla = lecturas.tabla_por_pagar(lecturas.por_pagar(request.actor, dia_de_hoy))
    return descarga_de_tabla(tabla, formato, f"por-pagar-{dia_de_hoy.isoformat()}")


def _lista(request: PeticionConActor, sueltos: Sequence[str] = ()) -> HttpResponse:
    registrar_acceso(request.actor, que="por_pagar", objeto_id="lista", motivo=VER)
    dia_de_hoy, vista = hoy(reloj_de_la_casa()), elegida(request, "por_pagar")
    todas = lecturas.por_pagar(request.actor, dia_de_hoy)
    filtro = filtro_de(vista.filtros)
    contexto = {
        **marco_de_tesoreria("por_pagar"),
        "titulo": _("Pagos pendientes"),
        **vista.para_la_pagina(),
        **lista_marcada(request, todas, [fila for fila in todas if filtro.deja(fila)]),
        "turnos": lecturas.turnos(todas),
        "filtro": filtro,
        "vence": en_figuras(filtro.vence),
        "paga": request.actor.puede(PAGAR),
        "por_ordenar": len(reconocido.pendientes(dia_de_hoy)),
        "ve_operacion": request.actor.puede(VER_PRESUPUESTO),
        "ve_cerrado": request.actor.puede(VER_CONTABILIDAD),
        "errores": [("", mensaje) for mensaje in sueltos],
        "hay_errores": bool(sueltos),
        "descargas": ficheros_sin_anio("escritorio:fichero_por_pagar"),
    }
    return render(request, "escritorio/economia/por_pagar.html", contexto, status=422 if sueltos else 200)


@empleado(PAGAR)
@require_POST
def preparar(request: PeticionConActor) -> HttpResponse:
    """The list of what was ticked: its account, its day and what is kept of each payment; and then, prepare it."""
    dia_de_hoy, elegidos = hoy(reloj_de_la_casa()), marcados(request)
    if not elegidos:
        return _lista(request, [_("Marque los pagos que van en la relación.")])
    registrar_acceso(request.actor, que="por_pagar", objeto_id="relacion", motivo=PAGAR)
    primera_vez = request.POST.get("que") == "elegir"
    form = Relacion(None if primera_vez else request.POST, dia_de_hoy=dia_de_hoy)
    todas = {fila.pago.id: fila for fila in lecturas.por_pagar(request.actor, dia_de_hoy)}
    juntos = {p.id: p for p in prelacion.por_pagar(dia_de_hoy, solo=[uno for uno in todas if uno in elegidos])}
    filas = [replace(fila, pago=juntos[uno]) for uno, fila in todas.items() if uno in juntos]
    perdidos = len(elegidos) - len(filas)
    escritos = _propuestos(filas) if primera_vez else _escritos(request.POST)
    if primera_vez and (mensaje := _caben(escritos)):
        return _lista(request, [mensaje])
    if request.POST.get("que") == "mas":
        escritos = _con_mas(escritos)
        form = Relacion(request.POST, dia_de_hoy=dia_de_hoy)
        form.errors.clear()  # nothing is judged yet
    elif not primera_vez:
        pedidos, escritos = _pedidos(filas, escritos)
        if form.is_valid() and not any(uno.error for uno in escritos):
            try:
                return _preparada(request, form, pedidos)
            except (DatosIncorrectos, Conflicto, FaseIncompatible) as error:
                anotar_problemas(form, error)
    return _pagina(request, form, filas, escritos, perdidos=perdidos)


def _preparada(request: PeticionConActor, form: Relacion, pedidos: Sequence[PagoPedido]) -> HttpResponse:
    hecha = acciones.preparar_relacion(
        actor=request.actor,
        ordinal=form.cleaned_data["ordinal"],
        fecha=form.cleaned_data["fecha"],
        pagos=pedidos,
        motivo_orden=form.cleaned_data["motivo_orden"],
        reloj=reloj_de_la_casa(),
    )
    messages.success(request, _("Preparada la relación %(cual)s. Envíela a firmar.") % {"cual": hecha})
    return redirect("escritorio:relacion_de_pagos", relacion_id=hecha.id)


def _pagina(
    request: PeticionConActor,
    form: Relacion,
    filas: Sequence[FilaPorPagar],
    escritos: Sequence[DescuentoEscrito],
    *,
    perdidos: int,
) -> HttpResponse:
    elegidos, dia_de_hoy = {fila.pago.id for fila in filas}, hoy(reloj_de_la_casa())
    pendientes = [fila.pago.pendiente for fila in filas]
    saltados = adelantos.saltados_al_pagar(pendientes, dia_de_hoy, cuantos=QUE_SE_NOMBRAN + 1)
    descontado = sum((euros_escritos(uno.importe)[0] for uno in escritos if uno.importe), Decimal(0))
    total = lecturas.suma(filas)
    errores = errores_del_formulario(form) if form.is_bound else []
    errores += [(f"descuento-{uno.n}-pago", uno.error) for uno in escritos if uno.error]
    contexto = {
        "titulo": _("Preparar una relación de pagos"),
        "form": form,
        "filas": filas[:EN_LA_RELACION],
        "mas": len(filas[EN_LA_RELACION:]),
        "tambien": en_un_campo(sorted(elegidos)),
        "referencias": [(fila.pago.referencia, fila.pago.nombre) for fila in filas],
        "perdidos": perdidos,
        "adelanto": Adelanto.de(saltados),
        "descuentos": escritos,
        "conceptos": ConceptoNoPresupuestario.objects.filter(en_uso=True, de_descuento=True).order_by("codigo"),
        "total": total,
        "descontado": descontado,
        "liquido": total - descontado,
        "errores": errores,
        "hay_errores": bool(errores),
    }
    return render(request, "escritorio/economia/preparar_relacion.html", contexto, status=422 if errores else 200)


def _propuestos(filas: Sequence[FilaPorPagar]) -> list[DescuentoEscrito]:
    """What is seized of each payment is kept of it, and what its invoices withhold; and some empty rows. No more than the first that do not fit are worked out."""
    conceptos = sorted(conceptos_de_embargo())
    de_embargo = conceptos[0] if conceptos else ""
    de_irpf = (
        ConceptoNoPresupuestario.objects.filter(
            en_uso=True, de_descuento=True, cuenta__startswith=CUENTA_DE_RETENCIONES
        )
        .order_by("codigo")
        .first()
    )
    embargos = ((fila.pago.referencia, de_embargo, fila.pago.embargado) for fila in filas)
    de_factura = _que_retienen(filas) if de_irpf is not None else []
    irpf = de_irpf.codigo if de_irpf is not None else ""
    suyos = chain(embargos, ((pago.referencia, irpf, _de_sus_facturas(pago)) for pago in de_factura))
    con_importe = islice((uno for uno in suyos if uno[2]), MAXIMO_DE_DESCUENTOS + 1)
    escritos = [
        DescuentoEscrito(n, referencia, concepto, _en_caja(importe))
        for n, (referencia, concepto, importe) in enumerate(con_importe)
    ]
    return _con_mas(escritos)


def _que_retienen(filas: Sequence[FilaPorPagar]) -> list[PorPagar]:
    """Those payments with an invoice that withholds: what each keeps is worked out of them alone. Of what has no order nothing is kept."""
    pagos = [fila.pago for fila in filas if fila.pago.clase not in SIN_ORDEN]
    cerrados = {pago.id for pago in pagos if pago.clase == prelacion.CERRADO}
    suyos = retienen([pago.id for pago in pagos if pago.id not in cerrados], cerrados)
    return [pago for pago in pagos if pago.id in suyos]


def _de_sus_facturas(pago: PorPagar) -> Decimal:
    return retenido_en_cerrado(pago.id) if pago.clase == prelacion.CERRADO else retenido_en(pago.id)


def _en_caja(importe: Decimal) -> str:
    return str(Importe(importe)).removesuffix(" €")


def _con_mas(escritos: Sequence[DescuentoEscrito]) -> list[DescuentoEscrito]:
    hay = len(escritos)
    hasta = min(hay + FILAS_DE_DESCUENTO, MAXIMO_DE_DESCUENTOS)
    return [*escritos, *(DescuentoEscrito(n) for n in range(hay, hasta))]


def _caben(escritos: Sequence[DescuentoEscrito]) -> str:
    """Why a list has to be split: it keeps more discounts than a page holds, and none may be lost."""
    if len(escritos) <= MAXIMO_DE_DESCUENTOS:
        return ""
    mensaje = _("Esos pagos llevan más de %(max)d descuentos, y en una relación no caben: marque menos y haga varias.")
    return mensaje % {"max": MAXIMO_DE_DESCUENTOS}


def _escritos(enviado: Mapping[str, str]) -> list[DescuentoEscrito]:
    cuantos = min(numero(enviado.get("filas")) or 0, MAXIMO_DE_DESCUENTOS)
    return [
        DescuentoEscrito(
            n,
            enviado.get(f"descuento-{n}-pago", "").strip().upper()[:35],
            enviado.get(f"descuento-{n}-concepto", "").strip().upper()[:20],
            enviado.get(f"descuento-{n}-importe", "").strip()[:20],
        )
        for n in range(cuantos)
    ]


def _pedidos(
    filas: Sequence[FilaPorPagar], escritos: Sequence[DescuentoEscrito]
) -> tuple[list[PagoPedido], list[DescuentoEscrito]]:
    """What is asked for, and the discounts with what is wrong with each."""
    de_cual = {fila.pago.referencia: fila.pago.id for fila in filas}
    if len(de_cual) == 1:  # it is of that one, and need not be typed
        de_cual[""] = next(iter(de_cual.values()))
    de_cada, juzgados = dict[UUID, list[Descuento]](), list[DescuentoEscrito]()
    for uno in escritos:
        if not (uno.concepto or uno.importe):
            juzgados.append(DescuentoEscrito(uno.n))
            continue
        importe, mensaje = euros_escritos(uno.importe)
        if not uno.concepto:
            mensaje = _("Elija en qué concepto se descuenta.")
        if uno.pago not in de_cual:
            mensaje = _("Diga de qué pago se descuenta, por su referencia: «%(cual)s» no está.") % {"cual": uno.pago}
        juzgados.append(DescuentoEscrito(uno.n, uno.pago, uno.concepto, uno.importe, mensaje))
        if not mensaje:
            de_cada.setdefault(de_cual[uno.pago], []).append(Descuento(uno.concepto, importe))
    return [PagoPedido(f.pago.id, tuple(de_cada.get(f.pago.id, ()))) for f in filas], juzgados
