"""Load a definition file: a model, an area's model or a procedure."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, Problema
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.tramitacion.catalogo import consultas
from consistorio.tramitacion.catalogo.carga import Leido, leer_fichero, leer_procedimiento, problemas_de_modelo
from consistorio.tramitacion.catalogo.eventos import ModeloCargado, VersionCargada
from consistorio.tramitacion.catalogo.models import Area, Modelo, Procedimiento, VersionProcedimiento
from consistorio.tramitacion.catalogo.permisos import CARGAR
from consistorio.tramitacion.catalogo.reglas import huella
from consistorio.tramitacion.formularios.operaciones import crear_definicion
from consistorio.tramitacion.formularios.valores import Valor, como_datos

CADENA = "sistema"


@dataclass(frozen=True, slots=True)
class Carga:
    """What a file gave, or would give in a dry run. `version_id` and `modelo_id` are empty in a dry run."""

    clase: str
    codigo: str
    nueva: bool
    problemas: tuple[Problema, ...]
    version_id: UUID | None = None
    modelo_id: UUID | None = None


@accion("catalogo.version.cargada", "catalogo.modelo.cargado", permiso=CARGAR, norma="LPACAP arts. 21.4 y 71")
def cargar(*, actor: Actor, fichero: Path, reloj: Reloj, en_seco: bool = False) -> Carga:
    """Load a file. A procedure becomes a version in preparation; the same content twice is the same version.

    `en_seco`: only check, write nothing and return every problem. Who: with `catalogo.cargar`.
    Writes: Modelo, or Procedimiento, VersionProcedimiento, DefinicionFormulario and Area. Emits: catalogo.version.cargada or
    catalogo.modelo.cargado. Raises DatosIncorrectos (all problems; not in a dry run), Conflicto (same model number, other content).
    """
    documento = leer_fichero(fichero)
    if documento.get("clase") in ("modelo", "area"):
        return _cargar_modelo(documento, actor=actor, reloj=reloj, en_seco=en_seco)
    leido = leer_procedimiento(documento)
    if en_seco:
        return Carga("procedimiento", leido.definicion.codigo, nueva=True, problemas=leido.problemas)
    if leido.problemas:
        raise DatosIncorrectos(
            _("El procedimiento «%(f)s» no se puede cargar.") % {"f": fichero.name}, problemas=leido.problemas
        )
    return _escribir_version(leido, actor=actor, reloj=reloj)


def _cargar_modelo(documento: dict[str, Valor], *, actor: Actor, reloj: Reloj, en_seco: bool) -> Carga:
    problemas = problemas_de_modelo(documento)
    clase, codigo = str(documento.get("clase")), str(documento.get("codigo"))
    if en_seco:
        return Carga(clase, codigo, nueva=True, problemas=problemas)
    if problemas:
        raise DatosIncorrectos(_("El modelo no se puede cargar."), problemas=problemas)
    digesto = huella(documento)
    numero = int(str(documento["numero"]))
    anterior = Modelo.objects.filter(clase=clase, codigo=codigo, numero=numero).first()
    if anterior is not None:
        if anterior.huella != digesto:
            raise Conflicto(
                _("Ya hay una versión %(n)s de «%(c)s» con otro contenido.") % {"n": numero, "c": codigo},
                que_hacer=_("Dé al modelo el número siguiente."),
            )
        return Carga(clase, codigo, nueva=False, problemas=(), modelo_id=anterior.id)
    modelo = Modelo.objects.create(
        clase=clase,
        codigo=codigo,
        numero=numero,
        nombre=str(documento["nombre"]),
        definicion=documento,
        huella=digesto,
        cargado_el=reloj.ahora(),
    )
    anotar(CADENA, ModeloCargado(modelo.id, codigo, modelo.numero, digesto), actor=actor, reloj=reloj)
    return Carga(clase, codigo, nueva=True, problemas=(), modelo_id=modelo.id)


def _escribir_version(leido: Leido, *, actor: Actor, reloj: Reloj) -> Carga:
    definicion = leido.definicion
    digesto = huella(leido.compuesta)
    procedimiento, _nuevo = Procedimiento.objects.select_for_update().get_or_create(
        codigo=definicion.codigo, defaults={"nombre": definicion.nombre, "serie": definicion.serie}
    )
    ultima = procedimiento.versiones.order_by("-numero").first()
    if ultima is not None and ultima.huella == digesto:
        return Carga("procedimiento", definicion.codigo, nueva=False, problemas=(), version_id=ultima.id)
    modelo = consultas.modelo_vigente("modelo", "estandar")
    if modelo is None:  # leer_procedimiento has just refused that
        raise DatosIncorrectos(_("Falta el modelo estándar."))
    formulario = como_datos(leido.compuesta["formulario"])
    version = VersionProcedimiento.objects.create(
        procedimiento=procedimiento,
        numero=ultima.numero + 1 if ultima else 1,
        definicion=leido.compuesta,
        huella=digesto,
        modelo=modelo,
        formulario=crear_definicion(
            codigo=definicion.codigo, esquema=formulario, huella=huella(formulario), reloj=reloj
        ),
        cargada_el=reloj.ahora(),
    )
    for area in {definicion.area, *(tarea.area for tarea in definicion.tareas if tarea.area)}:
        Area.objects.get_or_create(codigo=area, defaults={"nombre": area.replace("_", " ").capitalize()})
    anotar(CADENA, VersionCargada(version.id, procedimiento.codigo, version.numero, digesto), actor=actor, reloj=reloj)
    return Carga("procedimiento", definicion.codigo, nueva=True, problemas=(), version_id=version.id)
