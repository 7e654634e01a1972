"""Facts of cases. With them alone the state of a case can be rebuilt (`reglas.reconstruir`)."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from consistorio.nucleo.dato import dato
from consistorio.plataforma.auditoria.eventos import evento


@evento("expediente.abierto", _("Se ha abierto el expediente"))
@dato
class ExpedienteAbierto:
    """A case was opened."""

    expediente_id: UUID
    numero: str
    id_eni: str
    version_id: UUID
    unidad_id: UUID
    fase: str


@evento("expediente.titulo.cambiado", _("El expediente ha cambiado de título"))
@dato
class TituloCambiado:
    """The title is another one. `huella`: SHA-256 of what it says now, which may be somebody's words."""

    expediente_id: UUID
    huella: str


@evento("expediente.interesado.anadido", _("Se ha incorporado una persona interesada"))
@dato
class InteresadoAnadido:
    """A party joined the case."""

    expediente_id: UUID
    persona_id: UUID
    representante_id: UUID | None
    papel: str
    canal: str


@evento("expediente.interesado.cambiado", _("Han cambiado los datos de una persona interesada"))
@dato
class InteresadoCambiado:
    """A party's representative or channel changed."""

    expediente_id: UUID
    persona_id: UUID
    representante_id: UUID | None
    papel: str
    canal: str


@evento("expediente.interesado.direccion_postal", _("Una persona interesada ha dado otra dirección para sus envíos"))
@dato
class DireccionPostalDada:
    """A party gave where they want to receive paper in this case; where they live is not touched."""

    expediente_id: UUID
    persona_id: UUID


@evento("expediente.interesado.retirado", _("Ha dejado de ser parte una persona"))
@dato
class InteresadoRetirado:
    """A person is no longer a party."""

    expediente_id: UUID
    persona_id: UUID


@evento("expediente.representacion.anotada", _("Se ha comprobado una representación"))
@dato
class RepresentacionAnotada:
    """Whether who acts for a party has accredited it: pendiente, acreditada or no_acreditada (LPACAP 5)."""

    expediente_id: UUID
    persona_id: UUID
    representante_id: UUID | None
    acreditacion: str


@evento("expediente.documento.incorporado", _("Se ha incorporado un documento"))
@dato
class DocumentoIncorporado:
    """A document took its place in the index."""

    expediente_id: UUID
    documento_id: UUID
    orden: int
    huella: str
    origen: str


@evento("expediente.documento.llevado", _("Se ha llevado un documento a otro expediente"))
@dato
class DocumentoLlevadoAnotado:
    """A document that was filed in the wrong case was taken to another: `motivo_id`, the row that says why. It is noted in both."""

    expediente_id: UUID
    documento_id: UUID
    otro_id: UUID
    motivo_id: UUID


@evento("expediente.carpeta.creada", _("Se creó una carpeta en el expediente"))
@dato
class CarpetaCreada:
    """The unit made a folder for the documents of a case. `padre_id`: the one that it is inside of."""

    expediente_id: UUID
    carpeta_id: UUID
    padre_id: UUID | None


@evento("expediente.carpeta.cambiada", _("Se cambió el nombre o el lugar de una carpeta"))
@dato
class CarpetaCambiada:
    """A folder has another name, or another place among its neighbours."""

    expediente_id: UUID
    carpeta_id: UUID


@evento("expediente.carpeta.retirada", _("Se quitó una carpeta vacía del expediente"))
@dato
class CarpetaRetirada:
    """An empty folder was taken away."""

    expediente_id: UUID
    carpeta_id: UUID


@evento("expediente.documento.colocado", _("Se cambiaron documentos de carpeta o de lugar"))
@dato
class DocumentosColocados:
    """Documents of a case are kept in another folder (None: in none), or in another order there. Their places in the index stay. `ordenes`: those."""

    expediente_id: UUID
    carpeta_id: UUID | None
    ordenes: tuple[int, ...]


@evento("expediente.seguimiento.iniciado", _("Ha empezado a seguir un expediente"))
@dato
class SeguimientoIniciado:
    """Somebody of the staff follows a case. It is of their own chain, not of the case's."""

    expediente_id: UUID
    empleado_id: UUID


@evento("expediente.seguimiento.terminado", _("Ha dejado de seguir un expediente"))
@dato
class SeguimientoTerminado:
    """They follow it no more."""

    expediente_id: UUID
    empleado_id: UUID


@evento("expediente.fase.cambiada", _("El expediente ha pasado de fase"))
@dato
class FaseCambiada:
    """The case moved to another phase of the standard model."""

    expediente_id: UUID
    fase: str


@evento("expediente.cerrado", _("Se ha cerrado el expediente"))
@dato
class ExpedienteCerrado:
    """The case was closed."""

    expediente_id: UUID
    resultado: str


@evento("expediente.archivado", _("El expediente ha pasado al archivo"))
@dato
class ExpedienteArchivado:
    """The case went to the archive."""

    expediente_id: UUID


@evento("expediente.unidad.cambiada", _("El expediente ha pasado a otra unidad"))
@dato
class UnidadCambiada:
    """Another unit answers for the case. `anterior_id`: the one that did (facts from before it was noted have none)."""

    expediente_id: UUID
    unidad_id: UUID
    anterior_id: UUID | None = None


@evento("expediente.version.cambiada", _("El expediente ha pasado a otra versión del procedimiento"))
@dato
class VersionCambiada:
    """The case was moved to another version of its procedure, by an explicit act of who answers for it: `motivo_id`, which says why."""

    expediente_id: UUID
    version_id: UUID
    anterior_id: UUID
    pedido_por: UUID
    motivo_id: UUID


@evento("expediente.relacionado", _("Se ha relacionado con otro expediente"))
@dato
class ExpedienteRelacionado:
    """Two cases were linked."""

    expediente_id: UUID
    otro_id: UUID
    clase: str


@evento("expediente.relacion.deshecha", _("Se ha deshecho la relación con otro expediente"))
@dato
class RelacionDeshechaAnotada:
    """Two cases that somebody had linked are linked no more: `motivo_id`, the row that says why."""

    expediente_id: UUID
    otro_id: UUID
    clase: str
    motivo_id: UUID


@evento("expediente.nota.anadida", _("Se ha escrito una nota de trabajo"))
@dato
class NotaAnadida:
    """A working note was written, outside of the case (70.4)."""

    expediente_id: UUID
    nota_id: UUID


@evento("expediente.nota.mencion.hecha", _("Se ha avisado de una nota de trabajo"))
@dato
class MencionHecha:
    """Somebody who sees the case was called to a note, or answered to theirs."""

    expediente_id: UUID
    nota_id: UUID
    empleado_id: UUID


@evento("expediente.nota.mencion.vista", _("Se ha visto el aviso de una nota de trabajo"))
@dato
class MencionVista:
    """Who was called to a note says that they saw it."""

    expediente_id: UUID
    nota_id: UUID
    empleado_id: UUID


@evento(
    "expediente.persona.apartada", _("Una persona del Ayuntamiento no interviene mientras se decide si debe abstenerse")
)
@dato
class PersonaApartada:
    """Somebody abstained or was challenged (LRJSP 23-24): they do nothing in the case until it is decided."""

    expediente_id: UUID
    apartamiento_id: UUID
    empleado_id: UUID
    referencia_id: UUID


@evento("expediente.persona.sustituida", _("Otra persona del Ayuntamiento sustituye a quien debe abstenerse"))
@dato
class PersonaSustituida:
    """The cause was taken as good: somebody stands in for them in the case (LRJSP 13.1)."""

    expediente_id: UUID
    apartamiento_id: UUID
    empleado_id: UUID
    sustituto_id: UUID


@evento("expediente.persona.repuesta", _("Una persona del Ayuntamiento puede volver a intervenir"))
@dato
class PersonaRepuesta:
    """The cause was not there, or there is nothing left to decide."""

    expediente_id: UUID
    apartamiento_id: UUID
    empleado_id: UUID


@evento("expediente.error.rectificado", _("Se ha corregido un error"))
@dato
class ErrorRectificado:
    """A material error was corrected (109.2)."""

    expediente_id: UUID
    rectificacion_id: UUID
    documento_id: UUID | None
