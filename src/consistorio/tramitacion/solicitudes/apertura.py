"""Opening a case, whichever way what starts it came: building blocks inside an open transaction."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import field

from consistorio.documental.documentos.models import Documento
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.dato import dato
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.accion import exigir_transaccion
from consistorio.plataforma.identidad.consultas import poder_para
from consistorio.plataforma.identidad.models import Persona
from consistorio.tramitacion.catalogo import consultas as catalogo
from consistorio.tramitacion.catalogo.models import VersionProcedimiento
from consistorio.tramitacion.catalogo.reglas import titulo_de
from consistorio.tramitacion.catalogo.tareas import COMPROBACION
from consistorio.tramitacion.expedientes import operaciones as expedientes
from consistorio.tramitacion.expedientes.consultas import documentos_utiles
from consistorio.tramitacion.expedientes.models import Expediente, Interesado
from consistorio.tramitacion.formularios.campos import texto_legible
from consistorio.tramitacion.formularios.reglas import documentos_que_faltan
from consistorio.tramitacion.formularios.representacion import ACREDITACION
from consistorio.tramitacion.formularios.tipos import Esquema, Requisito
from consistorio.tramitacion.formularios.valores import Valor
from consistorio.tramitacion.motor import operaciones as motor
from consistorio.tramitacion.motor.models import Tarea
from consistorio.tramitacion.solicitudes import operaciones


@dato
class ParteNueva:
    """A party of a case about to be opened, with the means of telling them things. The two addresses: those of `Interesado`."""

    persona: Persona
    representante: Persona | None = None
    canal: str = Interesado.Canal.ELECTRONICA
    papel: str = Interesado.Papel.SOLICITANTE
    correo: str = ""
    telefono: str = ""
    domicilio: dict[str, Valor] = field(default_factory=dict)
    direccion_postal: dict[str, Valor] = field(default_factory=dict)


def textos_de(esquema: Esquema, datos: Mapping[str, Valor]) -> dict[str, str]:
    """The answers as words, for titles: by the code of the field, and with `_texto` after it."""
    textos: dict[str, str] = {}
    for campo in esquema.campos:
        legible = texto_legible(campo, datos.get(campo.codigo))
        textos[campo.codigo] = textos[f"{campo.codigo}_texto"] = legible
    return textos


def abrir_caso(
    version: VersionProcedimiento,
    partes: Sequence[ParteNueva],
    *,
    datos: Mapping[str, Valor],
    textos: Mapping[str, str],
    actor: Actor,
    reloj: Reloj,
) -> tuple[Expediente, list[Interesado]]:
    """Open the case in the unit that answers for the procedure's area, with its parties in the order given: whoever goes on with it in
    this transaction has them at hand.

    `textos`: the answers as words, for the title. Writes: Expediente, Interesado. Emits: expediente.abierto,
    expediente.interesado.anadido. Raises NoEncontrado (no unit at all), Conflicto (the same person twice).
    """
    exigir_transaccion()
    definicion = version.tipada
    expediente = expedientes.abrir(
        version=version,
        unidad=catalogo.unidad_de_area(definicion.area, en=hoy(reloj)),
        titulo=titulo_de(definicion, dict(textos)),
        datos=dict(datos),
        actor=actor,
        reloj=reloj,
    )
    return expediente, [_anadir(expediente, definicion.codigo, parte, actor=actor, reloj=reloj) for parte in partes]


def _anadir(expediente: Expediente, procedimiento: str, parte: ParteNueva, *, actor: Actor, reloj: Reloj) -> Interesado:
    poder = None
    if parte.representante is not None:
        poder = poder_para(
            representante_id=parte.representante.id,
            representado_id=parte.persona.id,
            procedimiento=procedimiento,
            en=hoy(reloj),
            sesion=actor.sesion,
        )
    return expedientes.anadir_interesado(
        expediente,
        parte.persona,
        papel=parte.papel,
        canal=parte.canal,
        representante=parte.representante,
        representacion=poder,
        correo_aviso=parte.correo,
        telefono_aviso=parte.telefono,
        domicilio=parte.domicilio,
        direccion_postal=parte.direccion_postal,
        actor=actor,
        reloj=reloj,
    )


def incorporar_documentos(
    expediente: Expediente,
    documentos: Sequence[tuple[Documento, str]],
    *,
    actor: Actor,
    reloj: Reloj,
    origen: str = "solicitud",
    visibles: bool = True,
) -> None:
    """Put documents, each with the requirement that it answers ("" for none), in the index in this order. `visibles`: for its parties.

    Writes: DocumentoExpediente. Emits: expediente.documento.incorporado.
    """
    for documento, requisito in documentos:
        expedientes.incorporar_documento(
            expediente,
            documento_id=documento.id,
            huella=documento.huella,
            origen=origen,
            requisito=requisito,
            visible_interesado=visibles,
            actor=actor,
            reloj=reloj,
        )


def acreditar_representantes(
    expediente: Expediente, partes: Iterable[Interesado], *, actor: Actor, reloj: Reloj
) -> None:
    """Each power with which somebody acts in the case goes into it as a document (LPACAP 5.4). `partes`: all of it, in their order.
    Writes: Documento."""
    for parte in partes:
        if parte.representacion is None:
            continue
        documento = operaciones.documento_de_poder(
            parte.representacion, expediente=expediente.numero, actor=actor, reloj=reloj
        )
        incorporar_documentos(expediente, [(documento, "")], actor=actor, reloj=reloj)


def revisar_lo_que_falta(expediente: Expediente, datos: Mapping[str, Valor]) -> None:
    """The open review learns which documents the answers call for and did not come. Writes: Tarea."""
    exigir_transaccion()
    puestos = set(documentos_utiles(expediente).values_list("requisito", flat=True))
    faltan = documentos_que_faltan(expediente.version.tipada.formulario, datos, puestos)
    for revision in expediente.tareas.filter(tipo="revision", cerrada_el=None):
        resto = {clave: valor for clave, valor in revision.datos.items() if clave != "faltan"}
        pedidos = {"faltan": _por_pedir(faltan)} if _por_pedir(faltan) else {}
        Tarea.objects.filter(id=revision.id).update(datos={**resto, **pedidos})


def _por_pedir(faltan: Collection[Requisito]) -> list[Valor]:
    return [[uno.codigo, uno.nombre] for uno in faltan if uno.codigo != ACREDITACION]


def preparar_revision(
    expediente: Expediente,
    faltan: Collection[Requisito],
    *,
    partes: Iterable[Interesado],
    actor: Actor,
    reloj: Reloj,
    obligado_en_papel: bool = False,
) -> None:
    """The review, or the check of what was declared, starts knowing which documents did not come, and whether who had to file electronically came on paper (68.4).
    Who acts without a registered power is checked by a task of its own (5.6).

    Writes: Tarea. Emits: tarea.creada.
    """
    if any(parte.acreditacion == Interesado.Acreditacion.PENDIENTE for parte in partes):
        motor.pedir_comprobacion(expediente, actor=actor, reloj=reloj)
    datos: dict[str, Valor] = {}
    por_pedir = _por_pedir(faltan)
    if por_pedir:
        datos["faltan"] = por_pedir
    if obligado_en_papel:
        datos["obligado_en_papel"] = True
    if not datos:
        return
    for revision in expediente.tareas.filter(tipo__in=("revision", COMPROBACION), cerrada_el=None):
        Tarea.objects.filter(id=revision.id).update(datos={**revision.datos, **datos})
