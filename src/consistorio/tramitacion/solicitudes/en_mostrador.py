"""What stops something from being filed at the counter, told at once, whether it opens a case or not. Reads; writes nothing."""

from __future__ import annotations

from django.utils.translation import gettext as _

from consistorio.documental.registro.comprobaciones import problemas_de_entrada, problemas_de_unidad
from consistorio.documental.registro.tipos import CanalNotificacion, DatosPersona, EntradaMostrador, ParteEscrita
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import DatosIncorrectos, Problema
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.nucleo.tipos import Nif
from consistorio.plataforma.identidad.models import Persona
from consistorio.plataforma.identidad.operaciones import conocida
from consistorio.plataforma.identidad.reglas import causa_por_clase, clase_de_nif
from consistorio.tramitacion.catalogo import consultas as catalogo
from consistorio.tramitacion.catalogo.models import VersionProcedimiento
from consistorio.tramitacion.catalogo.tipos import Definicion


def problemas_en_mostrador(
    entrada: EntradaMostrador, version: VersionProcedimiento | None, *, actor: Actor, reloj: Reloj
) -> list[Problema]:
    """Everything wrong with an entry, beside its fields; with a procedure, also what that asks for."""
    problemas = problemas_de_entrada(entrada, actor=actor, reloj=reloj)
    if version is None:
        return [*problemas, *problemas_de_unidad(entrada.unidad_id, reloj)]
    problemas += _de_tramite(entrada, version.tipada, reloj)
    problemas += [problema for parte in entrada.partes for problema in _de_domicilio(parte)]
    return problemas


def _de_tramite(entrada: EntradaMostrador, definicion: Definicion, reloj: Reloj) -> list[Problema]:
    problemas = []
    if "oficina" not in definicion.ficha.vias or not definicion.admite_solicitud:
        problemas.append(Problema("tramite", _("Este trámite no se puede presentar en la oficina.")))
    if not entrada.ficheros:
        mensaje = _(
            "Digitalice lo que trae y adjúntelo: sin la solicitud no se puede abrir el expediente (artículo 16.5)."
        )
        problemas.append(Problema("ficheros", mensaje))
    if entrada.unidad_id is None:
        return problemas
    unidad = catalogo.unidad_de_area(definicion.area, en=hoy(reloj))
    if entrada.unidad_id != unidad.id:
        mensaje = _("Este trámite lo lleva %(u)s: deje la unidad en blanco o elija esa.") % {"u": unidad.nombre}
        problemas.append(Problema("unidad", mensaje))
    return problemas


def _de_domicilio(parte: ParteEscrita) -> list[Problema]:
    """Paper needs a place (LPACAP 66.1.b)."""
    if parte.canal is CanalNotificacion.ELECTRONICA or parte.domicilio.get("via"):
        return []
    if _obligada(parte.persona) or (parte.representante is not None and _obligada(parte.representante)):
        return []
    destino = _conocida(parte.representante or parte.persona)
    if destino is not None and destino.direccion:
        return []
    mensaje = _("Escriba el domicilio, adonde van las notificaciones en papel, o elija medios electrónicos.")
    return [Problema(f"{parte.prefijo}via", mensaje)]


def _conocida(datos: DatosPersona) -> Persona | None:
    return conocida(datos.tipo_documento, datos.pais_documento, datos.nif)


def _obligada(datos: DatosPersona) -> bool:
    """Whether a person has to use electronic means; of one not known yet, what its number says."""
    persona = _conocida(datos)
    if persona is not None:
        return persona.obligada
    if datos.tipo_documento != Persona.TipoDocumento.NIF:
        return False
    try:
        return bool(causa_por_clase(clase_de_nif(Nif.de(datos.nif))))
    except DatosIncorrectos:
        return False
