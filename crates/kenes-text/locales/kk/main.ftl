### Ортақ хабарлар. Бағдарлама аударған; ағылшынша мәтін шешуші болып табылады.

main-language-name = қазақша
main-machine-translated = Бағдарлама аударған; ағылшынша мәтін шешуші болып табылады.
main-list-comma = {", "}
main-list-and = { $before } және { $last }
