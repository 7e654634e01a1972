"""A document already filed turns out to carry malicious code: its unit must ask for it again."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consistorio.documental.documentos.models import Documento
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion, automatizadas
from consistorio.tramitacion.expedientes.acceso import bloquear
from consistorio.tramitacion.expedientes.consultas import documentos_utiles
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.motor import operaciones
from consistorio.tramitacion.motor.models import Tarea
from consistorio.tramitacion.motor.permisos import VIGILAR_FICHEROS

automatizadas.declarar(
    automatizadas.Actuacion(
        "fichero_danado",
        gettext_lazy("Aviso a la unidad de un archivo presentado con código dañino"),
        "LPACAP art. 14.3; RD 203/2021 art. 39.2",
        gettext_lazy(
            "Si el antivirus encuentra código dañino en un archivo ya presentado, el programa lo aparta y pide a la unidad que requiera otro."
        ),
        gettext_lazy("El archivo y los expedientes en los que está."),
        firma=gettext_lazy("Anotación en el expediente"),
        permisos=(VIGILAR_FICHEROS,),
    )
)


@accion("tarea.creada", permiso=VIGILAR_FICHEROS, norma="LPACAP arts. 14.3 y 68.1; RD 203/2021 art. 39.2")
def avisar_de_cuarentena(*, actor: Actor, expediente_id: UUID, huella: str, reloj: Reloj) -> Tarea | None:
    """Open in the case the task to ask for a correction of the file of that SHA-256 (hex); None when there is nothing to ask.

    The entry of the registry and the filed document stay as they are: only their reading is barred. Once for each file and case.
    Who: the system. Writes: Tarea. Emits: tarea.creada. Raises: NoEncontrado.
    """
    expediente = bloquear(expediente_id)
    codigo = f"cuarentena_{huella[:16]}"
    puesto = documentos_utiles(expediente).filter(huella=huella).first()
    if puesto is None or expediente.estado != Expediente.Estado.ABIERTO:
        return None
    if Tarea.objects.filter(expediente=expediente, codigo=codigo).exists():
        return None
    titulo = Documento.objects.values_list("titulo", flat=True).get(id=puesto.documento_id)
    nombre = _("Pedir que se aporte de nuevo «%(titulo)s»: contiene código dañino") % {"titulo": titulo[:120]}
    return operaciones.crear(
        expediente,
        operaciones.TareaNueva(
            codigo=codigo,
            tipo="libre",
            nombre=nombre,
            fase=expediente.fase,
            unidad_id=expediente.unidad_id,
            datos={"documento": str(puesto.documento_id)},
        ),
        actor=actor,
        reloj=reloj,
    )
