"""Building blocks that change the catalogue inside somebody's open transaction. Each notes its fact."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, Problema
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.accion import exigir_transaccion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.plataforma.organizacion.models import Unidad
from consistorio.tramitacion.catalogo import consultas
from consistorio.tramitacion.catalogo.carga import Leido, es_modelo, leer_procedimiento, problemas_de_modelo
from consistorio.tramitacion.catalogo.eventos import AreaAsignada, ModeloCargado, VersionCargada, VersionPublicada
from consistorio.tramitacion.catalogo.models import Area, Modelo, Procedimiento, VersionProcedimiento
from consistorio.tramitacion.catalogo.reglas import huella, leer_definicion, problemas_de_vigencia
from consistorio.tramitacion.catalogo.tipos_conocidos import conocidos
from consistorio.tramitacion.formularios.operaciones import crear_definicion
from consistorio.tramitacion.formularios.valores import Valor, como_datos

CADENA = "sistema"


@dato
class Carga:
    """What a file gave, or would give in a dry run. `version_id` and `modelo_id` are empty in a dry run."""

    clase: str
    codigo: str
    nueva: bool
    problemas: tuple[Problema, ...]
    version_id: UUID | None = None
    modelo_id: UUID | None = None


def ensayar(documento: dict[str, Valor]) -> Carga:
    """What a definition would give, with every problem; nothing is written. Raises DatosIncorrectos without a standard model."""
    if es_modelo(documento):
        clase, codigo = str(documento["clase"]), str(documento.get("codigo"))
        return Carga(clase, codigo, nueva=True, problemas=problemas_de_modelo(documento))
    leido = leer_procedimiento(documento)
    return Carga("procedimiento", leido.definicion.codigo, nueva=True, problemas=leido.problemas)


def cargar(documento: dict[str, Valor], *, actor: Actor, reloj: Reloj) -> Carga:
    """Load a definition: a model, or a version of a procedure in preparation; the same content twice is the same one.

    Writes: Modelo, or Procedimiento, VersionProcedimiento, DefinicionFormulario and Area. Emits: catalogo.version.cargada or
    catalogo.modelo.cargado. Raises DatosIncorrectos (all problems), Conflicto (same model number, other content).
    """
    exigir_transaccion()
    if es_modelo(documento):
        return _cargar_modelo(documento, actor=actor, reloj=reloj)
    leido = leer_procedimiento(documento)
    if leido.problemas:
        raise DatosIncorrectos(
            _("El procedimiento «%(f)s» no se puede cargar.") % {"f": leido.definicion.codigo},
            problemas=leido.problemas,
        )
    return _escribir_version(leido, actor=actor, reloj=reloj)


def publicar(version: VersionProcedimiento, *, actor: Actor, reloj: Reloj) -> VersionProcedimiento:
    """Publish a version in preparation, whose row is locked; the one before is withdrawn.

    Writes: VersionProcedimiento. Emits: catalogo.version.publicada. Raises Conflicto (not in preparation), DatosIncorrectos.
    """
    exigir_transaccion()
    if version.estado != VersionProcedimiento.Estado.BORRADOR:
        raise Conflicto(_("Esta versión ya se publicó."))
    definicion, problemas = leer_definicion(version.definicion, tipos_de_tarea=conocidos())
    problemas += problemas_de_vigencia(definicion, hoy(reloj))
    if problemas:
        raise DatosIncorrectos(_("La versión no se puede publicar."), problemas=problemas)
    ahora = reloj.ahora()
    anterior = VersionProcedimiento.objects.filter(
        procedimiento=version.procedimiento, estado=VersionProcedimiento.Estado.PUBLICADA
    ).first()
    if anterior is not None:
        anterior.estado, anterior.retirada_el = VersionProcedimiento.Estado.RETIRADA, ahora
        anterior.save(update_fields=["estado", "retirada_el"])
    version.estado, version.publicada_el = VersionProcedimiento.Estado.PUBLICADA, ahora
    version.save(update_fields=["estado", "publicada_el"])
    Procedimiento.objects.filter(id=version.procedimiento_id).update(nombre=definicion.nombre, serie=definicion.serie)
    anotar(
        CADENA,
        VersionPublicada(version.id, definicion.codigo, version.numero, anterior.id if anterior else None),
        actor=actor,
        reloj=reloj,
    )
    return version


def asignar_area(area: str, unidad: Unidad, *, nombre: str = "", actor: Actor, reloj: Reloj) -> Area:
    """Give an area to a unit; made if it is new. Writes: Area. Emits: catalogo.area.asignada."""
    exigir_transaccion()
    fila, _nueva = Area.objects.select_for_update().get_or_create(
        codigo=area, defaults={"nombre": nombre or unidad.nombre}
    )
    fila.unidad = unidad
    fila.nombre = nombre or fila.nombre
    fila.save(update_fields=["unidad", "nombre"])
    anotar(CADENA, AreaAsignada(area, unidad.id), actor=actor, reloj=reloj)
    return fila


def _cargar_modelo(documento: dict[str, Valor], *, actor: Actor, reloj: Reloj) -> Carga:
    problemas = problemas_de_modelo(documento)
    clase, codigo = str(documento.get("clase")), str(documento.get("codigo"))
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
