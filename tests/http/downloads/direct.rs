//! Files that are answered directly, without a redirect.

use super::{beside, collected, file};
use crate::clients::basic;
use crate::fault_server::{FaultServer, Reply};
use crate::uploads::{Folder, content};
use confluence_sdk::{Basic, Call, Client, Credential, Http, Site};
use std::time::Duration;

fn export(client: &Client<Basic>) -> Call<confluence_sdk::v1::op::ExportAuditRecords> {
    client.v1().audit_records().export_audit_records()
}

#[tokio::test]
async fn a_file_that_is_answered_directly() {
    let (server, folder) = (FaultServer::start().await, Folder::new());
    let http = Http::builder().max_answer(1000).build().unwrap();
    let client = http.client(
        Site::new(server.url()).unwrap(),
        Credential::basic("me@example.test", "t0ken-2b9f").unwrap(),
    );
    let csv = || {
        let reply = Reply::new(200).header("Content-Type", "text/csv").body(content(5000));
        reply.header("Content-Disposition", "attachment; filename=\"audit log.csv\"")
    };
    // The limit is for what is held in memory.
    server.answer(csv());
    assert!(export(&client).await.unwrap_err().is_unanswered());
    server.answer(csv());
    let stream = export(&client).stream().await.unwrap();
    assert_eq!(
        (stream.file_name(), stream.media_type(), stream.len()),
        (Some("audit log.csv"), Some("text/csv"), Some(5000))
    );
    assert!(collected(stream).await.unwrap() == content(5000));
    let path = folder.path().join("audit.csv");
    server.answer(csv());
    assert_eq!(export(&client).save_to(&path).await.unwrap(), 5000);
    assert!(std::fs::read(&path).unwrap() == content(5000));

    server.answer(Reply::new(200).header("Content-Type", "text/csv").body("a,b"));
    assert_eq!(export(&client).await.unwrap().save_to(&path).await.unwrap(), 3);
    assert_eq!(std::fs::read(&path).unwrap(), b"a,b");
    assert_eq!(beside(folder.path(), "audit.csv"), Vec::<String>::new());
}

#[tokio::test]
async fn a_file_that_is_answered_directly_and_not_whole() {
    let (server, folder) = (FaultServer::start().await, Folder::new());
    let client = basic(&server);
    let path = folder.path().join("audit.csv");
    for (reply, status) in [
        (file(content(5000)).cut_after(10), None),
        (Reply::json(403, r#"{"message":"not you"}"#), Some(403)),
        (Reply::html(200, "<html>sign in</html>"), Some(200)),
        (Reply::new(200).header("Content-Encoding", "br").body("x"), Some(200)),
        (Reply::new(206).body("x"), Some(206)),
    ] {
        server.answer(reply);
        let error = export(&client).save_to(&path).await.unwrap_err();
        assert_eq!(error.status().map(|status| status.as_u16()), status, "{error}");
        assert_eq!(
            error.operation().map(|operation| operation.name),
            Some("export_audit_records"),
            "{error}"
        );
        assert_eq!(beside(folder.path(), ""), Vec::<String>::new());
    }
    let limit = Duration::from_millis(200);
    server.answer(file("x").late(Duration::from_secs(60)));
    assert!(export(&client).timeout(limit).stream().await.unwrap_err().is_timeout());
    server.answer(file("x").stalls(Duration::from_secs(60)));
    let stream = export(&client).timeout(limit).stream().await.unwrap();
    assert!(collected(stream).await.unwrap_err().is_timeout());
}
