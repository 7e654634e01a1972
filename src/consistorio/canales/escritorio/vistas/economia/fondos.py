"""The funds of habilitados at the desk: those of a year, one with what it went through, making an anticipo, and noting what is paid out of one and what comes back."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from consistorio.canales.escritorio import lecturas_fondos as lecturas
from consistorio.canales.escritorio.formularios_fondos import CajaFija, Movimiento, Reintegro, ReintegroDeOtroAnio
from consistorio.canales.escritorio.lecturas_fondos import A_JUSTIFICAR, CAJA_FIJA
from consistorio.canales.escritorio.templatetags.escritorio_cifras import cifra
from consistorio.canales.escritorio.una_vez import una_vez, usado
from consistorio.canales.escritorio.vistas.economia.marco import ejercicio_de, ficheros, marco_de_otros_anios
from consistorio.canales.escritorio.vistas.formularios import PaginaDeFormulario, atender
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.canales.interfaz.tablas import descarga_de_tabla
from consistorio.economia.contabilidad.permisos import VER
from consistorio.economia.contabilidad.una_vez import YaAnotado
from consistorio.economia.presupuesto import acciones
from consistorio.economia.presupuesto.consultas import de_otro_anio
from consistorio.economia.presupuesto.models import Fondo
from consistorio.economia.presupuesto.permisos import GASTO, INGRESO, PAGAR
from consistorio.economia.presupuesto.permisos import VER as VER_PRESUPUESTO
from consistorio.economia.presupuesto.tipos import LineaPedida
from consistorio.economia.terceros.consultas import de_persona
from consistorio.economia.terceros.permisos import VER as VER_TERCEROS
from consistorio.nucleo.errores import Conflicto, FaseIncompatible, NoEncontrado
from consistorio.nucleo.reloj import hoy
from consistorio.nucleo.tipos import Importe
from consistorio.plataforma.auditoria.operaciones import registrar_acceso
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa

RECHAZOS = (Conflicto, FaseIncompatible, NoEncontrado)
AL_IMPORTE = {"lineas.0": "importe", "lineas": "importe"}
PESTANA = "fondos_de_habilitados"


@empleado(VER)
@require_GET
def fondos(request: PeticionConActor, anio: int) -> HttpResponse:
    """Those of a year and what is alive of earlier ones, with what they add up to; or only those out of their term."""
    ejercicio = ejercicio_de(anio)
    registrar_acceso(request.actor, que="fondos", objeto_id=str(anio), motivo=VER)
    fuera, dia = request.GET.get("ver") == "fuera", hoy(reloj_de_la_casa())
    filas = lecturas.fondos(anio, dia, fuera_de_plazo=fuera)
    abierto = ejercicio.estado == "abierto"
    contexto = {
        **marco_de_otros_anios(request, anio, PESTANA),
        "titulo": _("Fondos de habilitados"),
        "filas": filas,
        "sumas": lecturas.sumas(filas),
        "fuera": fuera,
        "cuantos_fuera": sum(una.fuera_de_plazo for una in filas),
        "esta": reverse(f"escritorio:{PESTANA}", args=[anio]),
        "constituye": abierto and request.actor.puede(PAGAR),
        "libra": abierto and request.actor.puede(GASTO),
        "descargas": ficheros("escritorio:fichero_de_fondos", anio, ""),
    }
    return render(request, "escritorio/economia/fondos.html", contexto)


@empleado(VER)
@require_GET
def fichero(request: PeticionConActor, anio: int, formato: str) -> HttpResponse:
    """All of a year as a file."""
    ejercicio_de(anio)
    registrar_acceso(request.actor, que="fondos", objeto_id=str(anio), motivo=VER)
    return descarga_de_tabla(lecturas.tabla(anio, hoy(reloj_de_la_casa())), formato, f"fondos-{anio}")


@empleado(VER)
@require_GET
def fondo(request: PeticionConActor, fondo_id: UUID) -> HttpResponse:
    """One: its figures, what it went through and what may be done with it now."""
    uno = fondo_para(request, fondo_id, motivo=VER)
    (visto,) = lecturas.vistos([uno], hoy(reloj_de_la_casa()))
    movimientos = lecturas.movimientos_de(uno)
    ficha = de_persona(uno.habilitado_id) if uno.habilitado_id and request.actor.puede(VER_TERCEROS) else None
    abierto = lecturas.admite_actos(uno)
    contexto = {
        "titulo": uno.denominacion,
        "uno": uno,
        "visto": visto,
        "es_caja": uno.clase == CAJA_FIJA,
        "ficha": ficha,
        "movimientos": movimientos,
        "aplicaciones": lecturas.aplicaciones_de(movimientos),
        "por_pagar": lecturas.obligaciones_por_pagar(movimientos),
        "ve_operacion": request.actor.puede(VER_PRESUPUESTO),
        "paga": abierto and uno.en_su_poder > 0 and request.actor.puede(PAGAR),
        "justifica": abierto and uno.sin_justificar > 0 and request.actor.puede(GASTO),
        "ingresa": request.actor.puede(INGRESO) and lecturas.se_ingresa_en(uno) is not None,
        "devuelve": request.actor.puede(PAGAR) and lecturas.se_devuelve(uno, movimientos),
        "vuelta": reverse(f"escritorio:{PESTANA}", args=[uno.ejercicio_id]),
    }
    return render(request, "escritorio/economia/fondo.html", contexto)


@empleado(PAGAR)
@require_http_methods(["GET", "POST"])
def constituir(request: PeticionConActor, anio: int) -> HttpResponse:
    """Make an anticipo de caja fija."""
    ejercicio_de(anio)
    puesto = {"fecha": hoy(reloj_de_la_casa())}
    form = CajaFija(request.POST if request.method == "POST" else None, request.actor, initial=puesto)

    def hacer() -> HttpResponse:
        dicho = form.cleaned_data
        try:
            with una_vez(request.POST):
                hecha = acciones.constituir_caja_fija(
                    actor=request.actor,
                    cabecera=form.cabecera(form.persona_id),
                    denominacion=dicho["denominacion"],
                    importe=LineaPedida(dicho["importe"]),
                    ordinal=dicho["ordinal"].strip(),
                    cuenta=dicho["cuenta"],
                    reloj=reloj_de_la_casa(),
                )
        except YaAnotado as ya:
            messages.success(request, _("Ya estaba anotado: es este."))
            return redirect("escritorio:fondo", fondo_id=fondo_de(ya.hecho_id))
        messages.success(request, _("El anticipo está hecho. Cada pago del habilitado se anota en su página."))
        return redirect("escritorio:fondo", fondo_id=fondo_de(hecha.id))

    pagina = PaginaDeFormulario(
        _("Hacer un anticipo de caja fija"),
        _("Ejercicio %(anio)d") % {"anio": anio},
        _("El dinero pasa al habilitado y no gasta crédito. El gasto va al presupuesto al aprobar cada cuenta suya."),
        _("Hacer el anticipo"),
        reverse(f"escritorio:{PESTANA}", args=[anio]),
        _("Fondos de habilitados"),
    )
    return atender(request, form, pagina, hacer, cambios=AL_IMPORTE, sin_mas=RECHAZOS)


@empleado(PAGAR)
@require_http_methods(["GET", "POST"])
def anotar_pagos(request: PeticionConActor, fondo_id: UUID) -> HttpResponse:
    """What the habilitado paid out of it."""
    uno = fondo_para(request, fondo_id, motivo=PAGAR)
    puesto = {"fecha": hoy(reloj_de_la_casa()), "texto": _("Pagos de «%(fondo)s»") % {"fondo": uno}}
    form = Movimiento(request.POST if request.method == "POST" else None, initial=puesto)

    def anotar() -> object:
        return acciones.anotar_pagos_del_habilitado(
            actor=request.actor,
            fondo_id=uno.id,
            cabecera=form.cabecera_de(uno),
            importe=LineaPedida(form.cleaned_data["importe"]),
            reloj=reloj_de_la_casa(),
        )

    explicacion = _("Tiene %(tiene)s. Lo que pagó queda por justificar hasta que se apruebe su cuenta.")
    pagina = pagina_de(uno, _("Anotar lo que ha pagado el habilitado"), explicacion, _("Anotarlo"))
    hacer = _hecho(request, uno, anotar, _("Anotado. Queda por justificar."))
    return atender(request, form, pagina, hacer, cambios=AL_IMPORTE, sin_mas=RECHAZOS)


@empleado(PAGAR)
@require_http_methods(["GET", "POST"])
def reintegrar(request: PeticionConActor, fondo_id: UUID) -> HttpResponse:
    """The habilitado gives back what is left: of an anticipo, to an account of the treasury; of an order a justificar, with its credit."""
    uno = fondo_para(request, fondo_id, motivo=PAGAR)
    puesto = {
        "fecha": hoy(reloj_de_la_casa()),
        "importe": cifra(uno.en_su_poder),
        "texto": _("Reintegro de «%(fondo)s»") % {"fondo": uno},
    }
    clase = Movimiento if uno.clase == A_JUSTIFICAR else Reintegro
    form = clase(request.POST if request.method == "POST" else None, initial=puesto)

    def anotar() -> object:
        cabecera, importe = form.cabecera_de(uno), LineaPedida(form.cleaned_data["importe"])
        if uno.clase == A_JUSTIFICAR:
            return acciones.reintegrar_a_justificar(
                actor=request.actor, fondo_id=uno.id, cabecera=cabecera, importe=importe, reloj=reloj_de_la_casa()
            )
        return acciones.reintegrar_caja_fija(
            actor=request.actor,
            fondo_id=uno.id,
            cabecera=cabecera,
            importe=importe,
            ordinal=form.cleaned_data["ordinal"].strip(),
            reloj=reloj_de_la_casa(),
        )

    explicacion = _("Tiene %(tiene)s. Si devuelve todo y no queda nada por justificar, el fondo termina.")
    if uno.clase == A_JUSTIFICAR:
        explicacion = _("Tiene %(tiene)s. Vuelve a la cuenta de la que salió, y el crédito a su aplicación.")
    pagina = pagina_de(uno, _("Anotar lo que devuelve el habilitado"), explicacion, _("Anotarlo"))
    hacer = _hecho(request, uno, anotar, _("La devolución está anotada."))
    return atender(request, form, pagina, hacer, cambios=AL_IMPORTE, sin_mas=RECHAZOS)


@empleado(INGRESO)
@require_http_methods(["GET", "POST"])
def ingresar(request: PeticionConActor, fondo_id: UUID) -> HttpResponse:
    """The habilitado gives back what is left of an order a justificar of another year: it is income of this one."""
    uno = fondo_para(request, fondo_id, motivo=INGRESO)
    anio = lecturas.se_ingresa_en(uno)
    if anio is None and usado(request.POST) is None:
        raise Conflicto(
            _("De «%(fondo)s» no hay nada que ingresar de otro año.") % {"fondo": uno},
            que_hacer=_("Lo que se entregó este año vuelve con su crédito: anótelo con «Anotar lo que devuelve»."),
        )
    puesto = {
        "fecha": hoy(reloj_de_la_casa()),
        "importe": cifra(de_otro_anio(uno, anio)) if anio is not None else "",
        "concepto": lecturas.concepto_propuesto(lecturas.aplicaciones_de(lecturas.movimientos_de(uno))),
        "texto": _("Reintegro de «%(fondo)s»") % {"fondo": uno},
    }
    enviado = request.POST if request.method == "POST" else None
    form = ReintegroDeOtroAnio(enviado, anio or uno.ejercicio_id, initial=puesto)

    def anotar() -> object:
        return acciones.ingresar_reintegro(
            actor=request.actor,
            fondo_id=uno.id,
            cabecera=form.cabecera_de(uno),
            importe=LineaPedida(form.cleaned_data["importe"]),
            concepto=form.cleaned_data["concepto"],
            ordinal=form.cleaned_data["ordinal"].strip(),
            reloj=reloj_de_la_casa(),
        )

    explicacion = _(
        "Tiene %(tiene)s. Lo que se le entregó en otro año, o se le pagó de ejercicios cerrados, es un ingreso de este: el crédito no vuelve."
    )
    pagina = pagina_de(uno, _("Ingresar lo que devuelve de otro año"), explicacion, _("Ingresarlo"))
    hacer = _hecho(request, uno, anotar, _("El ingreso está anotado, y el dinero ya no está en el fondo."))
    return atender(request, form, pagina, hacer, cambios=AL_IMPORTE, sin_mas=RECHAZOS)


def fondo_para(request: PeticionConActor, fondo_id: UUID, *, motivo: str) -> Fondo:
    """A fund; the look at who holds it is logged. Raises NoEncontrado."""
    uno = Fondo.objects.select_related("habilitado").filter(id=fondo_id).first()
    if uno is None:
        raise NoEncontrado(_("No encontramos ese fondo."))
    registrar_acceso(request.actor, que="fondo", objeto_id=uno.id, motivo=motivo)
    return uno


def fondo_de(operacion_id: UUID) -> UUID:
    """The fund that an operation is of."""
    return Fondo.objects.filter(lineas__operacion=operacion_id).values_list("id", flat=True)[:1].get()


def pagina_de(uno: Fondo, titulo: str, explicacion: str, boton: str) -> PaginaDeFormulario:
    """The words of a page about a fund. `explicacion`: with what it has (`tiene`) and what it has to justify (`pagado`)."""
    datos = {"tiene": Importe(uno.en_su_poder), "pagado": Importe(uno.sin_justificar)}
    vuelta = reverse("escritorio:fondo", args=[uno.id])
    return PaginaDeFormulario(titulo, uno.denominacion, explicacion % datos, boton, vuelta, uno.denominacion)


def _hecho(
    request: PeticionConActor, uno: Fondo, anotar: Callable[[], object], dicho: str
) -> Callable[[], HttpResponse]:
    """Note it once, and back to its fund."""

    def hacer() -> HttpResponse:
        try:
            with una_vez(request.POST):
                anotar()
        except YaAnotado:
            messages.success(request, _("Ya estaba anotado."))
        else:
            messages.success(request, dicho)
        return redirect("escritorio:fondo", fondo_id=uno.id)

    return hacer
