{-  References to secrets: where a secret is kept, never what it is.

    `fromTerraform`  the name of a Terraform (OpenTofu) output; the usual one
    `fromEnv`        the name of an environment variable of the deployment
    `fromAnsible`    the name of a key in an Ansible vault
    `Raw`            a literal; refused, a secret has no place in a repository
    `Native`         a name or a literal, nobody can tell; refused, too

    A name has letters, digits, `_`, `.`, `/` and `-`, at most 253 of them.
-}
{ Secret =
    < Native : Text
    | Raw : Text
    | fromAnsible : Text
    | fromEnv : Text
    | fromTerraform : Text
    >
}
