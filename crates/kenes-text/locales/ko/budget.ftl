### Budgets and committees. The English file says what is filled in.

## Rules: their names, and what they do

count-rule-seqpav = 순차 비례 승인 (seq-PAV)
count-rule-seqpav-about = 승인하는 사람을 모두 표시합니다. 모든 표의 만족을 가장 많이 늘리는 후보를 차례로 뽑습니다. 한 표에서 첫째로 뽑힌 후보는 1, 둘째는 1/2, 셋째는 1/3로 셉니다.
count-rule-revseqpav = 역순차 비례 승인 (rev-seq-PAV)
count-rule-revseqpav-about = 승인하는 사람을 모두 표시합니다. 처음에는 모두 뽑힌 상태에서, 빠져도 만족이 가장 적게 줄어드는 후보가 자리 수만큼 남을 때까지 나갑니다. 한 표에서 첫째로 뽑힌 후보는 1, 둘째는 1/2, 셋째는 1/3로 셉니다.
count-rule-seqphragmen = 프라그멘 순차 규칙
count-rule-seqphragmen-about = 승인하는 사람을 모두 표시합니다. 한 자리는 1의 짐이며 지지자들이 똑같이 나누어 집니다. 지지자의 짐이 가장 가벼운 후보를 차례로 뽑습니다.
count-rule-equal-shares = 균등 몫 방법
count-rule-equal-shares-about = 모든 투표자는 같은 몫을 가집니다. 지지하는 것을 다른 지지자와 함께, 각자 같은 금액 또는 남은 전부로 삽니다. 가치에 비해 지지자에게 가장 싼 것이 다음입니다. 사업의 가치는 그 비용이고 자리의 가치는 모두 같으며, 아무도 살 수 없는 자리는 프라그멘 규칙으로 줍니다.
count-rule-equal-shares-cardinality = 균등 몫 방법, 모든 사업의 가치가 같음
count-rule-equal-shares-cardinality-about = 모든 투표자는 돈의 같은 몫을 가집니다. 지지하는 사업을 다른 지지자와 함께, 각자 같은 금액 또는 남은 전부로 삽니다. 지지자 한 사람에게 가장 싼 사업이 다음입니다.
count-rule-greedy = 득표순
count-rule-greedy-about = 득표순으로 사업에 돈을 줍니다. 남은 돈보다 비싼 사업은 건너뜁니다.
count-rule-greedy-no-skip = 득표순, 건너뛰지 않음
count-rule-greedy-no-skip-about = 득표순으로 사업에 돈을 주고, 남은 돈보다 비싼 첫 사업에서 끝납니다.

## Budgets

count-budget-completed = { $rule }. { $how }
count-budget-add1 = 남은 돈: 사업 비용이 있는 돈을 넘지 않는 동안 투표자마다 1씩 거듭 더합니다.
count-budget-add1u = 남은 돈: 사업 비용이 있는 돈을 넘지 않는 동안 투표자마다 1씩 거듭 더하고, 그다음 득표순으로 줍니다.
count-budget-utilitarian = 남은 돈은 득표순으로 줍니다.
count-budget-money = 돈: { $money }. 사업: { $projects }. 투표: { $voters }.
count-budget-share = 투표자 한 사람의 몫: { $share }.
count-budget-increments = 투표자마다 1씩 더한 횟수: { $times }.
count-budget-spent = 쓴 돈: { $spent }. 남은 돈: { $left }.
count-budget-funded = 지원되는 사업, 순서대로:
count-budget-nothing = 지원되는 사업이 없습니다.
count-budget-by-shares = 비용 { $cost }, 득표 { $votes }, 지지자가 지불
count-budget-with-the-rest = 비용 { $cost }, 득표 { $votes }, 남은 돈으로 지불
count-budget-by-votes = 비용 { $cost }, 득표 { $votes }
count-budget-full = 각자 { $each } 지불, 투표자: { $voters }.
count-budget-full-points = { $points }점에 각자 { $each } 지불, 투표자: { $voters }.
count-budget-last = 남은 전부를 냄, 각자 { $least }에서 { $most }까지, 모두 { $sum }, 투표자: { $voters }.
count-budget-nothing-left = 남은 것이 없었음, 투표자: { $voters }.
count-budget-no-votes = { $name }: 아무도 투표하지 않았습니다.
count-budget-stopped = { $name }: 개표가 멈추기 전에 지원되지 않았습니다.
count-budget-not-paid = { $name }: 득표 { $votes }, 비용 { $cost }. 지지자에게 모두 { $have } 남았습니다.
count-budget-too-dear = { $name }: 득표 { $votes }, 비용 { $cost }. 차례가 왔을 때 남은 돈보다 비쌌거나 개표가 끝났습니다.
count-budget-why-shares = { $name } 지원: 지지자({ $votes })가 비용 { $cost }을(를) 자기 몫으로 냅니다. 살 때 가치에 비해 지지자에게 더 싼 것은 없었습니다.
count-budget-why-rest = { $name } 남은 돈으로 지원: 득표 { $votes }, 비용 { $cost }.
count-budget-why-votes = { $name } 지원: 득표 { $votes }, 차례가 왔을 때 비용 { $cost }을(를) 낼 수 있었습니다.
count-budget-lot = { $names }: 모든 것이 같았습니다. 추첨: { $chosen }. 아래 글의 SHA-256: { $hash }
count-budget-project = 사업
count-budget-cost = 비용
count-budget-is-funded = 지원 순서
count-budget-drawing = 지원되는 사업의 비용과 낸 사람
count-budget-legend = 막대의 길이는 비용입니다. 줄무늬: 남은 전부를 낸 지지자의 몫.
count-budget-who-paid = 누가 얼마를 냈는가
count-budget-paid-each = 각자 낸 금액
count-budget-voters = 투표자
count-budget-amounts = { $name }의 지지자가 낸 금액
count-budget-all-projects = 모든 사업
count-budget-not-funded = 지원되지 않는 사업

## Committees

count-committee-gain = 모든 표의 만족에 { $by }을(를) 더함, 가장 많음
count-committee-left = 덜 아쉬운 후보가 모두 나간 뒤 남음
count-committee-removed = { $name }: { $round }회에 나감, 가장 덜 아쉬움, { $by }.
count-committee-load = 지지하는 표마다 { $by }을(를) 짐, 가장 적음
count-committee-price = 지지하는 표마다 { $by }을(를) 냄, 가장 적음
count-committee-nobody = 남은 후보를 아무도 승인하지 않음
count-committee-tie = 앞선 회: { $stage }. 규칙이 다음에 뽑는 기준이 되는 수가 같음: { $names }.
count-committee-votes = { $name }의 승인: { $votes }.
count-committee-chosen = { $name }: { $round }회에 뽑힘: { $why }.
count-committee-not-chosen = { $name }: 어느 회에도 뽑히지 않았습니다.
count-label-caption-rounds = 회마다 뽑힐 수 있던 모든 사람의 수. 표시된 사람은 그 회에 뽑힌 사람이며, 모두로 시작하는 규칙에서는 빠진 사람입니다
count-label-round = { $round }회

## Several rules side by side

count-compare-title = 같은 표를 여러 규칙으로
count-compare-about = 같은 표를 여러 규칙으로 센 것입니다. 이것은 아무것도 결정하지 않습니다. 투표 전에 정해진 규칙이 유효합니다.
count-compare-by-all = 모든 규칙에서: { $names }.
count-compare-by-some = 일부 규칙에서만: { $names }.
count-compare-by-none = 어느 규칙에서도 아님: { $names }.
count-compare-needs-lot = { $rule }: 추첨이 필요한 후보: { $names }.
count-compare-not-counted = { $rule }: 이 표를 셀 수 없습니다.
