//! Shell scripts, lists of commands, and what a terminal showed.

use super::{Code, identifier};

/// The interpreter that a first line `#!…` names.
pub(super) fn shebang(code: &Code<'_>) -> Option<&'static str> {
    let line = code.first().strip_prefix("#!")?;
    let mut words = line.split_whitespace();
    let mut program = words.next()?.rsplit('/').next()?;
    if program == "env" {
        program = words.find(|word| !word.starts_with('-'))?;
    }
    let name = program.trim_end_matches(|last: char| last.is_ascii_digit() || last == '.');
    match name {
        "sh" | "bash" | "zsh" | "ksh" | "dash" => Some("bash"),
        "python" => Some("python"),
        "node" => Some("javascript"),
        "ruby" => Some("ruby"),
        "perl" => Some("perl"),
        _ => None,
    }
}

/// A prompt at the start: commands with what they printed, for which no grammar is right.
pub(super) fn session(code: &Code<'_>) -> Option<&'static str> {
    let command = code.first().strip_prefix("$ ")?;
    command
        .starts_with(|first: char| first.is_ascii_lowercase() || matches!(first, '.' | '/'))
        .then_some("console")
}

/// Programs whose names are no English words, so that a line of prose does not start with one.
const COMMANDS: [&str; 44] = [
    "ansible-playbook",
    "apt",
    "apt-get",
    "aws",
    "az",
    "brew",
    "cargo",
    "chmod",
    "chown",
    "curl",
    "docker",
    "docker-compose",
    "dotnet",
    "gcloud",
    "gem",
    "git",
    "gradle",
    "grep",
    "helm",
    "iptables",
    "journalctl",
    "kubectl",
    "kubeadm",
    "ls",
    "minikube",
    "mkdir",
    "mvn",
    "netstat",
    "npm",
    "npx",
    "nslookup",
    "openssl",
    "pip",
    "pip3",
    "pnpm",
    "rsync",
    "sed",
    "ssh",
    "sudo",
    "systemctl",
    "tcpdump",
    "wget",
    "yarn",
    "yum",
];

/// Every line is a comment or a well-known command with something behind it.
pub(super) fn commands(code: &Code<'_>) -> Option<&'static str> {
    let mut seen = false;
    let mut continued = false;
    for line in &code.lines {
        let fits = continued || line.starts_with('#') || command(line);
        if !fits {
            return None;
        }
        seen |= command(line);
        continued = line.ends_with('\\');
    }
    seen.then_some("bash")
}

fn command(line: &str) -> bool {
    // The end of a sentence, not of a command.
    if line.ends_with(['.', ':', '?', ',', ';']) && !line.ends_with(" .") {
        return false;
    }
    if let Some(rest) = line.strip_prefix("export ") {
        return identifier(rest).is_some_and(|(_, rest)| rest.starts_with('='));
    }
    let mut words = line.split_whitespace();
    let known = words.next().is_some_and(|word| COMMANDS.contains(&word));
    let verb = [
        "is", "vs", "vs.", "and", "or", "has", "are", "was", "can", "does", "means", "-",
    ];
    known && words.next().is_some_and(|next| !verb.contains(&next))
}
