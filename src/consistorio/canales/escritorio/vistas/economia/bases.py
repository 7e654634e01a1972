"""The bases de ejecución of a year at the desk: how its credits bind, with the bolsas that result, and what they say of modifications and of later years."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from consistorio.canales.escritorio import lecturas_presupuesto as lecturas
from consistorio.canales.escritorio.lecturas_ejecucion import bolsa_en_palabras
from consistorio.canales.escritorio.rejilla import FILAS, errores_del_formulario, repartir
from consistorio.canales.escritorio.vistas.economia.marco import anio_de_presupuesto, marco
from consistorio.canales.interfaz.cursores import numero
from consistorio.canales.interfaz.formularios import Formulario
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.economia.contabilidad.models import Ejercicio
from consistorio.economia.presupuesto import acciones, limites_plurianuales
from consistorio.economia.presupuesto.models import ExigenciaDePrueba, LimitePlurianual, ModificacionCredito
from consistorio.economia.presupuesto.operaciones.bases import ampliables_de, bases_de, por_que_no_cambian
from consistorio.economia.presupuesto.operaciones.competencias import competencias
from consistorio.economia.presupuesto.operaciones.pruebas import exigencias
from consistorio.economia.presupuesto.permisos import PREPARAR, VER
from consistorio.economia.presupuesto.pruebas import Exigencia
from consistorio.economia.presupuesto.tipos import Bases
from consistorio.economia.presupuesto.vinculacion import (
    LARGO_ECONOMICA,
    LARGO_PROGRAMA,
    BolsaPrevista,
    Regla,
    problemas_de,
)
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa

MAXIMO_REGLAS: Final = 100
BOLSAS_A_LA_VISTA: Final = 200
NIVEL_ORGANICO: Final = 10
_NIVELES: Final = {
    "nivel_organico": NIVEL_ORGANICO,
    "nivel_programa": LARGO_PROGRAMA,
    "nivel_economica": LARGO_ECONOMICA,
}


@dato
class ReglaEscrita:
    """A rule as it was typed. `n`: its place, which is its order."""

    n: int
    organica: str = ""
    programa: str = ""
    economica: str = ""
    nivel_organico: str = "0"
    nivel_programa: str = ""
    nivel_economica: str = ""
    en_si_misma: bool = False

    @property
    def vacia(self) -> bool:
        """Whether it says nothing: an empty row does not count."""
        niveles = (self.nivel_programa, self.nivel_economica)
        return not (self.en_si_misma or any(niveles) or self.organica or self.programa or self.economica)


class OtrasReglas(Formulario):
    """What else the bases say of credits."""

    ampliables = forms.CharField(
        label=gettext_lazy("Aplicaciones ampliables"),
        help_text=gettext_lazy("Una en cada línea, con el programa y la económica. Por ejemplo, 920.12000"),
        max_length=20_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    crea_aplicaciones = forms.BooleanField(
        label=gettext_lazy("El primer gasto puede abrir una aplicación sin crédito si su bolsa lo tiene"),
        required=False,
    )
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput, required=False)


@empleado(VER)
@require_GET
def bases(request: PeticionConActor, anio: int) -> HttpResponse:
    """What the bases of a year say, and the bolsas that result."""
    anio_de_presupuesto(anio)
    suyas, motivo = bases_de(anio), por_que_no_cambian(anio)
    previstas, de_cuando = lecturas.bolsas_de(anio, suyas)
    dia = hoy(reloj_de_la_casa())
    contexto = {
        **marco(request, anio, "presupuesto"),
        "titulo": _("Bases de ejecución de %(anio)d") % {"anio": anio},
        "bases": suyas,
        "motivo": motivo,
        "bolsas": _en_palabras(previstas),
        "cuantas": len(previstas),
        "de_cuando": de_cuando,
        "puede": request.actor.puede(PREPARAR),
        "puede_escribir": request.actor.puede(PREPARAR) and not motivo,
        "organos": [
            (tipo, nombre, [(str(_ORGANOS[c.organo]), c.hasta, c.desde, c.por_uno) for c in competencias(tipo, en=dia)])
            for tipo, nombre in ModificacionCredito.Tipo.choices
        ],
        "exigencias": _de_hoy(exigencias(), dia),
        "supuestos": [uno for uno in limites_plurianuales.supuestos() if uno.hasta is None or uno.hasta >= dia],
        "limites": list(LimitePlurianual.objects.filter(ejercicio=anio).order_by("codigo", "anio", "id")),
        "presupuesto": Ejercicio.objects.filter(anio=anio, presupuesto__isnull=False).exists(),
        "vuelta_presupuesto": reverse("escritorio:presupuesto", args=[anio]),
    }
    return render(request, "escritorio/economia/bases.html", contexto)


_ORGANOS: Final = dict(ModificacionCredito.Organo.choices)


def _de_hoy(filas: Sequence[Exigencia], dia: date) -> list[dict[str, object]]:
    """Those in force on a day, with their concepts together: of the same one, the last, and that of the town before that of the program."""
    ultimas: dict[tuple[str, str], Exigencia] = {}
    for una in sorted(filas, key=lambda una: (una.certeza == "ayuntamiento", una.desde)):
        if una.desde <= dia and (una.hasta is None or dia <= una.hasta):
            ultimas[una.tipo, una.concepto] = una
    suyas = [una for una in ultimas.values() if una.certeza == "ayuntamiento"]
    for clave, una in list(ultimas.items()):
        if una.certeza != "ayuntamiento" and any(
            una.tipo == suya.tipo and una.concepto.startswith(suya.concepto) for suya in suyas
        ):
            del ultimas[clave]
    tipos, exigen = dict(ModificacionCredito.Tipo.choices), dict(ExigenciaDePrueba.Exige.choices)
    juntas: dict[tuple[object, ...], list[str]] = {}
    for _clave, una in sorted(ultimas.items()):
        juntas.setdefault((una.tipo, una.exige, una.articulo, una.certeza, una.desde), []).append(una.concepto)
    return [
        {
            "tipo_dicho": tipos[str(tipo)],
            "conceptos": ", ".join(conceptos),
            "exige_dicho": exigen[str(exige)],
            "articulo": articulo,
            "certeza": certeza,
            "desde": desde,
        }
        for (tipo, exige, articulo, certeza, desde), conceptos in juntas.items()
    ]


def _en_palabras(previstas: Sequence[BolsaPrevista]) -> list[tuple[str, BolsaPrevista]]:
    return [(bolsa_en_palabras(una.clave), una) for una in previstas[:BOLSAS_A_LA_VISTA]]


@empleado(PREPARAR)
@require_http_methods(["GET", "POST"])
def escribir(request: PeticionConActor, anio: int) -> HttpResponse:
    """Write the rules, see the bolsas that they make, and keep them."""
    anio_de_presupuesto(anio)
    if motivo := por_que_no_cambian(anio):
        raise Conflicto(motivo)
    suyas = bases_de(anio)
    if max(len(suyas.reglas), numero(request.POST.get("filas")) or 0) > MAXIMO_REGLAS:
        raise Conflicto(
            _("Aquí se escriben %(n)d reglas como mucho, y las bases de %(a)d tienen más.")
            % {"n": MAXIMO_REGLAS, "a": anio},
            que_hacer=_("Cárguelas con el presupuesto, desde la línea de órdenes."),
        )
    if request.method != "POST":
        filas = [_escrita(n, regla) for n, regla in enumerate(suyas.reglas)]
        puesto = {
            "ampliables": "\n".join(suyas.ampliables if suyas.version else ampliables_de(anio - 1)),
            "crea_aplicaciones": suyas.crea_aplicaciones,
            "version": suyas.version,
        }
        return _pagina(
            request, anio, OtrasReglas(None, initial=puesto), [*filas, ReglaEscrita(len(filas))][:MAXIMO_REGLAS]
        )
    filas, form, que = _leidas(request), OtrasReglas(request.POST), request.POST.get("que", "")
    if que == "mas":
        filas += [ReglaEscrita(n) for n in range(len(filas), min(len(filas) + FILAS, MAXIMO_REGLAS))]
        return _pagina(request, anio, OtrasReglas(None, initial=request.POST.dict()), filas)
    escritas, errores = _pedidas(filas)
    if not form.is_valid() or errores:
        return _pagina(request, anio, form, filas, errores)
    nuevas = Bases(
        form.cleaned_data["version"] or 0,
        tuple(escritas.values()),
        tuple(linea.strip().upper() for linea in form.cleaned_data["ampliables"].splitlines() if linea.strip()),
        form.cleaned_data["crea_aplicaciones"],
    )
    if que == "ver":
        problemas = problemas_de(nuevas.reglas)
        errores = (
            repartir(form, DatosIncorrectos("", problemas=problemas), list(escritas), "reglas") if problemas else {}
        )
        return _pagina(request, anio, form, filas, errores, nuevas if not errores else None)
    try:
        acciones.escribir_bases(actor=request.actor, anio=anio, nuevas=nuevas, reloj=reloj_de_la_casa())
    except (DatosIncorrectos, Conflicto) as error:
        return _pagina(request, anio, form, filas, repartir(form, error, list(escritas), "reglas"))
    messages.success(request, _("Las bases de %(anio)d están guardadas.") % {"anio": anio})
    return redirect("escritorio:bases", anio=anio)


def _escrita(n: int, regla: Regla) -> ReglaEscrita:
    return ReglaEscrita(
        n,
        regla.organica,
        regla.programa,
        regla.economica,
        str(regla.nivel_organico),
        str(regla.nivel_programa or ""),
        str(regla.nivel_economica or ""),
        regla.en_si_misma,
    )


def _leidas(request: HttpRequest) -> list[ReglaEscrita]:
    cuantas = min(numero(request.POST.get("filas")) or FILAS, MAXIMO_REGLAS)

    def de(n: int, campo: str) -> str:
        return request.POST.get(f"regla-{n}-{campo}", "").strip().upper()[:NIVEL_ORGANICO]

    return [
        ReglaEscrita(
            n,
            de(n, "organica"),
            de(n, "programa"),
            de(n, "economica"),
            de(n, "nivel_organico"),
            de(n, "nivel_programa"),
            de(n, "nivel_economica"),
            request.POST.get(f"regla-{n}-sola", "") == "si",
        )
        for n in range(cuantas)
    ]


def _pedidas(filas: Sequence[ReglaEscrita]) -> tuple[dict[int, Regla], dict[int, str]]:
    """The rules by their row, and what is wrong with what was typed."""
    reglas, errores = dict[int, Regla](), dict[int, str]()
    for orden, fila in enumerate((una for una in filas if not una.vacia), 1):
        codigos = (fila.organica, fila.programa, fila.economica)
        if not all(codigo.isascii() and (codigo.isalnum() or not codigo) for codigo in codigos):
            errores[fila.n] = _("Escriba con qué cifras empieza cada código, o nada para todos.")
        try:
            niveles = [_cifras(getattr(fila, campo), mayor) for campo, mayor in _NIVELES.items()]
        except DatosIncorrectos as error:
            errores[fila.n] = f"{errores.get(fila.n, '')} {error.mensaje}".strip()
            niveles = [0, 0, 0]
        organico, programa, economica = niveles
        reglas[fila.n] = Regla(orden, *codigos, organico, programa, economica, fila.en_si_misma)
    return reglas, errores


def _cifras(dicho: str, mayor: int) -> int:
    """How many figures of a code. Raises DatosIncorrectos."""
    if dicho and (not dicho.isascii() or not dicho.isdecimal() or int(dicho) > mayor):
        raise DatosIncorrectos(_("El número de cifras va de 0 a %(n)d.") % {"n": mayor})
    return int(dicho or 0)


def _pagina(
    request: PeticionConActor,
    anio: int,
    form: OtrasReglas,
    filas: Sequence[ReglaEscrita],
    errores: dict[int, str] | None = None,
    nuevas: Bases | None = None,
) -> HttpResponse:
    con_error = [(fila, (errores or {}).get(fila.n, "")) for fila in filas]
    todos = [
        *errores_del_formulario(form),
        *(
            (f"regla-{fila.n}-programa", _("Regla %(n)d: %(que)s") % {"n": fila.n + 1, "que": mensaje})
            for fila, mensaje in con_error
            if mensaje
        ),
    ]
    previstas, de_cuando = lecturas.bolsas_de(anio, nuevas) if nuevas is not None else ([], None)
    contexto = {
        "titulo": _("Cómo vinculan los créditos de %(anio)d") % {"anio": anio},
        "anio": anio,
        "otras": form,
        "filas": con_error,
        "previstas": nuevas is not None,
        "bolsas": _en_palabras(previstas),
        "cuantas": len(previstas),
        "de_cuando": de_cuando,
        "errores": todos,
        "hay_errores": bool(todos),
        "vuelta": reverse("escritorio:bases", args=[anio]),
    }
    return render(request, "escritorio/economia/bases_escribir.html", contexto, status=422 if todos else 200)
