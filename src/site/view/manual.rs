//! The documentation of views as data, for the theme manual. It is made from the types that
//! templates see, so the two cannot part.

/// A view: what a template finds under a name.
#[derive(Clone, Copy, Debug)]
pub struct View {
    /// The type's name, by which other views refer to it.
    pub name: &'static str,
    /// What it stands for.
    pub about: &'static str,
    /// What it holds, in the order of its declaration.
    pub fields: &'static [Field],
}

/// A field of a view.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// Its name in templates.
    pub name: &'static str,
    /// Its type as Rust has it.
    pub kind: &'static str,
    /// What it says.
    pub about: &'static str,
}

/// Declares views, with their documentation as `MANUAL`.
macro_rules! views {
    ($(
        $(#[doc = $about:literal])+
        pub struct $name:ident { $($(#[doc = $doc:literal])+ pub $field:ident: $kind:ty,)+ }
    )+) => {
        $(
            $(#[doc = $about])+
            #[derive(Clone, Debug, serde::Serialize)]
            pub struct $name { $($(#[doc = $doc])+ pub $field: $kind,)+ }
        )+

        /// The documentation of the views above.
        pub(super) const MANUAL: &[$crate::site::view::View] = &[$($crate::site::view::View {
            name: stringify!($name),
            about: concat!($($about, "\n"),+),
            fields: &[$($crate::site::view::Field {
                name: stringify!($field),
                kind: stringify!($kind),
                about: concat!($($doc, "\n"),+),
            }),+],
        }),+];
    };
}
pub(super) use views;
