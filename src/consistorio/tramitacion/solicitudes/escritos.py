"""A later submission as it stands before it is filed: from its draft, or handed over whole by another channel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.dato import dato
from consistorio.plataforma.almacen.models import Contenido
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.formularios.models import Borrador
from consistorio.tramitacion.formularios.representacion import ACREDITACION, acreditacion
from consistorio.tramitacion.formularios.tipos import FORMATOS_ADMITIDOS, Requisito
from consistorio.tramitacion.formularios.valores import como_datos, texto_de
from consistorio.tramitacion.solicitudes.procedencia import requerimiento_que_contesta
from consistorio.tramitacion.solicitudes.reglas import huella_de_escrito

TEXTO = "texto"


@dato
class Fichero:
    """A file of a submission, stored already. `requisito`: the requirement that it answers, or empty."""

    nombre: str
    requisito: str
    contenido: Contenido


@dato
class Escrito:
    """What would be filed in a case now."""

    expediente: Expediente
    clase: str
    texto: str
    ficheros: Sequence[Fichero]

    @property
    def huella(self) -> str:
        """Fingerprint of what would be filed, for the review page to hand back with «Firmar y presentar»."""
        pedido = requerimiento_que_contesta(self.expediente, self.clase)
        return huella_de_escrito(
            str(self.expediente.id),
            self.clase,
            self.texto,
            [(fichero.requisito, fichero.contenido.sha256) for fichero in self.ficheros],
            str(pedido.id) if pedido else "",
        )


def escrito_de_borrador(borrador: Borrador, expediente: Expediente) -> Escrito:
    """The submission that a draft holds, its files in the order in which they were attached."""
    adjuntos = list(borrador.adjuntos.all())
    contenidos = Contenido.objects.in_bulk([adjunto.contenido for adjunto in adjuntos])
    return Escrito(
        expediente,
        borrador.clase,
        texto_de(como_datos(borrador.datos).get(TEXTO)),
        [Fichero(a.nombre, a.requisito, contenidos[a.contenido]) for a in adjuntos],
    )


def borrador_de(actor: Actor, expediente: Expediente, clase: str, *, bloquear: bool = False) -> Borrador | None:
    """The living draft of this kind of submission that the actor has in a case, in this session's capacity."""
    consulta = Borrador.objects.select_for_update(of=("self",)) if bloquear else Borrador.objects.all()
    return consulta.filter(
        titular_id=actor.id,
        representado_id=actor.representa_a,
        expediente_id=expediente.id,
        clase=clase,
        estado=Borrador.Estado.VIVO,
    ).first()


def requisito_de_escrito(expediente: Expediente, codigo: str) -> Requisito:
    """The slot of a file: that of the procedure's form, or «other documents»; several files of any admitted kind."""
    pedido = expediente.version.tipada.formulario.requisito(codigo) if codigo else None
    if codigo == ACREDITACION:
        pedido = acreditacion()
    return replace(pedido or Requisito("", _("Otros documentos")), varios=True, formatos=tuple(FORMATOS_ADMITIDOS))
