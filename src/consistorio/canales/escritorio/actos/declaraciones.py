"""Acts of the later control of what was declared or communicated (LPACAP 69)."""

from __future__ import annotations

from datetime import date
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
from consistorio.canales.escritorio.actos.tareas import SinPreguntas
from consistorio.canales.interfaz.formularios import Fecha
from consistorio.nucleo.errores import DatosIncorrectos
from consistorio.nucleo.reloj import hoy
from consistorio.tramitacion.motor import limites
from consistorio.tramitacion.motor.acciones import (
    apreciar_incumplimiento,
    cerrar_requerimiento,
    dar_por_conforme,
    decir_alcance,
    requerir_documentacion,
)
from consistorio.tramitacion.motor.acciones.requerimientos import Defecto
from consistorio.tramitacion.motor.consultas import por_escribir_otra_vez
from consistorio.tramitacion.motor.declaraciones import CAUSAS
from consistorio.tramitacion.motor.reglas import PRESENTACION_ELECTRONICA


class Documentacion(FormularioActo):
    """Which documents are asked for, and in how many days."""

    del_formulario = forms.MultipleChoiceField(
        label=_("Documentos que tiene a disposición"), required=False, widget=forms.CheckboxSelectMultiple
    )
    por_la_sede = forms.BooleanField(
        label=_("Presentarla por la sede electrónica: está obligada y la trajo en papel (artículo 68.4)"),
        required=False,
        help_text=_("Tendrá efectos desde el día en que lo haga."),
    )
    otros = parrafos(
        _("Otros documentos"), _("Uno en cada línea, con lo que tiene que enviar."), obligatorio=False, filas=3
    )
    dias = dias_habiles(_("Días hábiles para enviarlos"), _("10, o hasta 30 si hace falta más (artículo 73.1)."))

    def preparar(self) -> None:
        """Offer the documents that the procedure names; what was asked for the time before, when it came back without signature."""
        limitar_dias(self, limites.de_documentacion(en=hoy(self.ocasion.reloj)))
        campo = self.fields["del_formulario"]
        documentos = self.ocasion.expediente.version.tipada.formulario.requisitos
        if isinstance(campo, forms.MultipleChoiceField):
            campo.choices = [(uno.codigo, uno.nombre) for uno in documentos]
        if not documentos:
            del self.fields["del_formulario"]
        comprobacion = self.ocasion.expediente.tareas.filter(tipo="comprobacion", datos__obligado_en_papel=True)
        if not comprobacion.exists():
            del self.fields["por_la_sede"]
        anteriores = por_escribir_otra_vez(self.ocasion.tarea).get("defectos") if self.ocasion.tarea else None
        pedidos = [uno for uno in anteriores if isinstance(uno, dict)] if isinstance(anteriores, list) else []
        campo.initial = [str(uno["requisito"]) for uno in pedidos if uno.get("requisito")]
        self.fields["otros"].initial = "\n".join(str(uno["texto"]) for uno in pedidos if uno.get("codigo") == "otro")


def _requerir(ocasion: Ocasion, limpio: Limpio) -> object:
    nombres = {uno.codigo: uno.nombre for uno in ocasion.expediente.version.tipada.formulario.requisitos}
    elegidos = limpio.get("del_formulario")
    documentos = [
        Defecto(codigo="documento", texto=nombres[c], requisito=c, como=str(_("Envíe este documento.")))
        for c in (elegidos if isinstance(elegidos, list) else [])
    ]
    if limpio.get("por_la_sede"):
        documentos.append(
            Defecto(
                codigo=PRESENTACION_ELECTRONICA,
                texto=str(
                    _("La declaración, por la sede electrónica: usted está obligado a hacerlo así (artículo 14).")
                ),
                como=str(_("Preséntela por la sede. Tendrá efectos desde el día en que lo haga (artículo 68.4).")),
            )
        )
    documentos += [Defecto(codigo="otro", texto=linea) for linea in lineas(limpio["otros"])]
    return requerir_documentacion(
        actor=ocasion.actor,
        tarea_id=_comprobacion(ocasion),
        documentos=documentos,
        dias=int(str(limpio["dias"])),
        reloj=ocasion.reloj,
    )


def _comprobacion(ocasion: Ocasion) -> UUID:
    """The check of the case: its request is written again from its own task when it came back without signature."""
    tarea = ocasion.exigir_tarea()
    if tarea.tipo != "requerimiento":
        return tarea.id
    return ocasion.expediente.tareas.get(tipo="comprobacion", del_modelo=True).id


registrar(
    Acto(
        codigo="requerir_documentacion",
        titulo=_("Pedir la documentación de lo declarado"),
        explicacion=_(
            "Usted lo firma en su portafirmas y entonces se notifica. Quien declaró puede continuar mientras tanto: no se suspende nada."
        ),
        boton=_("Pedir la documentación"),
        hecho=_("Requerimiento escrito. Fírmelo en su portafirmas: entonces se notificará."),
        formulario=Documentacion,
        ejecutar=_requerir,
    )
)


def _dejar(ocasion: Ocasion, limpio: Limpio) -> object:
    return cerrar_requerimiento(
        actor=ocasion.actor, requerimiento_id=ocasion.exigir_tarea().requerimiento.id, reloj=ocasion.reloj
    )


registrar(
    Acto(
        codigo="dejar_documentacion",
        titulo=_("Ya no hace falta lo que se pidió"),
        explicacion=_("El requerimiento se cierra y la comprobación sigue con lo que hay en el expediente."),
        boton=_("Cerrar el requerimiento"),
        hecho=_("Requerimiento cerrado: la comprobación sigue."),
        formulario=SinPreguntas,
        ejecutar=_dejar,
    )
)


class Alcance(FormularioActo):
    """What a decision that grants in part says of what was declared."""

    continua = si_o_no(
        _("Según la resolución, ¿lo declarado puede continuar?"),
        _(
            "Conteste que sí aunque ponga condiciones: cópielas debajo. En la sede, quien declaró leerá si puede continuar."
        ),
    )
    motivo = parrafos(_("Copie lo que dice la resolución sobre si puede continuar"), UN_PARRAFO_POR_LINEA, filas=4)


def _decir_alcance(ocasion: Ocasion, limpio: Limpio) -> object:
    return decir_alcance(
        actor=ocasion.actor,
        tarea_id=ocasion.exigir_tarea().id,
        continua=limpio["continua"] == "si",
        motivo=str(limpio["motivo"]),
        reloj=ocasion.reloj,
    )


registrar(
    Acto(
        codigo="decir_alcance",
        titulo=_("Decir si lo declarado puede continuar"),
        explicacion=_(
            "Se dio la razón en parte contra la resolución que declaró que no podía continuar. Su expediente dirá lo que se conteste aquí."
        ),
        boton=_("Guardar"),
        hecho=_("Anotado. El expediente de lo declarado lo dirá enseguida."),
        formulario=Alcance,
        ejecutar=_decir_alcance,
    )
)


class Conforme(FormularioActo):
    """What was looked at, if it is worth saying."""

    como = parrafos(
        _("Qué se ha comprobado"),
        _("Se lo decimos a quien declaró. Puede dejarlo en blanco."),
        obligatorio=False,
        filas=3,
    )

    def preparar(self) -> None:
        """What was said the time before, when it came back without signature."""
        if self.ocasion.tarea is not None:
            self.fields["como"].initial = por_escribir_otra_vez(self.ocasion.tarea).get("como")


def _conforme(ocasion: Ocasion, limpio: Limpio) -> object:
    return dar_por_conforme(
        actor=ocasion.actor, tarea_id=ocasion.exigir_tarea().id, como=str(limpio["como"]), reloj=ocasion.reloj
    )


registrar(
    Acto(
        codigo="dar_por_conforme",
        titulo=_("Dar lo declarado por conforme"),
        explicacion=_(
            "Usted lo firma en su portafirmas y entonces se le dice a quien declaró. No hace falta resolver nada más."
        ),
        boton=_("Dar por conforme"),
        hecho=_("Resultado escrito. Fírmelo en su portafirmas: entonces se le dirá a quien declaró."),
        formulario=Conforme,
        ejecutar=_conforme,
    )
)


class Incumplimiento(FormularioActo):
    """Why it is impossible to go on, since when it is known and what must be restored."""

    causa = forms.ChoiceField(
        label=_("Por qué no puede continuar (artículo 69.4)"),
        choices=list(CAUSAS.items()),
        widget=forms.RadioSelect,
    )
    motivo = parrafos(_("Qué no se cumple, cómo consta y por qué es esencial"), filas=5)
    constancia = Fecha(
        label=_("¿Desde qué día consta?"),
        help_text=_("Desde ese día no puede continuar. Por ejemplo, 2 10 2026"),
    )
    restituir = parrafos(
        _("Qué tiene que reponer o retirar"),
        _("Puede dejarlo en blanco si no hay nada que reponer."),
        obligatorio=False,
        filas=3,
    )


def _apreciar(ocasion: Ocasion, limpio: Limpio) -> object:
    constancia = limpio["constancia"]
    if not isinstance(constancia, date):
        raise DatosIncorrectos(str(_("Diga desde qué día consta.")))
    return apreciar_incumplimiento(
        actor=ocasion.actor,
        tarea_id=ocasion.exigir_tarea().id,
        causa=str(limpio["causa"]),
        motivo=str(limpio["motivo"]),
        constancia=constancia,
        restituir=str(limpio["restituir"]),
        reloj=ocasion.reloj,
    )


registrar(
    Acto(
        codigo="apreciar_incumplimiento",
        titulo=_("Apreciar que no puede continuar"),
        explicacion=_(
            "Termina la comprobación y se abre la propuesta. Decide el órgano competente: hasta que su resolución se notifique no se "
            "comunica nada."
        ),
        boton=_("Apreciar el incumplimiento"),
        hecho=_("Comprobación terminada. Ya se puede redactar la propuesta."),
        formulario=Incumplimiento,
        ejecutar=_apreciar,
    )
)
