//! `meshc init`.

use super::args::InitArgs;
use super::demo::shell_word;
use super::failure::Failure;
use super::{Console, Exit};
use crate::setup::{create, refresh};

/// Writes a new repository, or refreshes the package of one, and says what was written.
pub(super) fn run(args: &InitArgs, console: &mut Console) -> Result<Exit, Failure> {
    let shown = shell_word(&args.dir);
    if !args.schema_only {
        let files = create(&args.dir)?;
        let named = files.iter().filter(|path| !path.starts_with("schema/"));
        let named: String = named.map(|path| format!("  {path}\n")).collect();
        console.print(&format!(
            "A configuration repository is in {shown}:\n\n{named}  schema/, the types of the model\n\n\
             $ meshc check --repo {shown}\n"
        ));
        return Ok(Exit::Done);
    }
    let changed = refresh(&args.dir)?;
    if changed.is_empty() {
        console.print(&format!(
            "The schema/ of {shown} is that of this meshc already.\n"
        ));
    } else {
        let named: String = changed.iter().map(|path| format!("  {path}\n")).collect();
        console.print(&format!(
            "The schema/ of {shown} is that of this meshc now. Written:\n\n{named}"
        ));
    }
    Ok(Exit::Done)
}
