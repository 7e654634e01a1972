"""What of the funds of habilitados goes by applications, in a grid: an order a justificar, and the accounts that are approved."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from consistorio.canales.escritorio import lecturas_fondos as lecturas
from consistorio.canales.escritorio import rejilla
from consistorio.canales.escritorio.formularios_fondos import Cuenta, DeUnFondo, Libramiento
from consistorio.canales.escritorio.lecturas_fondos import CAJA_FIJA
from consistorio.canales.escritorio.rejilla import FilaEscrita, errores_del_formulario, repartir
from consistorio.canales.escritorio.templatetags.escritorio_cifras import cifra
from consistorio.canales.escritorio.una_vez import una_vez
from consistorio.canales.escritorio.vistas.economia.fondos import (
    PESTANA,
    RECHAZOS,
    fondo_de,
    fondo_para,
    pagina_de,
)
from consistorio.canales.escritorio.vistas.economia.gasto import calculada
from consistorio.canales.escritorio.vistas.economia.marco import dia, ejercicio_de
from consistorio.canales.escritorio.vistas.formularios import PaginaDeFormulario
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.economia.contabilidad.una_vez import YaAnotado
from consistorio.economia.presupuesto import acciones
from consistorio.economia.presupuesto.models import Fondo, Operacion
from consistorio.economia.presupuesto.permisos import GASTO
from consistorio.economia.presupuesto.tipos import LineaPedida
from consistorio.nucleo.errores import DatosIncorrectos
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa

Anotar = Callable[[Sequence[LineaPedida]], Operacion]


@empleado(GASTO)
@require_http_methods(["GET", "POST"])
def librar(request: PeticionConActor, anio: int) -> HttpResponse:
    """The obligation of an order a justificar."""
    ejercicio_de(anio)
    enviado = request.POST if _se_anota(request) else None
    puesto = request.POST.dict() if request.method == "POST" else {"fecha": hoy(reloj_de_la_casa())}
    form = Libramiento(enviado, request.actor, initial=puesto)

    def anotar(lineas: Sequence[LineaPedida]) -> Operacion:
        return acciones.librar_a_justificar(
            actor=request.actor,
            cabecera=form.cabecera(form.persona_id),
            lineas=lineas,
            denominacion=form.cleaned_data["denominacion"],
            vence=form.cleaned_data["vence"],
            reloj=reloj_de_la_casa(),
        )

    pagina = PaginaDeFormulario(
        _("Librar un pago a justificar"),
        _("Ejercicio %(anio)d") % {"anio": anio},
        _("Se anota el gasto entero (ADO) a nombre del habilitado. Tesorería lo paga como los demás."),
        _("Librarlo"),
        reverse(f"escritorio:{PESTANA}", args=[anio]),
        _("Fondos de habilitados"),
    )
    return _con_lineas(request, pagina, form, "ADO", rejilla.con_mas([]), anotar)


@empleado(GASTO)
@require_http_methods(["GET", "POST"])
def justificar(request: PeticionConActor, fondo_id: UUID) -> HttpResponse:
    """Approve the account of a fund: by applications, with its document."""
    uno = fondo_para(request, fondo_id, motivo=GASTO)
    enviado = request.POST if _se_anota(request) else None
    texto = _("Cuenta justificativa de «%(fondo)s»") % {"fondo": uno}
    puesto = request.POST.dict() if request.method == "POST" else {"fecha": hoy(reloj_de_la_casa()), "texto": texto}
    form = Cuenta(enviado, initial=puesto)
    es_caja = uno.clase == CAJA_FIJA
    accion = acciones.justificar_caja_fija if es_caja else acciones.justificar

    def anotar(lineas: Sequence[LineaPedida]) -> Operacion:
        return accion(
            actor=request.actor,
            fondo_id=uno.id,
            cabecera=form.cabecera_de(uno),
            lineas=lineas,
            reloj=reloj_de_la_casa(),
        )

    explicacion = _(
        "Hay %(pagado)s pagados sin justificar. Su crédito se gastó al librarlo: aquí no se gasta otra vez."
    )
    if es_caja:
        explicacion = _("Hay %(pagado)s pagados sin justificar. El gasto va al presupuesto, y su pago repone la caja.")
    pagina = pagina_de(uno, _("Aprobar la cuenta justificativa"), explicacion, _("Aprobarla"))
    return _con_lineas(request, pagina, form, "ADO" if es_caja else "FJ", _propuestas(uno), anotar)


def _se_anota(request: PeticionConActor) -> bool:
    """Whether what was sent is to be noted: the grid is also sent to have more rows, and to see what is left."""
    return request.method == "POST" and request.POST.get("que", "") == "anotar"


def _propuestas(uno: Fondo) -> list[FilaEscrita]:
    """What is to be justified, when one application bears the fund."""
    codigos = lecturas.aplicaciones_de(lecturas.movimientos_de(uno))
    if len(codigos) != 1:
        return rejilla.con_mas([])
    return rejilla.con_mas([FilaEscrita(0, codigos[0], cifra(uno.sin_justificar))], rejilla.FILAS - 1)


def _con_lineas(
    request: PeticionConActor,
    pagina: PaginaDeFormulario,
    form: DeUnFondo,
    clase: str,
    propuestas: Sequence[FilaEscrita],
    anotar: Anotar,
) -> HttpResponse:
    """The page; and, when it is sent, what it asks for. `clase`: of the operation that its lines are of."""
    if request.method != "POST":
        return _pagina(request, pagina, form, clase, propuestas, {})
    filas, que = rejilla.leer(request.POST), request.POST.get("que", "")
    if que == "calcular":
        return calculada(_dia(request).year, clase, filas)
    if que != "anotar":  # nothing is judged yet
        return _pagina(request, pagina, form, clase, rejilla.con_mas(filas) if que == "mas" else filas, {})
    lineas, errores = rejilla.pedidas(filas)
    if form.is_valid() and not errores:
        try:
            with una_vez(request.POST):
                hecha = anotar(list(lineas.values()))
        except YaAnotado as ya:
            messages.success(request, _("Ya estaba anotado: es este."))
            return redirect("escritorio:fondo", fondo_id=fondo_de(ya.hecho_id))
        except (DatosIncorrectos, *RECHAZOS) as error:
            errores = repartir(form, error, list(lineas))
        else:
            messages.success(request, _("Anotada la operación %(cual)s.") % {"cual": hecha})
            return redirect("escritorio:fondo", fondo_id=fondo_de(hecha.id))
    elif not lineas:
        form.add_error(None, _("Escriba al menos una línea con su importe."))
    elif clase == "ADO":
        errores = rejilla.con_las_demas(rejilla.vistas(_dia(request).year, clase, filas, errores), errores)
    return _pagina(request, pagina, form, clase, filas, errores)


def _dia(request: PeticionConActor) -> date:
    """That of the operation, or today while none is understood."""
    return dia(request.POST.get("fecha")) or hoy(reloj_de_la_casa())


def _pagina(
    request: PeticionConActor,
    pagina: PaginaDeFormulario,
    form: DeUnFondo,
    clase: str,
    filas: Sequence[FilaEscrita],
    errores: Mapping[int, str],
) -> HttpResponse:
    anio = _dia(request).year
    vistas = rejilla.vistas(anio, clase, filas, errores)
    todos = [
        *errores_del_formulario(form),
        *(
            (f"linea-{una.escrita.n}-codigo", _("Línea %(n)d: %(que)s") % {"n": una.escrita.n + 1, "que": una.error})
            for una in vistas
            if una.error
        ),
    ]
    contexto = {
        "titulo": pagina.titulo,
        "pagina": pagina,
        "cabecera": form,
        "filas": vistas,
        "total": rejilla.total(filas),
        "errores": todos,
        "hay_errores": bool(todos),
        "sugerir": reverse("escritorio:sugerir_aplicacion", args=[anio]),
        "aqui": request.path,
    }
    return render(request, "escritorio/economia/fondo_lineas.html", contexto, status=422 if todos else 200)
