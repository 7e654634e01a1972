"""Bring in a case of the program that the town hall had before."""

from __future__ import annotations

import json
from datetime import date, datetime, time
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from consistorio.documental.documentos import operaciones as documentos
from consistorio.documental.documentos.tipos import TIPOS_DOCUMENTALES
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto
from consistorio.nucleo.reloj import MADRID, Reloj, hoy
from consistorio.plataforma.accion import accion
from consistorio.plataforma.almacen.operaciones import Admitido, guardar, recoger
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.plataforma.cola.operaciones import encolar
from consistorio.plataforma.cola.tipos import Prioridad
from consistorio.plataforma.identidad.models import Persona
from consistorio.plataforma.identidad.operaciones import persona_por_nif
from consistorio.plataforma.organizacion.consultas import unidad_por_dir3
from consistorio.servicios.archivo.antiguos.personas import mismo_nombre
from consistorio.servicios.archivo.antiguos.revision import huella_de
from consistorio.servicios.archivo.antiguos.tipos import (
    PROCEDIMIENTO_ANTIGUO,
    SIN_TIPO,
    CasoLeido,
    DocumentoLeido,
    ParteLeida,
)
from consistorio.servicios.archivo.eventos import AntiguoImportado
from consistorio.servicios.archivo.indice import entradas_de
from consistorio.servicios.archivo.models import CierrePedido, DocumentoAntiguo, ExpedienteAntiguo
from consistorio.tramitacion.catalogo import operaciones as catalogo
from consistorio.tramitacion.catalogo.models import VersionProcedimiento
from consistorio.tramitacion.expedientes import operaciones as expedientes
from consistorio.tramitacion.expedientes.models import Expediente, Interesado
from consistorio.tramitacion.formularios.valores import Valor

PERMISO = "archivo.importar"
IMPORTADO, ORIGEN = "importado", "importacion"
DEFINICION = Path(__file__).resolve().parent.parent / "datos" / f"{PROCEDIMIENTO_ANTIGUO}.json"


@accion("catalogo.version.descartada", permiso=PERMISO, norma="LPACAP arts. 17 y 70")
def preparar_antiguos(*, actor: Actor, reloj: Reloj) -> UUID:
    """The definition that old cases hang from, given up as soon as it is loaded: it is never published, and nobody starts a case with it.

    Who: the importer. Writes: VersionProcedimiento and what `catalogo.operaciones.cargar` does. Emits: catalogo.version.cargada, .descartada.
    """
    hecha = VersionProcedimiento.objects.filter(procedimiento__codigo=PROCEDIMIENTO_ANTIGUO).order_by("-numero").first()
    if hecha is not None:
        return hecha.id
    documento: dict[str, Valor] = json.loads(DEFINICION.read_text("utf-8"))
    carga = catalogo.cargar(documento, actor=actor, reloj=reloj)
    version = VersionProcedimiento.objects.select_for_update().get(
        procedimiento__codigo=PROCEDIMIENTO_ANTIGUO, id=str(carga.version_id)
    )
    catalogo.descartar(version, actor=actor, reloj=reloj)
    return version.id


def importar_antiguo(*, actor: Actor, caso: CasoLeido, version_id: UUID, reloj: Reloj) -> Expediente:
    """Bring in a case that was judged (`antiguos.revision`), whole: its bytes first, to the store, and then its rows in one transaction.

    Who, writes, emits, raises: as `asentar_antiguo`.
    """
    admitidos = []
    for documento in caso.documentos:
        with documento.fichero.open("rb") as flujo:
            admitidos.append(recoger(flujo))
    return asentar_antiguo(actor=actor, caso=caso, admitidos=admitidos, version_id=version_id, reloj=reloj)


@accion("archivo.antiguo.importado", permiso=PERMISO, norma="LPACAP arts. 17 y 70; RD 203/2021 art. 55")
def asentar_antiguo(
    *, actor: Actor, caso: CasoLeido, admitidos: list[Admitido], version_id: UUID, reloj: Reloj
) -> Expediente:
    """The rows of a case whose bytes are in the store. Its documents are not shown to its parties until somebody looks at them.

    Who: the importer. Writes: Expediente (closed), Interesado, Persona, Documento, DocumentoExpediente, ExpedienteAntiguo, DocumentoAntiguo,
    CierrePedido (its index is signed by its job). Emits: archivo.antiguo.importado, expediente.abierto, .cerrado and those of its documents.
    Raises: Conflicto (a file changed since it was judged), NoEncontrado (unit).
    """
    expediente = expedientes.abrir_antiguo(
        numero=caso.numero,
        version=VersionProcedimiento.objects.select_related("procedimiento").get(id=version_id),
        unidad=unidad_por_dir3(caso.unidad, en=hoy(reloj)),
        titulo=caso.titulo,
        datos={"asunto": caso.titulo, **({"lugar": {"via": caso.lugar}} if caso.lugar else {})},
        abierto_el=_mediodia(caso.inicio),
        actor=actor,
        reloj=reloj,
    )
    personas = [(parte, _persona(parte, actor=actor, reloj=reloj)) for parte in caso.partes if parte.nif]
    antiguo = ExpedienteAntiguo.objects.create(
        expediente=expediente,
        numero=caso.numero,
        procedimiento=caso.procedimiento,
        estado=caso.estado,
        sin_identificar=[parte.nombre for parte in caso.partes if not parte.nif],
        nombres_escritos=[
            {"nif": parte.nif, "nombre": parte.nombre_completo}
            for parte, persona in personas
            if not mismo_nombre(parte.nombre_completo, persona.nombre_completo)
        ],
        huella=huella_de(caso),
        importado_el=reloj.ahora(),
    )
    papel, canal = Interesado.Papel.INTERESADO, Interesado.Canal.PAPEL
    for _parte, persona in personas:
        expedientes.anadir_interesado(expediente, persona, papel=papel, canal=canal, actor=actor, reloj=reloj)
    suyos = [
        _documento(expediente, antiguo, documento, admitido, actor=actor, reloj=reloj)
        for documento, admitido in zip(caso.documentos, admitidos, strict=True)
    ]
    _cerrar(expediente, caso, actor=actor, reloj=reloj)
    hecho = AntiguoImportado(expediente.id, antiguo.huella, len(suyos))
    anotar(expediente.cadena, hecho, actor=actor, reloj=reloj, filas=[antiguo, *suyos])
    return expediente


def _persona(parte: ParteLeida, *, actor: Actor, reloj: Reloj) -> Persona:
    return persona_por_nif(
        parte.nif,
        nombre=parte.nombre,
        apellido1=parte.apellido1,
        apellido2=parte.apellido2,
        razon_social=parte.razon_social,
        actor=actor,
        reloj=reloj,
    )


def _documento(
    expediente: Expediente,
    antiguo: ExpedienteAntiguo,
    leido: DocumentoLeido,
    admitido: Admitido,
    *,
    actor: Actor,
    reloj: Reloj,
) -> DocumentoAntiguo:
    if admitido.recibido.sha256 != leido.sha256:
        raise Conflicto(_("Un fichero ha cambiado mientras se importaba. Repita la importación."))
    documento = documentos.incorporar(
        guardar(admitido, actor=actor, reloj=reloj),
        titulo=f"{leido.titulo} ({leido.fecha:%d/%m/%Y})" if leido.fecha else leido.titulo,
        nombre=Path(leido.ruta).name,
        tipo_documental=leido.tipo if leido.tipo in TIPOS_DOCUMENTALES else SIN_TIPO,
        origen_administracion=True,
        organo=settings.CONSISTORIO_ENTIDAD["dir3"],
        estado_elaboracion="EE99",
        actor=actor,
        reloj=reloj,
    )
    expedientes.incorporar_documento(
        expediente,
        documento_id=documento.id,
        huella=documento.huella,
        origen=ORIGEN,
        visible_interesado=False,
        actor=actor,
        reloj=reloj,
    )
    return DocumentoAntiguo.objects.create(
        documento=documento,
        antiguo=antiguo,
        ruta=leido.ruta,
        fecha=leido.fecha,
        tipo=leido.tipo,
        sha256=documento.huella,
    )


def _cerrar(expediente: Expediente, caso: CasoLeido, *, actor: Actor, reloj: Reloj) -> None:
    """As it was closed there; now when the old program did not say. Its index is made as that of any closed case."""
    cerrado_el = _mediodia(caso.fin) if caso.fin else reloj.ahora()
    pedidos = []
    if caso.documentos:
        pedidos.append(
            CierrePedido.objects.create(
                expediente=expediente,
                resultado=IMPORTADO,
                momento=reloj.ahora(),
                entradas=[entrada.como_dato() for entrada in entradas_de(expediente)],
                pendiente_desde=reloj.ahora(),
            )
        )
    expedientes.cerrar(expediente, resultado=IMPORTADO, actor=actor, reloj=reloj, filas=pedidos, cerrado_el=cerrado_el)
    if pedidos:
        encolar("archivo.firmar_indice", prioridad=Prioridad.EN_BLOQUE, expediente_id=expediente.id)


def _mediodia(dia: date) -> datetime:
    return datetime.combine(dia, time(12), MADRID)
