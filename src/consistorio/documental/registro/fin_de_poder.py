"""The end of a power, noted at the office: what is wrong with it.

LPACAP 6.6 and 6.7: whoever gave the power may revoke it at any time, and whoever received it may give it up, before any registry;
it ends when that is inscribed. What the law or a judge gave is no power: it ends by a document that says so.
"""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consistorio.documental.documentos.cotejo import problemas_para_cotejar
from consistorio.documental.documentos.tipos import EstadoElaboracion
from consistorio.documental.registro.apoderamientos import COMPRUEBE, IDENTIFICACIONES
from consistorio.documental.registro.tipos import FinDeApoderamiento, ProrrogaDeApoderamiento
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, NoEncontrado, Problema
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.accion import exigir_transaccion
from consistorio.plataforma.identidad.models import Persona, Representacion

REPRESENTADO, REPRESENTANTE = "representado", "representante"
CON_DOCUMENTO = gettext_lazy("Con un documento en el que consta")
DE_LEY = gettext_lazy(
    "Esta representación la da la ley o un juez: nadie la revoca ni renuncia a ella en persona. Elija «Con un documento en el que consta» y adjunte la resolución judicial o el documento público en el que consta que ha terminado."
)
_VIVAS = (Representacion.Estado.PENDIENTE, Representacion.Estado.VIGENTE)


def es_de_ley(representacion: Representacion) -> bool:
    """Whether it is guardianship, parental authority or the like: whoever is represented did not give it, and cannot take it back."""
    return representacion.acreditacion == Representacion.Acreditacion.LEGAL


def puede_terminar(representacion: Representacion, *, reloj: Reloj) -> bool:
    """Whether it is not over yet, by its state or by its date."""
    return representacion.estado in _VIVAS and representacion.hasta >= hoy(reloj)


def exigir_sin_terminar(representacion: Representacion, *, reloj: Reloj) -> None:
    """Raises Conflicto when it is over."""
    if not puede_terminar(representacion, reloj=reloj):
        raise Conflicto(_("Esta representación ya había terminado."))


def exigir_viva(representacion_id: UUID, *, reloj: Reloj) -> Representacion:
    """The power with its row locked. Raises NoEncontrado, Conflicto (it is over)."""
    exigir_transaccion()
    hallada = (
        Representacion.objects.select_for_update(of=("self",))
        .select_related("representado", "representante")
        .filter(id=representacion_id)
        .first()
    )
    if hallada is None:
        raise NoEncontrado(_("No encontramos esa representación."))
    exigir_sin_terminar(hallada, reloj=reloj)
    return hallada


def estado_final(representacion: Representacion, quien: str) -> str:
    """Revoked; given up; or rejected, when who received it had not accepted it yet."""
    if quien == REPRESENTADO:
        return Representacion.Estado.REVOCADA
    aceptada = representacion.estado == Representacion.Estado.VIGENTE
    return Representacion.Estado.RENUNCIADA if aceptada else Representacion.Estado.RECHAZADA


def problemas_de_fin(representacion: Representacion, fin: FinDeApoderamiento, *, actor: Actor) -> list[Problema]:
    """Everything that stops the end of a power from being noted. Only reads."""
    problemas = []
    de_ley = es_de_ley(representacion)
    if fin.quien not in (REPRESENTADO, REPRESENTANTE):
        problemas.append(Problema("quien", _("Elija quién termina el apoderamiento.")))
    if not fin.en_persona:
        if fin.fichero is None:
            mensaje = (
                _("Adjunte la resolución judicial o el documento público en el que consta que ha terminado.")
                if de_ley
                else _("Adjunte el documento en el que consta la revocación o la renuncia.")
            )
            return [*problemas, Problema("fichero", mensaje)]
        if fin.fichero.validez == EstadoElaboracion.COPIA_DE_PAPEL:
            problemas += problemas_para_cotejar(fin.fichero.contenido, nombre=fin.fichero.nombre, actor=actor)
        return problemas
    if de_ley:
        return [*problemas, Problema("medio", str(DE_LEY))]
    quien = representacion.representante if fin.quien == REPRESENTANTE else representacion.representado
    return [*problemas, *problemas_de_comparecencia(quien, fin)]


def problemas_de_comparecencia(quien: Persona, dicho: FinDeApoderamiento | ProrrogaDeApoderamiento) -> list[Problema]:
    """Everything that is wrong with who comes in person about a power: they bring no paper, and the official saw who they are."""
    problemas = []
    if dicho.fichero is not None:
        mensaje = _("En persona se levanta un acta y no se adjunta nada. Quite el documento, o elija «%(medio)s».")
        problemas.append(Problema("fichero", mensaje % {"medio": CON_DOCUMENTO}))
    if quien.es_organizacion:
        mensaje = _("Una entidad lo hace por la sede electrónica, o con un documento que lo acredita.")
        problemas.append(Problema("medio", mensaje))
    if dicho.identificacion not in IDENTIFICACIONES:
        mensaje = _("Elija con qué documento se ha identificado quien comparece.")
        problemas.append(Problema("identificacion", mensaje))
    if not dicho.identidad_comprobada:
        problemas.append(Problema("identidad_comprobada", str(COMPRUEBE)))
    return problemas
