"""What is checked of each kind of expense under limited control, as the Pleno approved it, and what was answered of it in each result."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from consistorio.nucleo.identificadores import uuid7
from consistorio.plataforma.auditoria.filas import avalada
from consistorio.servicios.intervencion.reglas_de_requisitos import CLASES, FASES, RESPUESTAS


@avalada(fija=True)
class ListaDeRequisitos(models.Model):
    """What is checked of a kind of expense in a phase, from a day on: the last one of each kind and phase counts. Immutable.

    `tipo`: code of the kind, and `nombre`, how people call it; `fase`: of `FASES`; `rige`: from that day on it is checked so, or is not under limited control any more; `acuerdo`: that of the Pleno
    which approved it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    tipo = models.SlugField(max_length=40, db_index=False)
    nombre = models.CharField(max_length=120)
    fase = models.CharField(max_length=3, choices=list(FASES.items()))
    desde = models.DateField()
    rige = models.BooleanField()
    acuerdo = models.ForeignKey(
        "intervencion.AcuerdoDeControl", on_delete=models.PROTECT, db_index=False, related_name="listas"
    )
    nota = models.CharField(max_length=600, blank=True)
    anotada_el = models.DateTimeField()
    anotada_por = models.UUIDField()

    proposito_datos = _("Saber qué acordó el Pleno que se compruebe de cada gasto (RD 424/2017 art. 13)")
    conservacion_datos = _("La de las cuentas del ejercicio")

    class Meta:
        verbose_name = _("lista de requisitos básicos")
        verbose_name_plural = _("listas de requisitos básicos")
        constraints = [
            models.UniqueConstraint(fields=["tipo", "fase", "desde"], name="listaderequisitos_una_al_dia"),
            models.CheckConstraint(condition=~Q(tipo="") & ~Q(nombre=""), name="listaderequisitos_con_nombre"),
        ]

    def __str__(self) -> str:
        return f"{self.nombre}: {self.get_fase_display()}"


@avalada()
class Requisito(models.Model):
    """One of them. `clase`: of `CLASES`; `norma`: its legal ground, "" when nobody wrote it; `certeza`: who says it; `revisado_el`: the day when Intervención confirmed what the program proposes, and
    `revision`, with what reasons."""

    class Certeza(models.TextChoices):
        VERIFICADO = "verificado", _("General, de la norma")
        PROPUESTA = "propuesta", _("Propuesta del programa, por revisar")
        PROPIO = "propio", _("Escrito por el ayuntamiento")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    lista = models.ForeignKey(ListaDeRequisitos, on_delete=models.PROTECT, related_name="requisitos", db_index=False)
    numero = models.PositiveSmallIntegerField()
    clase = models.CharField(max_length=10, choices=list(CLASES.items()))
    texto = models.CharField(max_length=600)
    norma = models.CharField(max_length=200, blank=True)
    certeza = models.CharField(max_length=10, choices=Certeza.choices)
    revisado_el = models.DateField(null=True, blank=True)
    revision = models.CharField(max_length=600, blank=True)

    proposito_datos = _("Saber qué se comprueba y con qué lo confirmó Intervención (RD 424/2017 art. 13)")
    conservacion_datos = _("La de las cuentas del ejercicio")

    class Meta:
        verbose_name = _("requisito básico")
        verbose_name_plural = _("requisitos básicos")
        constraints = [
            models.UniqueConstraint(fields=["lista", "numero"], name="requisito_numero"),
            models.CheckConstraint(condition=Q(numero__gte=1) & ~Q(texto=""), name="requisito_escrito"),
            models.CheckConstraint(
                condition=Q(revisado_el=None, revision="") | Q(revisado_el__isnull=False) & ~Q(revision=""),
                name="requisito_revisado_con_motivo",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.numero}. {self.texto}"

    @property
    def por_revisar(self) -> bool:
        """Whether the program proposes it and Intervención has not confirmed it."""
        return self.certeza == self.Certeza.PROPUESTA and self.revisado_el is None


@avalada(fija=True)
class RespuestaDeRequisito(models.Model):
    """What Intervención answered of a requirement in a result (`documento`): a thing examined again is answered again. Immutable. `propuesta` and `evidencia`: what the program answered by itself
    before, and why; empty when it could not."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    fiscalizacion = models.ForeignKey(
        "intervencion.Fiscalizacion", on_delete=models.PROTECT, related_name="respuestas", db_index=False
    )
    documento = models.ForeignKey("documentos.Documento", on_delete=models.PROTECT, db_index=False, related_name="+")
    requisito = models.ForeignKey(Requisito, on_delete=models.PROTECT, related_name="respuestas")
    respuesta = models.CharField(max_length=10, choices=list(RESPUESTAS.items()))
    motivo = models.CharField(max_length=600, blank=True)
    propuesta = models.CharField(max_length=10, blank=True)
    evidencia = models.CharField(max_length=600, blank=True)

    proposito_datos = _("Conservar lo que se comprobó en cada fiscalización limitada (RD 424/2017 arts. 13 y 14)")
    conservacion_datos = _("La del expediente")

    class Meta:
        verbose_name = _("respuesta a un requisito básico")
        verbose_name_plural = _("respuestas a requisitos básicos")
        constraints = [
            models.UniqueConstraint(
                fields=["fiscalizacion", "documento", "requisito"], name="respuestaderequisito_una_por_resultado"
            ),
            models.CheckConstraint(
                condition=Q(respuesta="cumple") | ~Q(motivo=""), name="respuestaderequisito_con_motivo"
            ),
        ]

    def __str__(self) -> str:
        return self.respuesta
