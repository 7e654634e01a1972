"""Making documents and adding to them. All run inside an action's open transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import BinaryIO
from uuid import UUID

from django.conf import settings
from django.db import connections
from django.utils.translation import gettext as _

from consistorio.documental.documentos.csv import generar_csv
from consistorio.documental.documentos.eventos import DocumentoCapturado, DocumentoRevisado
from consistorio.documental.documentos.models import Documento, RevisionDocumento, TextoDocumento
from consistorio.documental.documentos.renderizado import Marco, renderizar
from consistorio.documental.documentos.tipos import ESTADOS_ELABORACION, EXIGEN_ORIGEN, TIPOS_DOCUMENTALES, CampoFirma
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, Problema
from consistorio.nucleo.identificadores import id_eni_documento, uuid7
from consistorio.nucleo.reloj import Reloj, en_madrid
from consistorio.nucleo.tipos import Dir3
from consistorio.plataforma.accion import alias_actual, exigir_transaccion
from consistorio.plataforma.almacen import consultas as almacen
from consistorio.plataforma.almacen.models import Contenido
from consistorio.plataforma.almacen.operaciones import asentar_hechos, depositar_bytes
from consistorio.plataforma.almacen.recepcion import Recibido
from consistorio.plataforma.almacen.reglas import nombre_formato
from consistorio.plataforma.auditoria.operaciones import Nota, anotar_varios

_TROZO = 1024 * 1024


def cadena_de_documento(documento_id: UUID) -> str:
    """Name of the chain of a document."""
    return f"documento:{documento_id}"


def direccion_de_verificacion() -> str:
    """The sede's page where a CSV is checked."""
    return f"{str(settings.CONSISTORIO_SEDE_URL).rstrip('/')}/verificar"


@dato
class Ficha:
    """The metadata of a document that is going to be captured. `documento_origen` (or `id_eni_origen`) is needed by EE02 and EE04; `id_eni`: the
    identifier that another administration gave it."""

    titulo: str
    nombre: str
    tipo_documental: str
    origen_administracion: bool
    organo: str | Dir3
    csv: str
    estado_elaboracion: str = "EE01"
    plantilla: str = ""
    documento_origen: Documento | None = None
    id_eni_origen: str = ""
    id_eni: str = ""


@dato
class Compuesto:
    """A document rendered from a template, whose bytes lie in the store and whose rows are not written yet."""

    recibido: Recibido
    ficha: Ficha


def crear_desde_plantilla(
    plantilla: str,
    datos: Mapping[str, object],
    *,
    titulo: str,
    tipo_documental: str,
    organo: str | Dir3,
    actor: Actor,
    reloj: Reloj,
    firmas: Sequence[CampoFirma | str] = (),
    unidad: str = "",
    expediente: str = "",
    nombre: str = "",
    origen_administracion: bool = True,
) -> Documento:
    """An official document rendered from a template: see `componer` and `capturar_compuestos`, which it does one after the other.

    Writes: Contenido, Documento, RevisionDocumento 1. Emits: documento.capturado. Raises: DatosIncorrectos (every problem).
    """
    exigir_transaccion()
    compuesto = componer(
        plantilla,
        datos,
        titulo=titulo,
        tipo_documental=tipo_documental,
        organo=organo,
        reloj=reloj,
        firmas=firmas,
        unidad=unidad,
        expediente=expediente,
        nombre=nombre,
        origen_administracion=origen_administracion,
    )
    return capturar_compuestos([compuesto], actor=actor, reloj=reloj)[0]


def componer(
    plantilla: str,
    datos: Mapping[str, object],
    *,
    titulo: str,
    tipo_documental: str,
    organo: str | Dir3,
    reloj: Reloj,
    firmas: Sequence[CampoFirma | str] = (),
    unidad: str = "",
    expediente: str = "",
    nombre: str = "",
    origen_administracion: bool = True,
) -> Compuesto:
    """Render a template (`catalogo_plantillas`) into the store: an original (EE01) of the administration, or of the citizen when it is what a
    person files by filling in a form (`origen_administracion` False). Asks nothing of the database; bytes without a row harm nobody.

    `firmas`: the signature fields in order; a text is the field's name and, in capitals, its label. `unidad` and `expediente` are
    what the header shows. PDF/A-2a and PDF/UA-1, with CSV, QR and address on every page.
    Raises: DatosIncorrectos (every problem), ServicioNoDisponible (the store).
    """
    csv = generar_csv()
    marco = Marco(
        entidad=str(settings.CONSISTORIO_ENTIDAD["nombre"]),
        dir3=str(organo),
        titulo=titulo,
        csv=csv,
        url_verificacion=direccion_de_verificacion(),
        creado=reloj.ahora(),
        unidad=unidad,
        expediente=expediente,
    )
    pdf = renderizar(plantilla, datos, marco=marco, firmas=[_campo(firma) for firma in firmas])
    ficha = Ficha(
        titulo=titulo,
        nombre=nombre or f"{plantilla}.pdf",
        tipo_documental=tipo_documental,
        origen_administracion=origen_administracion,
        organo=organo,
        csv=csv,
        plantilla=plantilla,
    )
    return Compuesto(depositar_bytes(pdf), ficha)


def capturar_compuestos(compuestos: Sequence[Compuesto], *, actor: Actor, reloj: Reloj) -> list[Documento]:
    """Write documents that are rendered, one or many with the same few statements. If one of them cannot be, none is.

    Writes: Contenido, Documento, RevisionDocumento 1. Emits: documento.capturado. Raises: DatosIncorrectos.
    """
    exigir_transaccion()
    contenidos = asentar_hechos([(compuesto.recibido, None) for compuesto in compuestos])
    fichas = [compuesto.ficha for compuesto in compuestos]
    return _capturar(list(zip(contenidos, fichas, strict=True)), actor=actor, reloj=reloj)


def incorporar(
    contenido: Contenido,
    *,
    titulo: str,
    nombre: str,
    tipo_documental: str,
    origen_administracion: bool,
    organo: str | Dir3,
    actor: Actor,
    reloj: Reloj,
    estado_elaboracion: str = "EE01",
    documento_origen: Documento | None = None,
    id_eni_origen: str = "",
    id_eni: str = "",
) -> Documento:
    """A document whose bytes came from outside, as they came. `id_eni`: the identifier that another administration gave it.

    `documento_origen` (or `id_eni_origen` when the original lies elsewhere) is needed by EE02 and EE04.
    Writes: Documento, RevisionDocumento 1. Emits: documento.capturado. Raises: DatosIncorrectos.
    """
    exigir_transaccion()
    ficha = Ficha(
        titulo=titulo,
        nombre=nombre,
        tipo_documental=tipo_documental,
        origen_administracion=origen_administracion,
        organo=organo,
        csv=generar_csv(),
        estado_elaboracion=estado_elaboracion,
        documento_origen=documento_origen,
        id_eni_origen=id_eni_origen,
        id_eni=id_eni,
    )
    return capturar(contenido, ficha, actor=actor, reloj=reloj)


def anadir_revision(
    documento: Documento, contenido: Contenido, *, motivo: str, actor: Actor, reloj: Reloj
) -> RevisionDocumento:
    """Extend a document (signature, time stamp, DSS). Its CSV and identifier stay.

    `documento`: as it is under the lock of its row, which the caller holds. Its present bytes must be a proper prefix of the new ones,
    compared byte by byte.
    Writes: RevisionDocumento, Documento. Emits: documento.revisado. Raises: Conflicto when they are not a prefix.
    """
    exigir_transaccion()
    return anadir_revisiones([Continuacion(documento, contenido, motivo)], actor=actor, reloj=reloj)[0]


@dato
class Continuacion:
    """The bytes with which a document goes on from the present ones, and what for."""

    documento: Documento
    contenido: Contenido
    motivo: str


def anadir_revisiones(nuevas: Sequence[Continuacion], *, actor: Actor, reloj: Reloj) -> list[RevisionDocumento]:
    """Extend many documents, each one once and each with its own bytes, whose rows the caller has locked with their contents. See
    `anadir_revision`. Writes, emits and raises the same; if one of them cannot be, none is."""
    exigir_transaccion()
    if not all(_es_prefijo(nueva.documento.contenido, nueva.contenido) for nueva in nuevas):
        raise Conflicto(
            _("Lo que se quiere añadir no continúa el documento: cambia lo que ya tenía."),
            que_hacer=_("Vuelva a firmar la última versión del documento."),
        )
    revisiones = RevisionDocumento.objects.bulk_create(
        RevisionDocumento(
            documento=nueva.documento,
            numero=nueva.documento.revision + 1,
            contenido=nueva.contenido,
            motivo=nueva.motivo,
            momento=reloj.ahora(),
        )
        for nueva in nuevas
    )
    documentos = [nueva.documento for nueva in nuevas]
    for documento, revision in zip(documentos, revisiones, strict=True):
        documento.contenido, documento.huella = revision.contenido, revision.contenido.sha256
        documento.revision = revision.numero
    with connections[alias_actual()].cursor() as cursor:
        cursor.execute(
            "UPDATE documentos_documento d SET contenido_id = n.huella, huella = n.huella, revision = n.revision "
            "FROM unnest(%s::uuid[], %s::text[], %s::int[]) AS n (id, huella, revision) WHERE d.id = n.id",
            [[d.id for d in documentos], [d.huella for d in documentos], [d.revision for d in documentos]],
        )
    anotar_varios(
        [
            Nota(
                cadena_de_documento(documento.id),
                DocumentoRevisado(documento.id, revision.numero, documento.huella),
                filas=[documento, revision],
            )
            for documento, revision in zip(documentos, revisiones, strict=True)
        ],
        actor=actor,
        reloj=reloj,
    )
    return revisiones


def seguir(documento: Documento, actual: Documento) -> None:
    """Put in a row at hand the bytes that its document has now."""
    documento.contenido, documento.huella, documento.revision = actual.contenido, actual.huella, actual.revision


def capturar(contenido: Contenido, ficha: Ficha, *, actor: Actor, reloj: Reloj) -> Documento:
    """Write a document whose content and CSV are already made. Writes, emits and raises as `incorporar` does."""
    exigir_transaccion()
    return _capturar([(contenido, ficha)], actor=actor, reloj=reloj)[0]


def _capturar(nuevos: Sequence[tuple[Contenido, Ficha]], *, actor: Actor, reloj: Reloj) -> list[Documento]:
    documentos = Documento.objects.bulk_create(_documento(contenido, ficha, reloj=reloj) for contenido, ficha in nuevos)
    revisiones = RevisionDocumento.objects.bulk_create(
        RevisionDocumento(
            documento=documento,
            numero=1,
            contenido=documento.contenido,
            motivo="captura",
            momento=documento.fecha_captura,
        )
        for documento in documentos
    )
    TextoDocumento.objects.bulk_create(TextoDocumento(documento=documento) for documento in documentos)
    anotar_varios(
        [
            Nota(
                cadena_de_documento(d.id),
                DocumentoCapturado(d.id, d.id_eni, d.huella, d.tipo_documental, d.estado_elaboracion),
                filas=[d, revision],
            )
            for d, revision in zip(documentos, revisiones, strict=True)
        ],
        actor=actor,
        reloj=reloj,
    )
    return documentos


def _documento(contenido: Contenido, ficha: Ficha, *, reloj: Reloj) -> Documento:
    """The row of a document, not written yet, that holds against the code lists."""
    origen = ficha.documento_origen.id_eni if ficha.documento_origen else ficha.id_eni_origen
    _exigir_origen(ficha.estado_elaboracion, origen)
    identificador, dir3, momento = uuid7(), Dir3(str(ficha.organo)), reloj.ahora()
    documento = Documento(
        id=identificador,
        id_eni=ficha.id_eni or id_eni_documento(str(dir3), en_madrid(momento).year, identificador),
        csv=ficha.csv,
        fecha_captura=momento,
        contenido=contenido,
        huella=contenido.sha256,
        plantilla=ficha.plantilla,
        titulo=ficha.titulo[:300],
        nombre_fichero=ficha.nombre[:255],
        formato=nombre_formato(contenido.tipo_mime),
        tipo_documental=ficha.tipo_documental,
        origen_administracion=ficha.origen_administracion,
        estado_elaboracion=ficha.estado_elaboracion,
        documento_origen=ficha.documento_origen,
        id_eni_origen=origen,
        organo=str(dir3),
    )
    comprobar_metadatos(documento)
    return documento


def comprobar_metadatos(documento: Documento) -> None:
    """Hold the metadata against the code lists. Raises DatosIncorrectos with every problem."""
    problemas: list[Problema] = []
    for campo, lista in (("tipo_documental", TIPOS_DOCUMENTALES), ("estado_elaboracion", ESTADOS_ELABORACION)):
        if getattr(documento, campo) not in lista:
            problemas.append(Problema(campo, _("No está en la lista de la norma técnica.")))
    if not documento.titulo.strip():
        problemas.append(Problema("titulo", _("Escriba un título.")))
    if problemas:
        raise DatosIncorrectos(_("Los datos del documento no son correctos."), problemas=problemas)


def _exigir_origen(estado_elaboracion: str, origen: str) -> None:
    if estado_elaboracion in EXIGEN_ORIGEN and not origen:
        mensaje = _("Una copia de este tipo tiene que decir de qué documento lo es.")
        raise DatosIncorrectos(mensaje, problemas=[Problema("documento_origen", mensaje)])


def _campo(firma: CampoFirma | str) -> CampoFirma:
    return firma if isinstance(firma, CampoFirma) else CampoFirma(firma, firma.replace("_", " ").capitalize())


def _es_prefijo(anterior: Contenido, nuevo: Contenido) -> bool:
    if nuevo.tamano <= anterior.tamano:
        return False
    with (
        almacen.abrir(anterior, aunque_en_cuarentena=True) as antes,
        almacen.abrir(nuevo, aunque_en_cuarentena=True) as despues,
    ):
        return _empieza_por(despues, antes)


def _empieza_por(largo: BinaryIO, corto: BinaryIO) -> bool:
    while trozo := corto.read(_TROZO):
        leido = b""
        while len(leido) < len(trozo) and (mas := largo.read(len(trozo) - len(leido))):
            leido += mas
        if leido != trozo:
            return False
    return True
