//! Other programs: started without input, their output shown as it comes and kept for reading, their CPU time measured.

use std::ffi::OsString;
use std::fs;
use std::io::{self, IsTerminal as _, Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};

/// The cargo that started this program.
pub fn cargo(root: &Path) -> Command {
    let name = std::env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"));
    let mut command = Command::new(name);
    command.current_dir(root);
    if io::stderr().is_terminal() {
        command.env("CARGO_TERM_COLOR", "always");
    }
    command
}

/// Whether a program starts and ends well; nothing is shown.
pub fn succeeds(command: &mut Command) -> bool {
    let status = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status();
    status.is_ok_and(|status| status.success())
}

/// What a program prints, or nothing when it cannot be run.
pub fn stdout(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// How a program ended and all that it printed, without colours.
#[derive(Debug)]
pub struct Ended {
    /// Whether its exit code was 0.
    pub success: bool,
    /// Both of its outputs.
    pub text: String,
}

/// Runs a program, passes its output on as it comes, and keeps it.
pub fn stream(command: &mut Command) -> Result<Ended> {
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .with_context(|| format!("cannot run {}", command.get_program().to_string_lossy()))?;
    let stdout = child.stdout.take().context("no output")?;
    let stderr = child.stderr.take().context("no output")?;
    let reader = thread::spawn(move || pass_on(stderr, io::stderr()));
    let mut kept = pass_on(stdout, io::stdout())?;
    let other = reader.join().ok().context("the reader of the output failed")??;
    kept.extend(other);
    let success = child.wait()?.success();
    Ok(Ended { success, text: without_colours(&String::from_utf8_lossy(&kept)) })
}

fn pass_on(mut from: impl Read, mut to: impl Write) -> io::Result<Vec<u8>> {
    let mut kept = Vec::new();
    let mut buffer = [0; 8192];
    loop {
        let count = from.read(&mut buffer)?;
        let Some(bytes) = buffer.get(..count).filter(|bytes| !bytes.is_empty()) else { return Ok(kept) };
        kept.extend_from_slice(bytes);
        // The terminal may be gone; the program's end still counts.
        let _ = to.write_all(bytes).and_then(|()| to.flush());
    }
}

/// A text without the escape sequences of terminals (`ESC [ … letter`).
fn without_colours(text: &str) -> String {
    let mut parts = text.split("\u{1b}[");
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        plain.push_str(
            part.trim_start_matches(|c: char| !c.is_ascii_alphabetic()).get(1..).unwrap_or_default(),
        );
    }
    plain
}

/// The CPU time, user and system, of a program that must end well, with what it started and waited for. Linux only; to
/// a hundredth of a second. Nothing else may be started meanwhile.
pub fn cpu_time(command: &mut Command) -> Result<Duration> {
    let program = command.get_program().to_string_lossy().into_owned();
    let before = children_time()?;
    let output = command.stdin(Stdio::null()).output().with_context(|| format!("cannot run {program}"))?;
    let after = children_time()?;
    ensure!(output.status.success(), "{program} failed: {}", String::from_utf8_lossy(&output.stderr));
    Ok(after.saturating_sub(before))
}

fn children_time() -> Result<Duration> {
    let stat = fs::read_to_string("/proc/self/stat").context("CPU time is measured on Linux only")?;
    parse_children_time(&stat).context("/proc/self/stat has another form")
}

/// Fields 16 and 17, `cutime` and `cstime`, in ticks of 1/100 s. Field 2 is a name in parentheses that may hold anything.
fn parse_children_time(stat: &str) -> Option<Duration> {
    let (_, after_name) = stat.rsplit_once(')')?;
    let mut fields = after_name.split_whitespace().skip(13);
    let user: u64 = fields.next()?.parse().ok()?;
    let system: u64 = fields.next()?.parse().ok()?;
    Some(Duration::from_millis(user.checked_add(system)?.checked_mul(10)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn output_is_kept_without_colours() {
        let script = "printf '\\033[1;32mgreen\\033[0m\\n'; echo red >&2; exit 3";
        let ended = stream(Command::new("sh").args(["-c", script])).expect("sh");
        assert_eq!((ended.success, ended.text.as_str()), (false, "green\nred\n"));
    }

    #[test]
    fn cpu_time_of_a_child_is_seen() {
        let busy =
            cpu_time(Command::new("sh").args(["-c", "i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done"]));
        assert!(busy.expect("sh") > Duration::ZERO);
        assert!(cpu_time(&mut Command::new("false")).is_err());
    }

    #[test]
    fn the_form_of_the_kernel_is_read() {
        let stat = "7 (a) b) S 1 7 7 0 -1 4194560 1 2 3 4 5 6 150 25 20 0 1 0 9 1 1";
        assert_eq!(parse_children_time(stat), Some(Duration::from_millis(1750)));
        assert_eq!(parse_children_time("7 (a) S 1"), None);
    }
}
