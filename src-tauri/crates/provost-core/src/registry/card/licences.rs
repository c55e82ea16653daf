//! The identifiers of licences on Hugging Face.

/// Those that its documentation of model cards lists and a registry meets; anything else is `other` with its name.
const KNOWN: [&str; 45] = [
    "afl-3.0",
    "agpl-3.0",
    "apache-2.0",
    "artistic-2.0",
    "bigcode-openrail-m",
    "bigscience-bloom-rail-1.0",
    "bigscience-openrail-m",
    "bsd",
    "bsd-2-clause",
    "bsd-3-clause",
    "bsd-3-clause-clear",
    "bsl-1.0",
    "cc",
    "cc-by-2.0",
    "cc-by-3.0",
    "cc-by-4.0",
    "cc-by-nc-2.0",
    "cc-by-nc-4.0",
    "cc-by-nc-nd-4.0",
    "cc-by-nc-sa-4.0",
    "cc-by-nd-4.0",
    "cc-by-sa-3.0",
    "cc-by-sa-4.0",
    "cc0-1.0",
    "creativeml-openrail-m",
    "ecl-2.0",
    "epl-2.0",
    "eupl-1.1",
    "eupl-1.2",
    "gemma",
    "gpl",
    "gpl-2.0",
    "gpl-3.0",
    "isc",
    "lgpl",
    "lgpl-2.1",
    "lgpl-3.0",
    "llama2",
    "llama3",
    "mit",
    "mpl-2.0",
    "openrail",
    "osl-3.0",
    "unlicense",
    "zlib",
];

/// The identifier of a licence as somebody entered it; none when it has none.
pub(super) fn identifier(licence: &str) -> Option<&'static str> {
    let wanted = licence.trim().to_lowercase();
    // SPDX says which later versions are meant too; the list does not.
    let bare = wanted
        .strip_suffix("-only")
        .or_else(|| wanted.strip_suffix("-or-later"))
        .unwrap_or(&wanted);
    KNOWN.into_iter().find(|known| *known == bare)
}
