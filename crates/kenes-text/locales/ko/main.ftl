### 공통 문구. 프로그램이 번역했으며, 영어 원문이 우선합니다.

main-machine-translated = 프로그램이 번역한 글입니다. 영어 원문이 우선합니다.
main-list-comma = {", "}
main-list-and = { $before }, { $last }
