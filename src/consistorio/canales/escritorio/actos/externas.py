"""Asking another administration, and noting its answer."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from consistorio.canales.escritorio.actos.campos import (
    UN_PARRAFO_POR_LINEA,
    dias_habiles,
    limitar_dias,
    ofrecer_documentos,
    parrafos,
    si_o_no,
)
from consistorio.canales.escritorio.actos.registro import Acto, FormularioActo, Limpio, Ocasion, lineas, registrar
from consistorio.nucleo.errores import NoEncontrado
from consistorio.nucleo.reloj import hoy
from consistorio.tramitacion.motor import limites
from consistorio.tramitacion.motor.acciones import consultar, recibir_respuesta, seguir_sin_respuesta
from consistorio.tramitacion.motor.acciones.externas import CANALES, MAXIMO_ASUNTO
from consistorio.tramitacion.motor.consultas import consultas_que_se_esperan
from consistorio.tramitacion.motor.models import Consulta
from consistorio.tramitacion.motor.operaciones.lo_escrito import lo_que_espera
from consistorio.tramitacion.motor.operaciones.procedencia import exigir_consulta, exigir_consulta_pedida
from consistorio.tramitacion.motor.valores_legales import valor


class NuevaConsulta(FormularioActo):
    """What is asked, of whom, and whether the term stops."""

    clase = forms.ChoiceField(label=_("¿Qué se pide?"), choices=Consulta.Clase.choices, widget=forms.RadioSelect)
    nif = forms.CharField(label=_("NIF de la Administración o del tribunal"), max_length=20)
    nombre = forms.CharField(
        label=_("Su nombre"), max_length=160, help_text=_("Por ejemplo: Junta de Castilla y León. Delegación de Burgos")
    )
    asunto = forms.CharField(label=_("Asunto"), max_length=MAXIMO_ASUNTO)
    precepto = forms.CharField(
        label=_("Norma que lo exige, o por qué conviene"),
        max_length=MAXIMO_ASUNTO,
        help_text=_("Artículo 79.1 de la Ley 39/2015."),
    )
    texto = parrafos(_("Texto"), UN_PARRAFO_POR_LINEA, filas=8)
    dias = dias_habiles(_("Días hábiles para contestar"))
    canal = forms.ChoiceField(label=_("¿Cómo sale?"), choices=[(c.value, c.etiqueta) for c in CANALES])
    suspende = si_o_no(
        _("¿Se suspende el plazo para resolver?"),
        _(
            "Solo por un informe preceptivo, tres meses como mucho (artículo 22.1.d), o por el pronunciamiento de un tribunal sin el que no "
            "se puede resolver (22.1.g). Se comunica a las personas interesadas ahora y cuando llegue."
        ),
    )

    def preparar(self) -> None:
        """Of a dictamen on the proposal, what the law says already: it is a mandatory report, which carries it, in two months (81.2)."""
        limitar_dias(self, limites.de_consulta(), inicial=valor("informe.dias", en=hoy(self.ocasion.reloj)))
        tarea = lo_que_espera(self.ocasion.expediente, "consulta")
        if tarea is None:
            return
        del self.fields["clase"], self.fields["dias"]
        definicion = self.ocasion.expediente.version.tipada.tarea(tarea.codigo)
        self.fields["asunto"].initial = str(_("Dictamen sobre la propuesta de resolución"))
        self.fields["precepto"].initial = definicion.norma if definicion is not None else ""
        self.fields["nif"].label = _("NIF del órgano consultivo o de quien le pide el dictamen")
        self.fields["nombre"].help_text = _("Por ejemplo: Consejo Consultivo de Castilla y León")
        self.fields["texto"].help_text = _("Se envía con la propuesta de resolución entera. Un párrafo en cada línea.")


def _consultar(ocasion: Ocasion, limpio: Limpio) -> object:
    return consultar(
        actor=ocasion.actor,
        expediente_id=ocasion.expediente.id,
        clase=str(limpio.get("clase") or Consulta.Clase.INFORME),
        nif=str(limpio["nif"]),
        nombre=str(limpio["nombre"]),
        asunto=str(limpio["asunto"]),
        precepto=str(limpio["precepto"]),
        texto=lineas(limpio["texto"]),
        dias=int(str(limpio.get("dias") or limites.de_consulta().maximo)),
        canal=str(limpio["canal"]),
        suspende=limpio["suspende"] == "si",
        reloj=ocasion.reloj,
    )


class DeConsulta(FormularioActo):
    """Which of the questions that are awaited."""

    consulta = forms.ModelChoiceField(
        label=_("¿Qué consulta?"),
        queryset=Consulta.objects.none(),
        empty_label=_("Elija una consulta"),
        error_messages={"required": _("Elija la consulta.")},
    )

    def preparar(self) -> None:
        """Those of this case; that of the task, first."""
        campo = self.fields["consulta"]
        if isinstance(campo, forms.ModelChoiceField):
            campo.queryset = consultas_que_se_esperan(self.ocasion.expediente)
            suya = Consulta.objects.filter(tarea=self.ocasion.tarea).first() if self.ocasion.tarea is not None else None
            campo.initial = suya.id if suya is not None else None


class RespuestaAjena(DeConsulta):
    """With which document, and when it came."""

    documento = forms.ChoiceField(
        label=_("¿En qué documento contestan?"),
        help_text=_("Una antes al expediente lo que llegó por el registro, o añádalo."),
    )
    dia = forms.DateField(label=_("¿Qué día llegó?"), help_text=_("Por ejemplo, 27/11/2026"))
    conforme = forms.ChoiceField(
        label=_("¿Qué dice el dictamen?"),
        choices=Consulta.Conformidad.choices,
        widget=forms.RadioSelect,
        required=False,
    )

    def preparar(self) -> None:
        """Offer the documents of the case, the last ones first; ask what a dictamen says, where one is awaited."""
        super().preparar()
        if not consultas_que_se_esperan(self.ocasion.expediente).filter(lleva__isnull=False).exists():
            del self.fields["conforme"]
        ofrecer_documentos(self)


def _consulta_de(limpio: Limpio) -> Consulta:
    consulta = limpio["consulta"]
    if not isinstance(consulta, Consulta):
        raise NoEncontrado(str(_("No encontramos esa consulta.")))
    return consulta


def _recibir(ocasion: Ocasion, limpio: Limpio) -> object:
    dia = limpio["dia"]
    if not isinstance(dia, date):
        raise NoEncontrado(str(_("Falta el día en que llegó.")))
    return recibir_respuesta(
        actor=ocasion.actor,
        consulta_id=_consulta_de(limpio).id,
        documento_id=UUID(str(limpio["documento"])),
        dia=dia,
        conforme=str(limpio.get("conforme") or ""),
        reloj=ocasion.reloj,
    )


def _seguir(ocasion: Ocasion, limpio: Limpio) -> object:
    return seguir_sin_respuesta(actor=ocasion.actor, consulta_id=_consulta_de(limpio).id, reloj=ocasion.reloj)


for acto in (
    Acto(
        codigo="consultar",
        titulo=_("Consultar a otra Administración"),
        explicacion=_("Usted lo firma en su portafirmas y entonces sale por el registro, con su asiento de salida."),
        boton=_("Enviar a la firma"),
        hecho=_("Consulta escrita. Fírmela en su portafirmas: entonces saldrá por el registro."),
        formulario=NuevaConsulta,
        ejecutar=_consultar,
        procede=exigir_consulta,
    ),
    Acto(
        codigo="recibir_respuesta",
        titulo=_("Anotar la respuesta de otra Administración"),
        explicacion=_("Si suspendía el plazo para resolver, vuelve a contar desde el día en que llegó, y se comunica."),
        boton=_("Anotar la respuesta"),
        hecho=_("Respuesta anotada."),
        formulario=RespuestaAjena,
        ejecutar=_recibir,
        procede=exigir_consulta_pedida,
    ),
    Acto(
        codigo="seguir_sin_respuesta",
        titulo=_("Seguir sin la respuesta de otra Administración"),
        explicacion=_(
            "Cuando termina su plazo (artículo 80.3); si es un informe preceptivo, a los tres meses (22.1.d). Un tribunal se espera siempre."
        ),
        boton=_("Seguir sin la respuesta"),
        hecho=_("El procedimiento sigue sin esa respuesta."),
        formulario=DeConsulta,
        ejecutar=_seguir,
        procede=exigir_consulta_pedida,
    ),
):
    registrar(acto)
