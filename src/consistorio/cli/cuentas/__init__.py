"""The parts of `contabilidad`: a module each, with `configurar(ordenes)`, which adds its subcommands and says in `hacer` what runs them."""
