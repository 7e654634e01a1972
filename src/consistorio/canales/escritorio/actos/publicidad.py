"""Acts for everybody: announcements on the notice board, public information and the answers to who alleges."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from consistorio.canales.escritorio.actos.campos import UN_PARRAFO_POR_LINEA, dias_habiles, limitar_dias, parrafos
from consistorio.canales.escritorio.actos.registro import Acto, FormularioActo, Limpio, Ocasion, lineas, registrar
from consistorio.nucleo.errores import NoEncontrado
from consistorio.nucleo.reloj import en_madrid, hoy
from consistorio.servicios.tablon.acciones import retirar_anuncio
from consistorio.servicios.tablon.consultas import expuestos_de
from consistorio.servicios.tablon.models import Anuncio
from consistorio.tramitacion.expedientes.consultas import documentos_utiles
from consistorio.tramitacion.formularios.valores import como_datos
from consistorio.tramitacion.motor.acciones import abrir_informacion, anotar_boletin, anunciar, responder_alegaciones
from consistorio.tramitacion.motor.acciones.publicidad import MAXIMO_BOLETIN, limites_de
from consistorio.tramitacion.motor.consultas import alegaciones_por_responder, por_escribir_otra_vez
from consistorio.tramitacion.motor.datos_publicacion import IDENTIFICACIONES, MAXIMO_TITULO, leer
from consistorio.tramitacion.motor.operaciones.procedencia import (
    exigir_anuncio,
    exigir_informacion,
    exigir_informacion_abierta,
)
from consistorio.tramitacion.motor.operaciones.publicidad import prevista

SIN_DATOS = _("Lo leerá cualquiera: no ponga datos personales que la ley no pida.")
MAXIMO_DOCUMENTOS = 200
MAXIMO_EN_PAGINA = 100


class NuevoAnuncio(FormularioActo):
    """What is announced, and for how long."""

    titulo = forms.CharField(label=_("Título"), max_length=MAXIMO_TITULO, help_text=SIN_DATOS)
    texto = parrafos(_("¿Qué se anuncia?"), UN_PARRAFO_POR_LINEA, filas=8)
    dias = dias_habiles(
        _("Días hábiles que se expone"),
        _("Los que diga la norma que obliga a publicarlo. Cuentan desde el día siguiente a su firma."),
    )

    def preparar(self) -> None:
        """As the procedure foresees it."""
        como_dice_el_procedimiento(self, "publicacion")


def como_dice_el_procedimiento(form: FormularioActo, tipo: str) -> None:
    """Begin with what the procedure foresees of what is published, and ask for the days that it has at least."""
    caso, dia = form.ocasion.expediente, hoy(form.ocasion.reloj)
    caben = limites_de(caso, tipo, en=dia)
    limitar_dias(form, caben)
    if caben.minimo == 1:
        form.fields["dias"].initial = None  # no rule known says how many
    tarea = prevista(caso, tipo)
    if tarea is None:
        return
    suyos = leer(como_datos(tarea.datos))[0]
    form.fields["titulo"].initial, form.fields["texto"].initial = suyos.titulo, "\n".join(suyos.texto)
    if suyos.dias is not None:
        form.fields["dias"].initial = max(caben.minimo, suyos.dias)
    if suyos.identificacion:
        como = _("Cómo se nombra a quien afecta, según el procedimiento: %(q)s.")
        form.fields["texto"].help_text = como % {"q": str(IDENTIFICACIONES[suyos.identificacion]).lower()}


def _anunciar(ocasion: Ocasion, limpio: Limpio) -> object:
    return anunciar(
        actor=ocasion.actor,
        expediente_id=ocasion.expediente.id,
        titulo=str(limpio["titulo"]),
        texto=lineas(limpio["texto"]),
        dias=int(str(limpio["dias"])),
        reloj=ocasion.reloj,
    )


class NuevaInformacion(FormularioActo):
    """What anybody may see and allege about."""

    titulo = forms.CharField(label=_("Título"), max_length=MAXIMO_TITULO, help_text=SIN_DATOS)
    texto = parrafos(_("¿Sobre qué se informa?"), UN_PARRAFO_POR_LINEA, filas=8)
    documentos = forms.MultipleChoiceField(
        label=_("Documentos que se exponen en el tablón de la sede"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "La parte del expediente que se acuerde enseñar. Si alguno lleva datos personales que no hacen falta, añada antes al expediente "
            "una copia sin ellos."
        ),
    )
    lugar = forms.CharField(
        label=_("¿Dónde más se puede ver?"),
        max_length=200,
        help_text=_("Por ejemplo: la oficina de la Plaza Mayor, 1, de 9:00 a 14:00."),
    )
    dias = dias_habiles(
        _("Días hábiles para alegar"), _("Desde la publicación en el boletín. Veinte como mínimo (artículo 83.2).")
    )

    def preparar(self) -> None:
        """Offer the documents of the case in their order; those of the act that came back are ticked."""
        como_dice_el_procedimiento(self, "informacion_publica")
        campo = self.fields["documentos"]
        if isinstance(campo, forms.MultipleChoiceField):
            puestos = documentos_utiles(self.ocasion.expediente).select_related("documento")
            campo.choices = [(str(p.documento_id), p.documento.titulo) for p in puestos[:MAXIMO_DOCUMENTOS]]
            escrito = por_escribir_otra_vez(self.ocasion.tarea) if self.ocasion.tarea is not None else {}
            campo.initial = escrito.get("expuestos") or []
            if not campo.choices:
                del self.fields["documentos"]


def _abrir_informacion(ocasion: Ocasion, limpio: Limpio) -> object:
    elegidos = limpio.get("documentos")
    return abrir_informacion(
        actor=ocasion.actor,
        expediente_id=ocasion.expediente.id,
        titulo=str(limpio["titulo"]),
        texto=lineas(limpio["texto"]),
        lugar=str(limpio["lugar"]),
        dias=int(str(limpio["dias"])),
        expuestos=[UUID(uno) for uno in elegidos] if isinstance(elegidos, list) else [],
        reloj=ocasion.reloj,
    )


class EnBoletin(FormularioActo):
    """In which gazette it came out."""

    boletin = forms.CharField(
        label=_("¿En qué boletín?"), max_length=MAXIMO_BOLETIN, help_text=_("Por ejemplo: BOP de Burgos n.º 180")
    )
    dia = forms.DateField(label=_("¿De qué día?"), help_text=_("Por ejemplo, 27/11/2026"))


def _en_boletin(ocasion: Ocasion, limpio: Limpio) -> object:
    dia = limpio["dia"]
    if not isinstance(dia, date):
        raise NoEncontrado(str(_("Falta el día del boletín.")))
    return anotar_boletin(
        actor=ocasion.actor,
        expediente_id=ocasion.expediente.id,
        boletin=str(limpio["boletin"]),
        dia=dia,
        reloj=ocasion.reloj,
    )


class Respuesta(FormularioActo):
    """To which allegations, and what is answered."""

    contesta_a = forms.MultipleChoiceField(
        label=_("¿A qué alegaciones contesta?"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Una misma respuesta vale para las que plantean lo mismo. Se ofrecen las cien más antiguas."),
        error_messages={"required": _("Elija al menos una alegación.")},
    )
    texto = parrafos(
        _("¿Qué contesta y por qué?"),
        _("Un párrafo en cada línea. Todas las personas elegidas reciben este texto: no nombre a nadie."),
        filas=8,
    )

    def preparar(self) -> None:
        """Offer those without an answer, the oldest first; those of the act that came back are ticked."""
        campo = self.fields["contesta_a"]
        if isinstance(campo, forms.MultipleChoiceField):
            faltan = alegaciones_por_responder(self.ocasion.expediente)[:MAXIMO_EN_PAGINA]
            campo.choices = [
                (str(a.id), f"{a.persona.nombre_completo}, {en_madrid(a.presentada_el):%d/%m/%Y %H:%M}") for a in faltan
            ]
            escrito = por_escribir_otra_vez(self.ocasion.tarea) if self.ocasion.tarea is not None else {}
            campo.initial = escrito.get("alegaciones") or []


def _responder(ocasion: Ocasion, limpio: Limpio) -> object:
    elegidas = limpio["contesta_a"]
    return responder_alegaciones(
        actor=ocasion.actor,
        expediente_id=ocasion.expediente.id,
        alegaciones=[UUID(una) for una in elegidas] if isinstance(elegidas, list) else [],
        texto=lineas(limpio["texto"]),
        reloj=ocasion.reloj,
    )


class Retirada(FormularioActo):
    """Which announcement, and why."""

    anuncio = forms.ModelChoiceField(
        label=_("¿Qué anuncio?"),
        queryset=Anuncio.objects.none(),
        empty_label=_("Elija un anuncio"),
        error_messages={"required": _("Elija el anuncio.")},
    )
    motivo = parrafos(_("¿Por qué se retira?"), filas=3)

    def preparar(self) -> None:
        """Those of this case that are shown now."""
        campo = self.fields["anuncio"]
        if isinstance(campo, forms.ModelChoiceField):
            campo.queryset = expuestos_de(self.ocasion.expediente)


def _retirar(ocasion: Ocasion, limpio: Limpio) -> object:
    anuncio = limpio["anuncio"]
    if not isinstance(anuncio, Anuncio):
        raise NoEncontrado(str(_("No encontramos ese anuncio.")))
    return retirar_anuncio(
        actor=ocasion.actor, anuncio_id=anuncio.id, motivo=str(limpio["motivo"]), reloj=ocasion.reloj
    )


for acto in (
    Acto(
        codigo="anunciar",
        titulo=_("Publicar un anuncio en el tablón"),
        explicacion=_(
            "Usted lo firma en su portafirmas y entonces cualquiera lo ve en el tablón de la sede (artículo 45). Cuando termina, una "
            "diligencia dice qué días estuvo expuesto."
        ),
        boton=_("Enviar a la firma"),
        hecho=_("Anuncio escrito. Fírmelo en su portafirmas: entonces se publicará."),
        formulario=NuevoAnuncio,
        ejecutar=_anunciar,
        procede=exigir_anuncio,
    ),
    Acto(
        codigo="abrir_informacion",
        titulo=_("Abrir la información pública"),
        explicacion=_(
            "La acuerda el órgano que resuelve (artículo 83.1): va a su portafirmas. Al firmarla se publica en el tablón, y el plazo para "
            "alegar cuenta desde el boletín oficial, que se anota después."
        ),
        boton=_("Enviar a la firma"),
        hecho=_("Información pública enviada a la firma del órgano que resuelve."),
        formulario=NuevaInformacion,
        ejecutar=_abrir_informacion,
        procede=exigir_informacion,
    ),
    Acto(
        codigo="anotar_boletin",
        titulo=_("Anotar la publicación en el boletín oficial"),
        explicacion=_(
            "Desde el día siguiente cuenta el plazo para alegar, y el tablón dice hasta cuándo (artículo 83.2)."
        ),
        boton=_("Anotar"),
        hecho=_("Publicación anotada: corre el plazo de la información pública."),
        formulario=EnBoletin,
        ejecutar=_en_boletin,
        procede=exigir_informacion_abierta,
    ),
    Acto(
        codigo="responder_alegaciones",
        titulo=_("Contestar a las alegaciones"),
        explicacion=_(
            "Quien alega en una información pública tiene derecho a una respuesta razonada (artículo 83.3). Usted la firma en su portafirmas "
            "y se envía a cada persona."
        ),
        boton=_("Enviar a la firma"),
        hecho=_("Respuesta escrita. Fírmela en su portafirmas: entonces se enviará."),
        formulario=Respuesta,
        ejecutar=_responder,
        procede=exigir_informacion_abierta,
    ),
    Acto(
        codigo="retirar_anuncio",
        titulo=_("Retirar un anuncio del tablón"),
        explicacion=_("Deja de verse en el momento. Lo que abría queda sin efecto: hay que publicarlo otra vez."),
        boton=_("Retirar el anuncio"),
        hecho=_("Anuncio retirado."),
        formulario=Retirada,
        ejecutar=_retirar,
        peligro=True,
    ),
):
    registrar(acto)
