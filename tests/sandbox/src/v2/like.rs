//! Like: who likes content.

use super::show::existing;
use crate::answer::{Outcome, Reply};
use crate::call::Call;
use crate::handlers::{Table, read};
use crate::page::Rows;
use crate::state::State;
use serde_json::json;

pub(super) const TABLE: Table = &[
    ("getBlogPostLikeCount", read(get_like_count)),
    ("getBlogPostLikeUsers", read(get_like_users)),
    ("getPageLikeCount", read(get_like_count)),
    ("getPageLikeUsers", read(get_like_users)),
    ("getFooterLikeCount", read(get_like_count)),
    ("getFooterLikeUsers", read(get_like_users)),
    ("getInlineLikeCount", read(get_like_count)),
    ("getInlineLikeUsers", read(get_like_users)),
];

fn get_like_count(state: &State, call: &Call<'_>) -> Outcome {
    Ok(Reply::ok(json!({ "count": existing(state, call)?.likes.len() })))
}

fn get_like_users(state: &State, call: &Call<'_>) -> Outcome {
    let likes = existing(state, call)?.likes.iter().enumerate();
    let rows = likes.map(|(position, account)| (position as u64, account));
    Rows::by_id(rows).reply(call, 25, |account| json!({ "accountId": account }))
}
