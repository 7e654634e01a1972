"""In what sense a case may be decided. Pure: the one rule, asked at the proposal, the numbering, the signature and the notification."""

from __future__ import annotations

from django.utils.translation import gettext as _

from consistorio.nucleo.errores import Problema

ESTIMATORIO = "estimatorio"
CADUCIDAD = "caducidad"
# Those that give an answer to what was asked for, or end what was declared, and so have to say what it was (LPACAP 88.1)
DE_FONDO = frozenset({"estima", "estima_parcial", "deniega", "imposibilidad", "confirma_silencio"})
CONFIRMATORIOS = frozenset({"estima", "confirma_silencio"})
SENTIDO_DE_TERMINACION = {
    "desistimiento": "desistida",
    "desistido": "desistida",
    "renuncia": "renuncia",
    "caducidad": "caducada",
    "no_acreditada": "desistida",
}
# That it is impossible to go on with what was declared (LPACAP 69.4), or that nothing stands in the way
DE_LO_DECLARADO = ("imposibilidad", "archiva")
DE_TERMINACION = frozenset(SENTIDO_DE_TERMINACION.values())
RENUNCIA = "renuncia"
# Those that the party asked for: from what they leave nobody is granted anything by silence (LPACAP 94)
DE_LA_PARTE = frozenset({"desistimiento", RENUNCIA})


def cabe(sentido: str, *, declarada: bool) -> bool:
    """Whether a case that began so may ever be decided in that sense: what was declared is not granted nor denied (LPACAP 69.4)."""
    if declarada:
        return sentido in DE_LO_DECLARADO or sentido in DE_TERMINACION
    return sentido != DE_LO_DECLARADO[0]


def subsiste(terminacion: str, *, silencio: str) -> bool:
    """Whether an end of that class may be decided after that silence: what silence granted ended the procedure, and only the right that it gave
    can be waived (LPACAP 24.2). Until its decision is notified, what is taken as withdrawn or lapsed does not stop silence (24.1)."""
    return bool(terminacion) and (silencio != ESTIMATORIO or terminacion == RENUNCIA)


def sentido_debido(*, silencio: str, terminacion: str, declarada: bool = False) -> str:
    """The only sense, or the plainest one, that what happened in the case leaves; empty when the organ is free to decide.

    `silencio`: estimatorio or desestimatorio once it was produced, else empty. `terminacion`: the class of the accepted one.
    """
    if subsiste(terminacion, silencio=silencio):
        return SENTIDO_DE_TERMINACION[terminacion]
    if declarada:
        return DE_LO_DECLARADO[0]
    return {ESTIMATORIO: "confirma_silencio", CADUCIDAD: "caducada"}.get(silencio, "")


def problemas_de_sentido(
    sentido: str, *, silencio: str, terminacion: str, declarada: bool = False
) -> tuple[Problema, ...]:
    """Why the case cannot be decided in this sense; empty when it can.

    An accepted withdrawal, waiver or lapse is decided as what it is, and only then (LPACAP 5.6, 21.1, 68.1, 94.4, 95.1). After a
    positive silence only a confirming decision may be given (24.3.a), also where one of them was accepted (`subsiste`); after the lapse of what began of office, only one that declares it (25.1.b).
    `declarada`: nothing was asked for, so nothing is granted nor denied; of what was asked for it is not said that it cannot go on (69.4).
    """
    if subsiste(terminacion, silencio=silencio):
        return () if sentido == SENTIDO_DE_TERMINACION[terminacion] else (_otro_final(terminacion),)
    if silencio == CADUCIDAD and sentido == "caducada":
        return ()
    if silencio == CADUCIDAD:
        return (
            Problema(
                "sentido",
                _("El plazo terminó y el procedimiento ha caducado: solo cabe declararlo y archivarlo (art. 25.1.b)."),
            ),
        )
    if sentido in DE_TERMINACION:
        return (
            Problema(
                "sentido",
                _(
                    "Nadie ha desistido ni renunciado, ni se ha declarado la caducidad: no se puede resolver así (arts. 84, 94 y 95)."
                ),
            ),
        )
    if declarada and not cabe(sentido, declarada=True):
        mensaje = _(
            "Lo declarado no se concede ni se deniega: se declara que no puede continuar, o se archiva la comprobación (art. 69.4)."
        )
        return (Problema("sentido", mensaje),)
    if not cabe(sentido, declarada=declarada):
        mensaje = _(
            "Solo se declara que no puede continuar lo que empezó con una declaración o una comunicación (art. 69.4)."
        )
        return (Problema("sentido", mensaje),)
    if silencio == ESTIMATORIO and sentido not in CONFIRMATORIOS:
        return (
            Problema(
                "sentido",
                _(
                    "El silencio ya concedió lo pedido: la resolución solo puede confirmarlo (art. 24.3.a). "
                    "Para dejarlo sin efecto hay que revisarlo de oficio o declararlo lesivo (arts. 106 y 107)."
                ),
            ),
        )
    if sentido == "confirma_silencio" and silencio != ESTIMATORIO:
        return (Problema("sentido", _("No hay silencio estimatorio que confirmar.")),)
    return ()


def _otro_final(terminacion: str) -> Problema:
    como = {
        "desistimiento": _(
            "Se aceptó el desistimiento: la resolución solo puede tener a la persona por desistida (art. 94.4)."
        ),
        "desistido": _(
            "No se corrigió la solicitud en plazo: la resolución solo puede tener a la persona por desistida (art. 68.1)."
        ),
        "renuncia": _("Se aceptó la renuncia: la resolución solo puede declararla (art. 94.4)."),
        "caducidad": _("El procedimiento caducó: la resolución solo puede declararlo (art. 95.1)."),
        "no_acreditada": _(
            "No se acreditó la representación: la resolución solo puede tener a la persona por desistida (arts. 5.6 y 68.1)."
        ),
    }
    return Problema("sentido", como[terminacion])
