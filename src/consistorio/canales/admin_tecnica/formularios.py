"""Forms of the technical administration."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from consistorio.canales.admin_tecnica.palabras import COLAS, ESTADOS
from consistorio.canales.interfaz.formularios import Fecha, Formulario, VariosFicheros
from consistorio.documental.firma.acciones.certificados import MAXIMO_MOTIVO
from consistorio.plataforma.identidad import permisos
from consistorio.plataforma.organizacion import consultas
from consistorio.plataforma.organizacion.models import Ausencia, Suplencia
from consistorio.servicios.notificaciones.models import Notificacion

Opciones = list[tuple[str, str]]


class FiltroTrabajos(Formulario):
    """Which jobs are listed."""

    estado = forms.ChoiceField(
        label=_("Estado"), required=False, choices=[("", _("Todos")), *((e.value, t) for e, t in ESTADOS.items())]
    )
    cola = forms.ChoiceField(label=_("Cola"), required=False, choices=[("", _("Todas")), *COLAS.items()])
    antes_de = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)


class Motivo(Formulario):
    """The reason of a change."""

    motivo = forms.CharField(
        label=_("Motivo"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Queda escrito. No ponga datos personales."),
    )


class MotivoDeRevocacion(Formulario):
    """Why a certificate is stopped."""

    motivo = forms.CharField(
        label=_("Motivo"),
        max_length=MAXIMO_MOTIVO,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Queda escrito y lo verá su titular. Por ejemplo: ha perdido el teléfono."),
    )


class UltimoDia(Formulario):
    """The last day of something."""

    hasta = Fecha(label=_("Último día"), help_text=_("Por ejemplo, 31 12 2026"))


class OtroDia(Formulario):
    """The day that is looked at."""

    en = Fecha(label=_("Cómo estaba otro día"), required=False)


class Momento(Formulario):
    """A day and a time of it, in the legal time of the Peninsula."""

    hasta = Fecha(label=_("Día"), help_text=_("Por ejemplo, 28 11 2026"))
    hasta_hora = forms.TimeField(label=_("Hora"), input_formats=["%H:%M"], help_text=_("Por ejemplo, 10:30"))


class DatosIncidencia(Formulario):
    """A technical incident. The end is left empty while it goes on."""

    titulo = forms.CharField(label=_("Título"), max_length=160)
    descripcion = forms.CharField(
        label=_("Qué no funciona"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Se publicará en la sede. Diga qué no se puede hacer, sin palabras técnicas."),
    )
    desde = Fecha(label=_("Empezó el día"), help_text=_("Por ejemplo, 28 11 2026"))
    desde_hora = forms.TimeField(
        label=_("Hora a la que empezó"), input_formats=["%H:%M"], help_text=_("Por ejemplo, 8:15")
    )
    hasta = Fecha(label=_("Terminó el día"), required=False, help_text=_("Déjelo vacío si sigue."))
    hasta_hora = forms.TimeField(label=_("Hora a la que terminó"), required=False, input_formats=["%H:%M"])

    def clean(self) -> dict[str, object]:
        """The end has day and time, or neither."""
        datos = super().clean() or {}
        dia, hora = datos.get("hasta"), datos.get("hasta_hora")
        if dia and hora is None and "hasta_hora" not in self.errors:
            self.add_error("hasta_hora", _("Escriba también la hora a la que terminó."))
        if hora is not None and not dia and "hasta" not in self.errors:
            self.add_error("hasta", _("Escriba también el día en que terminó."))
        return datos


class DatosAmpliacion(Formulario):
    """Up to when the terms last, and why."""

    hasta = Fecha(label=_("Nuevo último día"), help_text=_("Un día hábil. Por ejemplo, 4 12 2026"))
    motivo = forms.CharField(
        label=_("Por qué"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Va en la decisión y se publica. Por ejemplo: no se ha podido presentar nada durante dos días."),
    )


class NuevaUnidad(Formulario):
    """A unit that begins; with a mother or without."""

    dir3 = forms.CharField(
        label=_("Código DIR3"), max_length=9, help_text=_("Una o dos letras y números, por ejemplo LA0001234")
    )
    nombre = forms.CharField(label=_("Nombre"), max_length=160)
    padre = forms.TypedChoiceField(label=_("Depende de"), required=False, empty_value=None)
    desde = Fecha(label=_("Desde"), help_text=_("Por ejemplo, 1 1 2027"))

    def __init__(self, *args: object, unidades: Opciones, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        elegir(self, "padre", [("", str(_("Ninguna"))), *unidades])


class NuevoPuesto(Formulario):
    """A seat of a unit."""

    unidad = forms.ChoiceField(label=_("Unidad"))
    codigo = forms.SlugField(
        label=_("Código"), max_length=60, help_text=_("Letras sin acentos, números y guiones: urbanismo-tecnico-2")
    )
    nombre = forms.CharField(label=_("Nombre del puesto"), max_length=160)
    organo = forms.SlugField(
        label=_("Órgano que ejerce"), max_length=60, required=False, help_text=_("Solo si lo es: alcaldia, secretaria…")
    )
    roles = forms.MultipleChoiceField(label=_("Roles"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: object, unidades: Opciones, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        elegir(self, "unidad", [("", str(_("Elija una"))), *unidades])
        elegir(self, "roles", opciones_de_roles())


class RolesDePuesto(Formulario):
    """The roles of a post."""

    roles = forms.MultipleChoiceField(label=_("Roles"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        elegir(self, "roles", opciones_de_roles())


class DatosRol(Formulario):
    """What a role may do."""

    codigo = forms.SlugField(label=_("Código"), max_length=60)
    nombre = forms.CharField(label=_("Nombre"), max_length=120)
    permisos = forms.MultipleChoiceField(label=_("Puede"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        registrados = permisos.registrados()
        etiquetas = ((c, str(registrados[c].etiqueta if c in registrados else c)) for c in permisos.del_personal())
        elegir(self, "permisos", sorted(etiquetas, key=lambda opcion: opcion[1]))


class Ocupar(Formulario):
    """Somebody takes a post."""

    empleado_id = forms.ChoiceField(label=_("Persona"))
    desde = Fecha(label=_("Desde"))
    norma = forms.CharField(
        label=_("Nombramiento"), max_length=200, required=False, help_text=_("Por ejemplo, Decreto 2026/118")
    )

    def __init__(self, *args: object, personas: Opciones, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        elegir(self, "empleado_id", [("", str(_("Elija a una persona"))), *personas])


class Buscar(Formulario):
    """Words to look for."""

    texto = forms.CharField(label=_("Buscar"), required=False, max_length=80, help_text=_("Nombre, usuario o NIF"))


class NuevaPersona(Formulario):
    """Somebody who begins to work here."""

    nif = forms.CharField(label=_("DNI o NIE"), max_length=20)
    nombre = forms.CharField(label=_("Nombre"), max_length=80)
    apellido1 = forms.CharField(label=_("Primer apellido"), max_length=80)
    apellido2 = forms.CharField(label=_("Segundo apellido"), max_length=80, required=False)
    usuario = forms.RegexField(
        r"^[A-Za-z0-9._-]+$",
        label=_("Nombre de usuario"),
        max_length=60,
        required=False,
        help_text=_("Letras sin acentos, números, puntos y guiones. Vacío, si no va a entrar en el programa"),
        error_messages={"invalid": _("Escriba el usuario con letras sin acentos, números, puntos y guiones.")},
    )
    desde = Fecha(label=_("Trabaja aquí desde"))


class NuevaSuplencia(Formulario):
    """Who stands in for whom."""

    puesto_id = forms.ChoiceField(label=_("Puesto que se suple"))
    suplente_id = forms.ChoiceField(label=_("Quién suple"))
    desde = Fecha(label=_("Primer día"))
    hasta = Fecha(label=_("Último día"))
    norma = forms.CharField(label=_("Decreto o acuerdo que la designa"), max_length=200)
    forma = forms.ChoiceField(
        label=_("Cómo firma"),
        choices=Suplencia.Forma.choices,
        initial=Suplencia.Forma.SUPLENCIA,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: object, personas: Opciones, puestos: Opciones, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        elegir(self, "puesto_id", [("", str(_("Elija un puesto"))), *puestos])
        elegir(self, "suplente_id", [("", str(_("Elija a una persona"))), *personas])


class NuevaDelegacion(Formulario):
    """Which organ delegates in which post."""

    organo = forms.ChoiceField(
        label=_("Órgano que delega"),
        help_text=_("Si no está, dé antes de alta el puesto que lo ejerce."),
    )
    puesto_id = forms.ChoiceField(label=_("Puesto en el que delega"))
    texto = forms.CharField(
        label=_("Texto de la antefirma"),
        max_length=300,
        help_text=_("Lo que se escribe bajo la firma: «por delegación de la Alcaldía, Decreto …»"),
    )
    materia = forms.CharField(label=_("Materia"), max_length=300, required=False)
    publicada_en = forms.CharField(label=_("Publicada en"), max_length=200, required=False)
    desde = Fecha(label=_("Primer día"))
    hasta = Fecha(label=_("Último día, si lo tiene"), required=False)

    def __init__(self, *args: object, organos: Opciones, puestos: Opciones, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        elegir(self, "organo", [("", str(_("Elija uno"))), *organos])
        elegir(self, "puesto_id", [("", str(_("Elija un puesto"))), *puestos])


class NuevaAusencia(Formulario):
    """Who is away and when."""

    empleado_id = forms.ChoiceField(label=_("Persona"))
    desde = Fecha(label=_("Primer día"))
    hasta = Fecha(label=_("Último día"))
    motivo = forms.ChoiceField(label=_("Motivo"), choices=[("", _("Elija uno")), *Ausencia.Motivo.choices])

    def __init__(self, *args: object, personas: Opciones, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        elegir(self, "empleado_id", [("", str(_("Elija a una persona"))), *personas])


class Subida(Formulario):
    """Files to check and load (read from the request: there may be several); or those already checked, in `comprobados`."""

    ficheros = forms.FileField(label=_("Ficheros"), widget=VariosFicheros(attrs={"accept": ".csv,.json"}))
    comprobados = forms.CharField(required=False, widget=forms.HiddenInput)

    def full_clean(self) -> None:
        """The view says itself when files are missing: the field takes one, and there may be several."""
        self.fields["ficheros"].required = False
        super().full_clean()
        self.fields["ficheros"].required = True


class SubidaDeUno(Subida):
    """One definition of the catalogue."""

    ficheros = forms.FileField(label=_("Fichero"), widget=forms.FileInput(attrs={"accept": ".json"}))


class DatosArea(Formulario):
    """Which unit answers for an area, and how it is called here."""

    nombre = forms.CharField(label=_("Nombre del área"), max_length=160)
    unidad_id = forms.ChoiceField(label=_("Unidad que responde"))

    def __init__(self, *args: object, unidades: Opciones, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        elegir(self, "unidad_id", [("", str(_("Elija una"))), *unidades])


class NuevaSuscripcion(Formulario):
    """Who is to keep the heads."""

    correo = forms.CharField(
        label=_("Correo electrónico"), max_length=254, help_text=_("Mejor de fuera del Ayuntamiento")
    )


class NuevaRegla(Formulario):
    """How the ten days to open a notification end."""

    regla = forms.ChoiceField(
        label=_("Si el décimo día es inhábil"), choices=Notificacion.Regla.choices, widget=forms.RadioSelect
    )
    desde = Fecha(label=_("Desde"), help_text=_("Hoy o un día posterior, por ejemplo 1 1 2027"))
    motivo = forms.CharField(
        label=_("Quién lo acordó y por qué"), max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )


class BusquedaAccesos(Formulario):
    """Whose accesses, to what, and why one asks."""

    expediente = forms.CharField(
        label=_("Expediente"), max_length=60, required=False, help_text=_("Su número, por ejemplo 2026/118")
    )
    empleado = forms.CharField(
        label=_("Persona del Ayuntamiento"), max_length=60, required=False, help_text=_("Su usuario o su NIF")
    )
    desde = Fecha(label=_("Desde"), required=False)
    hasta = Fecha(label=_("Hasta"), required=False)
    motivo = forms.CharField(
        label=_("Por qué lo consulta"), max_length=200, help_text=_("Queda anotado junto con su nombre y la hora.")
    )
    antes_de = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, object]:
        """At least one of both."""
        datos = super().clean() or {}
        if not self.errors and not datos.get("expediente") and not datos.get("empleado"):
            self.add_error("expediente", _("Escriba un número de expediente o una persona."))
        return datos


def elegir(form: forms.Form, campo: str, opciones: Opciones) -> None:
    """Set the choices of a field."""
    elegido = form.fields[campo]
    assert isinstance(elegido, forms.ChoiceField)  # noqa: S101  # narrows the type
    elegido.choices = opciones


def opciones_de_roles() -> Opciones:
    """Every role."""
    return [(rol.codigo, rol.nombre) for rol in consultas.roles()]
