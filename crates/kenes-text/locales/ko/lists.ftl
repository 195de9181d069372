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
