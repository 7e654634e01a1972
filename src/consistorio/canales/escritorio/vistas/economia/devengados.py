"""What was spent and is not in the budget yet (413): what there is by supplier, noting it, and applying it to the budget."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from consistorio.canales.escritorio import lecturas_devengados as lecturas
from consistorio.canales.escritorio.formularios_devengados import (
    Aplicar,
    DeVariasFacturas,
    DevengarFactura,
    NuevoDevengo,
)
from consistorio.canales.escritorio.rejilla import errores_del_formulario, euros_escritos, repartir
from consistorio.canales.escritorio.templatetags.escritorio_cifras import cifra, euros
from consistorio.canales.escritorio.una_vez import de_formulario, una_vez, usado
from consistorio.canales.escritorio.vistas.economia.marco import (
    POR_PAGINA,
    ejercicio_de,
    ficheros,
    marco_de_otros_anios,
)
from consistorio.canales.escritorio.vistas.formularios import PaginaDeFormulario, atender
from consistorio.canales.interfaz.cursores import numero
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.canales.interfaz.tablas import descarga_de_tabla
from consistorio.economia.contabilidad.permisos import VER
from consistorio.economia.contabilidad.una_vez import YaAnotado
from consistorio.economia.facturas import acciones, hallazgos
from consistorio.economia.facturas.acceso import factura_para
from consistorio.economia.facturas.acciones import FacturaPorDevengar
from consistorio.economia.facturas.acciones.devengos import MAXIMO, problemas_de
from consistorio.economia.facturas.consultas import SIN_O, visibles_para
from consistorio.economia.facturas.devengos import por_devengar
from consistorio.economia.facturas.models import Factura
from consistorio.economia.presupuesto import acciones as del_presupuesto
from consistorio.economia.presupuesto import consultas
from consistorio.economia.presupuesto.models import LineaOperacion
from consistorio.economia.presupuesto.permisos import GASTO
from consistorio.economia.presupuesto.reglas import LARGO_TEXTO
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, FaseIncompatible, NoEncontrado
from consistorio.nucleo.reloj import hoy
from consistorio.nucleo.tipos import Importe
from consistorio.plataforma.auditoria.operaciones import registrar_acceso
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa

# Where each problem that a use case tells is shown
DE_LA_LINEA = {"lineas.0": "donde", "lineas": "donde"}
DE_LA_OBLIGACION = {"lineas.0": "importe", "lineas": "importe", "antes": "como", "antes_prueba": "documento"}


@empleado(VER)
@require_GET
def devengados(request: PeticionConActor, anio: int) -> HttpResponse:
    """What waits by supplier, and whether it is what the account says."""
    ejercicio, en = ejercicio_de(anio), hoy(reloj_de_la_casa())
    registrar_acceso(request.actor, que="devengados", objeto_id=str(anio), motivo=VER)
    tras = numero(request.GET.get("desde")) or 0
    filas = list(lecturas.lineas(anio)[tras : tras + POR_PAGINA + 1])
    sumas, en_la_cuenta = consultas.devengado_por_tercero(anio), consultas.en_la_cuenta(anio)
    total = sum(sumas.values(), lecturas.CERO)
    aqui = reverse("escritorio:devengados", args=[anio])
    contexto = {
        **marco_de_otros_anios(request, anio, "devengados"),
        "titulo": _("Pendiente de aplicar al presupuesto (413)"),
        "terceros": lecturas.por_terceros(filas[:POR_PAGINA], sumas, en=en),
        "total": total,
        "en_la_cuenta": en_la_cuenta,
        "sobra": en_la_cuenta - total,
        "anota": request.actor.puede(GASTO) and ejercicio.estado == "abierto",
        "aplica": request.actor.puede(GASTO),
        "siguiente": f"{aqui}?desde={tras + POR_PAGINA}" if len(filas) > POR_PAGINA else "",
        "anterior": f"{aqui}?desde={max(0, tras - POR_PAGINA)}" if tras else "",
        "descargas": ficheros("escritorio:fichero_de_devengados", anio, ""),
    }
    return render(request, "escritorio/economia/devengados.html", contexto)


@empleado(VER)
@require_GET
def fichero(request: PeticionConActor, anio: int, formato: str) -> HttpResponse:
    """All of it as a file."""
    ejercicio_de(anio)
    registrar_acceso(request.actor, que="devengados", objeto_id=str(anio), motivo=VER)
    tabla = lecturas.tabla(anio, en=hoy(reloj_de_la_casa()))
    return descarga_de_tabla(tabla, formato, f"pendiente-de-aplicar-{anio}")


@empleado(GASTO)
@require_http_methods(["GET", "POST"])
def nuevo(request: PeticionConActor, anio: int) -> HttpResponse:
    """Note an expense by hand."""
    _exigir_abierto(anio)
    form = NuevoDevengo(
        request.POST if request.method == "POST" else None, request.actor, initial={"fecha": lecturas.dia(anio)}
    )

    def hacer() -> HttpResponse:
        with suppress(YaAnotado), una_vez(request.POST):
            del_presupuesto.devengar(
                actor=request.actor,
                cabecera=form.cabecera(),
                lineas=[form.linea()],
                pendiente=form.cleaned_data["pendiente"],
                reloj=reloj_de_la_casa(),
            )
        messages.success(request, _("Anotado en la 413."))
        return redirect("escritorio:devengados", anio=anio)

    explicacion = _(
        "Un gasto que ya se debe y no está en el presupuesto. Si su factura está registrada, anótelo desde las facturas."
    )
    pagina = _pagina(anio, _("Anotar un gasto en la 413"), explicacion, _("Anotarlo"))
    return atender(request, form, pagina, hacer, cambios=DE_LA_LINEA, sin_mas=(Conflicto,))


@empleado(GASTO)
@require_http_methods(["GET", "POST"])
def devengar_factura(request: PeticionConActor, factura_id: UUID) -> HttpResponse:
    """Note what one invoice owes."""
    una = factura_para(request.actor, factura_id, motivo=GASTO, reloj=reloj_de_la_casa())
    puesto = {"fecha": hoy(reloj_de_la_casa()), "importe": cifra(una.obligado)}
    form = DevengarFactura(request.POST if request.method == "POST" else None, initial=puesto)

    def hacer() -> HttpResponse:
        with suppress(YaAnotado), una_vez(request.POST):
            acciones.devengar_facturas(
                actor=request.actor,
                fecha=form.cleaned_data["fecha"],
                pedidas=[form.pedida(una)],
                reloj=reloj_de_la_casa(),
            )
        messages.success(request, _("Anotada en la 413."))
        return redirect("escritorio:factura", factura_id=una.id)

    pagina = PaginaDeFormulario(
        _("Anotar la factura en la 413"),
        f"{una.codigo} · {una.emisor_nombre} · {euros(una.total)}",
        _("Se debe y no está en el presupuesto. Al reconocer su obligación, sale de la 413."),
        _("Anotarla"),
        reverse("escritorio:factura", args=[una.id]),
        _("La factura"),
    )
    return atender(request, form, pagina, hacer, cambios={"facturas.0": "donde"}, sin_mas=(Conflicto,))


@empleado(GASTO)
@require_http_methods(["GET", "POST"])
def devengar_facturas(request: PeticionConActor, anio: int) -> HttpResponse:
    """The invoices with no obligation: those that are ticked are noted together."""
    _exigir_abierto(anio)
    registrar_acceso(request.actor, que="devengados", objeto_id=str(anio), motivo=GASTO)
    if usado(request.POST) is not None:
        messages.success(request, _("Ya estaban anotadas."))
        return redirect("escritorio:devengados", anio=anio)
    halladas = por_devengar(anio, de=visibles_para(request.actor, en=hoy(reloj_de_la_casa())))
    facturas = [una for una in halladas if una.estado in SIN_O]
    enviado, errores = request.POST if request.method == "POST" else None, dict[int, str]()
    filas = lecturas.escritas(facturas[:MAXIMO], enviado)
    form = DeVariasFacturas(enviado, initial={"fecha": lecturas.dia(anio)})
    if enviado is not None:
        pedidas, errores = _pedidas(filas, enviado.get("comun", ""))
        if not form.is_valid() or errores:  # the use case is not asked: what it would say of the rows is said too
            errores = _con_las_demas(anio, filas, pedidas, errores)
        else:
            try:
                _anotar(request, form, list(pedidas.values()))
            except (DatosIncorrectos, Conflicto) as error:
                errores = repartir(form, error, list(pedidas), grupo="facturas")
            else:
                return redirect("escritorio:devengados", anio=anio)
    mal = bool(form.errors or errores)
    contexto = {
        "titulo": _("Anotar facturas en la 413"),
        "anio": anio,
        "formulario": de_formulario(request.POST),
        "cabecera": form,
        "filas": [(fila, errores.get(n, "")) for n, fila in enumerate(filas)],
        "mas": max(0, len(facturas) - MAXIMO),
        "reconocidas": len(halladas) - len(facturas),
        "total": sum((una.obligado for una in facturas), lecturas.CERO),
        "errores": [
            *errores_del_formulario(form),
            *((f"donde-{n}", f"{filas[n].factura.codigo}: {mensaje}") for n, mensaje in sorted(errores.items())),
        ],
        "hay_errores": mal,
        "vuelta": reverse("escritorio:devengados", args=[anio]),
    }
    return render(request, "escritorio/economia/devengar_facturas.html", contexto, status=422 if mal else 200)


def _anotar(request: PeticionConActor, form: DeVariasFacturas, pedidas: list[FacturaPorDevengar]) -> None:
    with suppress(YaAnotado), una_vez(request.POST):
        hechas = acciones.devengar_facturas(
            actor=request.actor, fecha=form.cleaned_data["fecha"], pedidas=pedidas, reloj=reloj_de_la_casa()
        )
        n = len(hechas)
        dicho = ngettext("Anotada %(n)d factura en la 413.", "Anotadas %(n)d facturas en la 413.", n)
        messages.success(request, dicho % {"n": n})


@empleado(GASTO)
@require_http_methods(["GET", "POST"])
def aplicar(request: PeticionConActor, linea_id: UUID) -> HttpResponse:
    """Recognise the obligation of what waits."""
    linea = LineaOperacion.objects.select_related("operacion__tercero", "aplicacion").filter(
        id=linea_id, operacion__clase="DV", operacion__signo=1
    ).first()  # fmt: skip
    if linea is None:
        raise NoEncontrado(_("No encontramos ese gasto en la cuenta 413."))
    registrar_acceso(request.actor, que="devengado", objeto_id=linea.id, motivo=GASTO)
    if (ya := usado(request.POST)) is not None:
        messages.success(request, _("Ya estaba anotada: es esta."))
        return redirect("escritorio:operacion", operacion_id=ya)
    if not linea.saldo:
        raise Conflicto(_("De ese gasto no queda nada en la 413: ya se aplicó o se deshizo."))
    en, operacion = hoy(reloj_de_la_casa()), linea.operacion
    puesto = {
        "fecha": max(en, operacion.fecha),
        "importe": cifra(linea.saldo),
        "aplicacion": linea.aplicacion.codigo if linea.aplicacion is not None else "",
        "texto": operacion.texto[:LARGO_TEXTO],
    }
    form = Aplicar(request.POST if request.method == "POST" else None, initial=puesto)
    factura = Factura.objects.filter(id=operacion.factura_id).first() if operacion.factura_id is not None else None
    visto = hallazgos.de_factura(factura) if factura is not None else hallazgos.Visto()
    form.segun(visto)

    def hacer() -> HttpResponse:
        try:
            with una_vez(request.POST):
                hecha = acciones.aplicar_devengado(
                    actor=request.actor, pedido=form.pedido(linea), reloj=reloj_de_la_casa()
                )
        except YaAnotado as otra_vez:
            return redirect("escritorio:operacion", operacion_id=otra_vez.hecho_id)
        messages.success(request, _("Aplicado al presupuesto: %(cual)s.") % {"cual": hecha})
        return redirect("escritorio:operacion", operacion_id=hecha.id)

    pagina = replace(_de_aplicar(linea, max(en.year, operacion.ejercicio_id)), visto=visto)
    return atender(request, form, pagina, hacer, cambios=DE_LA_OBLIGACION, sin_mas=(Conflicto, FaseIncompatible))


def _de_aplicar(linea: LineaOperacion, anio: int) -> PaginaDeFormulario:
    """The words of its page. `anio`: of the list that it goes back to."""
    operacion = linea.operacion
    dicho = {"hay": Importe(linea.saldo), "cuenta": operacion.contrapartida}
    explicacion = _("Se reconoce su obligación. Quedan %(hay)s en la cuenta %(cuenta)s.") % dicho
    if operacion.factura_id is not None:
        explicacion += " " + _("Es de una factura: al intervenir su obligación se aplica también.")
    quien = str(operacion.tercero) if operacion.tercero is not None else ""
    return PaginaDeFormulario(
        _("Aplicar al presupuesto"),
        " · ".join(una for una in (str(operacion), quien) if una),
        explicacion,
        _("Reconocer la obligación"),
        reverse("escritorio:devengados", args=[anio]),
        _("Pendiente de aplicar"),
    )


def _pedidas(filas: list[lecturas.FacturaEscrita], comun: str) -> tuple[dict[int, FacturaPorDevengar], dict[int, str]]:
    """What is asked of each one that is ticked, by its row, and what is wrong with what was typed, by its row too."""
    pedidas, errores = dict[int, FacturaPorDevengar](), dict[int, str]()
    for n, fila in enumerate(filas):
        if not fila.marcada:
            continue
        importe, mensaje = euros_escritos(fila.importe)
        if mensaje:
            errores[n] = mensaje
        pedidas[n] = FacturaPorDevengar(fila.factura.id, (fila.donde or comun).strip().upper(), importe)
    return pedidas, errores


def _con_las_demas(
    anio: int, filas: list[lecturas.FacturaEscrita], pedidas: dict[int, FacturaPorDevengar], errores: dict[int, str]
) -> dict[int, str]:
    """What is wrong with what was typed, and what the use case would say of the other rows."""
    de_filas = {
        n: " ".join(problemas_de(filas[n].factura, una, anio)) for n, una in pedidas.items() if n not in errores
    }
    return {**errores, **{n: mensaje for n, mensaje in de_filas.items() if mensaje}}


def _exigir_abierto(anio: int) -> None:
    if ejercicio_de(anio).estado != "abierto":
        raise Conflicto(_("El ejercicio %(anio)d está cerrado: no se puede anotar nada en él.") % {"anio": anio})


def _pagina(anio: int, titulo: str, explicacion: str, boton: str) -> PaginaDeFormulario:
    vuelta = reverse("escritorio:devengados", args=[anio])
    return PaginaDeFormulario(
        titulo, _("Ejercicio %(a)d") % {"a": anio}, explicacion, boton, vuelta, _("Pendiente de aplicar")
    )
