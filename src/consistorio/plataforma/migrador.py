"""How migrations are applied here: with the models drawn only as far as the next change needs.

Django draws again, for each change, every model that some chain of foreign keys joins to the changed one: here nearly all of them,
three hundred times over, which was nine tenths of the time that an empty database took to be migrated. What PostgreSQL is told of a
change depends on the changed table and on the names and types of those that it points to, so only the changed one is drawn again. The
state says then that it is behind (`is_delayed`), as Django's own does, and code that runs in a migration gets everything drawn anew.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.migrations import AlterField, Migration, RenameField, RenameModel
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import ProjectState
from django.db.migrations.utils import field_is_referenced


class Estado(ProjectState):
    """The state of the project, drawn sparingly while `sobrio`."""

    sobrio = True

    def clone(self) -> Estado:
        """The same, also in how it is drawn."""
        copia = type(self)({clave: modelo.clone() for clave, modelo in self.models.items()}, self.real_apps)
        if "apps" in self.__dict__:  # asking for it would draw it
            copia.__dict__["apps"] = self.apps.clone()
        copia.is_delayed, copia.sobrio = self.is_delayed, self.sobrio
        return copia

    def reload_model(self, app_label: str, model_name: str, delay: bool = False) -> None:
        """Draw it, and what is joined to it unless `sobrio`."""
        self.reload_models([(app_label, model_name)], delay=delay)

    def reload_models(self, models: Iterable[tuple[str, str]], delay: bool = True) -> None:
        """Draw them, and what is joined to them unless `sobrio`."""
        if not self.sobrio:
            super().reload_models(list(models), delay=delay)
        elif "apps" in self.__dict__:
            claves = {(app, modelo) for app, modelo in models}
            # Others point to the model as it was; to a new one nobody does
            self.is_delayed = self.is_delayed or any(m in self.apps.all_models.get(a, {}) for a, m in claves)
            self._reload(claves)  # type: ignore[attr-defined]  # the stubs leave out what is private


class Ejecutor(MigrationExecutor):
    """Applies migrations on an `Estado`."""

    def _create_project_state(self, with_applied_migrations: bool = False) -> ProjectState:
        de_django: ProjectState = super()._create_project_state(with_applied_migrations)  # type: ignore[misc]  # private too
        return Estado(de_django.models, de_django.real_apps)

    def apply_migration(
        self, state: ProjectState, migration: Migration, fake: bool = False, fake_initial: bool = False
    ) -> ProjectState:
        """As Django does when what others point to is renamed or changes its type: their columns change too."""
        if isinstance(state, Estado):
            state.sobrio = not _toca_a_otros(state, migration)
            if not state.sobrio:
                state.clear_delayed_apps_cache()
                state.is_delayed = False
        return super().apply_migration(state, migration, fake=fake, fake_initial=fake_initial)


def _toca_a_otros(estado: ProjectState, migracion: Migration) -> bool:
    def toca(cambio: Any) -> bool:
        if isinstance(cambio, AlterField):
            modelo = (migracion.app_label, cambio.model_name_lower)
            return field_is_referenced(estado, modelo, (cambio.name, cambio.field))
        return isinstance(cambio, RenameModel | RenameField)

    return any(toca(cambio) for cambio in migracion.operations)
