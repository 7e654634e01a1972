"""A procedure as people read it: each phase with its tasks, what each waits for, who does it, when it is needed and until when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consistorio.nucleo.dato import dato
from consistorio.tramitacion.catalogo.firmas import circuito_en_palabras
from consistorio.tramitacion.catalogo.tipos import FASES, Definicion, DefinicionTarea, Termino
from consistorio.tramitacion.catalogo.tipos_conocidos import datos_en_palabras
from consistorio.tramitacion.formularios.condiciones import Alguna, Comparacion, Condicion, Negada, Todas
from consistorio.tramitacion.formularios.tipos import Campo, Esquema
from consistorio.tramitacion.formularios.valores import Valor, texto_de

Texto = str | Promise
Respuestas = Mapping[str, Sequence[tuple[str, Texto]]]
# What a condition may look at beside the answers
HECHOS: Mapping[str, Texto] = {
    "resultado_revision": gettext_lazy("El resultado de la revisión"),
    "resultado_comprobacion": gettext_lazy("El resultado de la comprobación"),
    "sentido_propuesta": gettext_lazy("El sentido de la propuesta"),
    "sentido_resolucion": gettext_lazy("El sentido de la resolución"),
    "interesados": gettext_lazy("Cuántas personas interesadas hay"),
    "terceros": gettext_lazy("Cuántas personas interesadas no lo pidieron"),
}
_SENTIDOS: Sequence[tuple[str, Texto]] = (
    ("estima", gettext_lazy("conceder")),
    ("estima_parcial", gettext_lazy("conceder en parte")),
    ("deniega", gettext_lazy("denegar")),
    ("inadmite", gettext_lazy("inadmitir")),
    ("desistida", gettext_lazy("tener por desistida")),
    ("renuncia", gettext_lazy("aceptar la renuncia")),
    ("caducada", gettext_lazy("declarar la caducidad")),
    ("archiva", gettext_lazy("archivar")),
    ("imposibilidad", gettext_lazy("declarar que no puede continuar")),
    ("confirma_silencio", gettext_lazy("confirmar lo concedido por silencio")),
)
RESPUESTAS_DE_HECHOS: Respuestas = {
    "resultado_revision": (("admitida", gettext_lazy("admitida")),),
    "resultado_comprobacion": (
        ("conforme", gettext_lazy("conforme")),
        ("incumplimiento", gettext_lazy("lo declarado no se cumple")),
    ),
    "sentido_propuesta": _SENTIDOS,
    "sentido_resolucion": _SENTIDOS,
}
OPERADORES: Mapping[str, Texto] = {
    "igual": gettext_lazy("es"),
    "distinto": gettext_lazy("no es"),
    "contiene": gettext_lazy("incluye"),
    "mayor": gettext_lazy("es mayor que"),
    "mayor_o_igual": gettext_lazy("es como mínimo"),
    "menor": gettext_lazy("es menor que"),
    "menor_o_igual": gettext_lazy("es como máximo"),
    "en": gettext_lazy("es una de"),
    "relleno": gettext_lazy("está contestada"),
    "vacio": gettext_lazy("no está contestada"),
}
UNIDADES: Mapping[str, Texto] = {
    "dias_habiles": gettext_lazy("días hábiles"),
    "dias_naturales": gettext_lazy("días naturales"),
    "meses": gettext_lazy("meses"),
    "anios": gettext_lazy("años"),
}
# What it is that is filed (LPACAP 66, 69)
NATURALEZAS: Mapping[str, Texto] = {
    "solicitud": gettext_lazy("Solicitud: se pide algo y se resuelve"),
    "declaracion": gettext_lazy("Declaración responsable: tiene efectos desde que se presenta y se comprueba después"),
    "comunicacion": gettext_lazy("Comunicación: tiene efectos desde que se presenta y se comprueba después"),
}
SI, NO = "true", "false"
SI_O_NO: Sequence[tuple[str, Texto]] = ((SI, gettext_lazy("Sí")), (NO, gettext_lazy("No")))
_DE_SI_O_NO = frozenset({"casilla", "declaracion"})


@dato
class PasoDicho:
    """A task in words. `espera`: the names of those before it, where it names them; `quien` empty: the unit of the case; `cuando` empty:
    always; `tamano` empty: in both sizes; `firmas`: who signs it, in order, where the procedure adds somebody;
    `datos`: what its kind says of it. `marca`: `nueva` or `cambiada` against what it is compared with, or ""."""

    codigo: str
    nombre: str
    preceptiva: bool
    paralela: bool
    quien: str
    plazo: str
    cuando: str
    espera: Sequence[str]
    marca: str = ""
    tamano: str = ""
    firmas: Sequence[str] = ()
    datos: Sequence[str] = ()


@dato
class FaseDicha:
    """A phase and its tasks."""

    codigo: str
    pasos: Sequence[PasoDicho]


def fases_de(
    definicion: Definicion,
    *,
    areas: Mapping[str, str],
    antes: Mapping[str, Valor] | None = None,
    ahora: Mapping[str, Valor] | None = None,
    tamanos: Mapping[str, str] | None = None,
    puestos: Mapping[str, str] | None = None,
) -> list[FaseDicha]:
    """The phases that have tasks, in order; what has no phase yet comes last. `antes`, `ahora`: composed definitions to compare.

    `tamanos`: by code, in which size alone a task is, in words; `puestos`: what the posts that sign are called."""
    viejas, nuevas = _por_codigo(antes), _por_codigo(ahora)
    nombres = {tarea.codigo: tarea.nombre for tarea in definicion.tareas}

    def dicho(tarea: DefinicionTarea) -> PasoDicho:
        marca = ""
        if antes is not None and tarea.codigo in nuevas:
            marca = "nueva" if tarea.codigo not in viejas else ""
            marca = marca or ("cambiada" if viejas[tarea.codigo] != nuevas.get(tarea.codigo) else "")
        return PasoDicho(
            codigo=tarea.codigo,
            nombre=tarea.nombre,
            preceptiva=tarea.preceptiva,
            paralela=tarea.paralela,
            quien=areas.get(tarea.area, tarea.area),
            plazo=termino_en_palabras(tarea.plazo_interno),
            cuando=condicion_en_palabras(tarea.condicion, definicion.formulario),
            espera=tuple(nombres.get(previa, previa) for previa in tarea.tras),
            marca=marca,
            tamano=(tamanos or {}).get(tarea.codigo, ""),
            firmas=circuito_en_palabras(tarea, definicion, puestos or {}),
            datos=datos_en_palabras(tarea.tipo, tarea.datos, definicion.formulario),
        )

    sin_fase = [tarea for tarea in definicion.tareas if tarea.fase not in FASES]
    por_fase = [(fase, [t for t in definicion.tareas if t.fase == fase]) for fase in FASES]
    return [
        FaseDicha(fase, [dicho(tarea) for tarea in tareas]) for fase, tareas in [*por_fase, ("", sin_fase)] if tareas
    ]


def termino_en_palabras(termino: Termino | None) -> str:
    """A length of time; "" when there is none."""
    if termino is None:
        return ""
    if termino.cantidad == 1:
        return {
            "dias_habiles": _("1 día hábil"),
            "dias_naturales": _("1 día natural"),
            "meses": _("1 mes"),
            "anios": _("1 año"),
        }.get(termino.unidad, "1")
    return f"{termino.cantidad} {UNIDADES.get(termino.unidad, termino.unidad)}"


def preguntas_de(campos: Sequence[Campo]) -> dict[str, str]:
    """What a condition of a task may look at: these questions and the facts of the case, in words."""
    return {**{c.codigo: c.etiqueta for c in campos}, **{clave: str(texto) for clave, texto in HECHOS.items()}}


def respuestas_de(campos: Sequence[Campo]) -> dict[str, Sequence[tuple[str, Texto]]]:
    """What can be chosen in each of these questions, and what each fact can say."""
    de_form: dict[str, Sequence[tuple[str, Texto]]] = {}
    for campo in campos:
        if campo.opciones:
            de_form[campo.codigo] = [(opcion.valor, opcion.texto) for opcion in campo.opciones]
        elif campo.tipo in _DE_SI_O_NO:
            de_form[campo.codigo] = SI_O_NO
    return {**de_form, **RESPUESTAS_DE_HECHOS}


def clave_de(valor: Valor) -> str:
    """A constant of a condition, as the answer that it is."""
    return (SI if valor else NO) if isinstance(valor, bool) else texto_de(valor)


def condicion_en_palabras(condicion: Condicion | None, esquema: Esquema) -> str:
    """When something is done, as people say it; "" when always."""
    return _dicha(condicion, preguntas_de(esquema.campos), respuestas_de(esquema.campos))


def _dicha(condicion: Condicion | None, preguntas: Mapping[str, str], respuestas: Respuestas) -> str:
    match condicion:
        case None:
            return ""
        case Todas():
            return _(" y ").join(_dentro(parte, condicion, preguntas, respuestas) for parte in condicion.partes)
        case Alguna():
            return _(" o ").join(_dentro(parte, condicion, preguntas, respuestas) for parte in condicion.partes)
        case Negada():
            return _("no ocurre que %(que)s") % {"que": _dentro(condicion.parte, condicion, preguntas, respuestas)}
        case Comparacion():
            return _comparada(condicion, preguntas, respuestas)


def _dentro(parte: Condicion, de: Todas | Alguna | Negada, preguntas: Mapping[str, str], respuestas: Respuestas) -> str:
    """A part of another condition: between brackets, where it could be read otherwise."""
    dicha = _dicha(parte, preguntas, respuestas)
    sola = isinstance(de, Todas | Alguna) and len(de.partes) == 1
    varias = isinstance(parte, Todas | Alguna) and len(parte.partes) > 1
    return f"({dicha})" if varias and not sola else dicha


def _comparada(hoja: Comparacion, preguntas: Mapping[str, str], respuestas: Respuestas) -> str:
    nombres = dict(respuestas.get(hoja.campo, ()))
    claves = [clave_de(v) for v in (hoja.valor if isinstance(hoja.valor, list) else [hoja.valor])]
    dicho = ", ".join(str(nombres.get(clave, clave)) for clave in claves)
    return f"«{preguntas.get(hoja.campo, hoja.campo)}» {OPERADORES.get(hoja.operador, '')} {dicho}".strip()


def _por_codigo(definicion: Mapping[str, Valor] | None) -> dict[str, Valor]:
    tareas = definicion.get("tareas") if definicion is not None else None
    return {texto_de(t.get("codigo")): t for t in tareas if isinstance(t, dict)} if isinstance(tareas, list) else {}
