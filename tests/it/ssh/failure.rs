//! What somebody far away sees when the program fails in the middle of everything.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::Arc;

use duban::draft::Drafts;
use duban::lang::{Lang, Texts};
use duban::ledger::Ledger;
use duban::serve::{self, HostKey, Limits, Manner, Options, Settings};
use duban::tui::text::Width;

use super::Site;
use crate::pty::{HOME, PART, arguments, draft, this_program};
use crate::screen::look;

/// The server in the program started by a test: its clock stops it in the middle of everything.
#[expect(clippy::disallowed_methods, reason = "the folder is handed to a process of this test's own")]
pub fn served() {
    let data = PathBuf::from(std::env::var(HOME).unwrap()).join("data");
    let manner = Manner {
        lang: Lang::Zh,
        theme: String::from("default"),
        ambiguous_wide: Some(false),
        ascii: false,
        mouse: false,
    };
    let look = look(&Arc::new(Texts::of(Lang::Zh)), Width::default());
    let options = Options {
        listen: "127.0.0.1:0".parse().unwrap(),
        socket: data.join("socket"),
        usual_socket: data.join("socket"),
        host_key: HostKey::of(&data.join("host_key")).unwrap(),
        gateway: None,
        settings: Settings {
            data: data.clone(),
            owner: String::from("督查室"),
            manner,
            understand: |_, usual| Ok(usual.clone()),
            no_color: true,
            keys: (*look.keys).clone(),
            explained: "",
            clock: draft::clock_that_may_panic,
        },
        limits: Limits::default(),
    };
    let ledger = Ledger::open(&data, &mut |_, _| {}).unwrap();
    serve::run(ledger, options, |address| eprintln!("{address}")).unwrap();
}

#[test]
fn a_board_that_fails_gives_the_terminal_back_and_says_that_the_draft_is_kept() {
    let mut site = Site::closed();
    let mut server = Command::new(this_program());
    server.args(arguments()).env(PART, "served").env(HOME, site.dir.path()).stdout(Stdio::null());
    site.listen(server);
    let mut board = site.board("xie");
    board.shows("共25").types(&"j".repeat(8)).types("\x1bOQ").shows("填报  第 9 项");
    board.types("出错之前").shows("出错之前");
    fs::write(site.path("panic"), "").unwrap();
    board.types("x");
    let (code, said) = board.ends();
    assert_eq!(code, 3);
    assert!(said.contains("\x1b[?1049l"), "{said}");
    assert!(said.contains("程序内部出错，已断开"), "{said}");
    let kept = Drafts::of(&site.data()).all().0;
    assert!(format!("{kept:?}").contains("出错之前"), "{kept:?}");
    fs::remove_file(site.path("panic")).unwrap();
    assert!(site.exec("wang", "list").status.success(), "others are served");
}
