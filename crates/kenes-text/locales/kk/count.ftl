### Дауыс санау сөзбен. Бағдарлама аударған; ағылшынша мәтін шешуші болып табылады.

## Ережелер

count-rule-scottish-stv = Шотландияның бір берілмелі дауыс жүйесі
count-rule-scottish-stv-about = Сайлаушылар үміткерлерді рет-ретімен қояды. Квотаға жеткен үміткер орын алады, ал одан асқан дауыстар келесі таңдауларға өтеді. Ешкімде артық дауыс болмаса, дауысы ең аз үміткер шығарылып, оның бюллетеньдері әрі қарай өтеді.
count-rule-plurality = Салыстырмалы көпшілік
count-rule-plurality-about = Бірінші таңдауы ең көп үміткер орын алады.
count-rule-approval = Мақұлдау дауысы
count-rule-approval-about = Сайлаушылар мақұлдайтын үміткерлердің бәрін белгілейді. Белгісі ең көп үміткер орын алады.
count-rule-two-round = Екі тур
count-rule-two-round-about = Дауыстардың жартысынан көбін алған үміткер орын алады. Ондай үміткер болмаса, алғашқы екеуі екінші турға өтіп, сонда дауысы көбі орын алады.
count-rule-sainte-lague = Сент-Лагю әдісі
count-rule-sainte-lague-about = Орындар бір-бірден дауыстарды 1, 3, 5, 7 … сандарына бөлгендегі ең үлкен бөліндіге беріледі.
count-rule-dhondt = Д’Ондт әдісі
count-rule-dhondt-about = Орындар бір-бірден дауыстарды 1, 2, 3, 4 … сандарына бөлгендегі ең үлкен бөліндіге беріледі.
count-rule-hamilton = Гамильтон әдісі (ең үлкен қалдықтар)
count-rule-hamilton-about = Әр тізім орындардағы үлесінің бүтін бөлігін алады; қалған орындар ең үлкен қалдықтарға беріледі.
count-rule-huntington-hill = Хантингтон — Хилл әдісі
count-rule-huntington-hill-about = Алдымен әрқайсысы бір орын алады. Қалғандары бір-бірден дауыстарды √(1 × 2), √(2 × 3), √(3 × 4) … сандарына бөлгендегі ең үлкен бөліндіге беріледі.
count-rule-countback = Босаған орынға қайта санау
count-rule-countback-about = Босаған орын сол орын толтырылған сайлаудың бюллетеньдерімен толтырылады; олар орынға түсетіндер үшін саналады.
count-rule-other = Басқа ереже
count-rule-other-about = Бұл ереже өз дереккөзінде сипатталған.
count-clause-rule = { $number }-ереже

## Тақырыптар мен белгілер

count-label-result = Нәтиже
count-label-drawing = Дауыстар қайда өтті
count-label-drawing-seats = Дауыстар мен орындар
count-label-table = Дауыстар санмен
count-label-stages = Кезең-кезеңімен
count-label-ties = Теңдіктер
count-label-reading = Бюллетеньдер қалай оқылды
count-label-rule = Ереже
count-label-check = Мұны қолмен қалай тексеруге болады
count-label-source = Дереккөз: { $source }
count-label-skip = Нәтижеге өту
count-label-candidate = Үміткер
count-label-list = Тізім
count-label-votes = Дауыстар
count-label-seats = Орындар
count-label-seat = Орын
count-label-claim = Салыстырылған сан
count-label-exact = Бөлшек түрінде
count-label-share = Үлес
count-label-whole = Бүтін бөлігі
count-label-quota = Квота
count-label-non-transferable = Берілмейтін
count-label-lost = соның ішінде ондық таңбаларды кескенде жоғалғаны
count-label-sum = Қосынды
count-label-elected = орын алды
count-label-withdrawn = бас тартты
count-label-not-elected = орын алмады
count-label-vacated = орынды босатты
count-label-holds-a-seat = орны бұрыннан бар
count-label-does-not-stand = орынға түспейді
count-label-elected-at = орын алды, { $stage }-кезең
count-label-excluded-at = шығарылды, { $stage }-кезең
count-label-caption = Әр кезең соңындағы әр үміткердің дауыстары
count-label-caption-seats = Әр тізімнің дауыстары мен орындары
count-label-caption-awards = Орындар берілу ретімен, кімге берілгені және салыстырылған сан
count-label-caption-shares = Дөңгелектеуге дейінгі әркімнің үлесі
count-label-stage = { $stage }-кезең
count-label-stage-of = { $stage }-кезең: { $action }
count-label-lot-text = Жеребе мәтіні
count-label-legend-elected = Жолақты баған: орын алды.
count-label-legend-quota = Үзік сызық: квота.
count-label-legend-excluded = Айқас: шығарылды.
count-label-legend-seats = Әр нүкте — бір орын.
count-label-too-many-to-draw = Кезеңдер не үміткерлер тым көп, сондықтан әр өтуді салу мүмкін емес. Бағандар — соңындағы дауыстар.

## Сурет бағандарының үстінде

count-short-first-preferences = 1-таңдаулар
count-short-surplus = артық дауыс
count-short-exclude = шығару
count-short-second-round = екінші тур
count-short-held-papers = бюллетеньдер
count-short-other = келесі қадам

## Кезең не істейді

count-action-first-preferences = бірінші таңдаулар
count-action-approvals = мақұлдаулар
count-action-surplus = артық дауыстар ({ $name })
count-action-exclude = шығару ({ $name })
count-action-second-round = екінші тур
count-action-held-papers = { $name } деген үміткер орынды иеленген бюллетеньдер
count-action-other = келесі қадам

## Нәтиже

count-result-seats =
    { $seats ->
        [one] { $seats } орын толтырылуға тиіс болды.
       *[other] { $seats } орын толтырылуға тиіс болды.
    }
count-result-distributed =
    { $seats ->
        [one] { $seats } орын бөлінуге тиіс болды.
       *[other] { $seats } орын бөлінуге тиіс болды.
    }
count-result-elected = Орын алғандар, мына ретпен:
count-result-seats-of = Орындар:
count-result-nobody = Әзірге ешкім орын алған жоқ.
count-result-quota = Квота, яғни орын беретін дауыс саны — { $quota }.
count-result-vacant =
    { $seats ->
        [one] { $seats } орын бос қалады.
       *[other] { $seats } орын бос қалады.
    }
count-result-stopped = Санау тоқтады: жеребе керек: { $names }. Төменде — осы сәтке дейінгі санау.
count-why-quota =
    { $votes ->
        [one] { $stage }-кезеңде { $votes } дауыс, квотадан ({ $quota }) кем емес
       *[other] { $stage }-кезеңде { $votes } дауыс, квотадан ({ $quota }) кем емес
    }
count-why-last-vacancies =
    { $votes ->
        [one] { $stage }-кезеңде { $votes } дауыс, үміткерлер орындардан көп қалмағанда
       *[other] { $stage }-кезеңде { $votes } дауыс, үміткерлер орындардан көп қалмағанда
    }
count-why-majority =
    { $votes ->
        [one] { $stage }-кезеңде { $votes } дауыс, жартысынан көп
       *[other] { $stage }-кезеңде { $votes } дауыс, жартысынан көп
    }
count-why-most-votes =
    { $votes ->
        [one] { $stage }-кезеңде { $votes } дауыс, ең көптердің қатарында
       *[other] { $stage }-кезеңде { $votes } дауыс, ең көптердің қатарында
    }
count-why-other =
    { $votes ->
        [one] { $stage }-кезеңде { $votes } дауыс
       *[other] { $stage }-кезеңде { $votes } дауыс
    }
count-why-seats =
    { $seats ->
        [one] { $seats } орын, { $votes } дауыс
       *[other] { $seats } орын, { $votes } дауыс
    }

## Бюллетеньдер қалай оқылды

count-reading-papers =
    { $papers ->
        [one] { $papers } бюллетень оқылды; жарамдысы: { $valid }.
       *[other] { $papers } бюллетень оқылды; жарамдысы: { $valid }.
    }
count-reading-votes =
    { $votes ->
        [one] { $votes } дауыс саналды.
       *[other] { $votes } дауыс саналды.
    }
count-reading-blank =
    { $papers ->
        [one] { $papers } бюллетеньде белгі жоқ, ол жарамсыз.
       *[other] { $papers } бюллетеньде белгі жоқ, олар жарамсыз.
    }
count-reading-no-first =
    { $papers ->
        [one] { $papers } бюллетень бірінші орындағы жалғыз үміткерден басталмайды, ол жарамсыз.
       *[other] { $papers } бюллетень бірінші орындағы жалғыз үміткерден басталмайды, олар жарамсыз.
    }
count-reading-nobody-standing =
    { $papers ->
        [one] { $papers } бюллетень оқылған бөлігінде тек бас тартқан үміткерлерді белгілейді, ол жарамсыз.
       *[other] { $papers } бюллетень оқылған бөлігінде тек бас тартқан үміткерлерді белгілейді, олар жарамсыз.
    }
count-reading-nobody-stands =
    { $papers ->
        [one] { $papers } бюллетень оқылған бөлігінде бюллетеньдер саналатын ешкімді белгілемейді, ол жарамсыз.
       *[other] { $papers } бюллетень оқылған бөлігінде бюллетеньдер саналатын ешкімді белгілемейді, олар жарамсыз.
    }
count-reading-cut-at-skip =
    { $papers ->
        [one] { $papers } бюллетеньде рет саны қалып қойған: содан кейінгі белгілер саналмайды.
       *[other] { $papers } бюллетеньде рет саны қалып қойған: содан кейінгі белгілер саналмайды.
    }
count-reading-cut-at-equal =
    { $papers ->
        [one] { $papers } бюллетеньде бір рет саны бірнеше үміткерге берілген: содан бастап белгілер саналмайды.
       *[other] { $papers } бюллетеньде бір рет саны бірнеше үміткерге берілген: содан бастап белгілер саналмайды.
    }
count-reading-cut-at-repeat =
    { $papers ->
        [one] { $papers } бюллетеньде үміткер екінші рет белгіленген: содан бастап белгілер саналмайды.
       *[other] { $papers } бюллетеньде үміткер екінші рет белгіленген: содан бастап белгілер саналмайды.
    }
count-reading-whole = Жарамды бюллетеньдердің ешқайсысында рет саны қалып қоймаған, бір рет саны бірнеше үміткерге берілмеген және үміткер екі рет белгіленбеген, сондықтан әрқайсысы соңына дейін оқылды.
count-reading-withdrawn = Бас тартқандар: { $names }. Оларға берілген таңдаулар жоқ сияқты өткізіледі.
count-reading-withdrawn-sums = Бас тартқандар: { $names }. Оларға берілген дауыстар саналмайды.
count-reading-second = Екінші дауыс беру: { $sentence }

## Босаған орын

count-vacated-by = { $name } деген үміткер орынды босатты.
count-vacated-standing = Орынға түсетіндер: { $names }.
count-vacated-quota = { $name } деген үміткер орынды иеленген бюллетеньдер сол орынға түсетіндер үшін саналады.
count-vacated-all-votes = Сайлаудың барлық бюллетеньдері орынға түсетіндер үшін саналады.

## Кезеңдер сөзбен

count-stage-clause = { $sentence } ({ $clause })
count-stage-first-preferences = Әр жарамды бюллетень — ондағы бірінші үміткерге берілген бір дауыс.
count-stage-approvals = Әр бюллетень — онда белгіленген әр үміткерге берілген бір дауыс.
count-stage-sums = Дауыстар қосынды түрінде берілгендей алынды.
count-stage-surplus = { $name } деген үміткерде { $votes } дауыс бар. Квотадан асқаны өтеді: { $votes } − { $quota } = { $surplus }. Бюллетеньдердің әрқайсысы келесі таңдауға өз құны × { $surplus } ÷ { $votes } болып өтеді; { $places } ондық таңбадан кейінгісі кесіледі.
count-stage-exclude =
    { $votes ->
        [one] { $name } деген үміткерде дауыс ең аз, { $votes }, сондықтан ол шығарылады. Бюллетеньдер өз құнымен өтеді.
       *[other] { $name } деген үміткерде дауыс ең аз, { $votes }, сондықтан ол шығарылады. Бюллетеньдер өз құнымен өтеді.
    }
count-stage-second-round = Дауыстардың жартысынан көбі ешкімде жоқ. Екінші турға өтетіндер: { $names }.
count-stage-held-papers = { $name } деген үміткер орынды иеленген бюллетеньдер сол кездегі құнымен орынға түсетіндер үшін саналады.
count-stage-other = Санау жалғасады.
count-stage-recalculated = Квота қайта есептеледі: { $quota }.
count-move-to =
    { $papers ->
        [one] { $name }: { $papers } бюллетень, құны { $value } = { $votes }
       *[other] { $name }: { $papers } бюллетень, әрқайсысы { $value } = { $votes }
    }
count-move-nowhere =
    { $papers ->
        [one] келесі таңдауы жоқ: { $papers } бюллетень, құны { $value } = { $votes }, берілмейді
       *[other] келесі таңдауы жоқ: { $papers } бюллетень, әрқайсысы { $value } = { $votes }, берілмейді
    }
count-move-between =
    { $papers ->
        [one] { $from } → { $name }: { $papers } бюллетень, құны { $value } = { $votes }
       *[other] { $from } → { $name }: { $papers } бюллетень, әрқайсысы { $value } = { $votes }
    }
count-move-between-nowhere =
    { $papers ->
        [one] { $from }, келесі таңдауы жоқ: { $papers } бюллетень, құны { $value } = { $votes }, берілмейді
       *[other] { $from }, келесі таңдауы жоқ: { $papers } бюллетень, әрқайсысы { $value } = { $votes }, берілмейді
    }
count-move-lost = ондық таңбаларды кескенде жоғалғаны: { $votes }, берілмейтін дауыстарға қосылады
count-move-none = Бірде-бір бюллетень өтпейді.
count-outcome-quota = { $name } деген үміткерде { $votes } дауыс бар, квотадан ({ $quota }) кем емес, ол орын алады.
count-outcome-last-vacancies = Үміткерлер орындардан көп қалған жоқ: { $name } деген үміткер { $votes } дауыспен орын алады.
count-outcome-majority = { $name } деген үміткерде { $votes } дауыс бар, жартысынан көп, ол орын алады.
count-outcome-most-votes = { $name } деген үміткер дауысы ең көптердің ({ $votes }) қатарында, ол орын алады.
count-outcome-other = { $name } деген үміткер { $votes } дауыспен орын алады.
count-outcome-nobody = Бұл кезеңде ешкім орын алмайды.

## Теңдіктер

count-tie-exclude = { $stage }-кезең соңында мына үміткерлерде дауыс тең және ең аз, біреуін шығару керек: { $names }.
count-tie-transfer = { $stage }-кезең соңында мына үміткерлердің артық дауыстары тең, біреуі бірінші өтуге тиіс: { $names }.
count-tie-elect = { $stage }-кезең соңында мына үміткерлердің дауыстары тең, ал орын бәріне жетпейді: { $names }.
count-tie-second-round = { $stage }-кезең соңында мына үміткерлердің дауыстары тең, ал екінші турға бәрі өте алмайды: { $names }.
count-tie-seat = Мыналардың орынға құқығы тең, ал орын бәріне жетпейді: { $names }.
count-tie-other = Теңдік: { $names }.
count-tie-fewest = { $stage }-кезеңде дауыстары тең емес еді: ең азы — { $names }.
count-tie-most = { $stage }-кезеңде дауыстары тең емес еді: ең көбі — { $names }.
count-tie-same = Бұрынғы бірде-бір кезең оларды ажыратпайды: { $names }.
count-tie-chosen-exclude = Шығарылады: { $name }.
count-tie-chosen-transfer = Артық дауысы бірінші өтетін үміткер: { $name }.
count-tie-chosen-elect = Орын алады: { $name }.
count-tie-chosen-second-round = Екінші турға өтеді: { $name }.
count-tie-chosen-seat = Орын беріледі: { $name }.
count-tie-chosen-other = Таңдалды: { $name }.
count-tie-lot = Жеребе тасталады: { $names }. Оны қайталағысы келген адам төмендегі мәтінді алып, әр жолын жаңа жол таңбасымен аяқтап, SHA-256 мәнін есептейді.
count-tie-lot-hash = Ол мынаған тең: { $hash }.
count-tie-lot-rest = Осы он алтылық санды { $divisor } санына бөлгендегі қалдық — { $rest }. 0-ден бастап санағанда { $names } қатарындағы { $rest } нөмірі — { $name }.
count-tie-needs-lot = Жеребе керек: { $names }. Жеребе саны берілсе, санау жалғасады.

## Мұны қолмен қалай тексеруге болады

count-check-quota = Квота: { $valid } жарамды бюллетень ÷ ({ $seats } + 1), бөлшегі алынбайды, 1 қосылады = { $quota }.
count-check-sum = Әр кезең соңында барлық үміткерлердің дауыстары мен берілмейтін дауыстардың қосындысы — { $sum }.
count-check-papers = Бюллетеньдерді бірінші таңдауы бойынша бөліп санаңыз. Әр кезеңде аталған үміткердің бюллетеньдерін алып, әлі орын алмаған және шығарылмаған келесі үміткер бойынша бөліңіз; бюллетеньдердің саны мен құны сонда көрсетілген.
count-check-sums = Әр үміткердің дауыстарын санаңыз. Дауысы ең көптер орын алады.
count-check-half = Жартысынан көп: { $valid } дауыстан кемінде { $half }.
count-check-held = Орынға түсетіндерге тиген дауыстардың ({ $votes }) жартысынан көбі: кемінде { $quota }.
count-check-all-votes = Квота — сайлаудың барлық орындары үшін Шотландия ережелері бойынша квота: { $quota }. Орны бұрыннан барлар шығарылмайды да, қайта сайланбайды да.
count-check-minimum =
    { $minimum ->
        [one] Алдымен әрқайсысына { $minimum } орын беріледі.
       *[other] Алдымен әрқайсысына { $minimum } орын беріледі.
    }
count-check-sainte-lague = Әр тізімнің дауыстарын 1, 3, 5, 7 … санына, яғни орындарының екі еселенген саны плюс 1-ге бөліңіз. Ең үлкен бөлінді келесі орынды алады.
count-check-dhondt = Әр тізімнің дауыстарын 1, 2, 3, 4 … санына, яғни орындарының саны плюс 1-ге бөліңіз. Ең үлкен бөлінді келесі орынды алады.
count-check-huntington-hill = Әр тізімнің дауыстарын квадраттап, s × (s + 1) санына бөліңіз, мұнда s — оның орындарының саны: бұл бөліндінің квадраты, ең үлкені келесі орынды алады.
count-check-hamilton = Әр тізімнің үлесі — дауыстары × { $seats } ÷ { $votes }. Ол бүтін бөлігін алады; бөлгенде қалғаны — қалдық, қалған орындар ең үлкен қалдықтарға беріледі.
count-check-minimum-share = Үлесі ең аз орын санынан ({ $minimum }) төмен тізімге сол сан беріледі. Қалғандары қалған орындарды өз дауыстары бойынша, ешбір үлес одан төмен болмағанша бөліседі.
count-check-last = Соңғы орын: { $name }, саны { $claim }.

## Неге

count-explain-withdrawn = { $name } деген үміткер бас тартты. { $name } деген үміткерге берілген таңдаулар жоқ сияқты өткізілді.
count-explain-first =
    { $votes ->
        [one] { $name } деген үміткерде { $votes } бірінші таңдау болды: { $number } ішінде { $place }-орын.
       *[other] { $name } деген үміткерде { $votes } бірінші таңдау болды: { $number } ішінде { $place }-орын.
    }
count-explain-votes =
    { $votes ->
        [one] { $name } деген үміткерде { $votes } дауыс болды: { $number } ішінде { $place }-орын.
       *[other] { $name } деген үміткерде { $votes } дауыс болды: { $number } ішінде { $place }-орын.
    }
count-explain-quota = Квота { $quota } болды.
count-explain-received =
    { $papers ->
        [one] { $stage }-кезең, { $action }: { $papers } бюллетень { $name } деген үміткерге { $received } қосты, барлығы { $votes } болды.
       *[other] { $stage }-кезең, { $action }: { $papers } бюллетень { $name } деген үміткерге { $received } қосты, барлығы { $votes } болды.
    }
count-explain-elected-quota = { $stage }-кезеңде { $name } деген үміткерде { $votes } болды, квотадан ({ $quota }) кем емес, ол орын алды.
count-explain-elected-last-vacancies = { $stage }-кезеңде үміткерлер орындардан көп қалмады, { $name } деген үміткер { $votes } дауыспен орын алды.
count-explain-elected-majority = { $stage }-кезеңде { $name } деген үміткерде { $votes } болды, дауыстардың жартысынан көп, ол орын алды.
count-explain-elected-most-votes = { $stage }-кезеңде { $name } деген үміткер дауысы ең көптердің ({ $votes }) қатарында болып, орын алды.
count-explain-elected-other = { $stage }-кезеңде { $name } деген үміткер { $votes } дауыспен орын алды.
count-explain-surplus = { $stage }-кезеңде { $name } деген үміткердің артық дауыстары өтті: { $moves }.
count-explain-excluded = { $stage }-кезеңде { $name } деген үміткерде дауыс ең аз болды, { $votes }, ол шығарылды.
count-explain-next = Одан кейінгі { $other } деген үміткерде { $votes } болды: { $short } артық.
count-explain-passed = { $name } деген үміткердің бюллетеньдері өтті: { $moves }.
count-explain-move = { $name } — { $votes }
count-explain-move-nowhere = берілмейтіні — { $votes }
count-explain-short-of-quota = { $name } деген үміткердің ең көп дауысы { $votes } болды, квотаға { $short } жетпеді.
count-explain-left = Соңғы орын толтырылғанда { $name } деген үміткерде { $votes } болды: ол орын алған да, шығарылған да жоқ.
count-explain-last-elected = Соңғы болып орын алған { $other } деген үміткерде { $votes } болды: { $name } деген үміткердің ең көп дауысынан { $short } артық.
count-explain-behind = Орын алғандардың соңғысы, { $other } деген үміткерде, { $votes } болды: { $short } артық.
count-explain-ahead = Орын алмағандардың біріншісі, { $other } деген үміткерде, { $votes } болды: { $short } кем.
count-explain-level = { $other } деген үміткерде де сонша болды.
count-explain-in-second-round = { $name } деген үміткер екінші турға өтті.
count-explain-not-in-second-round = { $name } деген үміткер екінші турға өтпеді; өткендер: { $names }, олардың соңғысында { $votes }.
count-explain-vacated = { $name } деген үміткер орынды босатты, сондықтан бюллетеньдер сол орынға түсетіндерге өтеді.
count-explain-holds-a-seat = { $name } деген үміткердің орны бұрыннан бар: ол шығарылмайды да, қайта сайланбайды да.
count-explain-did-not-stand = { $name } деген үміткер босаған орынға түспеді.
count-explain-stopped = Санау тоқтады, жеребе керек: { $names }. { $name } деген үміткер де солардың бірі.
count-explain-stopped-elsewhere = Санау тоқтады, жеребе керек: { $names }. { $name } деген үміткердің орын алатыны әзірге белгісіз.
count-explain-lot = Жеребе тасталды: { $names }.
count-explain-share = { $name }: { $all } дауыстың { $votes } дауысы, { $all-seats } орынның { $seats } орны.
count-explain-minimum =
    { $minimum ->
        [one] { $minimum } орын дауыстар салыстырылғанға дейін берілді.
       *[other] { $minimum } орын дауыстар салыстырылғанға дейін берілді.
    }
count-explain-quotient = { $seat }-орын берілді: { $name }, бөлінді { $claim }.
count-explain-quotient-squared = { $seat }-орын берілді: { $name }, бөліндінің квадраты { $claim }.
count-explain-remainder = Тағы бір орын берілді: { $name }, қалдық { $claim }.
count-explain-quotients =
    { $number ->
        [one] { $name }: бөлінділер бойынша { $number } орын, біріншісі { $first } ({ $first-seat }-орын), соңғысы { $last } ({ $last-seat }-орын).
       *[other] { $name }: бөлінділер бойынша { $number } орын, біріншісі { $first } ({ $first-seat }-орын), соңғысы { $last } ({ $last-seat }-орын).
    }
count-explain-quotients-squared =
    { $number ->
        [one] { $name }: бөлінділер бойынша { $number } орын, біріншісінің квадраты { $first } ({ $first-seat }-орын), соңғысынікі { $last } ({ $last-seat }-орын).
       *[other] { $name }: бөлінділер бойынша { $number } орын, біріншісінің квадраты { $first } ({ $first-seat }-орын), соңғысынікі { $last } ({ $last-seat }-орын).
    }
count-explain-whole = Дәл үлесі — { $share }; бүтін бөлігі бойынша орын саны: { $seats }.
count-explain-below-minimum = Дәл үлесі — { $share }, ең аз орын санынан төмен; ең азы берілді, орын саны: { $seats }.
count-explain-no-remainder = Қалдықтар бойынша соңғы орын берілді: { $other }, қалдық { $last }; { $name }: қалдық { $claim }.
count-explain-next-quotient = Келесі орынға { $name } бөліндісі { $claim } болды; соңғы орын берілді: { $other }, бөлінді { $last }.
count-explain-next-quotient-squared = Келесі орынға { $name } бөліндісінің квадраты { $claim } болды; соңғы орын берілді: { $other }, квадраты { $last }.
count-explain-more-votes =
    { $short ->
        [one] Басқа дауыстар өзгермей, { $short } дауыс артық болса, сол бөлінді үлкенірек болар еді.
       *[other] Басқа дауыстар өзгермей, { $short } дауыс артық болса, сол бөлінді үлкенірек болар еді.
    }
