"""Which law counts a term, and what follows from it: its days, its appeals and where its silence is said. Pure.

LPACAP 30.2: days are hábiles unless a law says otherwise. LCSP DA 12: those of contracts are natural. LGT 104: what is tax has a term and a
silence of its own; TRLRHL 14.2: and an appeal of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from consistorio.nucleo.errores import Problema
from consistorio.tramitacion.catalogo.tipos import DatosLegales, Termino

LPACAP, LGT, NATURALES = "LPACAP", "LGT", "naturales"
DIAS_HABILES, DIAS_NATURALES = "dias_habiles", "dias_naturales"
# The appeals against what is tax (LGT 222, 226; TRLRHL 14.2), and those that are not against it (LPACAP 112.4)
TRIBUTARIOS = frozenset({"reposicion_tributaria", "reclamacion_economico_administrativa"})
COMUNES = frozenset({"reposicion", "alzada"})
_DE_LA_LPACAP = re.compile(r"LPACAP|39/2015")


def dias_de(regimen: str) -> str:
    """The days of a term that does not say which."""
    return DIAS_NATURALES if regimen == NATURALES else DIAS_HABILES


def contra_su_unidad(termino: Termino) -> str:
    """Why the days of a term are not those of its regime; "" when they are, or it is of months or years."""
    if termino.regimen == NATURALES and termino.unidad == DIAS_HABILES:
        return _(
            "los días de los contratos son naturales (Ley 9/2017, disposición adicional 12): cambie los días o el régimen."
        )
    if termino.regimen in {LPACAP, LGT} and termino.unidad == DIAS_NATURALES:
        return _(
            "los días son hábiles si una ley no dice otra cosa (LPACAP 30.2): ponga cuál, con el régimen de esa ley."
        )
    return ""


def problemas_de_regimen(legal: DatosLegales, *, es_recurso: bool) -> Iterator[Problema]:
    """What of the legal fields does not go with the regime of the term. `es_recurso`: the procedure is itself an appeal."""
    for campo, termino in (("plazo", legal.plazo), ("prohibicion", legal.prohibicion)):
        if termino is not None and (dicho := contra_su_unidad(termino)):
            yield Problema(f"legal.{campo}", dicho)
    if legal.plazo is None:
        return
    tipos = {recurso.tipo for recurso in legal.recursos}
    if legal.plazo.regimen != LGT:
        if tipos & TRIBUTARIOS:
            mensaje = _(
                "los recursos son los de lo tributario: el plazo y el silencio son los de la LGT (artículo 104)."
            )
            yield Problema("legal.plazo", mensaje)
        return
    if tipos & COMUNES:
        mensaje = _("contra lo tributario no cabe la reposición ni la alzada de la LPACAP (artículo 112.4): quítelas.")
        yield Problema("legal.recursos", mensaje)
    if not tipos & TRIBUTARIOS and not es_recurso:
        mensaje = _(
            "falta la reposición de lo tributario o la reclamación económico-administrativa (TRLRHL 14.2, LGT 222 y 226)."
        )
        yield Problema("legal.recursos", mensaje)
    for campo in ("plazo", "silencio"):
        respaldo = legal.respaldos.get(campo)
        if respaldo is not None and _DE_LA_LPACAP.search(respaldo.articulo):
            mensaje = _(
                "lo tributario tiene su plazo y su silencio: cite el artículo 104 de la LGT o su norma, y no la LPACAP."
            )
            yield Problema(f"legal.{campo}", mensaje)
