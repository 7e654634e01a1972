"""Pure rules of the resolutions. No ORM and no clock of their own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from django.utils.translation import gettext as _

from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import Problema
from consistorio.tramitacion.catalogo.legales import NOMBRES_RECURSO

NEGATIVOS = frozenset({"deniega", "inadmite", "estima_parcial", "imposibilidad"})
_NUMERO = re.compile(r"(?:(?P<siglas>[A-Z]{2,5}) )?(?P<numero>\d{1,6})/(?P<anio>\d{4})")
FAVORABLES = frozenset({"estima", "estima_parcial", "confirma_silencio"})


def declarada_nula(diligencias: Sequence[str]) -> bool:
    """Whether what the book says of a resolution, in classes of `Diligencia`, is that it is null: declared so more times than that stopped standing."""
    return diligencias.count("nulidad") > diligencias.count("sin_efecto")


@dato
class Recurso:
    """An appeal: `tipo` as in the catalogue, before whom, in how long, by which article."""

    tipo: str
    ante: str
    plazo: str
    articulo: str

    @property
    def nombre(self) -> str:
        """Its name for people."""
        return _(NOMBRES_RECURSO.get(self.tipo, self.tipo))


@dato
class Circunstancias:
    """What the file says when somebody proposes: silence that has already produced its effect, and facts of others.

    `silencio_producido`: estimatorio, desestimatorio or "" while the term runs. `constan_hechos_de_otros`: reports, claims or
    documents that the interested party did not bring (LPACAP 82.4).
    """

    silencio_producido: str
    hubo_audiencia: bool
    constan_hechos_de_otros: bool


@dato
class InformeDicho:
    """What a report says about what was asked. `sentido`: as the engine names it; "" when it never came."""

    asunto: str
    sentido: str
    vinculante: bool
    condiciones: tuple[str, ...] = ()


def problemas_con_informes(
    sentido: str, decision: Sequence[str], informes: Sequence[InformeDicho], *, silencio: str
) -> tuple[Problema, ...]:
    """Why a decision would go against a binding report (LPACAP 80.1): granting what it opposes, or without its conditions.

    Once positive silence granted it, only confirming is left (24.3.a): the way against what silence gave is the review of office.
    """
    if sentido not in FAVORABLES or silencio == "estimatorio":
        return ()
    problemas = []
    for informe in informes:
        if not informe.vinculante:
            continue
        if informe.sentido == "desfavorable" and sentido == "estima":
            mensaje = _(
                "El informe «%(a)s» es vinculante y desfavorable: no se puede conceder lo pedido (artículo 80.1)."
            )
            problemas.append(Problema("sentido", mensaje % {"a": informe.asunto}))
        faltan = sin_recoger(decision, informe.condiciones) if informe.sentido == "condicionado" else ()
        if faltan:
            mensaje = _("El informe vinculante «%(a)s» pone condiciones que la decisión tiene que recoger: %(c)s")
            problemas.append(Problema("decision", mensaje % {"a": informe.asunto, "c": " ".join(faltan)}))
    return tuple(problemas)


def advertencias_de_informes(
    sentido: str, decision: Sequence[str], informes: Sequence[InformeDicho], *, silencio: str
) -> tuple[str, ...]:
    """What to think of before departing from a report; it is kept with the proposal. The law asks why when a decision departs from what
    was advised (LPACAP 35.1.c); a binding one that is favourable does not prevent denying for other reasons."""
    return tuple(
        texto % {"a": informe.asunto}
        for informe in informes
        if (texto := _advertencia(sentido, decision, informe, confirma=silencio == "estimatorio"))
    )


def _advertencia(sentido: str, decision: Sequence[str], informe: InformeDicho, *, confirma: bool) -> str:
    concede, deniega = sentido in FAVORABLES, sentido in {"deniega", "estima_parcial"}
    if not informe.sentido:
        return _("No llegó el informe vinculante «%(a)s», y el procedimiento siguió sin él (art. 22.1.d).")
    if informe.sentido == "desfavorable" and concede:
        if not informe.vinculante:
            return _("Se concede en contra del informe «%(a)s», que no es vinculante: explique por qué (art. 35.1).")
        if confirma:
            return _(
                "El silencio concedió lo que el informe vinculante «%(a)s» no admite: mire si procede revisarlo de oficio (art. 106)."
            )
        return _(
            "El informe «%(a)s» es vinculante y desfavorable: conceda solo lo que ese informe no impide (art. 80.1)."
        )
    if informe.sentido == "condicionado" and concede and not informe.vinculante:
        if sin_recoger(decision, informe.condiciones):
            return _("La decisión no recoge todas las condiciones del informe «%(a)s»: explique por qué (art. 35.1).")
        return ""
    if informe.sentido in {"favorable", "condicionado"} and deniega:
        if informe.vinculante:
            return _(
                "El informe vinculante «%(a)s» es favorable: deniegue solo por motivos distintos de los suyos (art. 80.1)."
            )
        return _("Se deniega en contra del informe «%(a)s», que es favorable: explique por qué (art. 35.1).")
    return ""


def sin_recoger(decision: Sequence[str], condiciones: Sequence[str]) -> tuple[str, ...]:
    """The conditions whose words are not in the text of a decision, whatever its capitals, spaces and full stops."""
    texto = _palabras(" ".join(decision))
    return tuple(condicion for condicion in condiciones if _palabras(condicion) not in texto)


def _palabras(texto: str) -> str:
    return " ".join(texto.casefold().split()).rstrip(".;")


DE_ACUERDO, OIDO = "de_acuerdo", "oido"


def formula_debida(*, conforme: bool, como_se_propuso: bool) -> str:
    """Whether what is decided follows the dictamen on its proposal (LO 3/1980 art. 2.4); "" where only who decides can say: the dictamen
    was against the proposal, and something else is decided."""
    if conforme:
        return DE_ACUERDO if como_se_propuso else OIDO
    return OIDO if como_se_propuso else ""


def problemas_de_dictamen(
    sentido: str, formula: str, *, conforme: bool, vinculante: bool, hay_razones_nuevas: bool
) -> tuple[Problema, ...]:
    """Why a decision cannot be given with that formula on the dictamen on its proposal (LPACAP 35.1.c, 81.2; LO 3/1980 art. 2.4).

    `formula`: de_acuerdo or oido. One that binds is always followed: what it opposes is not decided so (80.1, 106.1).
    `hay_razones_nuevas`: whether the grounds are not those that were advised on.
    """
    if formula not in (DE_ACUERDO, OIDO):
        return (Problema("dictamen", _("Diga si se decide de acuerdo con el dictamen o apartándose de él.")),)
    if vinculante and not conforme and sentido in FAVORABLES:
        return (Problema("sentido", _("El dictamen tenía que ser favorable y no lo es: no se puede conceder.")),)
    if vinculante and formula == OIDO:
        return (
            Problema(
                "dictamen",
                _(
                    "El dictamen es vinculante: no se puede decidir en contra ni otra cosa que lo dictaminado (artículo 80.1)."
                ),
            ),
        )
    if formula == OIDO and not hay_razones_nuevas:
        return (
            Problema(
                "fundamentos",
                _(
                    "Lo que se decide se aparta del dictamen: añada en los fundamentos por qué (artículo 35.1.c), o decida como dice."
                ),
            ),
        )
    return ()


def leer_numero(texto: str) -> tuple[str, int, int] | None:
    """Acronym of the book (empty of decrees), number and year of a resolution as it is written (`118/2026`, `JGL 12/2026`); None when it is not one."""
    hallado = _NUMERO.fullmatch(" ".join(texto.upper().split()))
    return None if hallado is None else (hallado["siglas"] or "", int(hallado["numero"]), int(hallado["anio"]))


def advertencias_de_sentido(sentido: str, circunstancias: Circunstancias) -> tuple[str, ...]:
    """What to think of before deciding in this sense; it is kept with the proposal."""
    avisos: list[str] = []
    if sentido in NEGATIVOS and circunstancias.constan_hechos_de_otros and not circunstancias.hubo_audiencia:
        avisos.append(
            _(
                "Se deniega sin haber dado audiencia y constan hechos o documentos que no aportó la persona interesada (art. 82)."
            )
        )
    if circunstancias.silencio_producido == "desestimatorio":
        avisos.append(
            _("El plazo para resolver terminó. El silencio desestimatorio no limita lo que se decida (art. 24.3.b).")
        )
    return tuple(avisos)


def problemas_de_texto(
    *, sentido: str, antecedentes: Sequence[str], fundamentos: Sequence[str], decision: Sequence[str]
) -> tuple[Problema, ...]:
    """What the text of a resolution lacks: a decision, and reasons where art. 35 asks for them. `fundamentos`: those of this case."""
    problemas: list[Problema] = []
    if not any(p.strip() for p in decision):
        problemas.append(Problema("decision", _("Escriba qué se decide.")))
    if not any(p.strip() for p in antecedentes):
        problemas.append(Problema("antecedentes", _("Escriba los hechos de los que se parte.")))
    if sentido in NEGATIVOS and not any(p.strip() for p in fundamentos):
        problemas.append(
            Problema(
                "fundamentos",
                _(
                    "Una decisión que limita derechos se motiva: añada por qué se decide así en este caso (art. 35.1.a)."
                ),
            )
        )
    return tuple(problemas)


def parrafos(texto: str) -> list[str]:
    """The paragraphs of a text typed in a box: separated by an empty line, inner line breaks joined."""
    trozos = texto.replace("\r\n", "\n").split("\n\n")
    return [" ".join(t.split()) for t in trozos if t.strip()]


def pie_de_recurso(recursos: Sequence[Recurso], *, fin_de_via: bool) -> list[str]:
    """The foot of appeals of a resolution (LPACAP 40.2, 88.3), one paragraph a line."""
    lineas = [
        _("Esta resolución pone fin a la vía administrativa.")
        if fin_de_via
        else _("Esta resolución no pone fin a la vía administrativa.")
    ]
    reales = [r for r in recursos if r.tipo != "ninguno"]
    if not reales:
        lineas.append(_("Contra ella no cabe recurso administrativo."))
        return lineas
    lineas.append(_("Si no está de acuerdo, puede presentar:"))
    lineas += [
        _(
            "%(nombre)s, ante %(ante)s, en el plazo de %(plazo)s desde el día siguiente a su notificación (%(articulo)s)."
        )
        % {"nombre": r.nombre, "ante": _tras_preposicion(r.ante), "plazo": r.plazo, "articulo": r.articulo}
        for r in reales
    ]
    lineas += otros_recursos(reales)
    return lineas


def otros_recursos(recursos: Sequence[Recurso]) -> list[str]:
    """What is said after the appeals: that one waits for the other (LPACAP 123.2), and that others may be tried (40.2)."""
    lineas = []
    if {"reposicion", "contencioso"} <= {r.tipo for r in recursos}:
        lineas.append(
            _(
                "Si presenta el recurso de reposición, no puede ir al juzgado hasta que se resuelva o pase un mes sin respuesta (art. 123.2)."
            )
        )
    return [*lineas, _("También puede presentar cualquier otro recurso que le parezca conveniente.")]


def _tras_preposicion(organo: str) -> str:
    """An organ's name within a sentence: its article in small letters."""
    articulo, espacio, resto = organo.partition(" ")
    return f"{articulo.lower()}{espacio}{resto}" if articulo in {"El", "La", "Los", "Las"} else organo
