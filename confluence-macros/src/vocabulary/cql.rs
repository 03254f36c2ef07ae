// The words of CQL: every field and every function, with what may stand beside it.
//
// A field is `Name = "spelling", "other spelling": Type { operators, … }`. Its type decides which functions it takes.
// `equality` is `=`, `!=`, `IN` and `NOT IN`; `text` is `~` and `!~`; `range` is `=`, `!=` and the four comparisons.
// `sorts`: it may stand behind `ORDER BY`. `users`: it belongs to the search for users, the others to that for content.
// A function is `Name = "spelling": Type { what it gives, arguments }`.
// A type is a value of the field `type`. Custom content has types of its own, and `user` is one of the search for
// users.

cql_table! {
    fields {
        /// Content above, near or far, by id.
        Ancestor = "ancestor": Content { equality };
        /// What an attachment or a comment is on, by id.
        Container = "container": Content { equality };
        /// Who has ever changed it.
        Contributor = "contributor": User { equality };
        /// The name of who has ever changed it.
        ContributorFullName = "contributor.fullname": Text { text };
        /// When it was made.
        Created = "created": Date { range, sorts };
        /// Who made it.
        Creator = "creator": User { equality, sorts };
        /// The name of who made it.
        CreatorFullName = "creator.fullname": Text { text };
        /// Who has saved it for later.
        Favourite = "favourite", "favorite": User { equality };
        /// Its id.
        Id = "id", "content": Content { equality, sorts };
        /// A label, without its prefix if that is `global`.
        Label = "label": Text { equality };
        /// When it was last changed.
        LastModified = "lastmodified": Date { range, sorts };
        /// A macro in its body, by the name of the macro.
        Macro = "macro": Text { equality };
        /// Who is mentioned in its body.
        Mention = "mention": User { equality };
        /// The state that a page has, such as `Rough draft`.
        PageStatus = "pageStatus": Text { equality };
        /// Content directly above, by id.
        Parent = "parent": Content { equality };
        /// Title, body and labels. The field of the site's own search.
        SiteSearch = "siteSearch": Text { text };
        /// The space that it is in, by key.
        Space = "space", "space.key": Space { equality, sorts };
        /// A label of the space that it is in, as space categories are.
        SpaceCategory = "space.category": Text { equality };
        /// The name of the space that it is in.
        SpaceTitle = "space.title": Text { equality, text };
        /// The type of the space that it is in, such as `global` or `personal`.
        SpaceType = "space.type": Text { equality };
        /// Title, body and labels.
        Text = "text": Text { text };
        /// Its title.
        Title = "title": Text { equality, text, sorts };
        /// What it is, such as `page`, `space` or the type of custom content.
        Type = "type": Type { equality, sorts };
        /// The account.
        User = "user": User { equality, users };
        /// The id of the account.
        UserAccountId = "user.accountid", "user.userkey": Text { equality, users };
        /// The name of the account. A text matches names in which a word begins so.
        UserFullName = "user.fullname": Text { equality, text, users };
        /// Who watches it.
        Watcher = "watcher": User { equality };
    }
    functions {
        /// The content that the search is made from.
        CurrentContent = "currentContent": Content { one };
        /// The space that the search is made from.
        CurrentSpace = "currentSpace": Space { one };
        /// The account that searches.
        CurrentUser = "currentUser": User { one };
        /// The last moment of the day.
        EndOfDay = "endOfDay": Date { one, increment };
        /// The last moment of the month.
        EndOfMonth = "endOfMonth": Date { one, increment };
        /// The last moment of the week.
        EndOfWeek = "endOfWeek": Date { one, increment };
        /// The last moment of the year.
        EndOfYear = "endOfYear": Date { one, increment };
        /// The spaces that the account has saved for later.
        FavouriteSpaces = "favouriteSpaces": Space { several };
        /// This moment.
        Now = "now": Date { one, increment };
        /// The content that the account has viewed last: how many, and how many to pass over.
        RecentlyViewedContent = "recentlyViewedContent": Content { several, numbers };
        /// The spaces that the account has viewed last: how many, and how many to pass over.
        RecentlyViewedSpaces = "recentlyViewedSpaces": Space { several, numbers };
        /// The first moment of the day.
        StartOfDay = "startOfDay": Date { one, increment };
        /// The first moment of the month.
        StartOfMonth = "startOfMonth": Date { one, increment };
        /// The first moment of the week.
        StartOfWeek = "startOfWeek": Date { one, increment };
        /// The first moment of the year.
        StartOfYear = "startOfYear": Date { one, increment };
    }
    types {
        /// A file on content.
        Attachment = "attachment";
        /// A blog post.
        BlogPost = "blogpost";
        /// A comment, in the footer or in the text.
        Comment = "comment";
        /// A database.
        Database = "database";
        /// A folder.
        Folder = "folder";
        /// A page.
        Page = "page";
        /// A smart link in the content tree.
        SmartLink = "embed";
        /// A space.
        Space = "space";
        /// A whiteboard.
        Whiteboard = "whiteboard";
    }
}
