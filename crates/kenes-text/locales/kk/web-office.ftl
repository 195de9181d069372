### Кеңсе беттері: тізім, парақшалар, хабарлар. Бағдарлама аударған; ағылшынша мәтін шешуші болып табылады.

web-yes = иә
web-no = жоқ
web-print = Басып шығару

web-members-title = Мүшелер
web-members-count = { $count ->
    [one] Тізімде бір адам бар.
   *[other] Тізімде { $count } адам бар.
}
web-members-waiting = { $count ->
    [one] Бір адам қосылатын ештеңе әлі алған жоқ.
   *[other] { $count } адам қосылатын ештеңе әлі алған жоқ.
}
web-members-without = { $count ->
    [one] Тізімдегі бір адамның құрылғысы жоқ: дауыс беруге коды бар парақша жеткілікті.
   *[other] Тізімдегі { $count } адамның құрылғысы жоқ: дауыс беруге коды бар парақша жеткілікті.
}
web-members-slips = Басып шығарылатын парақшалар
web-members-send = Электрондық поштасы барларға жазу
web-members-add = Адамдарды тізімге қосу
web-members-list = Есімдер
web-members-list-hint = Әр жолда бір есім немесе кестеден не CSV файлынан көшірілген есімдер мен пошта мекенжайлары. Пошта міндетті емес.
web-members-preview = Тізімді қарау
web-members-roll = Тізім
web-members-name = Есімі
web-members-state = Күйі
web-members-mail = Пошта
web-members-left = кетті
web-members-joined = құрылғымен қосылды
web-members-given = қосылу коды бар
web-members-enrolled = тізімде
web-members-erased = (өшірілді)

web-roll-empty = Тізімде ештеңе жоқ.
web-roll-long = Тізім тым ұзын. Бөліп енгізіңіз.
web-roll-no-name = Есім жоқ.
web-roll-long-name = Есім 100 әріптен ұзын.
web-roll-character = Көрінбейтін таңба бар.
web-roll-encoding = Кейбір әріптер оқылмайды: файлды UTF-8 түрінде сақтаңыз.
web-roll-address = Бұл электрондық пошта мекенжайы емес.
web-roll-language = Бұл тілде беттер жоқ.
web-roll-cells = Ұяшықтар бағандардан көп.
web-roll-twice = { $line }-жолдағымен бірдей.
web-roll-same-name = { $line }-жолдағымен аттас, мекенжайы басқа.
web-roll-same-address = Мекенжайы { $line }-жолдағымен бірдей: оны оқитын адам екі хабарды да оқиды.

web-preview-title = Дұрыс па?
web-preview-good = { $count ->
    [one] Тізімге бір адамды қосуға болады.
   *[other] Тізімге { $count } адамды қосуға болады.
}
web-preview-bad = { $count ->
    [one] Бір жол қалдырылды. Не дұрыс емес екені қасында тұр.
   *[other] { $count } жол қалдырылды. Не дұрыс емес екені қастарында тұр.
}
web-preview-unknown = «{ $column }» бағанының не екені белгісіз; ол қалдырылды.
web-preview-line = Жол
web-preview-remarks = Ескертпелер
web-preview-left-out = Қалдырылды:
web-preview-enrol = { $count ->
    [one] Бір адамды тізімге қосу
   *[other] { $count } адамды тізімге қосу
}
web-preview-change = Тізімді өзгерту
web-what-enrol = Сіз адамдарды тізімге қосасыз. Ашық журнал әрқайсысына бір мөрленген сан көрсетеді, есім көрсетпейді.

web-slips-title = Басып шығарылатын парақшалар
web-slips-count = { $count ->
    [one] Электрондық поштасы жоқ жалғыз адамға бір парақша.
   *[other] Электрондық поштасы жоқтарға { $count } парақша.
}
web-slips-done = Басып шығарылып, берілді
web-slip-join-title = Телефоныңызбен қосылыңыз: { $council }
web-slip-join-text = QR-кодты камерамен сканерлеңіз немесе мекенжайды ашып, кодты жазыңыз. Мұны қолданғыңыз келетін телефонда немесе компьютерде істеңіз. Код бір рет жарайды және тек сіздікі. Дауыс беру үшін ол керек емес.
web-mail-join-subject = Қосылыңыз: { $council }
web-mail-join-body = Сәлеметсіз бе, { $name }!

    Осы сілтемені қай телефонда немесе компьютерде ашсаңыз, сіз үшін сол қосылады. Ол бір рет жарайды және тек сіздікі.

    { $link }

    Ол кандидат болу, орынды қабылдау немесе дауыс берудің кілтін сақтау үшін керек. Дауыс беру үшін керек емес.

web-choose = Таңдаңыз
web-call-title = Сайлау тағайындау
web-call-head = Сайлау тағайындау: { $body }
web-call-text = Толтырылатын орындар: { $seats }. Дауыс бере алатын мүшелер: { $eligible }; кейін қосылған адам бұл жолы дауыс бере алмайды.
web-call-dates = Ережелер рұқсат ететін ең ерте күндер
web-call-nominations = Кандидаттар мерзімі
web-call-opens = Дауыс беру ашылады
web-call-closes = Дауыс беру жабылады
web-call-trustees = Кілтті кім сақтайды?
web-call-trustees-hint = Құрылғымен қосылған { $wanted } мүше; олардың { $threshold } бірлесіп нәтижені ашады. Кандидаттардан сұрамаған жөн.
web-call-trustee = { $number }-кілт сақтаушы
web-call-trustees-wrong = Сұралғанша адам таңдаңыз.
web-call-trustees-twice = Әр адамды бір рет таңдаңыз.
web-call-small = Тек { $eligible } мүше дауыс бере алады: нәтижеден кімнің қалай дауыс бергені көрінуі мүмкін. Бәрі мұны біледі және келіседі.
web-call-small-missing = Дауыс берушілер өздерінің аз екенін білетінін белгілеңіз.
web-call-title-text = Сайлау: { $body }
web-call-question-rank = Кімді және қандай ретпен қалайсыз?
web-call-question-approve = Кімді көргіңіз келеді? Қанша қаласаңыз, сонша таңдаңыз.
web-call-question-one = Кімді қалайсыз?
web-what-call = Сіз сайлау тағайындайсыз.

web-office-title = Кеңсе
web-office-elections = Сайлаулар
web-office-until = { $until } дейін.
web-office-missing = Не жетіспейді
web-office-messages = Хабарлар
web-office-messages-text = { $count ->
    [one] Бір хабар поштамен жіберілмеді.
   *[other] { $count } хабар поштамен жіберілмеді.
}
web-office-outbox = Жеткізілетін хабарлар
web-task-members = Мүшелер тізімде
web-task-members-go = Мүшелерге
web-task-devices = Құрылғымен жеткілікті адам қосылды
web-task-devices-state = Қосылғаны: { $have }; кілт сақтауға керегі: { $wanted }.
web-task-practice = Жаттығу
web-task-practice-state = Дауыс берушілер не көретінін өз телефоныңыздан қараңыз. Бұдан ештеңе есептелмейді.
web-task-practice-go = Қазір жаттығу
web-office-next = Келесі: { $what }
web-task-call = Сайлау тағайындау: { $body }
web-task-call-ready = Уақыты келді, бәрі бар.
web-task-call-waits = Уақыты келді. Алдымен жоғарыда тұрғаны болуға тиіс.
web-task-call-go = Тағайындау
web-wait-key = Кілт сақтаушылар кілт жасайды. Күтілетіндер:
web-wait-candidates = Кандидаттар ұсынылуда.
web-wait-setup = Дауыс берушілер тізімін куәландыруға тиіс:
web-wait-rehearsal = Кілт сақтаушылар кілтті сынақ бюллетенінде көреді. Күтілетіндер:
web-wait-opening = Бәрі дайын. Дауыс беру өзі ашылады.
web-wait-votes = Дауыс беру ашық.
web-wait-count = Дауыс беру жабық. Нәтижені ашатындар:
web-wait-lot = Санақта теңдік шықты. Жеребені кілт сақтаушылар ашады.
web-wait-answers = Нәтиже бар. Сайланып, келісе ме деп сұралғандар:
web-wait-nothing = Күтілетін ештеңе жоқ.

web-eoffice-title = Сайлауды жүргізу
web-eoffice-sign = Қол қою
web-eoffice-guard = Кілт сақтаушы ретіндегі бөлігім
web-eoffice-turnout = Қабылданған бюллетеньдер: { $ballots }; дауыс бере алатын мүшелер: { $voters }.
web-eoffice-codes = Дауыс беру кодтары
web-eoffice-given = Берілгені: { $all } ішінен { $given }.
web-eoffice-send = Электрондық поштасы барлардың бәріне жазу
web-eoffice-slips = Қалғандарға парақшалар
web-eoffice-code = Код
web-eoffice-lost = Жоғалды ма?
web-eoffice-again = Қайта көрсету
web-eoffice-again-for = Кодты қайта көрсету: { $name }
web-code-none = берілмеген
web-code-message = хабарда
web-code-slip = парақшада
web-code-shown = көрсетілді
web-code-again = { $count ->
    [one] бір рет қайта көрсетілді
   *[other] { $count } рет қайта көрсетілді
}
web-vslips-count = { $count ->
    [one] Бір парақша.
   *[other] { $count } парақша.
}
web-vslips-before = { $count ->
    [one] Бір парақша бұрын берілген.
   *[other] { $count } парақша бұрын берілген.
} Қайта басып шығару есептеледі, оның неше рет болғанын бәрі көре алады.
web-vslips-again = Қайта басып шығару
web-slip-vote-title = Дауыс беріңіз: { $council }
web-slip-vote-text = QR-кодты телефон камерасымен сканерлеңіз немесе мекенжайды ашып, кодты жазыңыз. Бұл код кімде болса, сол онымен дауыс бере алады: оны ешкімге бермеңіз. Қайта дауыс беруге болады; соңғы бюллетень есептеледі.
web-mail-vote-subject = Дауыс беріңіз: { $council }
web-mail-vote-body = Сәлеметсіз бе, { $name }!

    Сіз { $opens } бастап { $closes } дейін дауыс бере аласыз:

    { $link }

    Кодыңыз: { $code }

    Бұл код кімде болса, сол онымен дауыс бере алады: оны ешкімге бермеңіз. Қайта дауыс беруге болады; соңғы бюллетень есептеледі.
web-outbox-text = Пошта сервері жоқ немесе ол бұларды қабылдамады. Оларды басқаша жеткізіңіз: өз поштаңызға көшіріңіз немесе дауыстап оқып беріңіз. Содан кейін түймені басыңыз; мәтін жойылады.
web-outbox-empty = Ештеңе жоқ.
web-outbox-to = Кімге:
web-outbox-done = Берілді
