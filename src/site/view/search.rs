//! What `search.html` may see.

use super::LinkView;

use super::manual::views;

views! {
    /// `search` in `search.html`.
    pub struct SearchView {
        /// Way from the page to the folder of the index, with a `/` at its end.
        pub index_href: String,
        /// Parts of the index: the first lies in its folder, each other in a folder below, `1/` and
        /// so on.
        pub n_parts: usize,
        /// What a search can be narrowed by, in order.
        pub filters: Vec<SearchFilterView>,
        /// The lists of shelves, for readers without scripts.
        pub shelves: Vec<LinkView>,
    }

    /// Something that a search can be narrowed by.
    pub struct SearchFilterView {
        /// Its name in the address and in the index: `cause`.
        pub word: &'static str,
        /// What it is called: `Cause`.
        pub name: String,
    }
}
