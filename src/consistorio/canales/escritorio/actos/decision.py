"""Acts of the decision: proposal, sending to be signed, notifying, closing."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from consistorio.canales.escritorio.actos import previstos
from consistorio.canales.escritorio.actos.campos import UN_PARRAFO_POR_LINEA, dictamen_seguido, parrafos
from consistorio.canales.escritorio.actos.registro import (
    Acto,
    FormularioActo,
    Limpio,
    Ocasion,
    Turno,
    lineas,
    motivo_orden,
    registrar,
)
from consistorio.canales.escritorio.actos.tareas import SinPreguntas
from consistorio.nucleo.reloj import hoy
from consistorio.servicios.archivo.acciones import cerrar, transferir
from consistorio.servicios.notificaciones.acciones import emitir
from consistorio.servicios.resoluciones import consultas, contexto
from consistorio.servicios.resoluciones.acciones import elevar_a_firma, proponer, redactar, retirar_propuesta
from consistorio.servicios.resoluciones.models import Resolucion
from consistorio.servicios.resoluciones.posteriores import se_pregunta_por_el_dictamen
from consistorio.servicios.resoluciones.textos import PARTES, Borrador
from consistorio.tramitacion.motor import operaciones as motor


class TextoResolucion(FormularioActo):
    """The sense and the paragraphs of a resolution; they come filled in from the template of the procedure."""

    sentido = forms.ChoiceField(label=_("Sentido"), choices=Resolucion.Sentido.choices, widget=forms.RadioSelect)
    asunto = forms.CharField(label=_("Asunto"), max_length=240)
    antecedentes = parrafos(_("Antecedentes"), UN_PARRAFO_POR_LINEA)
    fundamentos = parrafos(_("Fundamentos"), UN_PARRAFO_POR_LINEA)
    decision = parrafos(_("Decisión"), obligatorio=False, filas=4)

    def preparar(self) -> None:
        """Offer the senses that the law leaves; fill in what is written already, else the template for the first of them."""
        caben = contexto.sentidos_posibles(self.ocasion.expediente, en=hoy(self.ocasion.reloj))
        campo = self.fields["sentido"]
        if isinstance(campo, forms.ChoiceField):
            campo.choices = [(s, e) for c in caben for s, e in Resolucion.Sentido.choices if s == c]
            # Of a refusal, the reason: the rest of what is not offered is never asked for
            problemas = motor.problemas_de_decision(
                self.ocasion.expediente, Resolucion.Sentido.DENIEGA, en=hoy(self.ocasion.reloj)
            )
            if problemas:
                campo.help_text = campo.error_messages["invalid_choice"] = problemas[0].mensaje
        escrita = consultas.vigente_de(self.ocasion.expediente.id)
        if escrita is not None and escrita.editable:
            self.initial = _de_resolucion(escrita)
        else:
            self.initial = _de_borrador(contexto.borrador_para(self.ocasion.expediente, caben[0]))
        como = _(
            "Un párrafo en cada línea. Si no la cambia o la deja vacía, se usa la de la plantilla para el sentido elegido."
        )
        caso = self.ocasion.expediente
        falta = contexto.falta_transcribir(caso, caben[0]) or contexto.no_lo_dice_el_papel(caso, caben[0])
        self.fields["decision"].help_text = f"{como} {falta}".strip()


def _de_resolucion(resolucion: Resolucion) -> dict[str, str]:
    partes = {p: "\n".join(str(x) for x in getattr(resolucion, p)) for p in ("antecedentes", "fundamentos", "decision")}
    return {"sentido": resolucion.sentido, "asunto": resolucion.asunto, **partes}


def _de_borrador(borrador: Borrador) -> dict[str, str]:
    return {
        "sentido": borrador.sentido,
        "asunto": borrador.asunto,
        "antecedentes": "\n".join(borrador.antecedentes),
        "fundamentos": "\n".join(borrador.fundamentos),
        "decision": "\n".join(borrador.decision),
    }


def _borrador(ocasion: Ocasion, limpio: Limpio) -> Borrador:
    """What was written. The page comes filled in for one sense: what was left as the template says it for another sense, or empty, is
    that of the sense which was chosen.
    """
    sentido = str(limpio["sentido"])
    propia = contexto.borrador_para(ocasion.expediente, sentido)
    otras = [
        contexto.borrador_para(ocasion.expediente, otro)
        for otro in contexto.sentidos_posibles(ocasion.expediente, en=hoy(ocasion.reloj))
        if otro != sentido
    ]
    partes: dict[str, tuple[str, ...]] = {}
    for parte in PARTES:
        escrita = tuple(lineas(limpio[parte]))
        intacta = not escrita or any(escrita == getattr(otra, parte) for otra in otras)
        partes[parte] = getattr(propia, parte) if intacta else escrita
    return Borrador(sentido, str(limpio["asunto"]), partes["antecedentes"], partes["fundamentos"], partes["decision"])


def _proponer(ocasion: Ocasion, limpio: Limpio) -> object:
    return proponer(
        actor=ocasion.actor,
        expediente_id=ocasion.expediente.id,
        borrador=_borrador(ocasion, limpio),
        motivo_orden=motivo_orden(limpio),
        reloj=ocasion.reloj,
    )


def _redactar(ocasion: Ocasion, limpio: Limpio) -> object:
    return redactar(
        actor=ocasion.actor,
        expediente_id=ocasion.expediente.id,
        borrador=_borrador(ocasion, limpio),
        reloj=ocasion.reloj,
    )


class MotivoDeRetirada(FormularioActo):
    """Why the proposal is taken back."""

    motivo = forms.CharField(label=_("Motivo"), max_length=600, widget=forms.Textarea(attrs={"rows": 3}))


def _retirar(ocasion: Ocasion, limpio: Limpio) -> object:
    return retirar_propuesta(
        actor=ocasion.actor, expediente_id=ocasion.expediente.id, motivo=str(limpio["motivo"]), reloj=ocasion.reloj
    )


class SegunElDictamen(FormularioActo):
    """Nothing; or whether what is decided follows the dictamen that was against the proposal."""

    dictamen = dictamen_seguido()

    def preparar(self) -> None:
        """Ask it only where the rest does not tell."""
        expediente = self.ocasion.expediente
        resolucion = consultas.vigente_de(expediente.id)
        if resolucion is None or not se_pregunta_por_el_dictamen(resolucion, expediente):
            del self.fields["dictamen"]


def _elevar(ocasion: Ocasion, limpio: Limpio) -> object:
    return elevar_a_firma(
        actor=ocasion.actor,
        expediente_id=ocasion.expediente.id,
        dictamen=str(limpio.get("dictamen") or ""),
        motivo_orden=motivo_orden(limpio),
        reloj=ocasion.reloj,
    )


def _notificar(ocasion: Ocasion, limpio: Limpio) -> object:
    return emitir(actor=ocasion.actor, expediente_id=ocasion.expediente.id, reloj=ocasion.reloj)


def _cerrar(ocasion: Ocasion, limpio: Limpio) -> object:
    return cerrar(actor=ocasion.actor, expediente_id=ocasion.expediente.id, reloj=ocasion.reloj)


def _transferir(ocasion: Ocasion, limpio: Limpio) -> object:
    return transferir(actor=ocasion.actor, expediente_id=ocasion.expediente.id, reloj=ocasion.reloj)


for acto in (
    Acto(
        codigo="proponer",
        titulo=_("Redactar la propuesta de resolución"),
        explicacion=_(
            "El texto viene de la plantilla del procedimiento y de los informes firmados. Cámbielo donde haga falta."
        ),
        boton=_("Hacer la propuesta"),
        hecho=_("Propuesta hecha. Falta enviarla a la firma."),
        formulario=TextoResolucion,
        ejecutar=_proponer,
        turno=Turno.AL_HACERLA,
    ),
    Acto(
        codigo="redactar",
        titulo=_("Cambiar el texto de la resolución"),
        explicacion=_("Solo mientras no está firmada."),
        boton=_("Guardar el texto"),
        hecho=_("Texto guardado."),
        formulario=TextoResolucion,
        ejecutar=_redactar,
    ),
    Acto(
        codigo="retirar_propuesta",
        titulo=_("Retirar la propuesta de resolución"),
        explicacion=_(
            "Para seguir con la instrucción: por ejemplo, para dar audiencia. El documento se queda en el expediente."
        ),
        boton=_("Retirar la propuesta"),
        hecho=_("Propuesta retirada. Falta volver a hacerla."),
        formulario=MotivoDeRetirada,
        ejecutar=_retirar,
    ),
    Acto(
        codigo="elevar",
        titulo=_("Enviar la resolución a la firma"),
        explicacion=_(
            "Tomará ahora su número en el Libro de Resoluciones. La firma quien resuelve y da fe la Secretaría."
        ),
        boton=_("Numerar y enviar a la firma"),
        hecho=_("Resolución numerada y enviada a la firma."),
        formulario=SegunElDictamen,
        ejecutar=_elevar,
        previsto=previstos.firmas,
        turno=Turno.AL_HACERLA,
    ),
    Acto(
        codigo="notificar",
        titulo=_("Notificar la resolución"),
        explicacion=_("Se notificará a cada persona interesada, con el texto entero y los recursos que caben."),
        boton=_("Notificar"),
        hecho=_("Notificación en marcha."),
        formulario=SinPreguntas,
        ejecutar=_notificar,
        previsto=previstos.notificaciones,
    ),
    Acto(
        codigo="cerrar_expediente",
        titulo=_("Cerrar el expediente"),
        explicacion=_("Se hará el índice, se firmará con el sello del Ayuntamiento y ya no se podrá añadir nada."),
        boton=_("Cerrar el expediente"),
        hecho=_("Expediente cerrado. Su índice se está firmando."),
        formulario=SinPreguntas,
        ejecutar=_cerrar,
        peligro=True,
    ),
    Acto(
        codigo="transferir_archivo",
        titulo=_("Pasar el expediente al archivo"),
        explicacion=_("Desde ese momento no se le puede añadir nada, ni siquiera una corrección de errores."),
        boton=_("Pasar al archivo"),
        hecho=_("El expediente está en el archivo."),
        formulario=SinPreguntas,
        ejecutar=_transferir,
        peligro=True,
    ),
):
    registrar(acto)
