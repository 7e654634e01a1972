"""Acts of the period of proof: open it, admit or refuse what is proposed, record what was practised."""

from __future__ import annotations

from datetime import date, datetime, time
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from consistorio.canales.escritorio.actos.campos import (
    UN_PARRAFO_POR_LINEA,
    dias_habiles,
    limitar_dias,
    parrafos,
    si_o_no,
)
from consistorio.canales.escritorio.actos.registro import Acto, FormularioActo, Limpio, Ocasion, lineas, registrar
from consistorio.canales.escritorio.campos import Hora
from consistorio.nucleo.errores import NoEncontrado
from consistorio.nucleo.reloj import MADRID, en_madrid, hoy
from consistorio.tramitacion.motor import limites
from consistorio.tramitacion.motor.acciones import abrir_prueba, admitir_prueba, levantar_acta, rechazar_prueba
from consistorio.tramitacion.motor.acciones.pruebas import CAUSAS_DE_APERTURA, CAUSAS_DE_RECHAZO, MAXIMO_DESCRIPCION
from consistorio.tramitacion.motor.consultas import por_escribir_otra_vez, pruebas_por_practicar
from consistorio.tramitacion.motor.models import Prueba
from consistorio.tramitacion.motor.operaciones.comunicaciones import partes_de
from consistorio.tramitacion.motor.operaciones.procedencia import exigir_periodo_prueba, exigir_prueba


class Apertura(FormularioActo):
    """Why the period is opened, and how long it lasts."""

    causa = forms.ChoiceField(
        label=_("¿Por qué se abre?"),
        choices=[(codigo, _(texto)) for codigo, texto in CAUSAS_DE_APERTURA.items()],
        widget=forms.RadioSelect,
    )
    motivo = parrafos(_("¿Qué hechos hay que probar y por qué?"), _("La persona lo leerá para poder proponer pruebas."))
    extraordinario = si_o_no(
        _("¿Es un período extraordinario?"),
        _("Solo si ya hubo uno y una persona interesada pide otro. Dura diez días hábiles como mucho (artículo 77.2)."),
        inicial="no",
    )
    dias = dias_habiles(_("Días hábiles"), _("De 10 a 30; si es extraordinario, 10 como mucho (artículo 77.2)."))

    def preparar(self) -> None:
        """The days of both kinds of period: how many fit in the one that is chosen, the action says with whatever else is wrong."""
        uno, otro = (limites.de_prueba(en=hoy(self.ocasion.reloj), extraordinario=es) for es in (False, True))
        caben = limites.Limites(min(uno.minimo, otro.minimo), max(uno.maximo, otro.maximo))
        limitar_dias(self, caben, inicial=uno.minimo)


def _abrir(ocasion: Ocasion, limpio: Limpio) -> object:
    return abrir_prueba(
        actor=ocasion.actor,
        expediente_id=ocasion.expediente.id,
        causa=str(limpio["causa"]),
        motivo=str(limpio["motivo"]),
        extraordinario=limpio["extraordinario"] == "si",
        dias=int(str(limpio["dias"])),
        reloj=ocasion.reloj,
    )


class _DePrueba(FormularioActo):
    """What proof it is, and who proposed it."""

    descripcion = forms.CharField(
        label=_("¿Qué prueba es?"),
        max_length=MAXIMO_DESCRIPCION,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Lo leerán las personas interesadas: ponga solo los datos personales que hagan falta."),
    )
    propone = forms.ChoiceField(label=_("¿Quién la propone?"))
    de_oficio = True

    def preparar(self) -> None:
        """Offer today's parties."""
        campo = self.fields["propone"]
        if isinstance(campo, forms.ChoiceField):
            partes = [(str(p.persona_id), p.persona.nombre_completo) for p in partes_de(self.ocasion.expediente)]
            if self.de_oficio:
                campo.required = False
                campo.choices = [("", str(_("Nadie: se practica de oficio"))), *partes]
            else:
                campo.choices = [("", str(_("Elija a una persona"))), *partes]


class Admision(_DePrueba):
    """Where and when it is practised."""

    lugar = forms.CharField(label=_("¿Dónde se practica?"), max_length=200)
    dia = forms.DateField(
        label=_("¿Qué día?"), help_text=_("Por ejemplo, 27/11/2026. Con tiempo para que la persona lo sepa antes.")
    )
    hora = Hora()
    tecnicos = si_o_no(_("¿Pueden nombrar técnicos que les asistan?"), _("Artículo 78.2."))
    suspende = si_o_no(
        _("¿Se suspende el plazo para resolver?"),
        _(
            "Solo si es una prueba técnica o contradictoria que propone una persona interesada: desde que usted lo firme hasta que su "
            "resultado esté en el expediente (artículo 22.1.e)."
        ),
    )

    def preparar(self) -> None:
        """Offer today's parties; what the act that came back said of the day and the hour."""
        super().preparar()
        escrito = por_escribir_otra_vez(self.ocasion.tarea) if self.ocasion.tarea is not None else {}
        if escrito.get("practica_el"):
            momento = en_madrid(datetime.fromisoformat(str(escrito["practica_el"])))
            self.fields["dia"].initial, self.fields["hora"].initial = f"{momento:%d/%m/%Y}", f"{momento:%H:%M}"


def _admitir(ocasion: Ocasion, limpio: Limpio) -> object:
    dia, hora = limpio["dia"], limpio["hora"]
    if not isinstance(dia, date) or not isinstance(hora, time):
        raise NoEncontrado(str(_("Falta el día o la hora.")))
    return admitir_prueba(
        actor=ocasion.actor,
        expediente_id=ocasion.expediente.id,
        descripcion=str(limpio["descripcion"]),
        lugar=str(limpio["lugar"]),
        practica_el=datetime.combine(dia, hora, tzinfo=MADRID),
        propone_id=UUID(str(limpio["propone"])) if limpio["propone"] else None,
        tecnicos=limpio["tecnicos"] == "si",
        suspende=limpio["suspende"] == "si",
        reloj=ocasion.reloj,
    )


class Rechazo(_DePrueba):
    """Why it is refused."""

    de_oficio = False
    causa = forms.ChoiceField(
        label=_("¿Por qué se rechaza?"),
        choices=[(codigo, _(texto)) for codigo, texto in CAUSAS_DE_RECHAZO.items()],
        widget=forms.RadioSelect,
        help_text=_("No cabe otro motivo (artículo 77.3)."),
    )
    motivo = parrafos(_("Explíquelo"), _("Lo leerá quien la propuso."))


def _rechazar(ocasion: Ocasion, limpio: Limpio) -> object:
    return rechazar_prueba(
        actor=ocasion.actor,
        expediente_id=ocasion.expediente.id,
        descripcion=str(limpio["descripcion"]),
        propone_id=UUID(str(limpio["propone"])),
        causa=str(limpio["causa"]),
        motivo=str(limpio["motivo"]),
        reloj=ocasion.reloj,
    )


class Acta(FormularioActo):
    """What came out of a proof."""

    prueba = forms.ModelChoiceField(
        label=_("¿De qué prueba?"),
        queryset=Prueba.objects.none(),
        empty_label=_("Elija una prueba"),
        error_messages={"required": _("Elija la prueba.")},
    )
    practicada = si_o_no(_("¿Se practicó?"), "")
    resultado = parrafos(_("Qué resultó o, si no se practicó, por qué"), UN_PARRAFO_POR_LINEA)

    def preparar(self) -> None:
        """Those of this case that have no record yet."""
        campo = self.fields["prueba"]
        if isinstance(campo, forms.ModelChoiceField):
            campo.queryset = pruebas_por_practicar(self.ocasion.expediente)


def _acta(ocasion: Ocasion, limpio: Limpio) -> object:
    prueba = limpio["prueba"]
    if not isinstance(prueba, Prueba):
        raise NoEncontrado(str(_("No encontramos esa prueba.")))
    return levantar_acta(
        actor=ocasion.actor,
        prueba_id=prueba.id,
        practicada=limpio["practicada"] == "si",
        resultado=lineas(limpio["resultado"]),
        reloj=ocasion.reloj,
    )


for acto in (
    Acto(
        codigo="abrir_prueba",
        titulo=_("Abrir un período de prueba"),
        explicacion=_(
            "Las personas interesadas podrán proponer pruebas (artículo 77). Usted lo firma en su portafirmas y entonces se notifica."
        ),
        boton=_("Abrir el período de prueba"),
        hecho=_("Apertura escrita. Fírmela en su portafirmas: entonces se notificará."),
        formulario=Apertura,
        ejecutar=_abrir,
        procede=exigir_prueba,
    ),
    Acto(
        codigo="admitir_prueba",
        titulo=_("Admitir una prueba"),
        explicacion=_(
            "Se notifica a las personas interesadas dónde y cuándo se practica (artículo 78). Usted lo firma en su portafirmas."
        ),
        boton=_("Admitir la prueba"),
        hecho=_("Admisión escrita. Fírmela en su portafirmas: entonces se notificará."),
        formulario=Admision,
        ejecutar=_admitir,
        procede=exigir_periodo_prueba,
    ),
    Acto(
        codigo="rechazar_prueba",
        titulo=_("Rechazar una prueba propuesta"),
        explicacion=_(
            "Solo si es manifiestamente improcedente o innecesaria, y con su motivo (artículo 77.3). Usted lo firma en su portafirmas y se "
            "notifica a quien la propuso."
        ),
        boton=_("Rechazar la prueba"),
        hecho=_("Rechazo escrito. Fírmelo en su portafirmas: entonces se notificará."),
        formulario=Rechazo,
        ejecutar=_rechazar,
        procede=exigir_periodo_prueba,
    ),
    Acto(
        codigo="levantar_acta",
        titulo=_("Levantar el acta de una prueba"),
        explicacion=_(
            "Entra en el expediente cuando usted la firme. Si la prueba suspendía el plazo, vuelve a contar."
        ),
        boton=_("Escribir el acta"),
        hecho=_("Acta escrita. Fírmela en su portafirmas: entonces entrará en el expediente."),
        formulario=Acta,
        ejecutar=_acta,
        procede=exigir_periodo_prueba,
    ),
):
    registrar(acto)
