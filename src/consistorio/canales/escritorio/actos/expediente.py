"""Acts on the case itself: documents, diligencias, its unit."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from consistorio.canales.escritorio.actos.registro import Acto, FormularioActo, Limpio, Ocasion, registrar
from consistorio.canales.escritorio.campos import TipoDeDocumento
from consistorio.canales.interfaz.formularios import FicheroAdmitido, UnFichero
from consistorio.canales.interfaz.recibidos import ConFicheros
from consistorio.documental.documentos.cotejo import COTEJAR
from consistorio.documental.documentos.tipos import ESTADOS_ELABORACION
from consistorio.nucleo.errores import DatosIncorrectos
from consistorio.nucleo.identificadores import uuid7
from consistorio.plataforma.orden import en_castellano
from consistorio.plataforma.organizacion.models import Unidad
from consistorio.tramitacion.expedientes.acciones import cambiar_unidad, diligenciar, incorporar

ELABORACIONES = [(c, ESTADOS_ELABORACION[c]) for c in ("EE01", "EE99")]
COTEJADO = ("EE03", _("Copia auténtica de un papel que usted ha cotejado"))


class NuevoDocumento(FormularioActo, ConFicheros):
    """A file that the staff adds to the case; it stays although the form comes back with errors."""

    campo_de_ficheros = "fichero"
    clave = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid7)
    fichero = UnFichero(label=_("Fichero"), error_messages={"required": _("Elija el fichero.")})
    titulo = forms.CharField(label=_("Título del documento"), max_length=200)
    tipo_documental = TipoDeDocumento()
    estado_elaboracion = forms.ChoiceField(label=_("Cómo se ha hecho"), choices=ELABORACIONES)
    oculto = forms.BooleanField(label=_("No mostrarlo a las personas interesadas en la sede"), required=False)

    def preparar(self) -> None:
        """Only who is habilitado may say that a scan is an authentic copy (LPACAP 27)."""
        campo = self.fields["estado_elaboracion"]
        if isinstance(campo, forms.ChoiceField) and self.ocasion.actor.puede(COTEJAR):
            campo.choices = [*ELABORACIONES, COTEJADO]
        self.recordar(self.ocasion.actor, clase=f"NuevoDocumento:{self.ocasion.expediente.id}")

    def clean(self) -> dict[str, object]:
        """The file is the one chosen now, else the one that was received before."""
        return {**super().clean(), "fichero": self.adjuntos[0] if self.adjuntos else None}


def _incorporar(ocasion: Ocasion, limpio: Limpio) -> object:
    fichero = limpio["fichero"]
    if not isinstance(fichero, FicheroAdmitido):
        raise DatosIncorrectos(str(_("Elija el fichero.")))
    return incorporar(
        actor=ocasion.actor,
        expediente_id=ocasion.expediente.id,
        flujo=fichero.contenido,
        nombre=fichero.nombre,
        titulo=str(limpio["titulo"]),
        tipo_documental=str(limpio["tipo_documental"]),
        estado_elaboracion=str(limpio["estado_elaboracion"]),
        visible_interesado=not limpio["oculto"],
        reloj=ocasion.reloj,
    )


class Diligencia(FormularioActo):
    """A fact that the clerk wants to stay in the case."""

    texto = forms.CharField(label=_("¿Qué quiere hacer constar?"), widget=forms.Textarea(attrs={"rows": 5}))


def _diligenciar(ocasion: Ocasion, limpio: Limpio) -> object:
    return diligenciar(
        actor=ocasion.actor, expediente_id=ocasion.expediente.id, texto=str(limpio["texto"]), reloj=ocasion.reloj
    )


class OtraUnidad(FormularioActo):
    """Where the case goes."""

    unidad = forms.ModelChoiceField(
        label=_("¿A qué unidad?"),
        queryset=Unidad.objects.filter(hasta=None).order_by(en_castellano("nombre"), "id"),
        empty_label=_("Elija una unidad"),
    )


def _cambiar_unidad(ocasion: Ocasion, limpio: Limpio) -> object:
    unidad = limpio["unidad"]
    if not isinstance(unidad, Unidad):
        raise DatosIncorrectos(str(_("Elija una unidad.")))
    return cambiar_unidad(
        actor=ocasion.actor, expediente_id=ocasion.expediente.id, unidad_id=unidad.id, reloj=ocasion.reloj
    )


for acto in (
    Acto(
        codigo="subir_documento",
        titulo=_("Añadir un documento al expediente"),
        explicacion=_(
            "Quedará en el índice y no se podrá quitar. Las notas y borradores no forman parte del expediente."
        ),
        boton=_("Añadir"),
        hecho=_("Documento añadido."),
        formulario=NuevoDocumento,
        ejecutar=_incorporar,
    ),
    Acto(
        codigo="extender_diligencia",
        titulo=_("Extender una diligencia"),
        explicacion=_("Hace constar un hecho en el expediente, con su fecha y quién lo dice."),
        boton=_("Extender"),
        hecho=_("Diligencia extendida."),
        formulario=Diligencia,
        ejecutar=_diligenciar,
    ),
    Acto(
        codigo="cambiar_unidad",
        titulo=_("Pasar el expediente a otra unidad"),
        explicacion=_("La otra unidad lo tramitará desde ahora, con las tareas que la suya tenía abiertas."),
        boton=_("Pasar"),
        hecho=_("El expediente ha pasado a la otra unidad."),
        formulario=OtraUnidad,
        ejecutar=_cambiar_unidad,
    ),
):
    registrar(acto)
