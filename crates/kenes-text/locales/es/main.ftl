### Mensajes comunes. Traducidos por un programa; decide el texto en inglés.

main-machine-translated = Traducido por un programa; decide el texto en inglés.
main-list-comma = {", "}
main-list-and = { $before } y { $last }
