//! `duban man`: the manual page in roff, from the code; every command has its section.

use std::io;

use clap_mangen::Man;

use super::help::command;
use super::out::{Exit, Failure, Out};

pub(super) fn run(out: &mut Out<'_>) -> Result<Exit, Failure> {
    let mut page = Vec::new();
    write(command(out.texts()), &mut page).map_err(Failure::Output)?;
    out.stdout.write_all(&page).map_err(Failure::Output)?;
    Ok(Exit::Done)
}

fn write(mut whole: clap::Command, page: &mut Vec<u8>) -> io::Result<()> {
    whole.build();
    let parts: Vec<clap::Command> = whole.get_subcommands().cloned().collect();
    Man::new(whole).render(page)?;
    for part in parts {
        page.extend_from_slice(format!(".SH \"duban {}\"\n", part.get_name()).as_bytes());
        let part = Man::new(part);
        part.render_description_section(page)?;
        part.render_synopsis_section(page)?;
        part.render_options_section(page)?;
    }
    Ok(())
}
