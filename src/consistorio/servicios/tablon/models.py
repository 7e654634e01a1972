"""State of the notice board."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from consistorio.nucleo.identificadores import uuid7


class Anuncio(models.Model):
    """A signed document of a case that everybody may read from `publicado_el` to the end of `hasta`, or until it is taken down.

    `hasta` is empty while nobody knows it: a public information lasts as the gazette says. `referencia`: what it is about
    (`anuncio:<act>`, `informacion:<uuid>`). `diligencia`: the record of the days when it was shown.
    """

    class Clase(models.TextChoices):
        EDICTO = "edicto", _("Anuncio")
        INFORMACION_PUBLICA = "informacion_publica", _("Información pública")

    class Causa(models.TextChoices):
        PLAZO = "plazo", _("Terminó su plazo")
        RETIRADO = "retirado", _("Se retiró antes")
        TERMINACION = "terminacion", _("Terminó el procedimiento")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    expediente = models.ForeignKey("expedientes.Expediente", on_delete=models.PROTECT, related_name="anuncios")
    documento = models.OneToOneField("documentos.Documento", on_delete=models.PROTECT, related_name="+")
    clase = models.CharField(max_length=20, choices=Clase.choices)
    titulo = models.CharField(max_length=200)
    referencia = models.CharField(max_length=80, unique=True)
    publicado_el = models.DateTimeField()
    hasta = models.DateField(null=True, blank=True)
    terminado_el = models.DateTimeField(null=True, blank=True)
    causa = models.CharField(max_length=12, choices=Causa.choices, blank=True)
    motivo = models.CharField(max_length=600, blank=True)
    diligencia = models.OneToOneField(
        "documentos.Documento", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    proposito_datos = _(
        "Publicar lo que la ley manda que se anuncie, y acreditar qué días se expuso (LPACAP arts. 45 y 83)"
    )
    conservacion_datos = _("La del expediente; en el tablón, solo los días que fija el anuncio")

    class Meta:
        verbose_name = _("anuncio")
        constraints = [
            models.CheckConstraint(
                condition=Q(terminado_el=None, causa="", diligencia=None)
                | (Q(terminado_el__isnull=False, diligencia__isnull=False) & ~Q(causa="")),
                name="anuncio_terminado_con_diligencia",
            ),
            models.CheckConstraint(condition=~Q(causa="retirado") | ~Q(motivo=""), name="anuncio_retirado_con_motivo"),
        ]
        indexes = [
            models.Index(fields=["-id"], condition=Q(terminado_el=None), name="anuncio_en_el_tablon"),
            models.Index(
                fields=["hasta"], condition=Q(terminado_el=None, clase="edicto"), name="anuncio_por_descolgar"
            ),
        ]

    def __str__(self) -> str:
        return self.titulo


class DocumentoExpuesto(models.Model):
    """A document of the case that can be read with its announcement while it lasts (LPACAP 83.2)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    anuncio = models.ForeignKey(Anuncio, on_delete=models.PROTECT, related_name="expuestos")
    documento = models.ForeignKey("documentos.Documento", on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("documento expuesto")
        constraints = [models.UniqueConstraint(fields=["anuncio", "documento"], name="expuesto_una_vez")]

    def __str__(self) -> str:
        return str(self.documento_id)
