"""Files stay received although their form comes back with errors: nobody chooses them twice.

What was admitted lies in the store already; the page carries one signed receipt a file, as a ticked box (no script needed). A receipt
serves only to whom it was given, in that same sheet (its hidden key: two tabs are two sheets) and for a working day. Whatever the
antivirus said of the content meanwhile holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from django import forms
from django.core import signing
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from consistorio.canales.interfaz.formularios import FicheroAdmitido, Ficheros, UnFichero
from consistorio.canales.interfaz.templatetags.componentes import tamano
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.dato import dato
from consistorio.plataforma.almacen.models import Contenido, EstadoAntivirus

CADUCA = 8 * 3600  # seconds
RECIBIDOS = "recibidos"
CLAVE = "clave"


@dato
class Hoja:
    """Whose sheet it is, of which kind, and its key. Without a key nothing is kept."""

    actor_id: UUID
    clase: str
    clave: str

    @classmethod
    def de(cls, actor: Actor, clase: str, clave: object) -> Hoja:
        """The sheet with that hidden key, if it is one."""
        try:
            return cls(actor.id, clase, str(UUID(str(clave))))
        except ValueError:
            return cls(actor.id, clase, "")

    def resguardo(self, uno: FicheroAdmitido) -> str:
        """The receipt of a file."""
        return signing.dumps([uno.contenido.sha256, uno.nombre], salt=self._sal(), compress=True)

    def leer(self, resguardo: str) -> tuple[str, str]:
        """Its SHA-256 and its name. Raises BadSignature when it is of another sheet or person, was changed, or is old."""
        if not self.clave:
            raise signing.BadSignature
        sha256, nombre = signing.loads(resguardo, salt=self._sal(), max_age=CADUCA)
        return str(sha256), str(nombre)

    def _sal(self) -> str:
        return f"recibidos:{self.clase}:{self.actor_id}:{self.clave}"


class Recibidos(forms.MultipleChoiceField):
    """The receipts that came back ticked. Its value: a list of FicheroAdmitido. Why others are not there: `problemas`."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, hoja: Hoja) -> None:
        ayuda = _("No hace falta elegirlos otra vez. Quite la marca de los que no quiera adjuntar.")
        # Not `required=False`: the label must not say that it is optional; `clean` asks for nothing
        super().__init__(label=_("Ficheros que ya hemos recibido"), help_text=ayuda)
        self.hoja = hoja
        self.problemas: list[str | Promise] = []
        self.ofrecidos: list[tuple[str, str]] = []

    def clean(self, value: object) -> list[FicheroAdmitido]:
        """What the receipts stand for; never raises, since what is wrong is said beside where it is chosen again."""
        leidos, self.problemas = [], []
        for resguardo in value if isinstance(value, list) else []:
            try:
                leidos.append(self.hoja.leer(str(resguardo)))
            except (signing.BadSignature, ValueError):
                aviso = _("Algún fichero que ya había enviado no se puede recuperar. Elíjalo otra vez.")
                self.problemas = list(dict.fromkeys([*self.problemas, aviso]))
        contenidos = Contenido.objects.in_bulk({sha256 for sha256, _nombre in leidos})
        return [
            FicheroAdmitido(contenidos[sha256], nombre)
            for sha256, nombre in leidos
            if sha256 in contenidos and self._admisible(contenidos[sha256], nombre)
        ]

    def _admisible(self, contenido: Contenido, nombre: str) -> bool:
        if contenido.estado_antivirus != EstadoAntivirus.CUARENTENA:
            return True
        mensaje = _("%(nombre)s: el fichero contiene código dañino (%(amenaza)s) y no se puede adjuntar.")
        self.problemas.append(mensaje % {"nombre": nombre, "amenaza": contenido.amenaza})
        return False

    def ofrecer(self, ficheros: Iterable[FicheroAdmitido]) -> None:
        """What the page shows ticked when it comes back."""
        if self.hoja.clave:
            self.ofrecidos = [
                (self.hoja.resguardo(uno), f"{uno.nombre} ({tamano(uno.contenido.tamano)})") for uno in ficheros
            ]
            self.choices = self.ofrecidos

    def bound_data(self, data: object, initial: object) -> list[str]:
        """All that is offered is ticked: what was not wanted is not offered again."""
        return [resguardo for resguardo, _texto in self.ofrecidos]


class ConFicheros(forms.Form):
    """A form with files and a hidden `clave`, whose files stay.

    Whoever extends it calls `recordar` in its `__init__` and reads `adjuntos` once it is cleaned.
    """

    campo_de_ficheros = "ficheros"
    adjuntos: Sequence[FicheroAdmitido] = ()
    hace_falta = False

    def recordar(self, actor: Actor, *, clase: str) -> None:
        """Add the box of what was received before, of this person in this sheet."""
        if not self.is_bound:
            return
        recibidos = Recibidos(Hoja.de(actor, clase, self.data.get(CLAVE)))
        nombres = list(self.fields)
        donde = nombres.index(self.campo_de_ficheros)
        self.fields[RECIBIDOS] = recibidos
        self.order_fields([*nombres[:donde], RECIBIDOS, *nombres[donde:]])
        elegidos = self.fields[self.campo_de_ficheros]
        self.hace_falta, elegidos.required = elegidos.required, False

    @property
    def con_recibidos(self) -> list[str]:
        """The box of what was received, when there is anything to show, and the one where files are chosen."""
        return [nombre for nombre in (RECIBIDOS, self.campo_de_ficheros) if nombre in self.fields]

    def clean(self) -> dict[str, object]:
        """Those received before and those that came now, each once; a lone file takes the place of the one before."""
        limpio = super().clean() or {}
        recibidos, elegidos = self.fields.get(RECIBIDOS), self.fields[self.campo_de_ficheros]
        if isinstance(recibidos, Recibidos) and isinstance(elegidos, (Ficheros, UnFichero)):
            de_antes: Sequence[FicheroAdmitido] = self.cleaned_data.get(RECIBIDOS) or ()
            suyos = [*de_antes, *elegidos.admitidos]
            if isinstance(elegidos, UnFichero):
                suyos = suyos[-1:]
            self.adjuntos = list({(uno.contenido.sha256, uno.nombre): uno for uno in suyos}.values())
            recibidos.ofrecer(self.adjuntos)
            for problema in recibidos.problemas:
                self.add_error(self.campo_de_ficheros, str(problema))
            elegidos.required = self.hace_falta and not self.adjuntos
            if elegidos.required and self.campo_de_ficheros not in self.errors:
                self.add_error(self.campo_de_ficheros, elegidos.error_messages["required"])
            if not recibidos.ofrecidos:
                del self.fields[RECIBIDOS]
        return limpio
