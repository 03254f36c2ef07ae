use confluence_sdk::{scopes, v1, v2::op};

scopes! {
    pub struct Mine = granular for op::GetPageById + v1::op::CopyPage;
    pub struct Older = classic for v1::op::CopyPage;
    pub struct Addon = connect for op::GetPageById + v1::op::CopyPage, "ACT_AS_USER";
    pub struct Both = Mine, "offline_access", other("read:jira-work");
}
