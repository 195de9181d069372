### Общие сообщения. Переведены программой; решающим является английский текст.

main-language-name = русский
main-machine-translated = Переведено программой; решающим является английский текст.
main-list-comma = {", "}
main-list-and = { $before } и { $last }
