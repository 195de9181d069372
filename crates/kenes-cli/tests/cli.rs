//! Every mistake, one file each under `cmd/`: arguments, input, exact output, exit code. The files run in a copy of
//! `cmd/fixture`.

#[test]
fn commands() {
    trycmd::TestCases::new().case("tests/cmd/*.toml").case("tests/cmd/*.md");
}
