"""The documents of the acts that the staff words in a case: for the act itself, and for whoever tries those words before there is any case. Nothing is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.motor.operaciones import comunicaciones
from consistorio.tramitacion.motor.operaciones.actos import Escrito


def requerimiento(
    expediente: Expediente, defectos: Sequence[Mapping[str, str]], *, dias: int, suspende: bool
) -> Escrito:
    """The request to correct the application (LPACAP 68.1). `defectos`: of each, `requisito` (what is wrong) and `como` (how to mend it)."""
    datos: dict[str, object] = {
        **comunicaciones.cabecera_de(expediente),
        "defectos": [dict(defecto) for defecto in defectos],
        "plazo": _(
            "Tiene %(n)d días hábiles, contados desde el día siguiente a aquel en que reciba esta notificación "
            "(artículo 68.1)."
        )
        % {"n": dias},
        "efectos": _(
            "Si no lo hace en ese plazo, se entenderá que desiste de su solicitud y se archivará, previa resolución."
        ),
        **comunicaciones.como_se_contesta(suspende=suspende),
        "norma": _("Artículo 68 de la Ley 39/2015."),
    }
    return Escrito("requerimiento", datos, _("Requerimiento para corregir la solicitud"), "TD06")


def audiencia(expediente: Expediente, motivo: str, dias: int, *, de_terceros: bool) -> Escrito:
    """The hearing before the proposal (LPACAP 82), or of those whom access to information affects (Ley 19/2013 19.3)."""
    if de_terceros:
        datos = {
            **comun_de_audiencia(expediente, dias),
            "plazo": _(
                "Tiene %(n)d días hábiles, contados desde el día siguiente a aquel en que reciba esta notificación (artículo 19.3)."
            )
            % {"n": dias},
            "afecta": motivo,
            "norma": _("Artículo 19.3 de la Ley 19/2013."),
        }
        return Escrito("audiencia", datos, _("Audiencia a las personas afectadas"), "TD06")
    datos = {
        **comun_de_audiencia(expediente, dias),
        "motivo": motivo,
        "norma": _("Artículo 82 de la Ley 39/2015."),
    }
    return Escrito("audiencia", datos, _("Trámite de audiencia"), "TD06")


def comun_de_audiencia(expediente: Expediente, dias: int) -> dict[str, object]:
    """What every hearing says: how long there is, how to answer, and what follows."""
    return {
        **comunicaciones.cabecera_de(expediente),
        "plazo": _(
            "Tiene %(n)d días hábiles, contados desde el día siguiente a aquel en que reciba esta notificación (artículo 82.2)."
        )
        % {"n": dias},
        "efectos": _("Si no alega nada en ese plazo, el procedimiento seguirá adelante."),
        "como_presentar": _(
            "En la sede electrónica, en su expediente, con el botón «Presentar alegaciones». Puede añadir documentos."
        ),
    }


def providencia(expediente: Expediente, texto: Sequence[str]) -> Escrito:
    """An order of office that moves the procedure on (LPACAP 71)."""
    datos = {
        **comunicaciones.cabecera_de(expediente),
        "texto": list(texto),
        "norma": _("Artículo 71 de la Ley 39/2015."),
    }
    return Escrito("providencia", datos, _("Providencia"), "TD02")


def carta(expediente: Expediente, asunto: str, texto: Sequence[str]) -> Escrito:
    """A letter that informs the parties."""
    datos = {**comunicaciones.cabecera_de(expediente), "asunto": asunto, "texto": list(texto)}
    return Escrito("carta", datos, asunto, "TD06")
