### Подсчёт словами. Переведено программой; решающим является английский текст.

## Правила

count-rule-scottish-stv = Шотландская система единого передаваемого голоса
count-rule-scottish-stv-about = Избиратели расставляют кандидатов по порядку. Кто достигает квоты, получает место, а голоса сверх неё переходят к следующим предпочтениям. Когда излишка нет ни у кого, исключается кандидат с наименьшим числом голосов, и его бюллетени переходят дальше.
count-rule-plurality = Относительное большинство
count-rule-plurality-about = Место получает тот, у кого больше всего первых предпочтений.
count-rule-approval = Одобрительное голосование
count-rule-approval-about = Избиратели отмечают всех, кого одобряют. Место получает тот, у кого больше всего отметок.
count-rule-two-round = Два тура
count-rule-two-round-about = Место получает тот, у кого больше половины голосов. Если такого нет, двое первых проходят во второй тур, и место получает тот из них, у кого там больше голосов.
count-rule-sainte-lague = Метод Сент-Лагю
count-rule-sainte-lague-about = Места по одному достаются наибольшему частному от деления голосов на 1, 3, 5, 7 …
count-rule-dhondt = Метод Д’Ондта
count-rule-dhondt-about = Места по одному достаются наибольшему частному от деления голосов на 1, 2, 3, 4 …
count-rule-hamilton = Метод Гамильтона (наибольших остатков)
count-rule-hamilton-about = Каждый список получает целую часть своей доли мест; оставшиеся места достаются наибольшим остаткам.
count-rule-huntington-hill = Метод Хантингтона — Хилла
count-rule-huntington-hill-about = Сначала каждый получает одно место. Остальные по одному достаются наибольшему частному от деления голосов на √(1 × 2), √(2 × 3), √(3 × 4) …
count-rule-countback = Пересчёт на освободившееся место
count-rule-countback-about = Освободившееся место заполняется по бюллетеням тех выборов, на которых оно было занято; они считаются за тех, кто претендует на место.
count-rule-other = Другое правило
count-rule-other-about = Это правило описано в его источнике.
count-clause-rule = правило { $number }

## Заголовки и подписи

count-label-result = Результат
count-label-drawing = Куда перешли голоса
count-label-drawing-seats = Голоса и места
count-label-table = Голоса в числах
count-label-stages = Этап за этапом
count-label-ties = Равенства
count-label-reading = Как читались бюллетени
count-label-rule = Правило
count-label-check = Как проверить подсчёт вручную
count-label-source = Источник: { $source }
count-label-skip = Перейти к результату
count-label-candidate = Кандидат
count-label-list = Список
count-label-votes = Голоса
count-label-seats = Места
count-label-seat = Место
count-label-claim = Сравниваемое число
count-label-exact = Дробью
count-label-share = Доля
count-label-whole = Целая часть
count-label-quota = Квота
count-label-non-transferable = Непередаваемые
count-label-lost = из них потеряно при отбрасывании знаков
count-label-sum = Сумма
count-label-elected = получает место
count-label-withdrawn = кандидатура снята
count-label-not-elected = без места
count-label-vacated = место освобождено
count-label-holds-a-seat = уже занимает место
count-label-does-not-stand = не претендует на место
count-label-elected-at = получает место, этап { $stage }
count-label-excluded-at = исключение, этап { $stage }
count-label-caption = Голоса каждого кандидата в конце каждого этапа
count-label-caption-seats = Голоса и места каждого списка
count-label-caption-awards = Места в порядке распределения, кому они достались и какое число сравнивалось
count-label-caption-shares = Доля каждого до округления
count-label-stage = Этап { $stage }
count-label-stage-of = Этап { $stage }: { $action }
count-label-lot-text = Текст жребия
count-label-legend-elected = Полосатый столбик: получает место.
count-label-legend-quota = Прерывистая линия: квота.
count-label-legend-excluded = Крест: исключение.
count-label-legend-seats = Каждая точка — одно место.
count-label-too-many-to-draw = Этапов или кандидатов слишком много, чтобы нарисовать каждую передачу. Столбики показывают голоса в конце.

## Над столбцами рисунка

count-short-first-preferences = 1-е предпочтения
count-short-surplus = излишек
count-short-exclude = исключение
count-short-second-round = второй тур
count-short-held-papers = бюллетени
count-short-other = далее

## Что делает этап

count-action-first-preferences = первые предпочтения
count-action-approvals = одобрения
count-action-surplus = излишек ({ $name })
count-action-exclude = исключение ({ $name })
count-action-second-round = второй тур
count-action-held-papers = бюллетени, с которыми место занимал кандидат { $name }
count-action-other = следующий шаг

## Результат

count-result-seats =
    { $seats ->
        [one] Нужно было заполнить { $seats } место.
        [few] Нужно было заполнить { $seats } места.
        [many] Нужно было заполнить { $seats } мест.
       *[other] Нужно было заполнить { $seats } места.
    }
count-result-distributed =
    { $seats ->
        [one] Нужно было распределить { $seats } место.
        [few] Нужно было распределить { $seats } места.
        [many] Нужно было распределить { $seats } мест.
       *[other] Нужно было распределить { $seats } места.
    }
count-result-elected = Получают места, в таком порядке:
count-result-seats-of = Места:
count-result-nobody = Места пока не получил никто.
count-result-quota = Квота — число голосов, которое даёт место, — равна { $quota }.
count-result-vacant =
    { $seats ->
        [one] { $seats } место остаётся свободным.
        [few] { $seats } места остаются свободными.
        [many] { $seats } мест остаются свободными.
       *[other] { $seats } места остаются свободными.
    }
count-result-stopped = Подсчёт остановлен: нужен жребий: { $names }. Ниже — подсчёт до этого момента.
count-why-quota =
    { $votes ->
        [one] { $votes } голос на этапе { $stage }, не меньше квоты { $quota }
        [few] { $votes } голоса на этапе { $stage }, не меньше квоты { $quota }
        [many] { $votes } голосов на этапе { $stage }, не меньше квоты { $quota }
       *[other] { $votes } голоса на этапе { $stage }, не меньше квоты { $quota }
    }
count-why-last-vacancies =
    { $votes ->
        [one] { $votes } голос на этапе { $stage }, когда кандидатов осталось не больше, чем мест
        [few] { $votes } голоса на этапе { $stage }, когда кандидатов осталось не больше, чем мест
        [many] { $votes } голосов на этапе { $stage }, когда кандидатов осталось не больше, чем мест
       *[other] { $votes } голоса на этапе { $stage }, когда кандидатов осталось не больше, чем мест
    }
count-why-majority =
    { $votes ->
        [one] { $votes } голос на этапе { $stage }, больше половины
        [few] { $votes } голоса на этапе { $stage }, больше половины
        [many] { $votes } голосов на этапе { $stage }, больше половины
       *[other] { $votes } голоса на этапе { $stage }, больше половины
    }
count-why-most-votes =
    { $votes ->
        [one] { $votes } голос на этапе { $stage }, среди наибольших чисел голосов
        [few] { $votes } голоса на этапе { $stage }, среди наибольших чисел голосов
        [many] { $votes } голосов на этапе { $stage }, среди наибольших чисел голосов
       *[other] { $votes } голоса на этапе { $stage }, среди наибольших чисел голосов
    }
count-why-other =
    { $votes ->
        [one] { $votes } голос на этапе { $stage }
        [few] { $votes } голоса на этапе { $stage }
        [many] { $votes } голосов на этапе { $stage }
       *[other] { $votes } голоса на этапе { $stage }
    }
count-why-seats =
    { $seats ->
        [one] { $seats } место; голосов: { $votes }
        [few] { $seats } места; голосов: { $votes }
        [many] { $seats } мест; голосов: { $votes }
       *[other] { $seats } места; голосов: { $votes }
    }

## Как читались бюллетени

count-reading-papers =
    { $papers ->
        [one] Прочитан { $papers } бюллетень; действительных: { $valid }.
        [few] Прочитано { $papers } бюллетеня; действительных: { $valid }.
        [many] Прочитано { $papers } бюллетеней; действительных: { $valid }.
       *[other] Прочитано { $papers } бюллетеня; действительных: { $valid }.
    }
count-reading-votes =
    { $votes ->
        [one] Подсчитан { $votes } голос.
        [few] Подсчитано { $votes } голоса.
        [many] Подсчитано { $votes } голосов.
       *[other] Подсчитано { $votes } голоса.
    }
count-reading-blank =
    { $papers ->
        [one] { $papers } бюллетень без отметок недействителен.
        [few] { $papers } бюллетеня без отметок недействительны.
        [many] { $papers } бюллетеней без отметок недействительны.
       *[other] { $papers } бюллетеня без отметок недействительны.
    }
count-reading-no-first =
    { $papers ->
        [one] { $papers } бюллетень начинается не с одного кандидата на первом месте и недействителен.
        [few] { $papers } бюллетеня начинаются не с одного кандидата на первом месте и недействительны.
        [many] { $papers } бюллетеней начинаются не с одного кандидата на первом месте и недействительны.
       *[other] { $papers } бюллетеня начинаются не с одного кандидата на первом месте и недействительны.
    }
count-reading-nobody-standing =
    { $papers ->
        [one] { $papers } бюллетень в прочитанной части отмечает только снятые кандидатуры и недействителен.
        [few] { $papers } бюллетеня в прочитанной части отмечают только снятые кандидатуры и недействительны.
        [many] { $papers } бюллетеней в прочитанной части отмечают только снятые кандидатуры и недействительны.
       *[other] { $papers } бюллетеня в прочитанной части отмечают только снятые кандидатуры и недействительны.
    }
count-reading-nobody-stands =
    { $papers ->
        [one] { $papers } бюллетень в прочитанной части не отмечает никого, для кого считаются бюллетени, и недействителен.
        [few] { $papers } бюллетеня в прочитанной части не отмечают никого, для кого считаются бюллетени, и недействительны.
        [many] { $papers } бюллетеней в прочитанной части не отмечают никого, для кого считаются бюллетени, и недействительны.
       *[other] { $papers } бюллетеня в прочитанной части не отмечают никого, для кого считаются бюллетени, и недействительны.
    }
count-reading-cut-at-skip =
    { $papers ->
        [one] В { $papers } бюллетене пропущено место в порядке: отметки после него не считаются.
        [few] В { $papers } бюллетенях пропущено место в порядке: отметки после него не считаются.
        [many] В { $papers } бюллетенях пропущено место в порядке: отметки после него не считаются.
       *[other] В { $papers } бюллетенях пропущено место в порядке: отметки после него не считаются.
    }
count-reading-cut-at-equal =
    { $papers ->
        [one] В { $papers } бюллетене одно место дано нескольким кандидатам: отметки начиная с него не считаются.
        [few] В { $papers } бюллетенях одно место дано нескольким кандидатам: отметки начиная с него не считаются.
        [many] В { $papers } бюллетенях одно место дано нескольким кандидатам: отметки начиная с него не считаются.
       *[other] В { $papers } бюллетенях одно место дано нескольким кандидатам: отметки начиная с него не считаются.
    }
count-reading-cut-at-repeat =
    { $papers ->
        [one] В { $papers } бюллетене кандидат отмечен второй раз: отметки начиная с этой не считаются.
        [few] В { $papers } бюллетенях кандидат отмечен второй раз: отметки начиная с этой не считаются.
        [many] В { $papers } бюллетенях кандидат отмечен второй раз: отметки начиная с этой не считаются.
       *[other] В { $papers } бюллетенях кандидат отмечен второй раз: отметки начиная с этой не считаются.
    }
count-reading-whole = Ни в одном действительном бюллетене нет пропущенных мест, одного места у нескольких кандидатов или кандидата, отмеченного дважды, поэтому каждый прочитан до конца.
count-reading-withdrawn = Снятые кандидатуры: { $names }. Предпочтения за них пропускаются, как если бы их не было.
count-reading-withdrawn-sums = Снятые кандидатуры: { $names }. Голоса за них не учитываются.
count-reading-second = Второе голосование: { $sentence }

## Освободившееся место

count-vacated-by = Место освободил кандидат { $name }.
count-vacated-standing = На место претендуют: { $names }.
count-vacated-quota = Бюллетени, с которыми место занимал кандидат { $name }, считаются за тех, кто на него претендует.
count-vacated-all-votes = Все бюллетени выборов считаются за тех, кто претендует на место.

## Этапы словами

count-stage-clause = { $sentence } ({ $clause })
count-stage-first-preferences = Каждый действительный бюллетень — один голос за первого кандидата в нём.
count-stage-approvals = Каждый бюллетень — один голос за каждого отмеченного в нём кандидата.
count-stage-sums = Голоса взяты из данных сумм.
count-stage-surplus = Кандидат { $name }: голосов { $votes }. То, что выше квоты, переходит дальше: { $votes } − { $quota } = { $surplus }. Каждый из этих бюллетеней переходит к следующему предпочтению в нём с той ценой, которую имеет, × { $surplus } ÷ { $votes }; после { $places } знаков всё отбрасывается.
count-stage-exclude =
    { $votes ->
        [one] У кандидата { $name } меньше всего голосов, { $votes }, и он исключается. Бюллетени переходят с той ценой, которую имеют.
        [few] У кандидата { $name } меньше всего голосов, { $votes }, и он исключается. Бюллетени переходят с той ценой, которую имеют.
        [many] У кандидата { $name } меньше всего голосов, { $votes }, и он исключается. Бюллетени переходят с той ценой, которую имеют.
       *[other] У кандидата { $name } меньше всего голосов, { $votes }, и он исключается. Бюллетени переходят с той ценой, которую имеют.
    }
count-stage-second-round = Больше половины голосов нет ни у кого. Во второй тур проходят: { $names }.
count-stage-held-papers = Бюллетени, с которыми место занимал кандидат { $name }, считаются за тех, кто на него претендует, каждый с той ценой, которую имел.
count-stage-other = Подсчёт продолжается.
count-stage-recalculated = Квота вычисляется заново: { $quota }.
count-move-to =
    { $papers ->
        [one] { $name }: { $papers } бюллетень по { $value } = { $votes }
        [few] { $name }: { $papers } бюллетеня по { $value } = { $votes }
        [many] { $name }: { $papers } бюллетеней по { $value } = { $votes }
       *[other] { $name }: { $papers } бюллетеня по { $value } = { $votes }
    }
count-move-nowhere =
    { $papers ->
        [one] без дальнейших предпочтений: { $papers } бюллетень по { $value } = { $votes }, непередаваемые
        [few] без дальнейших предпочтений: { $papers } бюллетеня по { $value } = { $votes }, непередаваемые
        [many] без дальнейших предпочтений: { $papers } бюллетеней по { $value } = { $votes }, непередаваемые
       *[other] без дальнейших предпочтений: { $papers } бюллетеня по { $value } = { $votes }, непередаваемые
    }
count-move-between =
    { $papers ->
        [one] { $from } → { $name }: { $papers } бюллетень по { $value } = { $votes }
        [few] { $from } → { $name }: { $papers } бюллетеня по { $value } = { $votes }
        [many] { $from } → { $name }: { $papers } бюллетеней по { $value } = { $votes }
       *[other] { $from } → { $name }: { $papers } бюллетеня по { $value } = { $votes }
    }
count-move-between-nowhere =
    { $papers ->
        [one] { $from }, без дальнейших предпочтений: { $papers } бюллетень по { $value } = { $votes }, непередаваемые
        [few] { $from }, без дальнейших предпочтений: { $papers } бюллетеня по { $value } = { $votes }, непередаваемые
        [many] { $from }, без дальнейших предпочтений: { $papers } бюллетеней по { $value } = { $votes }, непередаваемые
       *[other] { $from }, без дальнейших предпочтений: { $papers } бюллетеня по { $value } = { $votes }, непередаваемые
    }
count-move-lost = потеряно при отбрасывании знаков: { $votes }, считаются вместе с непередаваемыми
count-move-none = Ни один бюллетень не переходит.
count-outcome-quota = У кандидата { $name } голосов { $votes }, не меньше квоты { $quota }, и он получает место.
count-outcome-last-vacancies = Кандидатов осталось не больше, чем мест: кандидат { $name } получает место, голосов { $votes }.
count-outcome-majority = У кандидата { $name } голосов { $votes }, больше половины, и он получает место.
count-outcome-most-votes = Кандидат { $name } среди тех, у кого больше всего голосов ({ $votes }), и получает место.
count-outcome-other = Кандидат { $name } получает место, голосов { $votes }.
count-outcome-nobody = На этом этапе места не получает никто.

## Равенства

count-tie-exclude = В конце этапа { $stage } у кандидатов { $names } поровну голосов, и меньше всех; одного нужно исключить.
count-tie-transfer = В конце этапа { $stage } у кандидатов { $names } равные излишки; один из них должен перейти первым.
count-tie-elect = В конце этапа { $stage } у кандидатов { $names } поровну голосов, а мест на всех не хватает.
count-tie-second-round = В конце этапа { $stage } у кандидатов { $names } поровну голосов, и во второй тур проходят не все.
count-tie-seat = У { $names } равное право на место, а мест на всех не хватает.
count-tie-other = Равенство: { $names }.
count-tie-fewest = На этапе { $stage } голосов было не поровну: меньше всех — { $names }.
count-tie-most = На этапе { $stage } голосов было не поровну: больше всех — { $names }.
count-tie-same = Ни один прежний этап не различает { $names }.
count-tie-chosen-exclude = Исключается: { $name }.
count-tie-chosen-transfer = Первым переходит излишек кандидата { $name }.
count-tie-chosen-elect = Место получает: { $name }.
count-tie-chosen-second-round = Во второй тур проходит: { $name }.
count-tie-chosen-seat = Место достаётся: { $name }.
count-tie-chosen-other = Выбор пал на: { $name }.
count-tie-lot = Бросается жребий: { $names }. Кто хочет повторить его, берёт текст ниже, каждая строка которого оканчивается переводом строки, и вычисляет его SHA-256.
count-tie-lot-hash = Получается { $hash }.
count-tie-lot-rest = Это шестнадцатеричное число при делении на { $divisor } даёт в остатке { $rest }. Если считать с 0, номер { $rest } в ряду { $names } — это { $name }.
count-tie-needs-lot = Нужен жребий: { $names }. С числом для жребия подсчёт продолжится.

## Как проверить подсчёт вручную

count-check-quota = Квота: { $valid } действительных бюллетеней ÷ ({ $seats } + 1), дробь отбрасывается, плюс 1 = { $quota }.
count-check-sum = В конце каждого этапа голоса всех кандидатов и непередаваемые голоса в сумме дают { $sum }.
count-check-papers = Разложите бюллетени по первым предпочтениям и сосчитайте их. На каждом этапе возьмите бюллетени названного кандидата и разложите их по следующему кандидату, который ещё не получил места и не исключён; числа бюллетеней и их цена указаны там.
count-check-sums = Сосчитайте голоса каждого кандидата. Места получают те, у кого голосов больше всего.
count-check-half = Больше половины: не меньше { $half } из { $valid } голосов.
count-check-held = Больше половины голосов, доставшихся претендентам на место ({ $votes }): не меньше { $quota }.
count-check-all-votes = Квота — та, что по шотландским правилам приходится на все места выборов: { $quota }. Занимающие места не исключаются и не избираются снова.
count-check-minimum =
    { $minimum ->
        [one] Сначала каждый получает { $minimum } место.
        [few] Сначала каждый получает { $minimum } места.
        [many] Сначала каждый получает { $minimum } мест.
       *[other] Сначала каждый получает { $minimum } места.
    }
count-check-sainte-lague = Разделите голоса каждого на 1, 3, 5, 7 …: на удвоенное число его мест плюс 1. Наибольшее частное получает следующее место.
count-check-dhondt = Разделите голоса каждого на 1, 2, 3, 4 …: на число его мест плюс 1. Наибольшее частное получает следующее место.
count-check-huntington-hill = Возведите голоса каждого в квадрат и разделите на s × (s + 1), где s — число его мест: это квадрат частного; наибольший получает следующее место.
count-check-hamilton = Доля каждого — его голоса × { $seats } ÷ { $votes }. Он получает целую часть доли; то, что остаётся от деления, — его остаток, и оставшиеся места достаются наибольшим остаткам.
count-check-minimum-share = Чья доля ниже минимума (мест: { $minimum }), тот получает минимум. Остальные делят оставшиеся места по своим голосам, пока ни одна доля не будет ниже минимума.
count-check-last = Последнее место: { $name }, число { $claim }.

## Почему

count-explain-withdrawn = Кандидатура снята: { $name }. Предпочтения за неё пропускались, как если бы их не было.
count-explain-first =
    { $votes ->
        [one] У кандидата { $name } { $votes } первое предпочтение: { $place }-е место из { $number }.
        [few] У кандидата { $name } { $votes } первых предпочтения: { $place }-е место из { $number }.
        [many] У кандидата { $name } { $votes } первых предпочтений: { $place }-е место из { $number }.
       *[other] У кандидата { $name } { $votes } первого предпочтения: { $place }-е место из { $number }.
    }
count-explain-votes =
    { $votes ->
        [one] У кандидата { $name } { $votes } голос: { $place }-е место из { $number }.
        [few] У кандидата { $name } { $votes } голоса: { $place }-е место из { $number }.
        [many] У кандидата { $name } { $votes } голосов: { $place }-е место из { $number }.
       *[other] У кандидата { $name } { $votes } голоса: { $place }-е место из { $number }.
    }
count-explain-quota = Квота была { $quota }.
count-explain-received =
    { $papers ->
        [one] Этап { $stage }, { $action }: { $papers } бюллетень принёс кандидату { $name } { $received }; стало { $votes }.
        [few] Этап { $stage }, { $action }: { $papers } бюллетеня принесли кандидату { $name } { $received }; стало { $votes }.
        [many] Этап { $stage }, { $action }: { $papers } бюллетеней принесли кандидату { $name } { $received }; стало { $votes }.
       *[other] Этап { $stage }, { $action }: { $papers } бюллетеня принесли кандидату { $name } { $received }; стало { $votes }.
    }
count-explain-elected-quota = На этапе { $stage } у кандидата { $name } было { $votes }, не меньше квоты { $quota }, и он получил место.
count-explain-elected-last-vacancies = На этапе { $stage } кандидатов осталось не больше, чем мест, и кандидат { $name } получил место, голосов { $votes }.
count-explain-elected-majority = На этапе { $stage } у кандидата { $name } было { $votes }, больше половины голосов, и он получил место.
count-explain-elected-most-votes = На этапе { $stage } кандидат { $name } был среди тех, у кого больше всего голосов ({ $votes }), и получил место.
count-explain-elected-other = На этапе { $stage } кандидат { $name } получил место, голосов { $votes }.
count-explain-surplus = На этапе { $stage } перешёл излишек кандидата { $name }: { $moves }.
count-explain-excluded = На этапе { $stage } у кандидата { $name } было меньше всего голосов, { $votes }, и он был исключён.
count-explain-next = У следующего, кандидата { $other }, было { $votes }: на { $short } больше.
count-explain-passed = Бюллетени кандидата { $name } перешли: { $moves }.
count-explain-move = { $name } — { $votes }
count-explain-move-nowhere = непередаваемые — { $votes }
count-explain-short-of-quota = Больше всего у кандидата { $name } было { $votes }; до квоты не хватило { $short }.
count-explain-left = Когда было заполнено последнее место, у кандидата { $name } было { $votes }: он не получил места и не был исключён.
count-explain-last-elected = У получившего последнее место, кандидата { $other }, было { $votes }: на { $short } больше, чем когда-либо у кандидата { $name }.
count-explain-behind = У последнего из получивших места, кандидата { $other }, было { $votes }: на { $short } больше.
count-explain-ahead = У первого из не получивших места, кандидата { $other }, было { $votes }: на { $short } меньше.
count-explain-level = У кандидата { $other } было столько же.
count-explain-in-second-round = Кандидат { $name } прошёл во второй тур.
count-explain-not-in-second-round = Кандидат { $name } не прошёл во второй тур; прошли { $names }, у последнего из них { $votes }.
count-explain-vacated = Место освободил кандидат { $name }, поэтому бюллетени переходят к тем, кто на него претендует.
count-explain-holds-a-seat = Кандидат { $name } уже занимает место: он не исключается и не избирается снова.
count-explain-did-not-stand = Кандидат { $name } не претендовал на освободившееся место.
count-explain-stopped = Подсчёт остановлен, нужен жребий: { $names }. В нём участвует и { $name }.
count-explain-stopped-elsewhere = Подсчёт остановлен, нужен жребий: { $names }. Получит ли место кандидат { $name }, пока неизвестно.
count-explain-lot = Был брошен жребий: { $names }.
count-explain-share = { $name }: голосов { $votes } из { $all }, мест { $seats } из { $all-seats }.
count-explain-minimum =
    { $minimum ->
        [one] { $minimum } место дано до сравнения голосов.
        [few] { $minimum } места даны до сравнения голосов.
        [many] { $minimum } мест дано до сравнения голосов.
       *[other] { $minimum } места даны до сравнения голосов.
    }
count-explain-quotient = Место { $seat } досталось: { $name }, частное { $claim }.
count-explain-quotient-squared = Место { $seat } досталось: { $name }, квадрат частного { $claim }.
count-explain-remainder = Ещё одно место досталось: { $name }, остаток { $claim }.
count-explain-quotients =
    { $number ->
        [one] { $name }: { $number } место по частным, первое частное { $first } (место { $first-seat }), последнее { $last } (место { $last-seat }).
        [few] { $name }: { $number } места по частным, первое частное { $first } (место { $first-seat }), последнее { $last } (место { $last-seat }).
        [many] { $name }: { $number } мест по частным, первое частное { $first } (место { $first-seat }), последнее { $last } (место { $last-seat }).
       *[other] { $name }: { $number } места по частным, первое частное { $first } (место { $first-seat }), последнее { $last } (место { $last-seat }).
    }
count-explain-quotients-squared =
    { $number ->
        [one] { $name }: { $number } место по частным, квадрат первого { $first } (место { $first-seat }), последнего { $last } (место { $last-seat }).
        [few] { $name }: { $number } места по частным, квадрат первого { $first } (место { $first-seat }), последнего { $last } (место { $last-seat }).
        [many] { $name }: { $number } мест по частным, квадрат первого { $first } (место { $first-seat }), последнего { $last } (место { $last-seat }).
       *[other] { $name }: { $number } места по частным, квадрат первого { $first } (место { $first-seat }), последнего { $last } (место { $last-seat }).
    }
count-explain-whole = Точная доля — { $share }; мест по целой части: { $seats }.
count-explain-below-minimum = Точная доля — { $share }, ниже минимума; дан минимум, мест: { $seats }.
count-explain-no-remainder = Последнее место по остаткам досталось: { $other }, остаток { $last }; { $name }: остаток { $claim }.
count-explain-next-quotient = За следующее место у { $name } было частное { $claim }; последнее место досталось: { $other }, частное { $last }.
count-explain-next-quotient-squared = За следующее место у { $name } был квадрат частного { $claim }; последнее место досталось: { $other }, квадрат { $last }.
count-explain-more-votes =
    { $short ->
        [one] Если бы голосов было на { $short } больше, а все другие остались как есть, это частное было бы больше.
        [few] Если бы голосов было на { $short } больше, а все другие остались как есть, это частное было бы больше.
        [many] Если бы голосов было на { $short } больше, а все другие остались как есть, это частное было бы больше.
       *[other] Если бы голосов было на { $short } больше, а все другие остались как есть, это частное было бы больше.
    }
