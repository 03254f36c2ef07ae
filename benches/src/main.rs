//! `confluence-benches [--quick] [DOCS]` measures everything and prints a table. DOCS is the folder with the vendor's
//! documents, from which one peer is generated. `serve` and `work` are the processes that it starts.

use confluence_benches::suite::{self, Settings};
use confluence_benches::{peers, serve};
use std::process::ExitCode;
use std::time::Duration;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let done = match arguments.split_first() {
        Some((first, rest)) if first == "serve" => {
            let latency = rest.first().and_then(|text| text.parse().ok()).unwrap_or(0);
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            runtime
                .expect("a runtime")
                .block_on(serve::serve(Duration::from_millis(latency)));
            Ok(())
        }
        Some((first, rest)) if first == "work" => peers::work(rest).map(|cost| println!("{cost}")),
        _ => settings(&arguments).and_then(|settings| suite::run(&settings)),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("{problem}");
            ExitCode::FAILURE
        }
    }
}

fn settings(arguments: &[String]) -> Result<Settings, String> {
    let mut settings = Settings {
        documents: None,
        quick: false,
    };
    for argument in arguments {
        match argument.as_str() {
            "--quick" => settings.quick = true,
            flag if flag.starts_with("--") => return Err("confluence-benches [--quick] [DOCS]".to_owned()),
            folder => settings.documents = Some(folder.into()),
        }
    }
    Ok(settings)
}
