//! The pages of what can be wrong with the files of a repository.

use crate::diagnostic::{Code, Page, Severity};

/// One page for each code of this room.
pub const PAGES: &[Page] = &[
    Page {
        code: Code("repository/instance"),
        level: Severity::Error,
        title: "An instance is a file `instances/<id>/instance.dhall`",
        text: "\
Each instance has a folder of its own below `instances/`, named by its id, with the file `instance.dhall`
in it. That file may import anything inside the repository.

A folder without that file, a file at another depth, or a folder called `Instances` is most likely a
mistake: the instance would be missing from every check, plan and rendering without a word.

Move the file to its place. What several instances share belongs elsewhere, such as `lib/`.
",
    },
    Page {
        code: Code("repository/name"),
        level: Severity::Error,
        title: "Names of files are UTF-8",
        text: "\
A file whose name is not UTF-8, or that git itself would not take, is left out: no Dhall import can
name it. Below `instances/` that is an error, since an instance may be missing from every check.

Rename it.
",
    },
    Page {
        code: Code("repository/depth"),
        level: Severity::Warning,
        title: "Folders are nested at most 128 deep",
        text: "\
What lies deeper is left out, so that a tree without end cannot stop a check.

Move it nearer to the root.
",
    },
    Page {
        code: Code("repository/closed"),
        level: Severity::Warning,
        title: "Every folder of the repository can be listed",
        text: "\
The operating system does not let the folder be listed, so that nothing is known of the files in it.

Give the user who runs meshc permission to read it, or let git ignore it.
",
    },
    Page {
        code: Code("repository/index"),
        level: Severity::Warning,
        title: "The git index can be read",
        text: "\
The index says which ignored files are tracked all the same. It could not be read, so all ignored files
are left out.

`git update-index --no-split-index` or `git sparse-checkout disable` make a readable index.
",
    },
];
