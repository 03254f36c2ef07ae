//! Likes of pages, blog posts and comments.

use super::*;

/// Likes: who likes a piece of content, and how many do.
#[endpoints(v2, tag = "Like", base = "/wiki/api/v2")]
pub trait Likes {
    /// How many people like a page.
    #[get("/pages/{id}/likes/count")]
    #[id("getPageLikeCount")]
    #[scopes("read:page:confluence")]
    #[connect(READ)]
    #[permissions(View(Page = id), View(Space, of = id))]
    #[app_access(ruled)]
    fn get_page_like_count(
        /// The page.
        id: PageId,
    ) -> LikeCount;

    /// Who likes a page.
    #[get("/pages/{id}/likes/users")]
    #[id("getPageLikeUsers")]
    #[scopes("read:page:confluence")]
    #[connect(READ)]
    #[permissions(View(Page = id), View(Space, of = id))]
    #[app_access(ruled)]
    #[paged(cursor, limit(default = 25, range = 0..=250))]
    fn get_page_like_users(
        /// The page.
        id: PageId,
    ) -> CursorPage<Like>;

    /// How many people like a blog post.
    #[get("/blogposts/{id}/likes/count")]
    #[id("getBlogPostLikeCount")]
    #[scopes("read:page:confluence")]
    #[connect(READ)]
    #[permissions(View(BlogPost = id), View(Space, of = id))]
    #[app_access(ruled)]
    fn get_blog_post_like_count(
        /// The blog post.
        id: BlogPostId,
    ) -> LikeCount;

    /// Who likes a blog post.
    #[get("/blogposts/{id}/likes/users")]
    #[id("getBlogPostLikeUsers")]
    #[scopes("read:page:confluence")]
    #[connect(READ)]
    #[permissions(View(BlogPost = id), View(Space, of = id))]
    #[app_access(ruled)]
    #[paged(cursor, limit(default = 25, range = 0..=250))]
    fn get_blog_post_like_users(
        /// The blog post.
        id: BlogPostId,
    ) -> CursorPage<Like>;

    /// How many people like a comment at the foot.
    #[get("/footer-comments/{id}/likes/count")]
    #[id("getFooterLikeCount")]
    #[scopes("read:comment:confluence")]
    #[connect(READ)]
    #[permissions(View(Container = id), View(Space, of = id))]
    #[app_access(ruled)]
    fn get_footer_like_count(
        /// The comment.
        id: CommentId,
    ) -> LikeCount;

    /// Who likes a comment at the foot.
    #[get("/footer-comments/{id}/likes/users")]
    #[id("getFooterLikeUsers")]
    #[scopes("read:comment:confluence")]
    #[connect(READ)]
    #[permissions(View(Container = id), View(Space, of = id))]
    #[app_access(ruled)]
    #[paged(cursor, limit(default = 25, range = 0..=250))]
    fn get_footer_like_users(
        /// The comment.
        id: CommentId,
    ) -> CursorPage<Like>;

    /// How many people like a comment on a passage.
    #[get("/inline-comments/{id}/likes/count")]
    #[id("getInlineLikeCount")]
    #[scopes("read:comment:confluence")]
    #[connect(READ)]
    #[permissions(View(Container = id), View(Space, of = id))]
    #[app_access(ruled)]
    fn get_inline_like_count(
        /// The comment.
        id: CommentId,
    ) -> LikeCount;

    /// Who likes a comment on a passage.
    #[get("/inline-comments/{id}/likes/users")]
    #[id("getInlineLikeUsers")]
    #[scopes("read:comment:confluence")]
    #[connect(READ)]
    #[permissions(View(Container = id), View(Space, of = id))]
    #[app_access(ruled)]
    #[paged(cursor, limit(default = 25, range = 0..=250))]
    fn get_inline_like_users(
        /// The comment.
        id: CommentId,
    ) -> CursorPage<Like>;
}

/// How many people like something.
#[model]
pub struct LikeCount {
    /// The number.
    pub count: Option<u64>,
}
