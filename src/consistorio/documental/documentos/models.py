"""State of documents."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from consistorio.documental.documentos.tipos import ESTADOS_ELABORACION, EXIGEN_ORIGEN, TIPOS_DOCUMENTALES
from consistorio.nucleo.identificadores import uuid7
from consistorio.plataforma.auditoria.filas import avalada
from consistorio.plataforma.orden import indice_de_palabras

ID_ENI = r"^ES_[A-Z0-9]{9}_[0-9]{4}_[A-Za-z0-9]{30}$"
DIR3 = r"^[A-Z0-9]{9}$"


@avalada()
class Documento(models.Model):
    """An electronic document (LPACAP 26) with the minimum metadata of the NTI.

    Triggers: metadata change only with a kept version of what they were (`VersionMetadatos`); identifier, CSV, date of capture and
    origin of the bytes never; the content only forward, with a `RevisionDocumento`; rows are not deleted.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    id_eni = models.CharField(max_length=48, unique=True)
    csv = models.CharField(max_length=24, unique=True)
    fecha_captura = models.DateTimeField()
    contenido = models.ForeignKey("almacen.Contenido", on_delete=models.PROTECT, related_name="documentos")
    huella = models.CharField(max_length=64)
    revision = models.PositiveIntegerField(default=1)
    plantilla = models.CharField(max_length=60, blank=True)

    titulo = models.CharField(max_length=300)
    nombre_fichero = models.CharField(max_length=255)
    formato = models.CharField(max_length=20)
    tipo_documental = models.CharField(max_length=4, choices=list(TIPOS_DOCUMENTALES.items()))
    origen_administracion = models.BooleanField()
    estado_elaboracion = models.CharField(max_length=4, choices=list(ESTADOS_ELABORACION.items()))
    documento_origen = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="copias")
    id_eni_origen = models.CharField(max_length=48, blank=True)
    organo = models.CharField(max_length=9)
    version_metadatos = models.PositiveIntegerField(default=1)

    proposito_datos = _("Instruir y probar el procedimiento administrativo (LPACAP 26 y 70)")
    conservacion_datos = _("La del expediente, según el calendario de conservación")

    class Meta:
        verbose_name = _("documento")
        constraints = [
            models.CheckConstraint(condition=Q(id_eni__regex=ID_ENI), name="documento_id_eni"),
            models.CheckConstraint(
                condition=Q(csv__regex=r"^[2-9A-HJ-NP-TV-Z]{4}(-[2-9A-HJ-NP-TV-Z]{4}){4}$"), name="documento_csv"
            ),
            models.CheckConstraint(condition=Q(huella__regex=r"^[0-9a-f]{64}$"), name="documento_huella"),
            models.CheckConstraint(condition=Q(huella=models.F("contenido")), name="documento_huella_del_contenido"),
            models.CheckConstraint(
                condition=Q(tipo_documental__in=list(TIPOS_DOCUMENTALES)), name="documento_tipo_documental"
            ),
            models.CheckConstraint(
                condition=Q(estado_elaboracion__in=list(ESTADOS_ELABORACION)), name="documento_estado_elaboracion"
            ),
            models.CheckConstraint(
                condition=~Q(estado_elaboracion__in=EXIGEN_ORIGEN) | ~Q(id_eni_origen=""),
                name="documento_copia_con_origen",
            ),
            models.CheckConstraint(
                condition=Q(id_eni_origen="") | Q(id_eni_origen__regex=ID_ENI), name="documento_id_eni_origen"
            ),
            models.CheckConstraint(condition=Q(organo__regex=DIR3), name="documento_organo_dir3"),
            models.CheckConstraint(condition=~Q(titulo="") & ~Q(formato=""), name="documento_titulo_y_formato"),
        ]
        indexes = [
            models.Index(fields=["huella"], name="documento_por_huella"),
            indice_de_palabras("documento_titulo_trgm", "titulo"),
        ]

    def __str__(self) -> str:
        return f"{self.titulo} ({self.id_eni})"


@avalada(fija=True)
class RevisionDocumento(models.Model):
    """One state of the bytes of a document. From the second on, the bytes before are a prefix: signatures only add. Immutable."""

    documento = models.ForeignKey(Documento, on_delete=models.PROTECT, related_name="revisiones")
    numero = models.PositiveIntegerField()
    contenido = models.ForeignKey("almacen.Contenido", on_delete=models.PROTECT, related_name="+")
    motivo = models.CharField(max_length=200)
    momento = models.DateTimeField()

    proposito_datos = _(
        "Conservar cada estado del documento y por qué cambió (ENI, RD 4/2010; NTI de Documento electrónico)"
    )
    conservacion_datos = _("La del documento")

    class Meta:
        verbose_name = _("revisión de documento")
        constraints = [
            models.UniqueConstraint(fields=["documento", "numero"], name="revision_numero_unico"),
            models.CheckConstraint(condition=Q(numero__gte=1), name="revision_desde_1"),
        ]

    def __str__(self) -> str:
        return f"{self.documento_id} r{self.numero}"


@avalada(fija=True)
class VersionMetadatos(models.Model):
    """The metadata of a document before a correction of an error (NTI de Documento V.1.c), with its reason. Immutable."""

    documento = models.ForeignKey(Documento, on_delete=models.PROTECT, related_name="versiones_metadatos")
    numero = models.PositiveIntegerField()
    datos = models.JSONField()
    motivo = models.CharField(max_length=400)
    momento = models.DateTimeField()

    proposito_datos = _("Prueba de lo que se corrigió y por qué")
    conservacion_datos = _("La del documento")

    class Meta:
        verbose_name = _("versión de metadatos")
        constraints = [
            models.UniqueConstraint(fields=["documento", "numero"], name="version_metadatos_unica"),
            models.CheckConstraint(condition=~Q(motivo=""), name="version_metadatos_motivo"),
        ]

    def __str__(self) -> str:
        return f"{self.documento_id} v{self.numero}"


@avalada(fija=True)
class Cotejo(models.Model):
    """Who compared a scan with its paper, and when: what makes it an authentic copy (LPACAP 27.1, 27.3.b). Immutable.

    `quien` is the name and post as they were then; `escaneo`, the SHA-256 of the scan before it was stamped.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    documento = models.OneToOneField(Documento, on_delete=models.PROTECT, related_name="cotejo")
    habilitado = models.UUIDField()
    quien = models.CharField(max_length=250)
    cotejado_el = models.DateTimeField()
    escaneo = models.CharField(max_length=64)

    proposito_datos = _("Acreditar qué personal habilitado expidió la copia auténtica y cuándo (LPACAP art. 27)")
    conservacion_datos = _("La del documento")

    class Meta:
        verbose_name = _("cotejo de un documento en papel")
        constraints = [
            models.CheckConstraint(condition=~Q(quien=""), name="cotejo_con_quien"),
            models.CheckConstraint(condition=Q(escaneo__regex=r"^[0-9a-f]{64}$"), name="cotejo_escaneo"),
        ]

    def __str__(self) -> str:
        return f"{self.quien}, {self.cotejado_el:%d/%m/%Y %H:%M}"


class TextoDocumento(models.Model):
    """The words of a document, without their order, to find it by; made anew from its bytes as often as wanted. It says nothing to anybody by
    itself: it is only asked of documents that may be seen, and goes with its document.
    """

    class Estado(models.TextChoices):
        PENDIENTE = "pendiente", _("Todavía no se ha leído para buscar en él")
        HECHO = "hecho", _("Se puede buscar por lo que dice")
        SIN_TEXTO = "sin_texto", _("No tiene texto: es una imagen o un escaneo")
        PROTEGIDO = "protegido", _("No se puede leer: tiene contraseña")
        ILEGIBLE = "ilegible", _("No se puede leer: el fichero está dañado")
        AGOTADO = "agotado", _("No se ha podido leer: pide más tiempo o memoria de lo que se le da")
        SIN_FICHERO = (
            "sin_fichero",
            _("No se puede leer: su fichero falta en el almacén. Avise a quien administra el sistema"),
        )
        FALLIDO = "fallido", _("No se ha podido leer: hubo un fallo. Quien administra el sistema puede ver cuál")
        OTRO_FORMATO = "otro_formato", _("Su formato no se lee para buscar en él")
        CUARENTENA = "cuarentena", _("En cuarentena: no se lee")

    documento = models.OneToOneField(Documento, on_delete=models.CASCADE, primary_key=True, related_name="texto")
    estado = models.CharField(max_length=12, choices=Estado.choices, default=Estado.PENDIENTE)
    palabras = SearchVectorField(null=True)
    leido_el = models.DateTimeField(null=True, blank=True)

    proposito_datos = _("Encontrar un documento por lo que dice, quien puede verlo (LPACAP arts. 26 y 70)")
    conservacion_datos = _("La del documento; se destruye con él")

    class Meta:
        verbose_name = _("texto de un documento")
        constraints = [
            models.CheckConstraint(condition=Q(palabras=None) | Q(estado="hecho"), name="texto_solo_de_lo_leido"),
        ]
        indexes = [
            GinIndex(fields=["palabras"], name="texto_palabras"),
            models.Index(fields=["documento"], condition=Q(estado="pendiente"), name="texto_por_leer"),
        ]

    def __str__(self) -> str:
        return f"{self.documento_id} {self.estado}"
