//! The pages of what the engine can find wrong.

use crate::diagnostic::{Code, Page, Severity};

/// One page for each code of the engine.
pub const PAGES: &[Page] = &[
    page(
        "dhall/parse",
        "The text is Dhall",
        "\
The text breaks the grammar of Dhall at the place that is underlined. The parser goes on behind it, so
that one run reports the other mistakes of the file, too.

What people who come from JSON or YAML meet most: records have `=` between name and value, and their
types have `:`; there is no comma-less list; comments begin with `--`; text over several lines stands
between `''` and `''`; truth values are `True` and `False`.
",
    ),
    page(
        "dhall/scope",
        "Every name is bound",
        "\
A name is used that no `let`, no function around it and no built-in gives. Imports see nothing of the
file that imports them: what an imported file needs, it imports or takes as the argument of a function.

Mend the spelling, or bind the name: `let lib = ../../lib/package.dhall in ...`.
",
    ),
    page(
        "dhall/type",
        "Every expression has the type that its place wants",
        "\
Something of one type stands where another is wanted: a field is missing, is not known, or holds something
else; an alternative is not one of the union; the branches of an `if` differ. Only what differs is shown.

For a record written with `T::{ ... }`, fields that are not given come from `T.default`; a field that has no
default must be given.
",
    ),
    page(
        "dhall/assert",
        "Assertions hold",
        "\
`assert : a === b` says that both sides come to the same value, and they do not.

Mend the value, or the assertion if it says too much.
",
    ),
    page(
        "dhall/import",
        "Every import can be read",
        "\
A file is imported that is not there, cannot be read, imports itself in a circle, or does not have the
`sha256:` that the import asks for. The finding shows the way from the file that was checked to the import.

Paths are relative to the importing file: from `instances/acme/instance.dhall` the folder `lib` is
`../../lib`.
",
    ),
    page(
        "dhall/policy",
        "Imports stay inside the repository",
        "\
A configuration is made of the files of its repository and of nothing else, so that the same commit means
the same everywhere, and a change under review cannot read what it should not: no absolute path, no home
directory, no path above the root, no symbolic link out of it, no environment variable, no network.

Such an import is refused, and `?` does not recover from it. Copy what is needed into the repository.

What has to come from elsewhere is named, once for all in `meshc.dhall` or for one run:

```dhall
let meshc = ./schema/package.dhall

in  meshc.Repository::{
    , allowEnv = [ \"REGION\" ]
    , allowHosts = [ \"prelude.dhall-lang.org\" ]
    }
```

`--allow-env REGION --allow-host prelude.dhall-lang.org` says the same. A host is asked over https, unless it
is written `http://HOST`; only at addresses of the public network; and for nothing that another server than the
importing file's own does not allow. `meshc dhall vendor` copies all that is asked for into `vendor/dhall`, and
from then on no network is needed.

A server proves who it is by a certificate that one of the public authorities signed; those of the system do not
count. In a network with an authority of its own, `--certificate-authority FILE` names the file of its certificate,
in the format PEM. A server that proves nothing is sent nothing, and `?` does not recover from that.

Whoever may change `meshc.dhall` may change these names. A pipeline that holds secrets and checks the changes of
strangers should not run on their settings.
",
    ),
    page(
        "dhall/data",
        "what is written as JSON or YAML is data",
        "\
JSON and YAML hold records, lists, texts, numbers, truth values and null. A function or a type is none of
these, and `NaN` and the infinities are no numbers of JSON. The finding names the way to the part.

Select the part that is data, or apply the function: `meshc dhall eval --format json` of

```dhall
(./package.dhall).defaults
```
",
    ),
    page(
        "dhall/binary",
        "the binary form is that of an expression",
        "\
Bytes were to be read that are no expression of Dhall in the binary form, which is CBOR with numbers for
labels. Only one form of each expression is taken: definite lengths, and nothing behind the end.

`meshc dhall encode` writes that form.
",
    ),
    page(
        "dhall/golden",
        "files come to what their golden files say",
        "\
Beside `name.dhall`, a file `name.golden.json`, `name.golden.yaml` or `name.golden.dhall` holds what it comes
to, as `meshc dhall eval` prints it, and the two differ. The finding names the first line that does.

If the change is wanted, `meshc dhall test --update` writes the golden files anew, and their difference is
reviewed with that of the source.
",
    ),
    page(
        "dhall/format",
        "the layout keeps meaning and comments",
        "\
The formatter checks its own result: it parses, means the same, and holds the same comments. Here it did not,
so the file was left as it is. That is a mistake of meshc, not of the file.
",
    ),
    page(
        "dhall/lint",
        "edits keep what a file comes to",
        "\
After its edits, `meshc dhall lint` compares the digests of what the file came to before and comes to then.
Here they differ, so the file was left as it is. That is a mistake of meshc, not of the file.
",
    ),
    page(
        "dhall/budget",
        "Evaluation stays within its limits",
        "\
Dhall always ends, but not always soon: a small file can describe a text larger than any memory. So there
are limits on steps, on the size of values, on nesting, and on the number and size of imports. They count
what is evaluated, not time, and so they strike at the same place everywhere.

The finding names the expression at which the limit was reached. Configurations stay far below it.
",
    ),
];

const fn page(code: &'static str, title: &'static str, text: &'static str) -> Page {
    Page {
        code: Code(code),
        level: Severity::Error,
        title,
        text,
    }
}
