### Страницы управления: список, листки, сообщения. Переведено программой; решающим является английский текст.

web-yes = да
web-no = нет
web-print = Печать

web-members-title = Члены
web-members-count = { $count ->
    [one] В списке { $count } человек.
    [few] В списке { $count } человека.
    [many] В списке { $count } человек.
   *[other] В списке { $count } человека.
}
web-members-waiting = { $count ->
    [one] { $count } человек ещё не получил ничего, чтобы присоединиться.
    [few] { $count } человека ещё не получили ничего, чтобы присоединиться.
    [many] { $count } человек ещё не получили ничего, чтобы присоединиться.
   *[other] { $count } человека ещё не получили ничего, чтобы присоединиться.
}
web-members-without = { $count ->
    [one] { $count } человек в списке без устройства: чтобы голосовать, достаточно листка с кодом.
    [few] { $count } человека в списке без устройства: чтобы голосовать, достаточно листка с кодом.
    [many] { $count } человек в списке без устройства: чтобы голосовать, достаточно листка с кодом.
   *[other] { $count } человека в списке без устройства: чтобы голосовать, достаточно листка с кодом.
}
web-members-slips = Листки для печати
web-members-send = Написать тем, у кого есть электронная почта
web-members-add = Внести людей в список
web-members-list = Имена
web-members-list-hint = По одному имени в строке или таблица с именами и адресами почты, скопированная из листа или файла CSV. Почта не обязательна.
web-members-preview = Посмотреть список
web-members-roll = Список
web-members-name = Имя
web-members-state = Состояние
web-members-mail = Почта
web-members-left = больше не член
web-members-joined = устройство присоединено
web-members-given = есть код присоединения
web-members-enrolled = в списке
web-members-erased = (стёрто)

web-roll-empty = В списке ничего нет.
web-roll-long = Список слишком длинный. Внесите его по частям.
web-roll-no-name = Нет имени.
web-roll-long-name = Имя длиннее 100 букв.
web-roll-character = Есть знак, который не виден.
web-roll-encoding = Некоторые буквы не читаются: сохраните файл в UTF-8.
web-roll-address = Это не адрес электронной почты.
web-roll-language = На этом языке страниц нет.
web-roll-cells = Ячеек больше, чем столбцов.
web-roll-twice = То же, что в строке { $line }.
web-roll-same-name = То же имя, что в строке { $line }, с другим адресом.
web-roll-same-address = Тот же адрес, что в строке { $line }: кто его читает, прочтёт оба сообщения.

web-preview-title = Всё верно?
web-preview-good = { $count ->
    [one] В список можно внести { $count } человека.
    [few] В список можно внести { $count } человек.
    [many] В список можно внести { $count } человек.
   *[other] В список можно внести { $count } человека.
}
web-preview-bad = { $count ->
    [one] Пропущена { $count } строка. Рядом написано, что не так.
    [few] Пропущено { $count } строки. Рядом написано, что не так.
    [many] Пропущено { $count } строк. Рядом написано, что не так.
   *[other] Пропущено { $count } строки. Рядом написано, что не так.
}
web-preview-unknown = Неизвестно, что это за столбец «{ $column }»; он пропущен.
web-preview-line = Строка
web-preview-remarks = Замечания
web-preview-left-out = Пропущено:
web-preview-enrol = { $count ->
    [one] Внести { $count } человека
    [few] Внести { $count } человек
    [many] Внести { $count } человек
   *[other] Внести { $count } человека
}
web-preview-change = Изменить список
web-what-enrol = Вы вносите людей в список. Открытый журнал показывает для каждого запечатанное число и ни одного имени.

web-slips-title = Листки для печати
web-slips-count = { $count ->
    [one] { $count } листок, для тех, у кого нет электронной почты.
    [few] { $count } листка, для тех, у кого нет электронной почты.
    [many] { $count } листков, для тех, у кого нет электронной почты.
   *[other] { $count } листка, для тех, у кого нет электронной почты.
}
web-slips-done = Напечатаны и вручены
web-slip-join-title = { $council }: присоединитесь с телефона
web-slip-join-text = Наведите камеру на QR-код или откройте адрес и введите код. Сделайте это на телефоне или компьютере, которым хотите пользоваться. Код действует один раз и только ваш. Чтобы голосовать, он не нужен.
web-mail-join-subject = { $council }: присоединитесь
web-mail-join-body = Здравствуйте, { $name }!

    По этой ссылке присоединяется за вас тот телефон или компьютер, на котором вы её откроете. Она действует один раз и только ваша.

    { $link }

    Она нужна, чтобы выдвинуться, согласиться занять место или хранить голосование. Чтобы голосовать, она не нужна.

web-choose = Выберите
web-call-title = Назначить выборы
web-call-head = Назначить выборы: { $body }
web-call-text = Мест к избранию: { $seats }. Членов, которые могут голосовать: { $eligible }; кто присоединится позже, в этот раз голосовать не может.
web-call-dates = Самые ранние даты, которые допускают правила
web-call-nominations = Кандидаты выдвигаются до
web-call-opens = Голосование открывается
web-call-closes = Голосование закрывается
web-call-trustees = Кто хранит голосование?
web-call-trustees-hint = Нужно членов, присоединившихся с устройства: { $wanted }; открыть результат вместе могут { $threshold } из них. Кандидатов просить не следует.
web-call-trustee = Хранитель номер { $number }
web-call-trustees-wrong = Выберите столько людей, сколько нужно.
web-call-trustees-twice = Выберите каждого один раз.
web-call-small = Голосующих членов всего { $eligible }: по результату может быть видно, кто как голосовал. Все они это знают и согласны.
web-call-small-missing = Укажите, что голосующие знают, как их мало.
web-call-title-text = Выборы: { $body }
web-call-question-rank = Кого вы хотите и в каком порядке?
web-call-question-approve = Кого вы хотели бы там видеть? Выберите сколько угодно.
web-call-question-one = Кого вы хотите?
web-what-call = Вы назначаете выборы.

web-office-title = Управление
web-office-elections = Выборы
web-office-until = До { $until }.
web-office-missing = Чего не хватает
web-office-messages = Сообщения
web-office-messages-text = { $count ->
    [one] Не отправлено по почте: { $count } сообщение.
    [few] Не отправлено по почте: { $count } сообщения.
    [many] Не отправлено по почте: { $count } сообщений.
   *[other] Не отправлено по почте: { $count } сообщения.
}
web-office-outbox = Сообщения для передачи
web-task-members = Члены внесены в список
web-task-members-go = К членам
web-task-devices = Достаточно людей присоединились с устройства
web-task-devices-state = Присоединились: { $have }; чтобы хранить голосование, нужно: { $wanted }.
web-task-practice = Попробовать
web-task-practice-state = Посмотрите на своём телефоне, что увидят голосующие. Это ни на что не влияет.
web-task-practice-go = Попробовать сейчас
web-office-next = Дальше: { $what }
web-task-call = Назначить выборы: { $body }
web-task-call-ready = Пора, и всё есть.
web-task-call-waits = Пора. Но сначала нужно то, что указано выше.
web-task-call-go = Назначить
web-wait-key = Хранители голосования создают ключ. Ожидается:
web-wait-candidates = Выдвигаются кандидаты.
web-wait-setup = Список голосующих должны удостоверить:
web-wait-rehearsal = Хранители голосования пробуют ключ на пробном бюллетене. Ожидается:
web-wait-opening = Всё готово. Голосование откроется само.
web-wait-votes = Голосование открыто.
web-wait-count = Голосование закрыто. Результат открывают:
web-wait-lot = При подсчёте вышло равенство. Хранители голосования открывают жребий.
web-wait-answers = Результат есть. Избраны, ожидается их согласие:
web-wait-nothing = Ничего не ожидается.

web-eoffice-title = Вести выборы
web-eoffice-sign = Подписать
web-eoffice-guard = Моя часть как хранителя голосования
web-eoffice-turnout = Принято бюллетеней: { $ballots }; членов, которые могут голосовать: { $voters }.
web-eoffice-codes = Коды для голосования
web-eoffice-given = Выдано: { $given } из { $all }.
web-eoffice-send = Написать всем, у кого есть электронная почта
web-eoffice-slips = Листки для остальных
web-eoffice-code = Код
web-eoffice-lost = Потерян?
web-eoffice-again = Показать снова
web-eoffice-again-for = Показать код снова: { $name }
web-code-none = не выдан
web-code-message = в сообщении
web-code-slip = на листке
web-code-shown = показан
web-code-again = { $count ->
    [one] показан снова { $count } раз
    [few] показан снова { $count } раза
    [many] показан снова { $count } раз
   *[other] показан снова { $count } раза
}
web-vslips-count = { $count ->
    [one] { $count } листок.
    [few] { $count } листка.
    [many] { $count } листков.
   *[other] { $count } листка.
}
web-vslips-before = { $count ->
    [one] Уже вручён { $count } листок.
    [few] Уже вручены { $count } листка.
    [many] Уже вручено { $count } листков.
   *[other] Уже вручено { $count } листка.
} Повторная печать считается, и всем видно, сколько раз это было.
web-vslips-again = Напечатать их снова
web-slip-vote-title = { $council }: голосуйте
web-slip-vote-text = Наведите камеру телефона на QR-код или откройте адрес и введите код. По этому коду может проголосовать любой, у кого он есть: никому его не давайте. Можно проголосовать снова; считается последний бюллетень.
web-mail-vote-subject = { $council }: голосуйте
web-mail-vote-body = Здравствуйте, { $name }!

    Вы можете голосовать с { $opens } до { $closes }:

    { $link }

    Ваш код: { $code }

    По этому коду может проголосовать любой, у кого он есть: никому его не давайте. Можно проголосовать снова; считается последний бюллетень.
web-outbox-text = Почтового сервера нет, или он не принял эти сообщения. Передайте их иначе: скопируйте в свою почту или прочтите вслух. Затем нажмите кнопку; текст будет удалён.
web-outbox-empty = Здесь ничего нет.
web-outbox-to = Кому:
web-outbox-done = Передано
