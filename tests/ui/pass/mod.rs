//! The passing twins, compiled as modules.
#![allow(
    dead_code,
    unused,
    missing_docs,
    unreachable_pub,
    missing_debug_implementations,
    clippy::let_underscore_future,
    reason = "programs of users, not of this crate"
)]

mod arguments {
    mod comment_with_two_targets;
    mod comment_without_a_target;
    mod text_for_a_word;
}
mod auth {
    mod callback_of_one_sign_in_twice;
    mod client_of_all_sites;
    mod client_without_a_site;
    mod code_of_another_set;
    mod connect_app_on_what_connect_may_not_call;
    mod forge_client_of_connect_scopes;
    mod forge_offline_client_of_connect_scopes;
    mod grant_kept_without_offline_access;
    mod grant_restored_in_generic_code;
    mod grant_restored_without_offline_access;
    mod impersonation_through_an_installation;
    mod sign_in_instead_of_a_code;
    mod sign_in_with_connect_scopes;
    mod unchecked_callback;
}
mod blocking {
    mod call_that_the_scopes_do_not_open;
}
mod callers {
    mod basic_auth_on_an_app_only_operation;
    mod connect_only_operation_from_basic_auth;
    mod forge_only_operation_as_user;
    mod forge_only_operation_from_oauth;
    mod narrowed_client_on_a_forge_only_operation;
    mod operation_that_no_app_may_call;
}
mod can {
    mod content_of_v1;
    mod generic_without_the_call_that_asks;
    mod operation_without_a_thing;
    mod scope_of_the_call_itself;
    mod scope_of_the_call_that_asks;
}
mod client {
    mod where_clients_live;
}
mod cql {
    mod argument_too_many;
    mod clause_of_users_in_a_query_for_content;
    mod content_property;
    mod date_in_words;
    mod date_that_does_not_exist;
    mod equals_of_rust;
    mod field_of_content_in_a_search_for_users;
    mod field_of_users_in_a_search_for_content;
    mod field_that_does_not_exist;
    mod formatted_text_as_a_query;
    mod function_of_dates_for_a_text;
    mod function_of_one_as_a_list;
    mod function_of_several_behind_equals;
    mod hostile_names;
    mod id_of_a_space_as_its_key;
    mod inside_macros;
    mod length_of_time_in_words;
    mod list_of_dates;
    mod list_of_other_things;
    mod list_without_values;
    mod misspelt_field;
    mod misspelt_function;
    mod misspelt_type;
    mod negation_first;
    mod number_as_a_built_space;
    mod number_as_a_space;
    mod number_as_a_text;
    mod number_as_words;
    mod number_for_a_space;
    mod operator_that_a_date_does_not_take;
    mod operators_of_rust;
    mod order_by_a_built_field_that_does_not_sort;
    mod order_by_a_field_that_does_not_sort;
    mod phrase_in_words;
    mod query_for_users_in_a_search_for_content;
    mod range_of_titles;
    mod text_as_a_part_of_a_query;
    mod text_as_a_query;
    mod text_as_an_account;
    mod text_as_content;
    mod text_that_is_compared_by_equals;
    mod timestamp_as_a_date;
    mod users_in_a_search_for_content;
    mod value_as_a_list;
    mod value_that_is_missing;
    mod variable_without_braces;
    mod wildcard_in_words;
    mod words_of_a_label;
}
mod credential {
    mod bearer_token_for_basic;
    mod connect_set_for_oauth;
    mod oauth_token_on_the_site;
}
mod forged {
    mod what_is_granted;
}
mod mock {
    mod answer_of_another_operation;
    mod call_of_a_mocked_client;
    mod file_as_an_answer;
    mod member_that_is_none;
}
mod names {
    mod aliases;
    mod attributes;
    mod bodies;
    mod chains;
    mod conditions;
    mod generics;
    mod inside_macros;
    mod lints;
    mod macros;
    mod modules;
    mod positions;
    mod raw_identifiers;
    mod types;
    mod undocumented;
    mod visibility;
}
mod permission {
    mod ceiling_on_delete_page;
    mod ceiling_on_update_space;
    mod ceiling_under_a_ceiling;
    mod generic_ceiling;
}
mod scope {
    mod call_with_a_set_of_the_other_kind;
    mod connect_scope_not_implied;
    mod covers_bound;
    mod execute_of_a_client_that_may_call_nothing;
    mod execute_of_one_that_is_not_granted;
    mod generic_async_function;
    mod generic_function;
    mod generic_function_bound_by_auth_alone;
    mod generic_function_without_bound;
    mod generic_set;
    mod impersonation_without_act_as_user;
    mod library_bound;
    mod narrow_basic;
    mod narrow_operations_to_scopes;
    mod narrow_to_another_operation;
    mod narrow_to_more;
    mod one_missing_scope;
    mod several_missing_scopes;
    mod two_alternatives_one_half_granted;
    mod undeclared_operation;
}
mod sets {
    mod connect_app_without_scopes;
    mod empty_set;
    mod known_scope_as_other;
    mod misspelt_scope;
    mod oauth_and_connect_scopes_in_one_set;
    mod operation_that_does_not_exist;
    mod operation_that_needs_no_scope;
    mod operation_without_scopes_in_the_family;
    mod permission_on_a_single_page;
    mod scope_twice;
    mod union_of_different_kinds;
    mod unknown_permission;
    mod unknown_scope;
}
mod workflows {
    mod edit_without_the_scope_to_write;
    mod generic_edit;
    mod properties_without_the_scope_to_write;
    mod walk_without_the_scope;
}
