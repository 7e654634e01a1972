"""Pairing what the bank says with the books on one screen, and what is done with a movement that is nothing of theirs."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_http_methods

from consistorio.canales.escritorio.formularios_terceros import Motivo
from consistorio.canales.escritorio.lecturas_conciliacion import Nuestro, Tablero, tablero
from consistorio.canales.escritorio.rejilla import euros_escritos
from consistorio.canales.escritorio.vistas.economia.marco import marco_de_tesoreria
from consistorio.canales.escritorio.vistas.formularios import PaginaDeFormulario, atender
from consistorio.canales.interfaz.cursores import identificador
from consistorio.canales.interfaz.formularios import Formulario
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.economia.contabilidad.permisos import VER as VER_CONTABILIDAD
from consistorio.economia.presupuesto.models import ConceptoNoPresupuestario
from consistorio.economia.presupuesto.permisos import PAGAR
from consistorio.economia.tesoreria import acceso, acciones, consultas
from consistorio.economia.tesoreria.acciones.conciliar import SIN_APLICAR, Par
from consistorio.economia.tesoreria.models import Conciliacion, LineaDePago, MovimientoBancario, Ordinal
from consistorio.economia.tesoreria.permisos import CONCILIAR, VER
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, FaseIncompatible, NoEncontrado
from consistorio.nucleo.reloj import hoy
from consistorio.nucleo.tipos import Importe
from consistorio.plataforma.auditoria.operaciones import registrar_acceso
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa

A_LA_VISTA = 200  # pairs, and rows of each side: a form takes a thousand fields
POR_PAGINA = 50


class SinAplicar(Formulario):
    """Under which concept it waits until somebody knows what it is."""

    concepto = forms.ChoiceField(label=gettext_lazy("Concepto"), widget=forms.RadioSelect)
    texto = forms.CharField(label=gettext_lazy("Texto"), max_length=200, required=False)

    def __init__(self, datos: object, movimiento: MovimientoBancario) -> None:
        suyos = [
            (uno.codigo, f"{uno.codigo} {uno.denominacion} ({uno.cuenta})")
            for uno in ConceptoNoPresupuestario.objects.filter(en_uso=True).order_by("codigo")
            if uno.cuenta.startswith(SIN_APLICAR[movimiento.importe > 0])
        ]
        super().__init__(datos, initial={"texto": movimiento.texto[:200], "concepto": suyos[0][0] if suyos else ""})
        campo = self.fields["concepto"]
        assert isinstance(campo, forms.ChoiceField)  # noqa: S101  # narrows the type
        campo.choices = suyos


class Devuelta(Formulario):
    """Which payment came back."""

    linea = forms.ChoiceField(label=gettext_lazy("¿Qué pago es el que ha vuelto?"), widget=forms.RadioSelect)

    def __init__(self, datos: object, lineas: Sequence[LineaDePago]) -> None:
        super().__init__(datos)
        campo = self.fields["linea"]
        assert isinstance(campo, forms.ChoiceField)  # noqa: S101  # narrows the type
        campo.choices = [
            (
                str(una.id),
                f"{una.nombre}, {una.referencia}, {una.relacion.fecha:%d/%m/%Y} ({una.relacion}): {una.concepto}",
            )
            for una in lineas
        ]


@empleado(CONCILIAR)
@require_http_methods(["GET", "POST"])
def conciliacion(request: PeticionConActor, codigo: str) -> HttpResponse:
    """What is to be reconciled of an account, and accept what is ticked: pairs that were proposed, or what was chosen of both sides."""
    uno = acceso.ordinal(codigo)
    registrar_acceso(request.actor, que="ordinal", objeto_id=codigo, motivo=CONCILIAR)
    errores: list[str] = []
    if request.method == "POST":
        a_mano = request.POST.get("que") == "a_mano"
        pares = _a_mano(request) if a_mano else _de_parejas(request)
        try:
            hechas = acciones.conciliar(actor=request.actor, ordinal=codigo, pares=pares, reloj=reloj_de_la_casa())
        except (DatosIncorrectos, FaseIncompatible, NoEncontrado, Conflicto) as error:
            errores = [problema.mensaje for problema in error.problemas] or [error.entero]
        else:
            dicho = ngettext("Se ha conciliado %(n)d pareja.", "Se han conciliado %(n)d parejas.", len(hechas))
            messages.success(request, dicho % {"n": len(hechas)})
            return redirect("escritorio:conciliacion", codigo=codigo)
    return _pagina(request, uno, errores)


def _de_parejas(request: PeticionConActor) -> list[Par]:
    """Those proposed that are ticked."""
    pares = []
    for dicha in request.POST.getlist("pareja"):
        movimiento, _separador, clave = dicha.partition("|")
        cual = identificador(movimiento)
        if cual is not None:
            pares.append(Par((cual,), (clave,)))
    return pares


def _a_mano(request: PeticionConActor) -> list[Par]:
    """All that is ticked of both sides is one thing."""
    movimientos = [uno for dicho in request.POST.getlist("banco") if (uno := identificador(dicho)) is not None]
    return [Par(tuple(movimientos), tuple(request.POST.getlist("nuestro")))]


def _pagina(request: PeticionConActor, uno: Ordinal, errores: Sequence[str]) -> HttpResponse:
    dia_de_hoy = hoy(reloj_de_la_casa())
    filtro = request.GET.get("importe", "").strip()[:20]
    importe, _mensaje = euros_escritos(filtro) if filtro else (None, "")
    todo = _con_importe(tablero(uno, hasta=dia_de_hoy), importe)
    enviado = request.method == "POST"
    marcadas = set(request.POST.getlist("pareja"))
    contexto = {
        **marco_de_tesoreria("cuentas_de_tesoreria"),
        "titulo": _("Conciliar %(cual)s") % {"cual": uno},
        "o": uno,
        "parejas": [
            (una, una.valor in marcadas if enviado else not una.propuesta.dudosa) for una in todo.parejas[:A_LA_VISTA]
        ],
        "del_banco": [(m, enviado and str(m.id) in request.POST.getlist("banco")) for m in todo.del_banco[:A_LA_VISTA]],
        "nuestros": [(n, enviado and n.clave in request.POST.getlist("nuestro")) for n in todo.nuestros[:A_LA_VISTA]],
        "devolubles": consultas.importes_pagados(uno, [m.importe for m in todo.del_banco]),
        "quedan": max(len(todo.parejas), len(todo.del_banco), len(todo.nuestros)) > A_LA_VISTA,
        "suma_del_banco": sum((m.importe for m in todo.del_banco), Decimal(0)),
        "suma_nuestra": _suma(todo.nuestros),
        "filtro": filtro,
        "ve_asiento": request.actor.puede(VER_CONTABILIDAD),
        "paga": request.actor.puede(PAGAR),
        "errores": [("", mensaje) for mensaje in errores],
        "hay_errores": bool(errores),
    }
    return render(request, "escritorio/economia/conciliacion.html", contexto, status=422 if errores else 200)


def _con_importe(todo: Tablero, importe: Decimal | None) -> Tablero:
    """What of it is of that amount, whatever its sign."""
    if importe is None:
        return todo
    suyo = abs(importe)
    return Tablero(
        tuple(una for una in todo.parejas if abs(una.movimiento.importe) == suyo),
        tuple(m for m in todo.del_banco if abs(m.importe) == suyo),
        tuple(n for n in todo.nuestros if abs(n.importe) == suyo),
    )


def _suma(nuestros: Sequence[Nuestro]) -> Decimal:
    """Entries alone: a list and its payments are the same money."""
    return sum((n.importe for n in nuestros if n.asiento_id is not None), Decimal(0))


@empleado(VER)
@require_GET
def conciliado(request: PeticionConActor, codigo: str) -> HttpResponse:
    """What was paired of an account, the newest first, and what was undone."""
    uno = acceso.ordinal(codigo)
    registrar_acceso(request.actor, que="ordinal", objeto_id=codigo, motivo=VER)
    cursor = identificador(request.GET.get("tras"))
    filas = consultas.conciliaciones_de(uno)
    filas = filas.filter(id__lt=cursor) if cursor else filas
    halladas = list(filas[: POR_PAGINA + 1])
    base = reverse("escritorio:conciliado", args=[codigo])
    contexto = {
        **marco_de_tesoreria("cuentas_de_tesoreria"),
        "titulo": _("Conciliado en %(cual)s") % {"cual": uno},
        "o": uno,
        "filas": halladas[:POR_PAGINA],
        "ve_asiento": request.actor.puede(VER_CONTABILIDAD),
        "deshace": request.actor.puede(CONCILIAR),
        "siguiente": f"{base}?tras={halladas[POR_PAGINA - 1].id}" if len(halladas) > POR_PAGINA else "",
        "anterior": base if cursor else "",
    }
    return render(request, "escritorio/economia/conciliado.html", contexto)


@empleado(CONCILIAR)
@require_http_methods(["GET", "POST"])
def deshacer(request: PeticionConActor, conciliacion_id: UUID) -> HttpResponse:
    """Undo a pair: both sides are free again."""
    una = Conciliacion.objects.select_related("ordinal").filter(id=conciliacion_id).first()
    if una is None:
        raise NoEncontrado(_("No encontramos esa conciliación."))
    form = Motivo(request.POST if request.method == "POST" else None)

    def hacer() -> HttpResponse:
        motivo = form.cleaned_data["motivo"]
        acciones.deshacer_conciliacion(
            actor=request.actor, conciliacion_id=una.id, motivo=motivo, reloj=reloj_de_la_casa()
        )
        messages.success(request, _("Deshecha: lo que había a cada lado está otra vez por conciliar."))
        return redirect("escritorio:conciliacion", codigo=una.ordinal_id)

    explicacion = _("Los dos lados quedan otra vez por conciliar. Lo que se anotó en la contabilidad no cambia.")
    titulo = _("Deshacer la conciliación de %(cuanto)s") % {"cuanto": Importe(una.importe)}
    pagina = _de_formulario(una.ordinal, titulo, explicacion, _("Deshacerla"), peligro=True)
    return atender(request, form, pagina, hacer, sin_mas=(FaseIncompatible,))


@empleado(CONCILIAR)
@require_http_methods(["GET", "POST"])
def sin_aplicar(request: PeticionConActor, movimiento_id: UUID) -> HttpResponse:
    """Note a movement of which nobody knows what it is, and pair it."""
    movimiento = _movimiento(request, movimiento_id)
    form = SinAplicar(request.POST if request.method == "POST" else None, movimiento)

    def hacer() -> HttpResponse:
        acciones.dejar_sin_aplicar(
            actor=request.actor,
            movimiento_id=movimiento.id,
            concepto=form.cleaned_data["concepto"],
            texto=form.cleaned_data["texto"],
            reloj=reloj_de_la_casa(),
        )
        messages.success(request, _("Anotado sin aplicar y conciliado."))
        return redirect("escritorio:conciliacion", codigo=movimiento.ordinal_id)

    explicacion = _("%(que)s. Se anota en un concepto no presupuestario hasta que se sepa qué es.")
    dicho = explicacion % {"que": _en_palabras(movimiento)}
    pagina = _de_formulario(movimiento.ordinal, _("Dejar sin aplicar"), dicho, _("Anotarlo"))
    return atender(request, form, pagina, hacer, sin_mas=(Conflicto, FaseIncompatible))


@empleado(CONCILIAR)
@require_http_methods(["GET", "POST"])
def devuelta(request: PeticionConActor, movimiento_id: UUID) -> HttpResponse:
    """A movement is a transfer that the bank sent back: which payment it is."""
    movimiento = _movimiento(request, movimiento_id)
    lineas = list(consultas.pagadas_por(movimiento.ordinal, movimiento.importe)[:A_LA_VISTA])
    if not lineas:
        raise Conflicto(
            _("De esa cuenta no se ha hecho ningún pago de %(cuanto)s.") % {"cuanto": Importe(movimiento.importe)},
            que_hacer=_("Si no sabe de qué es, déjelo sin aplicar."),
        )
    form = Devuelta(request.POST if request.method == "POST" else None, lineas)

    def hacer() -> HttpResponse:
        linea = acciones.anotar_devolucion(
            actor=request.actor,
            movimiento_id=movimiento.id,
            linea_id=UUID(form.cleaned_data["linea"]),
            reloj=reloj_de_la_casa(),
        )
        dicho = _("El pago %(cual)s está otra vez pendiente.")
        if linea.vuelta is not None and linea.vuelta.signo > 0:  # of another year: its payment stands
            dicho = _("Lo que ha vuelto del pago %(cual)s se debe fuera del presupuesto y está propuesto para pagarlo.")
        messages.success(request, dicho % {"cual": linea.referencia})
        return redirect("escritorio:conciliacion", codigo=movimiento.ordinal_id)

    explicacion = _(
        "%(que)s. El pago se deshace con su negativo, y vuelve a estar pendiente. Si es de otro año, no se deshace: lo que ha vuelto se debe fuera del presupuesto, y se propone pagarlo otra vez."
    )
    dicho = explicacion % {"que": _en_palabras(movimiento)}
    pagina = _de_formulario(movimiento.ordinal, _("Anotar una transferencia devuelta"), dicho, _("Anotarla"))
    return atender(request, form, pagina, hacer, sin_mas=(Conflicto, FaseIncompatible))


def _movimiento(request: PeticionConActor, movimiento_id: UUID) -> MovimientoBancario:
    """A movement of the bank, looked at by who reconciles. Raises NoEncontrado."""
    hallado = MovimientoBancario.objects.select_related("ordinal").filter(id=movimiento_id).first()
    if hallado is None:
        raise NoEncontrado(_("No encontramos ese movimiento del banco."))
    registrar_acceso(request.actor, que="ordinal", objeto_id=hallado.ordinal_id, motivo=CONCILIAR)
    return hallado


def _en_palabras(movimiento: MovimientoBancario) -> str:
    datos = {"dia": f"{movimiento.fecha:%d/%m/%Y}", "cuanto": Importe(movimiento.importe), "texto": movimiento.texto}
    return _("%(dia)s, %(cuanto)s: %(texto)s") % datos


def _de_formulario(
    ordinal: Ordinal, titulo: str, explicacion: str, boton: str, *, peligro: bool = False
) -> PaginaDeFormulario:
    vuelta = reverse("escritorio:conciliacion", args=[ordinal.codigo])
    return PaginaDeFormulario(titulo, str(ordinal), explicacion, boton, vuelta, _("Conciliación"), peligro)
