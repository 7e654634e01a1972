"""Paying by hand what was ordered, or an obligation, from its page or from the movement of the bank with which it left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db.models import Sum
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from consistorio.canales.escritorio import lecturas_operaciones
from consistorio.canales.escritorio.lecturas_operaciones import LineaVista
from consistorio.canales.escritorio.rejilla import DiaCorto, errores_del_formulario, euros_escritos, repartir
from consistorio.canales.escritorio.templatetags.escritorio_cifras import cifra
from consistorio.canales.escritorio.una_vez import de_formulario, una_vez, usado
from consistorio.canales.escritorio.vistas.economia.marco import documento_con_codigo, ejercicio_de
from consistorio.canales.escritorio.vistas.formularios import PaginaDeFormulario, atender
from consistorio.canales.interfaz.cursores import identificador, numero
from consistorio.canales.interfaz.formularios import Formulario
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.economia.contabilidad.una_vez import YaAnotado
from consistorio.economia.facturas import pagos
from consistorio.economia.intervenciones.control import por_que_no_se_paga
from consistorio.economia.intervenciones.controles import falta_intervenir
from consistorio.economia.presupuesto.models import ConceptoNoPresupuestario, Operacion
from consistorio.economia.presupuesto.permisos import PAGAR
from consistorio.economia.presupuesto.reglas import LARGO_TEXTO
from consistorio.economia.presupuesto.tipos import Cabecera, Descuento, LineaPedida
from consistorio.economia.tesoreria import acciones
from consistorio.economia.tesoreria.models import MovimientoBancario, Ordinal
from consistorio.economia.tesoreria.permisos import CONCILIAR
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, FaseIncompatible, NoEncontrado, Problema
from consistorio.nucleo.reloj import hoy
from consistorio.nucleo.tipos import Importe
from consistorio.plataforma.auditoria.operaciones import registrar_acceso
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa

DESCUENTOS: Final = 6  # rows
MOTIVO_DE_ORDEN: Final = gettext_lazy("¿Por qué se paga fuera de orden?")
PISTA_DE_ORDEN: Final = gettext_lazy(
    "Solo si queda sin pagar algo que va antes (artículo 187 de la Ley de Haciendas Locales). Se guarda en el texto del pago."
)
FORMALIZACION: Final = "557"
PROPUESTAS: Final = 20  # operations that a movement may be


class PagoAMano(Formulario):
    """When, from where and with what document it is paid."""

    fecha = DiaCorto(gettext_lazy("¿Qué día se pagó?"))
    ordinal = forms.ChoiceField(label=gettext_lazy("Cuenta de la Tesorería"))
    texto = forms.CharField(label=gettext_lazy("Texto"), max_length=LARGO_TEXTO)
    documento = forms.CharField(
        label=gettext_lazy("Código (CSV) del documento que lo acredita"), max_length=40, required=False
    )
    motivo_orden = forms.CharField(
        label=MOTIVO_DE_ORDEN, help_text=PISTA_DE_ORDEN, max_length=LARGO_TEXTO, required=False
    )

    def __init__(self, datos: object, movimiento: MovimientoBancario | None, **como: object) -> None:
        super().__init__(datos, **como)
        self.movimiento = movimiento
        if movimiento is not None:  # the bank says the day, and it has no turn
            del self.fields["fecha"], self.fields["motivo_orden"]
        campo = self.fields["ordinal"]
        assert isinstance(campo, forms.ChoiceField)  # noqa: S101  # narrows the type
        suyas = Ordinal.objects.filter(hasta=None).exclude(clase=Ordinal.Clase.FORMALIZACION).order_by("codigo")
        campo.choices = [
            ("", _("Elija")),
            *((uno.cuenta_id, str(uno)) for uno in suyas),
            (FORMALIZACION, _("Formalización (557): no sale dinero")),
        ]

    def cabecera(self) -> Cabecera:
        """As the use case wants it. Raises DatosIncorrectos (no document has that code)."""
        dicho = self.cleaned_data
        fecha = dicho["fecha"] if self.movimiento is None else self.movimiento.fecha
        return Cabecera(fecha, dicho["texto"], documento_id=documento_con_codigo(dicho["documento"]))


@dato
class Escrito:
    """What was typed in the rows: of each line that may be paid, how much; of each discount, its concept and its amount."""

    lineas: tuple[tuple[LineaVista, str], ...]
    descuentos: tuple[tuple[str, str], ...]


class QueSePago(Formulario):
    """Which operation a movement of the bank pays."""

    operacion = forms.ChoiceField(
        label=gettext_lazy("Lo que se debe y es de ese importe"), widget=forms.RadioSelect, required=False
    )
    otra = forms.CharField(
        label=gettext_lazy("Otra: el número de la orden de pago o de la obligación"),
        help_text=gettext_lazy("Por ejemplo, P 2026/118. Si se descontó algo, es de más importe."),
        max_length=30,
        required=False,
    )

    def __init__(self, datos: object, propuestas: Sequence[Operacion]) -> None:
        super().__init__(datos)
        campo = self.fields["operacion"]
        assert isinstance(campo, forms.ChoiceField)  # noqa: S101  # narrows the type
        campo.choices = [(str(una.id), f"{una} · {una.tercero or ''} · {una.texto}"[:160]) for una in propuestas]
        if not propuestas:
            del self.fields["operacion"]
            self.fields["otra"].label = _("Número de la orden de pago o de la obligación")
            self.fields["otra"].required = True


@empleado(PAGAR)
@require_http_methods(["GET", "POST"])
def pagar(request: PeticionConActor, operacion_id: UUID) -> HttpResponse:
    """Pay it, whole or in part."""
    una = Operacion.objects.select_related("tercero").filter(id=operacion_id).first()
    if una is None:
        raise NoEncontrado(_("No encontramos esa operación."))
    registrar_acceso(request.actor, que="operacion", objeto_id=una.id, motivo=PAGAR, expediente_id=una.expediente_id)
    if (ya := usado(request.POST)) is not None:
        messages.success(request, _("Ya estaba anotada: es esta."))
        return redirect("escritorio:operacion", operacion_id=ya)
    clase = lecturas_operaciones.se_paga(una)
    if not clase or ejercicio_de(una.ejercicio_id).estado != "abierto":
        raise Conflicto(
            _("La operación %(cual)s no se puede pagar aquí.") % {"cual": una},
            que_hacer=_("No queda nada por pagar de ella, o es de un año cerrado: está en «Obligaciones de cerrados»."),
        )
    movimiento = _movimiento(request, request.GET.get("movimiento"))
    enviado = request.POST if request.method == "POST" else None
    form, escrito = PagoAMano(enviado, movimiento, initial=_puesto(una, movimiento)), _escrito(una, enviado)
    errores: dict[str, str] = {}
    if enviado is not None:
        pedidas, de_lineas = _pedidas(escrito)
        dichos, de_descuentos = _descontados(escrito.descuentos)
        errores = {**_con_nombre("linea", de_lineas), **_con_nombre("descuento", de_descuentos)}
        if form.is_valid() and not errores:
            try:
                with una_vez(enviado):
                    hecha = acciones.pagar_a_mano(
                        actor=request.actor,
                        clase=clase,
                        cabecera=form.cabecera(),
                        lineas=list(pedidas.values()),
                        ordinal=form.cleaned_data["ordinal"],
                        descuentos=list(dichos.values()),
                        movimiento_id=movimiento.id if movimiento is not None else None,
                        motivo_orden=form.cleaned_data.get("motivo_orden", ""),
                        reloj=reloj_de_la_casa(),
                    )
            except YaAnotado as ya_hecha:
                return redirect("escritorio:operacion", operacion_id=ya_hecha.hecho_id)
            except (DatosIncorrectos, FaseIncompatible, Conflicto) as error:
                errores = _con_nombre("linea", repartir(form, error, list(pedidas)))
            else:
                return _pagado(request, hecha, movimiento)
    return _pagina(request, una, movimiento, form, escrito, errores)


def _pagina(
    request: PeticionConActor,
    una: Operacion,
    movimiento: MovimientoBancario | None,
    form: PagoAMano,
    escrito: Escrito,
    errores: Mapping[str, str],
) -> HttpResponse:
    mal = bool(form.errors or errores)
    contexto = {
        "titulo": _("Pagar a mano %(cual)s") % {"cual": una},
        "una": una,
        "impide": por_que_no_se_paga(_obligaciones(una), en=hoy(reloj_de_la_casa())),
        "falta": falta_intervenir(una, request.actor, del_banco=movimiento is not None),
        "movimiento": movimiento,
        "sale": -movimiento.importe if movimiento is not None else None,
        "formulario": de_formulario(request.POST),
        "cabecera": form,
        "filas": [(n, vista, dicho, errores.get(f"linea-{n}", "")) for n, (vista, dicho) in enumerate(escrito.lineas)],
        "descuentos": [(n, c, i, errores.get(f"descuento-{n}", "")) for n, (c, i) in enumerate(escrito.descuentos)],
        "conceptos": ConceptoNoPresupuestario.objects.filter(en_uso=True, de_descuento=True).order_by("codigo"),
        "errores": [*errores_del_formulario(form), *errores.items()],
        "hay_errores": mal,
    }
    return render(request, "escritorio/economia/pagar_a_mano.html", contexto, status=422 if mal else 200)


@empleado(CONCILIAR)
@require_http_methods(["GET", "POST"])
def del_movimiento(request: PeticionConActor, movimiento_id: UUID) -> HttpResponse:
    """Which operation a movement of the bank pays: its page opens with the day and the account of the movement."""
    movimiento = _movimiento(request, str(movimiento_id))
    if movimiento is None or movimiento.importe >= 0:
        raise NoEncontrado(_("No encontramos ese pago del banco."))
    propuestas = _de_ese_importe(movimiento)
    form = QueSePago(request.POST if request.method == "POST" else None, propuestas)

    def hacer() -> HttpResponse:
        elegida = identificador(form.cleaned_data.get("operacion")) or _por_numero(
            form.cleaned_data["otra"], movimiento.fecha.year
        )
        destino = reverse("escritorio:pagar_operacion", args=[elegida])
        return redirect(f"{destino}?movimiento={movimiento.id}")

    datos = {"dia": f"{movimiento.fecha:%d/%m/%Y}", "cuanto": Importe(movimiento.importe), "texto": movimiento.texto}
    pagina = PaginaDeFormulario(
        _("¿Qué se pagó con este movimiento?"),
        str(movimiento.ordinal),
        _("%(dia)s, %(cuanto)s: %(texto)s. Al pagarlo queda conciliado.") % datos,
        _("Seguir"),
        reverse("escritorio:conciliacion", args=[movimiento.ordinal_id]),
        _("Conciliación"),
    )
    return atender(request, form, pagina, hacer)


def _pagado(request: PeticionConActor, hecha: Operacion, movimiento: MovimientoBancario | None) -> HttpResponse:
    if movimiento is None:
        messages.success(request, _("Anotada la operación %(cual)s.") % {"cual": hecha})
        return redirect("escritorio:operacion", operacion_id=hecha.id)
    messages.success(request, _("Pagado y conciliado: %(cual)s.") % {"cual": hecha})
    return redirect("escritorio:conciliacion", codigo=movimiento.ordinal_id)


def _movimiento(request: PeticionConActor, dicho: str | None) -> MovimientoBancario | None:
    """A movement of the bank, looked at by who reconciles; None when none is said. Raises NoEncontrado."""
    cual = identificador(dicho)
    if cual is None:
        return None
    hallado = MovimientoBancario.objects.select_related("ordinal").filter(id=cual).first()
    if hallado is None or not request.actor.puede(CONCILIAR):
        raise NoEncontrado(_("No encontramos ese movimiento del banco."))
    registrar_acceso(request.actor, que="ordinal", objeto_id=hallado.ordinal_id, motivo=CONCILIAR)
    return hallado


def _puesto(una: Operacion, movimiento: MovimientoBancario | None) -> dict[str, object]:
    if movimiento is None:
        return {"fecha": max(hoy(reloj_de_la_casa()), una.fecha), "texto": una.texto}
    return {"texto": una.texto, "ordinal": movimiento.ordinal.cuenta_id}


def _obligaciones(una: Operacion) -> list[UUID]:
    """What it pays: the obligations that an order orders, or itself."""
    return [otra.id for otra in pagos.obligaciones_de(una.id)] or [una.id]


def _escrito(una: Operacion, enviado: Mapping[str, str] | None) -> Escrito:
    """As the page opens, or as it was sent."""
    dicho = enviado if enviado is not None else {}
    vivas = [vista for vista in lecturas_operaciones.lineas_de(una) if vista.linea.saldo > 0]
    lineas = [
        (vista, cifra(vista.linea.saldo) if enviado is None else dicho.get(f"linea-{n}", "")[:20])
        for n, vista in enumerate(vivas)
    ]
    descuentos = [
        (dicho.get(f"descuento-{n}-concepto", "")[:20], dicho.get(f"descuento-{n}-importe", "")[:20])
        for n in range(DESCUENTOS)
    ]
    return Escrito(tuple(lineas), tuple(descuentos))


def _con_nombre(grupo: str, errores: Mapping[int, str]) -> dict[str, str]:
    """What is wrong, by the box where it is."""
    return {f"{grupo}-{n}": mensaje for n, mensaje in errores.items()}


def _pedidas(escrito: Escrito) -> tuple[dict[int, LineaPedida], dict[int, str]]:
    """What is paid of each line, by its row, and what is wrong. An empty box, or a zero, pays nothing of it."""
    pedidas, errores = dict[int, LineaPedida](), dict[int, str]()
    for n, (vista, texto) in enumerate(escrito.lineas):
        importe, mensaje = euros_escritos(texto) if texto.strip() else (Decimal(0), "")
        if mensaje:
            errores[n] = mensaje
        elif importe:
            pedidas[n] = LineaPedida(importe, origen=vista.linea.id)
    if not pedidas and not errores:
        errores[0] = _("Escriba cuánto se paga de alguna línea.")
    return pedidas, errores


def _descontados(escritos: Sequence[tuple[str, str]]) -> tuple[dict[int, Descuento], dict[int, str]]:
    """What is kept of the payment, by its row, and what is wrong: both boxes of each, or none."""
    dichos, errores = dict[int, Descuento](), dict[int, str]()
    for n, (concepto, texto) in enumerate(escritos):
        if not concepto and not texto.strip():
            continue
        importe, mensaje = euros_escritos(texto) if texto.strip() else (Decimal(0), "")
        if not concepto or not texto.strip():
            mensaje = _("Diga el concepto y el importe de lo que se descuenta, o ninguno de los dos.")
        if mensaje:
            errores[n] = mensaje
        else:
            dichos[n] = Descuento(concepto, importe)
    return dichos, errores


def _de_ese_importe(movimiento: MovimientoBancario) -> list[Operacion]:
    """What may be paid in the year of a movement and has just its amount left, the orders first."""
    anio = movimiento.fecha.year
    vivas = Operacion.objects.filter(ejercicio=anio, signo=1, clase__in=lecturas_operaciones.POR_PAGAR)
    vivas = vivas.filter(fecha__lte=movimiento.fecha).annotate(queda=Sum("lineas__saldo"))
    suyas = vivas.filter(queda=-movimiento.importe).select_related("tercero").order_by("-clase", "fecha", "id")
    return list(suyas[:PROPUESTAS])


def _por_numero(dicho: str, anio: int) -> UUID:
    """An operation of expense by its number. Raises DatosIncorrectos."""
    cual = numero(dicho.strip().rpartition("/")[2].rpartition(" ")[2])
    una = Operacion.objects.filter(ejercicio=anio, libro=Operacion.Libro.GASTO, numero=cual).first() if cual else None
    if una is None or not lecturas_operaciones.se_paga(una):
        mensaje = _("Elija una, o escriba el número de una orden de pago o de una obligación de %(anio)d sin pagar.")
        mensaje %= {"anio": anio}
        raise DatosIncorrectos(mensaje, problemas=[Problema("otra", mensaje)])
    return una.id
