"""Statistics of the units that somebody answers for, their files, and the lists of what is overdue."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_GET

from consistorio.canales.escritorio import lecturas_estadistica as lecturas
from consistorio.canales.escritorio.formularios_estadistica import PeticionDeCifras
from consistorio.canales.interfaz.cursores import identificador
from consistorio.canales.interfaz.descargas import descarga_csv
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.canales.interfaz.templatetags.componentes import Enlace
from consistorio.nucleo.errores import NoEncontrado
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.auditoria.operaciones import registrar_acceso
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.servicios.estadistica import ambito, consultas, reglas
from consistorio.servicios.estadistica.permisos import VER_ESTADISTICA
from consistorio.servicios.estadistica.tipos import Cuadro
from consistorio.tramitacion.motor.models import Plazo, Tarea

POR_PAGINA = 25
TABLAS = {
    "meses": gettext_noop("Por meses"),
    "procedimientos": gettext_noop("Por procedimientos"),
    "pasos": gettext_noop("Por pasos"),
}
LISTAS = {"legal": gettext_noop("Fuera del plazo legal"), "interna": gettext_noop("Tareas atrasadas")}


@empleado(VER_ESTADISTICA)
@require_GET
def estadistica(request: PeticionConActor) -> HttpResponse:
    """The figures of some units in a period."""
    formulario = _pedido(request)
    contexto = {"titulo": _("Estadística"), "form": formulario, "hay_errores": bool(formulario.errors)}
    if formulario.errors or formulario.opcion is None:
        return render(request, "escritorio/estadistica.html", contexto, status=422 if formulario.errors else 200)
    cuadro = _cuadro(request, formulario)
    elegido = next((fila for fila in cuadro.procedimientos if fila.codigo == formulario.de_uno), None)
    aqui, atrasos = reverse("escritorio:estadistica"), reverse("escritorio:atrasos")
    contexto |= {
        "opcion": formulario.opcion,
        "periodo": formulario.periodo_en_palabras,
        "elegido": elegido,
        "resumen": lecturas.resumen(elegido or cuadro.total, cuadro),
        "meses": lecturas.meses(cuadro),
        "cabeceras": lecturas.procedimientos(cuadro).cabeceras,
        "procedimientos": lecturas.con_enlaces(
            cuadro, lambda codigo: f"{aqui}?{formulario.direccion(procedimiento=codigo)}"
        ),
        "cuellos": lecturas.pasos(paso for paso in cuadro.pasos if paso.cuello),
        "pasos": lecturas.pasos_de_uno(cuadro.pasos) if formulario.de_uno else None,
        "regla": {"veces": reglas.VECES_DE_UN_CUELLO, "parte": int(reglas.PARTE_DE_UN_CUELLO), "pocos": reglas.POCOS},
        "protegido": cuadro.protegido,
        "todos": f"{aqui}?{formulario.direccion(procedimiento='')}",
        "atrasos": [(f"{atrasos}?{formulario.direccion(ver=cual)}", _(texto)) for cual, texto in LISTAS.items()],
        "descargas": [
            (f"{reverse('escritorio:estadistica_csv', args=[tabla])}?{formulario.direccion()}", _(texto))
            for tabla, texto in TABLAS.items()
        ],
    }
    return render(request, "escritorio/estadistica.html", contexto)


@empleado(VER_ESTADISTICA)
@require_GET
def en_csv(request: PeticionConActor, tabla: str) -> HttpResponse:
    """One of the tables as a file."""
    formulario = _pedido(request)
    if tabla not in TABLAS or formulario.errors or formulario.opcion is None:
        raise NoEncontrado(_("No hay una tabla así."), que_hacer=_("Vuelva a la estadística y descárguela desde allí."))
    cuadro = _cuadro(request, formulario)
    hecha = {
        "meses": lambda: lecturas.meses(cuadro),
        "procedimientos": lambda: lecturas.procedimientos(cuadro),
        "pasos": lambda: lecturas.pasos(cuadro.pasos),
    }[tabla]()
    return descarga_csv(
        hecha, f"estadistica-{tabla}-{formulario.periodo.desde:%Y-%m}-{formulario.ultimo_mes:%Y-%m}.csv"
    )


@empleado(VER_ESTADISTICA)
@require_GET
def atrasos(request: PeticionConActor) -> HttpResponse:
    """What is overdue today, of the cases that this person may see: by the legal term, or by the internal date of a task."""
    formulario = _pedido(request)
    cual = request.GET.get("ver", "legal")
    cual = cual if cual in LISTAS else "legal"
    aqui, dia = reverse("escritorio:atrasos"), hoy(reloj_de_la_casa())
    tras = _tras(request)
    filas: Sequence[Plazo | Tarea] = ()
    if not formulario.errors and formulario.opcion is not None:
        _anotar(request, formulario)
        consulta = consultas.vencidos if cual == "legal" else consultas.atrasadas
        filas = consulta(
            request.actor,
            formulario.opcion.alcance,
            hoy=dia,
            procedimiento=formulario.de_uno,
            tras=tras,
            limite=POR_PAGINA + 1,
        )
    pagina = filas[:POR_PAGINA]
    esta = formulario.direccion(ver=cual)
    contexto = {
        "titulo": _(LISTAS[cual]),
        "filas": [(fila, (dia - fila.vence).days) for fila in pagina if fila.vence],
        "de_tareas": cual == "interna",
        "opcion": formulario.opcion,
        "pestanas": [Enlace(_(t), f"{aqui}?{formulario.direccion(ver=c)}", c == cual) for c, t in LISTAS.items()],
        "vuelta": f"{reverse('escritorio:estadistica')}?{formulario.direccion()}",
        "siguiente": f"{aqui}?{esta}&tras={pagina[-1].vence}_{pagina[-1].id}" if len(filas) > POR_PAGINA else "",
        "anterior": f"{aqui}?{esta}" if tras else "",
    }
    return render(request, "escritorio/atrasos.html", contexto, status=422 if formulario.errors else 200)


def _pedido(request: PeticionConActor) -> PeticionDeCifras:
    dia = hoy(reloj_de_la_casa())
    return PeticionDeCifras(request.GET, opciones=ambito.opciones(request.actor, en=dia), hoy=dia)


def _cuadro(request: PeticionConActor, formulario: PeticionDeCifras) -> Cuadro:
    assert formulario.opcion is not None  # noqa: S101  # narrows the type
    _anotar(request, formulario)
    return consultas.cuadro(
        formulario.opcion.alcance,
        formulario.periodo,
        hoy=hoy(reloj_de_la_casa()),
        procedimiento=formulario.de_uno,
    )


def _anotar(request: PeticionConActor, formulario: PeticionDeCifras) -> None:
    assert formulario.opcion is not None  # noqa: S101  # narrows the type
    registrar_acceso(request.actor, que="estadistica", objeto_id=formulario.opcion.codigo, motivo="Estadística")


def _tras(request: PeticionConActor) -> consultas.Ultimo | None:
    """The last row of the page before, if the address names one."""
    vence, _separador, resto = request.GET.get("tras", "").partition("_")
    ultimo = identificador(resto)
    try:
        return (date.fromisoformat(vence), ultimo) if ultimo else None
    except ValueError:
        return None
