"""What a definition says of a task of control: `datos` of the kind `fiscalizacion`.

{"importe": numeric question of the form, "aplicacion": text, "urgente": true, "tipo": code of the kind of expense, "fase": of `reglas_de_requisitos.FASES`}, all optional: what is not said,
Intervención writes. Kind and phase say together which list of basic requirements is answered, where the control is limited.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import DatosIncorrectos, Problema
from consistorio.nucleo.tipos import Importe
from consistorio.servicios.intervencion.propuestas_de_requisitos import nombre_del_tipo
from consistorio.servicios.intervencion.reglas_de_requisitos import FASES
from consistorio.tramitacion.formularios.lectura import Lector
from consistorio.tramitacion.formularios.tipos import Esquema
from consistorio.tramitacion.formularios.valores import Datos, Valor, texto_de

NUMERICOS = frozenset({"importe", "numero"})


@dato
class DatosDeControl:
    """The typed `datos`."""

    importe: str
    aplicacion: str
    urgente: bool
    tipo: str = ""
    fase: str = ""


def leer(datos: Mapping[str, Valor], esquema: Esquema | None = None) -> tuple[DatosDeControl, tuple[Problema, ...]]:
    """What they say, and what is wrong with them."""
    problemas: list[Problema] = []
    lector = Lector(dict(datos), "", problemas)
    leidos = DatosDeControl(
        lector.texto("importe", maximo=60),
        lector.texto("aplicacion", maximo=120),
        lector.booleano("urgente"),
        lector.texto("tipo", maximo=40),
        lector.texto("fase", maximo=3),
    )
    campo = esquema.campo(leidos.importe) if esquema is not None and leidos.importe else None
    if esquema is not None and leidos.importe and (campo is None or campo.tipo not in NUMERICOS):
        lector.anotar("importe", _("«%(c)s» no es un número ni un importe del formulario.") % {"c": leidos.importe})
    if leidos.fase and leidos.fase not in FASES:
        lector.anotar(
            "fase", _("«%(f)s» no es una fase del gasto. Elija una: %(t)s.") % {"f": leidos.fase, "t": ", ".join(FASES)}
        )
    if bool(leidos.tipo) != bool(leidos.fase):
        lector.anotar("tipo", _("Diga el tipo de gasto y su fase, o ninguno de los dos."))
    lector.sobrantes()
    return leidos, tuple(problemas)


def en_palabras(datos: Mapping[str, Valor], esquema: Esquema) -> tuple[str, ...]:
    """What they say, in sentences."""
    leidos, _problemas = leer(datos)
    campo = esquema.campo(leidos.importe) if leidos.importe else None
    importe = _("Lo que se gasta lo dice «%(c)s».") % {"c": campo.etiqueta} if campo is not None else ""
    aplicacion = _("Aplicación presupuestaria: %(a)s.") % {"a": leidos.aplicacion} if leidos.aplicacion else ""
    urgente = _("Es urgente.") if leidos.urgente else ""
    fase = FASES.get(leidos.fase)
    con_lista = _("Si el control es limitado, se contesta la lista de «%(t)s», fase: %(f)s.") % {
        "t": nombre_del_tipo(leidos.tipo),
        "f": fase,
    }
    return tuple(frase for frase in (importe, aplicacion, urgente, con_lista if fase is not None else "") if frase)


def gasto_segun(datos: DatosDeControl, respuestas: Datos) -> Importe | None:
    """How much the application says that is spent; None when it does not, and Intervención writes it."""
    try:
        importe = Importe.de(texto_de(respuestas.get(datos.importe))) if datos.importe else None
    except DatosIncorrectos:
        return None
    return importe if importe is not None and importe.euros > 0 else None
