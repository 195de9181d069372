use proptest::prelude::*;

use super::*;

/// Each line: number, name, address, faults.
fn rows(text: &str) -> Vec<(usize, String, String, Vec<Fault>)> {
    let rows = read(text.as_bytes()).unwrap().rows.into_iter();
    rows.map(|row| (row.line, row.name.expose().to_owned(), row.email, row.faults)).collect()
}

fn good(line: usize, name: &str, email: &str) -> (usize, String, String, Vec<Fault>) {
    (line, name.to_owned(), email.to_owned(), Vec::new())
}

#[test]
fn names_stand_one_a_line() {
    let text = "\u{FEFF}Ana Ruiz\r\n\r\n  Қанат   Жүсіп\t\n김하늘\rRuiz, Ana María";
    let expected = [
        good(1, "Ana Ruiz", ""),
        good(3, "Қанат Жүсіп", ""),
        good(4, "김하늘", ""),
        good(5, "Ruiz, Ana María", ""),
    ];
    assert_eq!(rows(text), expected);
    assert_eq!(read(b" \r\n\t\n"), Err(RollError::Empty));
    assert_eq!(read(&vec![b'a'; MOST_BYTES + 1]), Err(RollError::Long));
    assert_eq!(read("a\n".repeat(MOST_ROWS + 1).as_bytes()), Err(RollError::Long));
}

#[test]
fn headings_say_what_the_columns_are() {
    for headings in [
        "Language,E-Mail,Constituency,Name",
        "idioma;correo electrónico;circunscripción;nombre completo",
        "Язык\tЭл. почта\tОкруг\tФ. И. О.",
        "Língua,correio eletrônico,círculo eleitoral,Nome",
        "언어,이메일,선거구,이름",
        "Тілі;Электрондық пошта;Сайлау округі;Аты-жөні",
    ] {
        let between = headings.chars().find(|c| [',', ';', '\t'].contains(c)).unwrap();
        let text = format!("\n{headings}\nkk,a@example.org,\"North, upper\nhalf\",Ana\n\nxx,,,Bo\n,,,")
            .replace(',', &between.to_string())
            .replace(&format!("North{between}"), "North,");
        let preview = read(text.as_bytes()).unwrap();
        assert_eq!(preview.headings, Some(2), "{headings}");
        let entry = preview.rows[0].entry().unwrap();
        assert_eq!((entry.name.expose(), entry.address.unwrap().expose()), ("Ana", "a@example.org"));
        assert_eq!(entry.constituency.unwrap(), "North, upper half");
        assert_eq!(entry.language, Some(Language::Kazakh));
        assert_eq!((preview.rows[1].line, preview.rows[1].faults.as_slice()), (6, &[Fault::Language][..]));
        assert_eq!((preview.rows.len(), preview.entries().count(), preview.has_faults()), (2, 1, true));
    }
}

#[test]
fn every_language_can_be_named_by_itself() {
    for language in Language::ALL {
        assert_eq!(super::language(language.own_name()), Some(*language));
        assert_eq!(super::language(&format!("{}-XX", language.tag().to_uppercase())), Some(*language));
    }
}

#[test]
fn without_headings_addresses_are_found() {
    let text = "Ana Ruiz;a@example.org\nBo;\n;c@example.org\nDi;d@example.org;x\nEs;d@example";
    let expected = [
        good(1, "Ana Ruiz", "a@example.org"),
        good(2, "Bo", ""),
        (3, String::new(), "c@example.org".to_owned(), vec![Fault::NoName]),
        (4, "Di".to_owned(), "d@example.org".to_owned(), vec![Fault::Cells]),
        good(5, "Es", "d@example"),
    ];
    assert_eq!(rows(text), expected);
    assert_eq!(rows("a@example.org,Ana\n,Bo"), [good(1, "Ana", "a@example.org"), good(2, "Bo", "")]);
    let unknown = read(b"name,shoe size\nAna,41").unwrap();
    assert_eq!((unknown.unknown, unknown.rows[0].faults.len()), (vec!["shoe size".to_owned()], 0));
}

#[test]
fn every_fault_is_said_by_line() {
    let long = "a".repeat(MOST_NAME + 1);
    let text = format!("name,email\n{long},a b@x.org\nA\u{7}na,\nB\u{202E}o,\n\"\",\"\nBcc: x\"@example.org");
    let found: Vec<(usize, Vec<Fault>)> =
        rows(&text).into_iter().map(|(line, _, _, faults)| (line, faults)).collect();
    let address = Fault::Address(AddressError::Local);
    let expected = [
        (2, vec![Fault::LongName, address]),
        (3, vec![Fault::Character]),
        (4, vec![Fault::Character]),
        (5, vec![Fault::NoName, address]),
    ];
    assert_eq!(found, expected);
    let latin = read(b"name\nJos\xe9\nAna").unwrap();
    assert_eq!(latin.rows[0].faults, [Fault::Encoding]);
    assert!(latin.rows[1].faults.is_empty());
}

#[test]
fn who_is_there_twice_is_found() {
    let text = "name,email\nAna,a@x.org\nana,A@x.org\nAna,b@x.org\nAna,\nBo,a@x.org\nBo,c@x.org";
    let preview = read(text.as_bytes()).unwrap();
    let faults: Vec<_> = preview.rows.iter().map(|row| row.faults.clone()).collect();
    let twice = |line| vec![Fault::Twice(line)];
    assert_eq!(faults, [vec![], twice(2), vec![], twice(2), vec![], vec![]]);
    let remarks: Vec<_> = preview.rows.iter().map(|row| row.remarks.clone()).collect();
    let (same, shared) = (|line| vec![Remark::SameName(line)], vec![Remark::SameAddress(2)]);
    assert_eq!(remarks, [vec![], vec![], same(2), vec![], shared, same(6)]);
    assert!(!format!("{preview:?}").contains("Ana"));
}

/// Where the text has lines that are not empty, counted by hand.
fn lines_with_something(text: &str) -> usize {
    text.replace("\r\n", "\n").split(['\n', '\r']).filter(|line| !line.trim().is_empty()).count()
}

proptest! {
    /// Nothing is lost: without quotation marks each line that is not empty is a row, or the headings.
    #[test]
    fn every_line_is_there(text in "([A-Za-zёқ김@., ;\t]{0,12}[\n\r]{0,2}){0,12}") {
        let cells = |line: &str| line.split([';', '\t', ',']).any(|cell| !cell.trim().is_empty());
        prop_assume!(text.split(['\n', '\r']).all(|line| line.trim().is_empty() || cells(line)));
        match read(text.as_bytes()) {
            Err(error) => prop_assert_eq!((error, lines_with_something(&text)), (RollError::Empty, 0)),
            Ok(preview) => {
                let found = preview.rows.len() + usize::from(preview.headings.is_some());
                prop_assert_eq!(found, lines_with_something(&text));
            }
        }
    }

    /// Nothing panics, lines go up, and who comes on the roll has a name that can be shown.
    #[test]
    fn any_bytes_are_read(text in proptest::collection::vec(any::<u8>(), 0..200)) {
        if let Ok(preview) = read(&text) {
            let lines: Vec<usize> = preview.rows.iter().map(|row| row.line).collect();
            prop_assert!(lines.is_sorted());
            for entry in preview.entries() {
                let name = entry.name.expose();
                prop_assert!(!name.is_empty() && name.chars().count() <= MOST_NAME);
                prop_assert!(!name.chars().any(is_invisible));
            }
        }
    }

    /// What a spreadsheet writes of any names comes back.
    #[test]
    fn quoted_cells_come_back(names in proptest::collection::vec("[a-zA-Z\",;\n ёқ]{0,8}[a-z]", 1..8)) {
        let quoted = names.iter().map(|name| format!("\"{}\"\r\n", name.replace('"', "\"\"")));
        let text: String = std::iter::once("\"name\"\r\n".to_owned()).chain(quoted).collect();
        let found = read(text.as_bytes()).unwrap();
        let found: Vec<&str> = found.rows.iter().map(|row| row.name.expose()).collect();
        let expected: Vec<String> = names.iter().map(|name| single_spaced(name)).collect();
        prop_assert_eq!(found, expected);
    }
}
