### Mensagens comuns. Traduzidas por um programa; decide o texto em inglês.

main-machine-translated = Traduzido por um programa; decide o texto em inglês.
main-list-comma = {", "}
main-list-and = { $before } e { $last }
