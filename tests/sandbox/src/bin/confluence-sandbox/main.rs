//! The sandbox as a program, for tests in other languages and for a look by hand.

mod arguments;
mod greeting;

use arguments::Asked;
use std::process::ExitCode;
use tokio::runtime::Runtime;

fn main() -> ExitCode {
    let asked = match arguments::read(lexopt::Parser::from_env()) {
        Ok(asked) => asked,
        Err(problem) => {
            eprintln!("confluence-sandbox: {problem}\nTry `confluence-sandbox --help`.");
            return ExitCode::from(2);
        }
    };
    let outcome = match asked {
        Asked::Help => {
            print!("{}", arguments::help());
            Ok(())
        }
        Asked::Version => {
            println!("confluence-sandbox {}", env!("CARGO_PKG_VERSION"));
            Ok(())
        }
        Asked::Run(builder) => Runtime::new().and_then(|runtime| runtime.block_on(run(*builder))),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("confluence-sandbox: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Runs until Ctrl-C.
async fn run(builder: confluence_sandbox::Builder) -> std::io::Result<()> {
    let sandbox = builder.start().await?;
    // Ctrl-C is waited for first, because it can come as soon as the greeting is there.
    tokio::try_join!(biased; tokio::signal::ctrl_c(), async { greeting::print(&sandbox) })?;
    Ok(())
}
