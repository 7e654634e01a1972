"""Trying a draft on a made-up case with a moved clock, step by step, and keeping the case so that later versions must pass it.

The case travels in the address: it is invented, and holds nobody's data.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from consistorio.canales.diseno.lecturas import Leido, borrador_de
from consistorio.canales.diseno.palabras import (
    DE_LA_COMPROBACION,
    PIDE_DOCUMENTACION,
    SENTIDOS,
    SENTIDOS_DE_LO_DECLARADO,
    SUCESOS,
    UNIDADES_DEL_PLAZO,
)
from consistorio.canales.interfaz.formularios import Fecha, Formulario
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.calendario.consultas import calendario_de_la_sede
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.tramitacion.catalogo.en_palabras import HECHOS, NO, SI, Texto, respuestas_de
from consistorio.tramitacion.catalogo.firmas import circuito_en_palabras
from consistorio.tramitacion.catalogo.permisos import DISENAR
from consistorio.tramitacion.catalogo.tipos import DefinicionTarea
from consistorio.tramitacion.catalogo.tipos_conocidos import datos_en_palabras
from consistorio.tramitacion.formularios.condiciones import comparaciones_de
from consistorio.tramitacion.formularios.valores import Valor
from consistorio.tramitacion.motor import acciones
from consistorio.tramitacion.motor.simulacion import (
    AMPLIA,
    HECHA,
    REQUIERE,
    RESPONDE,
    SUSPENDE,
    Caso,
    Paso,
    Simulacion,
    Suceso,
    simular,
)

CON_SENTIDO = ("propuesta", "resolucion")
MAXIMO_DE_PASOS = 60
DE_UN_PASO = ("paso", "tarea", "dias", "sentido", "que", "cantidad", "nombre")
COSAS = frozenset({HECHA, REQUIERE, RESPONDE, SUSPENDE, AMPLIA})
# What is answered there is of somebody, and the case travels in the address
VARIAS = "casillas"
PERSONALES = frozenset({"nif", "iban", "correo", "telefono", "direccion"})


@dato
class Abierta:
    """A task that waits in the made-up case. `sentidos`: how it may end, where it is asked. `contesta`: what it waits for is an answer; `otro_paso`: what else may be done, if anything may;
    `firmas`: who would sign it, where the procedure adds somebody; `datos`: what its kind says of it."""

    tarea: DefinicionTarea
    quien: str
    sentidos: Sequence[tuple[str, Texto]]
    contesta: bool
    otro_paso: str
    firmas: Sequence[str]
    datos: Sequence[str]


class DatosDelCaso(Formulario):
    """When it came in and the answers on which something depends."""

    entrada = Fecha(label=gettext_lazy("¿Qué día entra?"), help_text=gettext_lazy("Por ejemplo, 2 3 2026"))
    interesados = forms.IntegerField(
        label=gettext_lazy("¿Cuántas personas interesadas?"), min_value=1, max_value=1000, initial=1
    )
    terceros = forms.IntegerField(
        label=gettext_lazy("¿Cuántas de ellas no lo pidieron?"),
        help_text=gettext_lazy("Personas a las que puede afectar lo que se pide. Vacía si no hay ninguna."),
        min_value=0,
        max_value=1000,
        required=False,
    )

    def __init__(self, datos: Mapping[str, object] | None, leido: Leido) -> None:
        super().__init__(datos, initial={"entrada": hoy(reloj_de_la_casa())})
        formulario = leido.definicion.formulario
        elegibles = respuestas_de([campo for campo in formulario.campos if campo.tipo != VARIAS])
        for codigo, etiqueta in preguntas_que_cuentan(leido).items():
            self.fields[f"r.{codigo}"] = _caja(etiqueta, elegibles.get(codigo, ()))

    def respuestas(self) -> dict[str, Valor]:
        """What was answered."""
        dichas = {c.removeprefix("r."): str(v).strip() for c, v in self.cleaned_data.items() if c.startswith("r.")}
        return {codigo: self._valor(codigo, texto) for codigo, texto in dichas.items() if texto}

    def _valor(self, codigo: str, texto: str) -> Valor:
        caja = self.fields[f"r.{codigo}"]
        if not isinstance(caja, forms.ChoiceField):
            return _valor(texto)
        return texto == SI if texto in (SI, NO) else texto


def _caja(etiqueta: str, elegibles: Sequence[tuple[str, Texto]]) -> forms.Field:
    """Where a question is answered: by choosing, if it is answered so in the sede."""
    if elegibles:
        opciones = [("", gettext_lazy("No se contesta")), *elegibles]
        return forms.ChoiceField(label=etiqueta, required=False, choices=opciones)
    ayuda = gettext_lazy("Vacía si no se contesta. Si son varias, sepárelas con comas.")
    return forms.CharField(label=etiqueta, required=False, max_length=200, help_text=ayuda)


def preguntas_que_cuentan(leido: Leido) -> dict[str, str]:
    """The questions of the form on which some task depends."""
    miradas = {hoja.campo for tarea in leido.tareas for hoja in comparaciones_de(tarea.condicion)}
    personales = {campo.codigo for campo in leido.definicion.formulario.campos if campo.tipo in PERSONALES}
    return {c: texto for c, texto in leido.preguntas().items() if c in miradas - personales and c not in HECHOS}


@empleado(DISENAR)
@require_GET
def probar(request: PeticionConActor, borrador_id: UUID) -> HttpResponse:
    """The made-up case as far as it has gone. What cannot be followed is said."""
    leido = borrador_de(request.actor, borrador_id)
    empezado = "interesados" in request.GET
    form = DatosDelCaso(request.GET if empezado else None, leido)
    contexto: dict[str, object] = {
        "titulo": _("Probar «%(n)s»") % {"n": leido.nombre},
        "leido": leido,
        "form": form,
        "estado": _estado(request.GET),
    }
    plazo = leido.definicion.legal.plazo
    if leido.definicion_rota:
        contexto["rota"] = True
    elif empezado and form.is_valid():
        caso = _caso(form, leido, request.GET)
        try:
            hecha = simular(leido.definicion, caso, calendario_de_la_sede(en=hoy(reloj_de_la_casa())))
        except DatosIncorrectos as error:
            form.add_error(None, "; ".join(p.mensaje for p in error.problemas) or error.mensaje)
        else:
            contexto |= {
                "hecha": hecha,
                "abiertas": _abiertas(leido, hecha),
                "se_amplia": _se_amplia(hecha),
                "sucesos": [(suceso, _que(leido, suceso)) for suceso in hecha.sucesos],
                "unidad": UNIDADES_DEL_PLAZO.get(plazo.unidad, "") if plazo is not None else "",
            }
    contexto["hay_errores"] = bool(form.errors)
    return render(request, "diseno/probar.html", contexto, status=422 if form.errors else 200)


@empleado(DISENAR)
@require_POST
def guardar(request: PeticionConActor, borrador_id: UUID) -> HttpResponse:
    """Keep the case with what the draft does with it today."""
    leido = borrador_de(request.actor, borrador_id)
    form = DatosDelCaso(request.POST, leido)
    if leido.definicion_rota or not form.is_valid():
        raise DatosIncorrectos(_("El caso de prueba no se puede leer."), que_hacer=_("Vuelva a empezarlo."))
    try:
        acciones.guardar_caso(
            actor=request.actor,
            borrador_id=borrador_id,
            nombre=request.POST.get("nombre", ""),
            caso=_caso(form, leido, request.POST),
            reloj=reloj_de_la_casa(),
        )
    except Conflicto as error:
        messages.error(request, error.entero)
    else:
        messages.success(request, _("Caso guardado: lo que se envíe a ensayo tendrá que acabarlo igual."))
    return redirect("diseno:probar", borrador_id=borrador_id)


@empleado(DISENAR)
@require_POST
def retirar(request: PeticionConActor, borrador_id: UUID, caso_id: UUID) -> HttpResponse:
    """A kept case is not asked for any more."""
    acciones.retirar_caso(actor=request.actor, borrador_id=borrador_id, caso_id=caso_id, reloj=reloj_de_la_casa())
    messages.success(request, _("Caso retirado."))
    return redirect("diseno:probar", borrador_id=borrador_id)


def _caso(form: DatosDelCaso, leido: Leido, enviado: QueryDict) -> Caso:
    entrada: date = form.cleaned_data["entrada"]
    return Caso(
        respuestas=form.respuestas(),
        entrada=entrada,
        pasos=_pasos(enviado),
        interesados=form.cleaned_data["interesados"],
        terceros=form.cleaned_data["terceros"] or 0,
        de_oficio=leido.definicion.iniciacion == "oficio",
    )


def _pasos(enviado: QueryDict) -> list[Paso]:
    """The steps so far, written `task:days:sense:what:amount`, and the one that is being given. What is no step is left out."""
    escritos = enviado.getlist("paso")
    if enviado.get("tarea") or enviado.get("que") == AMPLIA:
        partes = (enviado.get(clave, "") for clave in ("tarea", "dias", "sentido", "que", "cantidad"))
        escritos = [*escritos, ":".join(partes)]
    pasos = []
    for escrito in escritos[:MAXIMO_DE_PASOS]:
        tarea, dias, sentido, que, cantidad = [*escrito.split(":"), *[""] * 4][:5]
        que = que if que in COSAS else HECHA
        if tarea or que == AMPLIA:
            pasos.append(Paso(tarea, _numero(dias), sentido, que, _numero(cantidad)))
    return pasos


def _numero(texto: str) -> int:
    return min(int(texto), 366) if texto.isdecimal() and len(texto) < 6 else 0


def _en_la_direccion(paso: Paso) -> str:
    escrito = f"{paso.tarea}:{paso.dias}:{paso.sentido}"
    return escrito if paso.que == HECHA else f"{escrito}:{paso.que}:{paso.cantidad}"


def _estado(enviado: QueryDict) -> list[tuple[str, str]]:
    """What the next step carries with it: the case, and the steps until now."""
    fijos = [(c, v) for c in enviado for v in enviado.getlist(c) if c not in DE_UN_PASO]
    return [*fijos, *(("paso", _en_la_direccion(paso)) for paso in _pasos(enviado))]


def _que(leido: Leido, suceso: Suceso) -> Texto:
    """What happened; of what was declared, what is required is its documents, and nothing stops."""
    return PIDE_DOCUMENTACION if suceso.que == REQUIERE and leido.definicion.declarada else SUCESOS[suceso.que]


def _sentidos(leido: Leido, tarea: DefinicionTarea) -> Sequence[tuple[str, Texto]]:
    if tarea.tipo == "comprobacion":
        return list(DE_LA_COMPROBACION.items())
    if tarea.tipo not in CON_SENTIDO:
        return ()
    return list((SENTIDOS_DE_LO_DECLARADO if leido.definicion.declarada else SENTIDOS).items())


def _abiertas(leido: Leido, hecha: Simulacion) -> list[Abierta]:
    return [
        Abierta(
            tarea,
            leido.areas.get(tarea.area, ""),
            _sentidos(leido, tarea),
            tarea.codigo in hecha.en_espera,
            _otro_paso(tarea, hecha),
            circuito_en_palabras(tarea, leido.definicion, leido.puestos),
            datos_en_palabras(tarea.tipo, tarea.datos, leido.definicion.formulario),
        )
        for tarea in leido.tareas
        if tarea.codigo in hecha.abiertas
    ]


def _otro_paso(tarea: DefinicionTarea, hecha: Simulacion) -> str:
    """What may be asked of who filed in that task, or may stop the term, if the term still moves."""
    if tarea.tipo == "comprobacion":
        return "" if tarea.codigo in hecha.en_espera else REQUIERE
    if hecha.limite is None or hecha.vencido or hecha.en_plazo is not None:
        return ""
    if tarea.tipo == "revision" and tarea.codigo not in hecha.en_espera:
        return REQUIERE
    para = tarea.datos.get("preceptivo") is True and tarea.datos.get("suspende") is not True
    parado = any(corte.tarea == tarea.codigo for corte in hecha.cortes)
    return SUSPENDE if tarea.tipo == "informe" and para and not parado else ""


def _se_amplia(hecha: Simulacion) -> bool:
    """Whether the term may be extended now: it runs, nobody has decided, and it was not extended before (LPACAP 23)."""
    resueltas = {s.codigo for s in hecha.sucesos if s.que == HECHA and s.tarea and s.tarea.tipo == "resolucion"}
    ya = any(suceso.que == AMPLIA for suceso in hecha.sucesos)
    return hecha.limite is not None and not (hecha.vencido or resueltas or ya) and hecha.en_plazo is None


def _valor(texto: str) -> Valor:
    partes = [parte.strip() for parte in texto.split(",") if parte.strip()]
    if len(partes) > 1:
        return list(partes)
    return int(texto) if texto.isdecimal() and len(texto) < 16 else texto
