//! Enums that are written as a number.

/// An enum whose variants are numbers on the wire, which never change and are never used again.
macro_rules! numbered {
    (
        $(#[$about:meta])*
        pub enum $name:ident {
            $($(#[$says:meta])* $number:literal $variant:ident,)*
        }
    ) => {
        $(#[$about])*
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash,
            serde::Serialize, serde::Deserialize, minicbor::Encode, minicbor::Decode,
        )]
        #[cbor(index_only)]
        pub enum $name {
            $($(#[$says])* #[n($number)] $variant,)*
        }

        impl $name {
            /// All of them, in the order they are declared in.
            pub const ALL: [Self; [$($number),*].len()] = [$(Self::$variant),*];
        }
    };
}

pub(crate) use numbered;
