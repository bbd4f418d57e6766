//! `duban man`: the manual page in roff, from the code; every command has its section.

use std::io;

use clap_mangen::Man;

use super::help::{command, each};
use super::out::{Exit, Failure, Out};

pub(super) fn run(out: &mut Out<'_>) -> Result<Exit, Failure> {
    let mut page = Vec::new();
    write(command(out.texts()), &mut page).map_err(Failure::Output)?;
    out.stdout.write_all(&page).map_err(Failure::Output)?;
    Ok(Exit::Done)
}

fn write(mut whole: clap::Command, page: &mut Vec<u8>) -> io::Result<()> {
    whole.build();
    Man::new(whole.clone()).render(page)?;
    for (name, part) in each(&whole) {
        page.extend_from_slice(format!(".SH \"duban {name}\"\n").as_bytes());
        let part = Man::new(part.clone());
        part.render_description_section(page)?;
        part.render_synopsis_section(page)?;
        part.render_options_section(page)?;
    }
    Ok(())
}
