### Budgets and committees. The English file says what is filled in.

## Rules: their names, and what they do

count-rule-seqpav = Последовательное пропорциональное одобрение (seq-PAV)
count-rule-seqpav-about = Избиратели отмечают всех, кого одобряют. Каждый раз выбирается тот, кто больше всего добавляет к удовлетворённости всех бюллетеней: первый избранный в бюллетене считается за 1, второй за 1/2, третий за 1/3.
count-rule-revseqpav = Обратное последовательное пропорциональное одобрение (rev-seq-PAV)
count-rule-revseqpav-about = Избиратели отмечают всех, кого одобряют. Сначала избраны все; уходит тот, кого меньше всего не хватает, пока не останется столько, сколько мест. Первый избранный в бюллетене считается за 1, второй за 1/2, третий за 1/3.
count-rule-seqphragmen = Последовательное правило Фрагмена
count-rule-seqphragmen-about = Избиратели отмечают всех, кого одобряют. Каждое место — нагрузка 1, которую его сторонники делят так, чтобы нести поровну. Каждый раз выбирается тот, кто меньше всего нагружает сторонников.
count-rule-equal-shares = Метод равных долей
count-rule-equal-shares-about = У каждого избирателя равная доля. Кто что-то поддерживает, платит за это вместе с другими, каждый одинаково или всё, что осталось; следующим идёт то, что стоит сторонникам меньше всего за свою ценность. Ценность проекта — его стоимость; ценность мест одинакова, а места, за которые никто не может заплатить, распределяются по правилу Фрагмена.
count-rule-equal-shares-cardinality = Метод равных долей, ценность всех проектов одинакова
count-rule-equal-shares-cardinality-about = У каждого избирателя равная доля денег. Кто поддерживает проект, платит за него вместе с другими, каждый одинаково или всё, что осталось; следующим идёт проект, который стоит каждому стороннику меньше всего.
count-rule-greedy = По голосам
count-rule-greedy-about = Проекты финансируются в порядке голосов; слишком дорогой для остатка пропускается.
count-rule-greedy-no-skip = По голосам, без пропуска
count-rule-greedy-no-skip-about = Проекты финансируются в порядке голосов до первого, который слишком дорог для остатка.

## Budgets

count-budget-completed = { $rule }. { $how }
count-budget-add1 = Оставшиеся деньги: каждому избирателю снова и снова на единицу больше, пока проекты не стоят больше, чем есть.
count-budget-add1u = Оставшиеся деньги: каждому избирателю снова и снова на единицу больше, пока проекты не стоят больше, чем есть; затем по голосам.
count-budget-utilitarian = Оставшиеся деньги распределяются по голосам.
count-budget-money = Деньги: { $money }. Проектов: { $projects }. Подано голосов: { $voters }.
count-budget-share = Доля каждого избирателя: { $share }.
count-budget-increments = Увеличена на единицу для каждого избирателя, раз: { $times }.
count-budget-spent = Потрачено: { $spent }. Осталось: { $left }.
count-budget-funded = Финансируются в таком порядке:
count-budget-nothing = Ни один проект не финансируется.
count-budget-by-shares = стоимость { $cost }, голосов { $votes }, оплачен сторонниками
count-budget-with-the-rest = стоимость { $cost }, голосов { $votes }, оплачен из остатка
count-budget-by-votes = стоимость { $cost }, голосов { $votes }
count-budget-full = Заплатили по { $each }; избирателей: { $voters }.
count-budget-full-points = Заплатили по { $each } за баллы ({ $points }); избирателей: { $voters }.
count-budget-last = Отдали всё, что оставалось, от { $least } до { $most }, вместе { $sum }; избирателей: { $voters }.
count-budget-nothing-left = Уже ничего не оставалось; избирателей: { $voters }.
count-budget-no-votes = { $name }: никто не голосовал.
count-budget-stopped = { $name }: не финансирован до остановки подсчёта.
count-budget-not-paid = { $name }: голосов { $votes }, стоимость { $cost }; у сторонников вместе осталось { $have }.
count-budget-too-dear = { $name }: голосов { $votes }, стоимость { $cost }; когда пришла очередь, это было больше остатка, или подсчёт уже закончился.
count-budget-why-shares = { $name } финансируется: сторонники ({ $votes }) платят стоимость { $cost } из своих долей, и ничто другое не стоило сторонникам меньше за свою ценность в момент покупки.
count-budget-why-rest = { $name } финансируется из остатка: голосов { $votes }, стоимость { $cost }.
count-budget-why-votes = { $name } финансируется: голосов { $votes }, и стоимость { $cost } можно было оплатить, когда пришла очередь.
count-budget-lot = { $names } были во всём равны. По жребию: { $chosen }. SHA-256 текста ниже: { $hash }
count-budget-project = Проект
count-budget-cost = Стоимость
count-budget-is-funded = Финансирован под номером
count-budget-drawing = Сколько стоят финансируемые проекты и кто заплатил
count-budget-legend = Длина полосы — стоимость. Штриховка: от сторонников, отдавших всё, что оставалось.
count-budget-who-paid = Кто сколько заплатил
count-budget-paid-each = Заплатил каждый
count-budget-voters = Избирателей
count-budget-amounts = Сколько заплатили сторонники: { $name }
count-budget-all-projects = Все проекты
count-budget-not-funded = Не финансируются

## Committees

count-committee-gain = добавляет { $by } к удовлетворённости всех бюллетеней, больше всех
count-committee-left = остаётся после ухода тех, кого меньше не хватало
count-committee-removed = { $name } уходит в круге { $round }: не хватает меньше всех, { $by }.
count-committee-load = каждый бюллетень несёт тогда { $by }, меньше всего
count-committee-price = бюллетени платят по { $by }, меньше всего
count-committee-nobody = оставшихся никто не одобряет
count-committee-tie = Кругов до этого: { $stage }. { $names } равны по числу, по которому правило выбирает дальше.
count-committee-votes = Одобрений у { $name }: { $votes }.
count-committee-chosen = { $name }: выбор в круге { $round }: { $why }.
count-committee-not-chosen = { $name }: ни в одном круге не выбран(а).
count-label-caption-rounds = Число каждого, кого можно было выбрать, по кругам. Отмечен тот, кого раунд выбрал; если правило начинает со всех — кого он исключил
count-label-round = Круг { $round }

## Several rules side by side

count-compare-title = Несколько правил на тех же бюллетенях
count-compare-about = Те же бюллетени по нескольким правилам. Это ничего не решает: действует правило, принятое до голосования.
count-compare-by-all = По всем правилам: { $names }.
count-compare-by-some = Только по некоторым правилам: { $names }.
count-compare-by-none = Ни по одному правилу: { $names }.
count-compare-needs-lot = { $rule }: нужен жребий: { $names }.
count-compare-not-counted = { $rule }: эти бюллетени так не подсчитать.
