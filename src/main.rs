//! The prepbook program: reads the command line and runs one command.

use std::process::ExitCode;

use clap::Parser;
use prepbook::cli::{Cli, Command};
use prepbook::commands;

/// Pages are made of very many small strings, on all threads.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let result = match Cli::parse().command {
        Command::New(arguments) => commands::new::run(&arguments),
        Command::Build(arguments) => commands::build::run(&arguments),
        Command::Serve(arguments) => commands::serve::run(&arguments),
        Command::Check(arguments) => commands::check::run(&arguments),
        Command::List(arguments) => commands::list::run(&arguments),
        Command::Ids(arguments) => commands::ids::run(&arguments),
        Command::Import(arguments) => commands::import::run(&arguments),
        Command::Schema(arguments) => commands::schema::run(&arguments),
    };
    commands::exit_code(result)
}
