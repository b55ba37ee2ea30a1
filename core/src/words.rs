//! `words!`: a closed vocabulary written once, as variant, spelling and meaning side by side.
//!
//! It makes nothing but the enum and its spellings; what a word *means* is decided elsewhere.

/// Declares an enum whose every variant has one spelling, the same in JSON and in every language.
macro_rules! words {
    (
        $(#[$meta:meta])*
        pub enum $name:ident as $what:literal {
            $( $(#[$variant_meta:meta])* $variant:ident = $word:literal, )+
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $( $(#[$variant_meta])* #[doc = concat!("\n\nSpelled `", $word, "`.")] $variant, )+
        }

        impl $name {
            /// Every word, in the order of declaration.
            #[doc = concat!("\n```\nassert!(!paystate::", stringify!($name), "::ALL.is_empty());\n```")]
            pub const ALL: &'static [Self] = &[$( Self::$variant, )+];

            /// The word's one spelling.
            #[doc = concat!(
                "\n```\nuse paystate::", stringify!($name), ";\n",
                "for word in ", stringify!($name), "::ALL {\n",
                "    assert_eq!(", stringify!($name), "::from_word(word.as_str()), Some(*word));\n}\n```"
            )]
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $( Self::$variant => $word, )+
                }
            }

            /// The variant of this spelling; letter case counts, and any other text is `None`.
            #[doc = concat!(
                "\n```\nassert_eq!(paystate::", stringify!($name), "::from_word(\"no such word\"), None);\n```"
            )]
            #[must_use]
            pub fn from_word(word: &str) -> Option<Self> {
                match word {
                    $( $word => Some(Self::$variant), )+
                    _ => None,
                }
            }
        }

        impl core::fmt::Display for $name {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl core::str::FromStr for $name {
            type Err = crate::error::Error;

            /// As `from_word`; another text is `misuse` that names the field and lists the words.
            fn from_str(word: &str) -> Result<Self, Self::Err> {
                const WORDS: &[&str] = &[$( $word, )+];
                Self::from_word(word).ok_or_else(|| {
                    crate::error::Misuse::new(crate::error::MisuseReason::Invalid, $what)
                        .expecting(WORDS)
                        .into()
                })
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let word = <alloc::borrow::Cow<'de, str>>::deserialize(deserializer)?;
                word.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}

pub(crate) use words;
