"""Filing: the building block that everything presented or sent out goes through."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import connections
from django.utils.translation import gettext as _

from consistorio.documental.documentos.models import Documento
from consistorio.documental.registro import numeracion
from consistorio.documental.registro.eventos import AsientoPracticado
from consistorio.documental.registro.models import Asiento, DocumentoAsiento, InteresadoAsiento
from consistorio.documental.registro.reglas import epigrafe_de, huella_de, texto_busqueda
from consistorio.documental.registro.tipos import Adjunto, Canal, DatosComplementarios, LibroCodigo, Parte
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, Problema
from consistorio.nucleo.identificadores import uuid7
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import alias_actual, exigir_transaccion
from consistorio.plataforma.auditoria.consultas import cadena_de_libro
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.plataforma.calendario.consultas import calendario_de_la_sede
from consistorio.plataforma.identidad.models import Persona
from consistorio.plataforma.organizacion.models import Unidad

LARGO_ASUNTO = 240  # SICRES 4, Resumen
SIN_COMPLEMENTOS = DatosComplementarios()


def asentar(
    *,
    libro: str,
    asunto: str,
    interesado: Persona | None,
    unidad_destino: Unidad,
    canal: str,
    clave_idempotencia: str,
    actor: Actor,
    reloj: Reloj,
    documentos: Sequence[Adjunto] = (),
    representante: Persona | None = None,
    mas_partes: Sequence[Parte] = (),
    presentado: datetime | None = None,
    complementos: DatosComplementarios = SIN_COMPLEMENTOS,
    numero_reservado: tuple[int, int] | None = None,
    huella: str = "",
    clave_libre: bool = False,
) -> Asiento:
    """File an entry in a book, in the caller's open transaction. Call it last: number, official time and event come last.

    `libro`: E or S. `unidad_destino`: where it goes; in the exit book, whose it is. `presentado`: when it was filed, if not now
    (paper, another registry). `clave_idempotencia`: the same key with the same content answers the same entry; with other
    content raises Conflicto. `numero_reservado`: (year, number) of a reservation. `huella`: the fingerprint of what was asked for,
    when the caller makes the documents out of it; otherwise, of what is filed. `clave_libre`: the caller holds the key and saw that
    there is no entry under it (`asiento_de_clave`). An asunto over 240 characters is shortened and kept
    whole in the extracto; without an epígrafe, the main document gives it (16.3).
    Writes: Asiento, InteresadoAsiento, DocumentoAsiento, Libro. Emits: registro.asiento.practicado, after which the receipt is
    made by a job. The rule of inhábiles is applied to entries (LPACAP 31.2.b); the registry never closes (31.2.a), so that a
    year without a published calendar is dated with weekends alone and the entry says so.
    Raises: DatosIncorrectos (every problem), Conflicto, ServicioNoDisponible (clock behind the last entry), RuntimeError.
    """
    exigir_transaccion()
    partes = _partes(interesado, representante, mas_partes)
    _comprobar(libro, asunto, canal, partes, clave_idempotencia, documentos, presentado, reloj, complementos)
    huella = huella or _huella(libro, asunto, partes, unidad_destino, canal, documentos, presentado, complementos)
    anterior = None if clave_libre else asiento_de_clave(clave_idempotencia)
    if anterior is not None:
        return el_mismo(anterior, huella)
    calendario = calendario_de_la_sede() if libro == LibroCodigo.ENTRADA else None
    asiento = _nuevo(
        libro, asunto, unidad_destino, canal, complementos, clave=clave_idempotencia, huella=huella, actor=actor
    )
    asiento.epigrafe = asiento.epigrafe or epigrafe_de(libro, _principal(documentos))
    filas = [*_guardar_partes(asiento, partes), *_guardar_documentos(asiento, documentos)]
    palabras = [asunto, complementos.extracto, complementos.numero_expediente, complementos.referencia_externa]
    palabras += [texto for p in partes for texto in _palabras(p)]
    numeracion.numerar(
        asiento,
        prefijo=settings.CONSISTORIO_ENTIDAD["prefijo_registro"],
        presentado=presentado,
        calendario=calendario,
        reloj=reloj,
        reservado=numero_reservado,
        busqueda=texto_busqueda(*palabras),
    )
    hecho = _hecho(asiento, documentos)
    anotar(cadena_de_libro(libro, asiento.anio), hecho, actor=actor, reloj=reloj, filas=[asiento, *filas])
    return asiento


def _nuevo(
    libro: str,
    asunto: str,
    unidad: Unidad,
    canal: str,
    complementos: DatosComplementarios,
    *,
    clave: str,
    huella: str,
    actor: Actor,
) -> Asiento:
    """The entry, not numbered nor saved yet."""
    return Asiento(
        id=uuid7(),
        libro_id=libro,
        unidad=unidad,
        unidad_dir3=unidad.dir3,
        unidad_nombre=unidad.nombre,
        canal=canal,
        registrado_por=actor.id,
        clave_idempotencia=clave,
        huella=huella,
        asunto=_recortado(asunto),
        extracto=complementos.extracto or (asunto if len(asunto) > LARGO_ASUNTO else ""),
        **columnas(complementos),
    )


def _principal(documentos: Sequence[Adjunto]) -> str:
    """The kind of the main document, else of the first; "" without documents."""
    return next((d.tipo_documental for d in sorted(documentos, key=lambda uno: not uno.principal)), "")


def _hecho(asiento: Asiento, documentos: Sequence[Adjunto]) -> AsientoPracticado:
    return AsientoPracticado(
        asiento_id=asiento.id,
        libro=asiento.libro_id,
        numero=asiento.numero_completo,
        registrado_el=asiento.registrado_el,
        presentado_el=asiento.presentado_el,
        efectivo_el=asiento.efectivo_el,
        unidad_id=asiento.unidad_id,
        canal=asiento.canal,
        huella=asiento.huella,
        documentos=tuple(documento.sha256 for documento in documentos),
    )


def adjunto_de(documento: Documento, *, principal: bool = False, observaciones: str = "") -> Adjunto:
    """A stored document as it is filed: its name, size and fingerprint now, its state of elaboración and its CSV."""
    return Adjunto(
        documento_id=documento.id,
        nombre=documento.nombre_fichero,
        titulo=documento.titulo[:255],
        sha256=documento.huella,
        tamano=documento.contenido.tamano,
        tipo_mime=documento.contenido.tipo_mime,
        validez=documento.estado_elaboracion,
        tipo_documental=documento.tipo_documental,
        csv=documento.csv,
        observaciones=observaciones,
        principal=principal,
    )


def asiento_de_clave(clave: str) -> Asiento | None:
    """The entry already filed under an idempotency key, if any.

    Holds the key until the end of the transaction: whoever sends the same one meanwhile waits and then sees the entry. Callers
    that write more than the entry ask this first.
    """
    exigir_transaccion()
    with connections[alias_actual()].cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 16))", [clave])
    return Asiento.objects.filter(clave_idempotencia=clave).first()


def el_mismo(anterior: Asiento, huella: str) -> Asiento:
    """The entry filed before under a key, if it was asked for with the same content. Raises Conflicto otherwise."""
    if anterior.huella != huella:
        raise Conflicto(
            _("Ya se registró otro contenido con esta misma petición, con el número %(numero_completo)s.")
            % {"numero_completo": anterior.numero_completo},
            que_hacer=_("Si es una presentación distinta, empiécela de nuevo en una página nueva."),
        )
    return anterior


def _partes(interesado: Persona | None, representante: Persona | None, mas: Sequence[Parte]) -> list[Parte]:
    primera = [Parte(interesado, representante)] if interesado is not None else []
    # A party given twice (alone and with its channel) is one party: the fuller one
    return [p for p in primera if all(p.persona.id != otra.persona.id for otra in mas)] + list(mas)


def _comprobar(
    libro: str,
    asunto: str,
    canal: str,
    partes: Sequence[Parte],
    clave: str,
    documentos: Sequence[Adjunto],
    presentado: datetime | None,
    reloj: Reloj,
    complementos: DatosComplementarios,
) -> None:
    problemas: list[Problema] = []
    if libro not in {codigo.value for codigo in LibroCodigo}:
        problemas.append(Problema("libro", _("El libro es E (entrada) o S (salida).")))
    if not asunto.strip():
        problemas.append(Problema("asunto", _("Escriba el asunto.")))
    if canal not in {c.value for c in Canal}:
        problemas.append(Problema("canal", _("No existe el canal «%(canal)s».") % {"canal": canal}))
    if not clave or len(clave) > 120:
        problemas.append(Problema("clave_idempotencia", _("Falta la clave de la petición, o pasa de 120 caracteres.")))
    if not partes and not complementos.origen.entidad and canal != Canal.INTERNO:
        problemas.append(Problema("interesado", _("Indique al menos una persona interesada.")))
    if presentado is not None and presentado > reloj.ahora():
        problemas.append(Problema("presentado", _("La fecha de presentación no puede ser futura.")))
    if sum(documento.principal for documento in documentos) > 1:
        problemas.append(Problema("documentos", _("Solo uno puede ser el documento principal.")))
    for nombre, valor, tope in (
        ("referencia_externa", complementos.referencia_externa, 16),
        ("codigo_asunto", complementos.codigo_asunto, 16),
        ("numero_transporte", complementos.numero_transporte, 40),
        ("numero_origen", complementos.origen.numero, 20),
        ("entidad_origen", complementos.origen.entidad, 21),
    ):
        if len(valor) > tope:
            problemas.append(Problema(nombre, _("No puede pasar de %(tope)s caracteres.") % {"tope": tope}))
    if problemas:
        raise DatosIncorrectos(_("No se puede registrar."), problemas=problemas)


def _huella(
    libro: str,
    asunto: str,
    partes: Sequence[Parte],
    unidad: Unidad,
    canal: str,
    documentos: Sequence[Adjunto],
    presentado: datetime | None,
    complementos: DatosComplementarios,
) -> str:
    return huella_de(
        {
            "libro": libro,
            "asunto": asunto,
            "partes": [
                [p.persona.id, p.representante.id if p.representante else None, dict(p.domicilio)] for p in partes
            ],
            "unidad": unidad.id,
            "canal": canal,
            "documentos": [[documento.nombre, documento.sha256] for documento in documentos],
            "presentado": presentado,
            "complementos": columnas(complementos),
        }
    )


def columnas(datos: DatosComplementarios) -> dict[str, str | datetime | UUID | list[str] | None]:
    """The optional fields as columns of the entry."""
    return {
        "epigrafe": datos.epigrafe,
        "idioma": datos.idioma,
        "codigo_asunto": datos.codigo_asunto,
        "referencia_externa": datos.referencia_externa,
        "numero_expediente": datos.numero_expediente,
        "codigo_sia": datos.codigo_sia,
        "documentacion_fisica": datos.documentacion_fisica.value,
        "transporte": datos.transporte.value if datos.transporte else "",
        "numero_transporte": datos.numero_transporte,
        "oficina": datos.oficina,
        "entidad_origen": datos.origen.entidad,
        "nombre_origen": datos.origen.nombre,
        "numero_origen": datos.origen.numero,
        "fecha_origen": datos.origen.fecha,
        "presentado_por_id": datos.presentado_por.id if datos.presentado_por else None,
        "expone": datos.expone,
        "solicita": datos.solicita,
        "observaciones": datos.observaciones,
        "avisos": list(datos.avisos),
    }


def _recortado(asunto: str) -> str:
    limpio = " ".join(asunto.split())
    return limpio if len(limpio) <= LARGO_ASUNTO else limpio[: LARGO_ASUNTO - 1].rstrip() + "…"


def _palabras(parte: Parte) -> list[str]:
    personas = [parte.persona] + ([parte.representante] if parte.representante else [])
    return [texto for persona in personas for texto in (persona.nombre_completo, persona.nif)]


def _guardar_partes(asiento: Asiento, partes: Sequence[Parte]) -> list[InteresadoAsiento]:
    # Before the entry itself: the foreign key is checked at the end of the transaction, and the lock lasts less
    return InteresadoAsiento.objects.bulk_create(
        InteresadoAsiento(
            asiento=asiento,
            orden=orden,
            persona=parte.persona,
            nif=parte.persona.nif,
            nombre=parte.persona.nombre_completo,
            representante=parte.representante,
            representante_nif=parte.representante.nif if parte.representante else "",
            representante_nombre=parte.representante.nombre_completo if parte.representante else "",
            canal_notificacion=parte.canal.value if parte.canal else "",
            domicilio=dict(parte.domicilio),
        )
        for orden, parte in enumerate(partes, start=1)
    )


def _guardar_documentos(asiento: Asiento, documentos: Sequence[Adjunto]) -> list[DocumentoAsiento]:
    return DocumentoAsiento.objects.bulk_create(
        DocumentoAsiento(
            asiento=asiento,
            orden=orden,
            documento_id=documento.documento_id,
            principal=documento.principal,
            nombre=documento.nombre,
            titulo=documento.titulo or documento.nombre,
            sha256=documento.sha256,
            tamano=documento.tamano,
            tipo_mime=documento.tipo_mime,
            validez=documento.validez,
            tipo_documental=documento.tipo_documental,
            csv=documento.csv,
            observaciones=documento.observaciones,
        )
        for orden, documento in enumerate(documentos, start=1)
    )
