use confluence_benches::{peers, serve};
use std::time::Duration;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.split_first() {
        Some((first, rest)) if first == "serve" => {
            let latency = rest.first().and_then(|text| text.parse().ok()).unwrap_or(0);
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .expect("a runtime");
            runtime.block_on(serve::serve(Duration::from_millis(latency)));
        }
        Some((first, rest)) if first == "work" => match peers::work(rest) {
            Ok(cost) => println!("{cost}"),
            Err(problem) => eprintln!("{problem}"),
        },
        _ => {}
    }
}
