### 사람이 있는 명부의 말. 프로그램이 번역했으며 영어 글이 기준입니다.

count-result-threshold = 표의 { $percent }%보다 적게 얻은 명부는 의석을 받지 못합니다.
count-result-below = 그보다 적은 명부: { $names }.
count-result-maximum = 누구도 { $maximum }석보다 많이 받지 못합니다.
count-result-alliance = { $names }은(는) 먼저 한 명부로 셉니다. 합계 { $votes }, 모두의 의석: { $seats }. 그다음 같은 규칙으로 나눕니다.
count-person-list = { $list }의 의석: { $names }.
count-person-vacant = 사람이 더 없는 명부의 공석: { $seats }.
count-jump-group = 그 집단의 최소 의석: { $number }.
count-jump-within = { $list }에서 { $from } 대신 { $to }이(가) 의석을 받습니다.
count-jump-between = { $list }에 그 집단 사람이 더 없어 { $from }의 의석이 { $other }의 { $to }에게 갑니다.
count-jump-short = 어느 명부에도 그 집단 사람이 더 없습니다. 의석: { $seats }.

## A group of persons that has to have a number of seats

count-result-group = 당선자 가운데 적어도 이만큼은 이 집단이어야 합니다: { $number }. 집단: { $names }.
count-result-group-short = 이 집단에서는 { $number }명만 출마했습니다.
count-stage-for-group = 남은 의석은 모두 이 집단의 것입니다: { $names } 후보는 더는 당선될 수 없어 탈락합니다. 투표지는 다음 선호로 넘어갑니다.
count-stage-guarded = 이 집단에는 있어야 할 수만큼만 남았으므로 탈락시킬 수 없습니다: { $names }.
count-outcome-of-group = { $name }: { $votes }표. 먼저 의석을 받는 이 집단에서 표가 가장 많은 축에 들어 당선됩니다.
count-why-of-group = { $votes }표, 집단의 의석
count-explain-for-group = { $stage }단계에서 남은 의석은 모두 이 집단의 것이었습니다: { $votes }표의 { $name } 후보는 더는 당선될 수 없어 탈락했습니다.
