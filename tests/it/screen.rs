mod form;
mod import;
mod kept;
mod record;
mod said;

use std::collections::VecDeque;
use std::sync::Arc;

use chrono::{DateTime, FixedOffset};
use duban::domain::{Command, Door, Period, ReportKey, Who};
use duban::draft::Drafts;
use duban::exchange::{EXAMPLE, What, propose, read};
use duban::lang::{Lang, Texts};
use duban::ledger::Ledger;
use duban::session::{Action, Effect, Errands, Look, Msg, Present, Session};
use duban::store::MemoryStore;
use duban::tui::keys::{Chord, KeyMap};
use duban::tui::printed::printed;
use duban::tui::text::Width;
use duban::tui::theme::Theme;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use tempfile::TempDir;

use crate::domain::at;

/// A person at a screen: keys go in, what is seen comes out; errands are run at once.
pub struct Desk {
    session: Session,
    errands: Errands,
    terminal: Terminal<TestBackend>,
    pub ledger: Arc<Ledger>,
    pub copied: Vec<String>,
    pub ended: bool,
    /// Where drafts lie.
    pub home: Arc<TempDir>,
    is_answered: bool,
}

fn now() -> DateTime<FixedOffset> {
    at("2021-07-05T09:00:00+08:00")
}

pub fn look(texts: &Arc<Texts>, width: Width) -> Look {
    let keys = include_str!("../../config/keys.toml");
    Look {
        texts: texts.clone(),
        theme: Theme::colourless(),
        width,
        keys: Arc::new(KeyMap::read(&Action::named(), keys, "").unwrap()),
        home: String::from("/home/office/duban"),
        who: Who::owner("督查室", Door::Screen),
        has_editor: true,
    }
}

impl Desk {
    /// Sits down before an empty ledger.
    pub fn empty(columns: u16, rows: u16) -> Self {
        Self::over(Arc::new(Ledger::new(Box::new(MemoryStore::default()))), columns, rows, Width::default())
    }

    /// Sits down before the real table.
    pub fn example(columns: u16, rows: u16) -> Self {
        let desk = Self::empty(columns, rows);
        take(&desk.ledger, EXAMPLE);
        Self::over(desk.ledger, columns, rows, Width::default())
    }

    pub fn over(ledger: Arc<Ledger>, columns: u16, rows: u16, width: Width) -> Self {
        Self::of("督查室", ledger, Arc::new(tempfile::tempdir().unwrap()), (columns, rows), width)
    }

    fn of(person: &str, ledger: Arc<Ledger>, home: Arc<TempDir>, size: (u16, u16), width: Width) -> Self {
        let texts = Arc::new(Texts::of(Lang::Zh));
        let front = ledger.front().unwrap();
        let who = Who::owner(person, Door::Screen);
        let look = Look { who: who.clone(), ..look(&texts, width) };
        Self {
            session: Session::new(look, size, front, now()),
            errands: Errands::new(ledger.clone(), Drafts::of(home.path()), texts, who),
            terminal: Terminal::new(TestBackend::new(size.0, size.1)).unwrap(),
            ledger,
            copied: Vec::new(),
            ended: false,
            home,
            is_answered: true,
        }
    }

    /// Another sitting of `person` at the same ledger, told of unfinished drafts as every sitting is.
    pub fn sitting_of(&self, person: &str, columns: u16, rows: u16) -> Self {
        let mut desk = Self::of(person, self.ledger.clone(), self.home.clone(), (columns, rows), Width::default());
        let told = desk.errands.run(Effect::Drafts, now()).unwrap();
        desk.send(told);
        desk
    }

    /// The same ledger before somebody who may do less.
    pub fn seen_by(&mut self, who: Who) -> Self {
        let mut desk = Self::over(self.ledger.clone(), 80, 24, Width::default());
        let texts = Arc::new(Texts::of(Lang::Zh));
        let look = Look { who: who.clone(), ..look(&texts, Width::default()) };
        desk.session = Session::new(look, (80, 24), self.ledger.front().unwrap(), now());
        desk.session.update(Msg::Book(self.ledger.book().unwrap()));
        desk.errands = Errands::new(self.ledger.clone(), Drafts::of(desk.home.path()), texts, who);
        desk
    }

    /// What was typed and is not known to be on disk.
    pub fn unkept(&self) -> Option<duban::draft::Draft> {
        self.session.unkept().pop().map(|(_, draft)| draft)
    }

    /// Says something at the bottom.
    pub fn tell(&mut self, sentence: &str) -> &mut Self {
        self.session.tell(sentence.to_owned());
        self.send(Msg::Minute(now()));
        self
    }

    /// What the session hands over when it ends now, with its number.
    pub fn unkept_numbered(&self) -> (u64, duban::draft::Draft) {
        self.session.unkept().pop().unwrap()
    }

    /// Keeps what a session handed over at its end.
    pub fn keep(&self, number: u64, draft: &duban::draft::Draft) {
        self.errands.keep(number, draft).unwrap();
    }

    /// Presses a key, and returns what it asks for without an answer to it.
    pub fn asks(&mut self, key: &str) -> Vec<Effect> {
        self.session.update(Msg::Key(key.parse().unwrap()))
    }

    /// Answers what was asked for.
    pub fn answer(&mut self, asked: Vec<Effect>) {
        for effect in asked {
            if let Some(answer) = self.errands.run(effect, now()) {
                self.send(answer);
            }
        }
    }

    /// Presses keys: names between blanks, as in keys.toml.
    pub fn press(&mut self, keys: &str) -> &mut Self {
        for key in keys.split_whitespace() {
            let chord: Chord = key.parse().unwrap_or_else(|_| panic!("{key} is no key"));
            self.send(Msg::Key(chord));
        }
        self
    }

    /// Types text, letter by letter.
    pub fn type_in(&mut self, text: &str) -> &mut Self {
        for c in text.chars() {
            self.send(Msg::Key(Chord::plain(duban::tui::keys::Code::Char(c))));
        }
        self
    }

    /// Presses the key that lends a text to an editor; nobody answers yet.
    pub fn lends(&mut self, key: &str) {
        let effects = self.session.update(Msg::Key(key.parse().unwrap()));
        assert!(matches!(effects.last(), Some(Effect::Edit(_))), "{effects:?}");
    }

    pub fn send(&mut self, msg: Msg) {
        let before = self.ledger.book().unwrap().revision();
        let mut effects = VecDeque::from(self.session.update(msg));
        while let Some(effect) = effects.pop_front() {
            match &effect {
                Effect::Quit => self.ended = true,
                Effect::Copy(text) => self.copied.push(text.clone()),
                _ => {}
            }
            self.errands.announce(&effect);
            if !self.is_answered {
                continue;
            }
            if let Some(answer) = self.errands.run(effect, now()) {
                effects.extend(self.session.update(answer));
            }
        }
        let book = self.ledger.book().unwrap();
        if book.revision() != before {
            for effect in self.session.update(Msg::Book(book)) {
                if let Some(answer) = self.errands.run(effect, now()) {
                    self.session.update(answer);
                }
            }
        }
    }

    /// Has something done before any errand is answered.
    pub fn offline(&mut self, act: impl FnOnce(&mut Self)) {
        self.is_answered = false;
        act(self);
        self.is_answered = true;
    }

    /// Gives the terminal another size.
    pub fn resize(&mut self, columns: u16, rows: u16) {
        self.terminal = Terminal::new(TestBackend::new(columns, rows)).unwrap();
        self.send(Msg::Resize(columns, rows));
    }

    /// What is seen.
    pub fn screen(&mut self) -> String {
        let frame = self.terminal.draw(|frame| self.session.draw(frame)).unwrap();
        printed(frame.buffer)
    }

    /// Checks what is seen, row by row; the expected screen is written between bars that are not part of it.
    pub fn sees(&mut self, expected: &str) -> &mut Self {
        let expected: Vec<&str> = expected.lines().map(|l| l.trim_start().trim_start_matches('¦')).collect();
        let screen = self.screen();
        let seen: Vec<&str> = screen.lines().collect();
        let wanted = expected.iter().skip_while(|l| l.is_empty()).copied().collect::<Vec<_>>().join("\n");
        assert!(seen.join("\n").trim_end() == wanted.trim_end(), "the screen is\n{screen}\n\nexpected\n{wanted}");
        self
    }

    /// Checks that words are seen.
    pub fn shows(&mut self, words: &str) -> &mut Self {
        let screen = self.screen();
        assert!(screen.contains(words), "“{words}” is not on the screen\n{screen}");
        self
    }

    /// The words that are marked as new.
    pub fn marked(&mut self) -> String {
        let frame = self.terminal.draw(|frame| self.session.draw(frame)).unwrap();
        let cells = frame.buffer.content().iter();
        let marked = cells.filter(|cell| cell.modifier.contains(ratatui::style::Modifier::UNDERLINED));
        marked.filter(|cell| cell.symbol() != " ").map(ratatui::buffer::Cell::symbol).collect()
    }

    /// Checks that words are not seen.
    pub fn hides(&mut self, words: &str) -> &mut Self {
        let screen = self.screen();
        assert!(!screen.contains(words), "“{words}” is on the screen\n{screen}");
        self
    }
}

/// Takes a table into a ledger.
pub fn take(ledger: &Ledger, text: &str) {
    let What::Table(table) = read(text.as_bytes()).unwrap().what else { panic!("a table was expected") };
    let proposal = propose(&table, &ledger.book().unwrap(), None).unwrap();
    let command = Command::Import(Box::new(proposal.import));
    ledger.execute(&Who::owner("督查室", Door::Command), &command, now()).unwrap();
}

/// A table whose words are all the same ones.
pub fn hostile_table(words: &str) -> String {
    let line: String = words.chars().filter(|c| !matches!(c, '\n' | '\r')).collect();
    let mut text = String::from("2021年市十件民生实事任务1-6月进展情况汇总表\n\n");
    for name in ["大类", "序号", "工作任务", "分管市领导", "责任单位", "责任人", "进展情况"] {
        text.push_str(&format!("\t{name}\n"));
    }
    for number in 1..=3 {
        text.push_str(&format!("\n\t甲{line}\n\t{number}\n\t乙{line}{number}\n\t丙{line}\n\t丁{line}\n\t戊{line}\n\t已完成。\n\n己{line}\n庚{line}\n"));
    }
    text
}

#[test]
fn an_empty_ledger_says_what_there_is_to_do() {
    Desk::empty(80, 24).sees(
        "
        ¦ 督办 duban
        ¦
        ¦
        ¦
        ¦    ┌─ 欢迎使用督办 ───────────────────────────────────────────────────────┐
        ¦    │                                                                      │
        ¦    │  库里还没有任务。                                                    │
        ¦    │                                                                      │
        ¦    │  Enter  载入内置示例（2021年江门市十件民生实事，1-6月）              │
        ¦    │  C-o    导入汇总表（文本、GBK 文本或 duban 导出的 json）             │
        ¦    │  F1     查看全部按键                                                 │
        ¦    │  F10    退出                                                         │
        ¦    │                                                                      │
        ¦    │  数据保存在 /home/office/duban                                       │
        ¦    │                                                                      │
        ¦    └──────────────────────────────────────────────────────────────────────┘
        ¦
        ¦
        ¦
        ¦
        ¦
        ¦
        ¦
        ¦ F9 办理  C-o 导入  F1 帮助  F10 退出",
    );
}

#[test]
fn enter_on_an_empty_ledger_loads_the_example() {
    let mut desk = Desk::empty(80, 24);
    desk.press("Enter").shows("已导入：新任务 25 项，进展 25 条。").shows("共25").shows("提升全市核酸检测能力");
    assert_eq!(desk.ledger.book().unwrap().tasks().count(), 25);
}

#[test]
fn eighty_columns_show_the_list_with_all_its_columns() {
    Desk::example(80, 24).sees(
        "
        ¦ 2021年市十件民生实事  1-6月 序时50%  √已完成4  >按进度21  !滞后0  ?未报0  共25
        ¦┌─ 任务 ───────────────────────────────────────────────────────────────────────┐
        ¦│序号 状态    工作任务                             牵头单位       责任人 截至  │
        ¦│   1 √已完成 提升全市核酸检测能力，紧急状态下采…  市卫生健康局   刘学文 06-30 │
        ¦│   2 >按进度 免费实施出生缺陷筛查项目。以自愿参…  市卫生健康局   刘学文 06-30 │
        ¦│   3 √已完成 稳步推进基本公共卫生服务，居民电子…  市卫生健康局   刘学文 06-30 │
        ¦│   4 √已完成 加强低保、特困人员基本生活保障，低…  市民政局       谢鸿猷 06-30 │
        ¦│   5 √已完成 实现集中供养、分散供养孤儿基本生活…  市民政局       谢鸿猷 06-30 │
        ¦│   6 >按进度 困难残疾人生活补贴、重度残疾人护理…  市民政局       谢鸿猷 06-30 │
        ¦│   7 >按进度 实施兜底民生服务社会工作双百工程，…  市民政局       谢鸿猷 06-30 │
        ¦│   8 >按进度 提升医保门诊特定病种保障水平，门诊…  市医保局       张慧琳 06-30 │
        ¦│   9 >按进度 全面提升食品监督抽检效能，提高监督…  市市场监管局   谢少谋 06-30 │
        ¦│  10 >按进度 继续深入推进我市“互联网+明厨亮灶”智… 市市场监管局   谢少谋 06-30 │
        ¦│  11 >按进度 加强市场食用农产品质量监管，在全市2… 市市场监管局   谢少谋 06-30 │
        ¦│  12 >按进度 全市生产的国家基本药物制剂品种抽检…  市市场监管局   谢少谋 06-30 │
        ¦│  13 >按进度 加快教育基础设施建设，推动江门市第…  市教育局       张  璐 06-30 │
        ¦│  14 >按进度 补齐教育经费保障制度短板，落实普通…  市教育局       张  璐 06-30 │
        ¦│  15 >按进度 扩大普惠性学前教育资源，增加公办幼…  市教育局       张  璐 06-30 │
        ¦│  16 >按进度 实施公共文化惠民工程。加强基层公共…  市文化广电旅…  邝积康 06-30 │
        ¦│  17 >按进度 推进全域自然村集中供水全覆盖工程建…  市水利局       王作青 06-30 │
        ¦│  18 >按进度 因地制宜推进农村生活污水治理，新增1… 市城市管理综…  赖惠镇 06-30 │
        ¦│  19 >按进度 全面推动农村公路桥梁安全改造。巩固…  市交通运输局   许春绵 06-30 │
        ¦└──────────────────────────────────────────────────────────────────────────────┘
        ¦ / 查找  → 展开  F2 填报  F9 办理  F4 分组  Tab 窗格  F5 筛选  F1 帮助  F10 退出",
    );
}

#[test]
fn the_history_opens_under_its_row_and_closes_again() {
    let mut desk = Desk::example(80, 24);
    desk.press("Down Right").shows(
        "│-  2 >按进度 免费实施出生缺陷筛查项目。以自愿参…  市卫生健康局   刘学文 06-30 │
│    1-6月  >按进度完成  2021-06-30  市卫生健康局 刘学文  督查室 录入          │
│      截至6月底，全市完成地中海贫血筛查22350例，唐氏综合征筛查14270例，严重致 │
│      死致残结构畸形产前筛查15495例，新生儿遗传代谢病筛查13628例，新生儿听力筛│
│      查135571例。                                                            │
│   3 √已完成",
    );
    desk.press("Left").hides("截至6月底");
    desk.press("Enter").shows("截至6月底").press("Enter").hides("截至6月底");
}

#[test]
fn what_is_new_against_the_report_before_is_marked() {
    let ledger = Desk::example(80, 24).ledger;
    take(&ledger, &EXAMPLE.replace("1-6月进展情况", "1-9月进展情况").replace("22350例", "33412例"));
    let mut desk = Desk::over(ledger, 80, 24, Width::default());
    desk.press("Down Right").shows("1-9月  >按进度完成").shows("1-6月  >按进度完成");
    let screen = desk.screen();
    let newest = screen.find("1-9月  >").unwrap();
    assert!(newest < screen.find("1-6月  >").unwrap(), "newest first\n{screen}");
    assert_eq!(desk.marked(), "33412");
}

#[test]
fn a_history_longer_than_the_window_is_read_to_its_end_before_the_cursor_moves_on() {
    let ledger = Desk::example(60, 16).ledger;
    let long: String = (1..=40).map(|n| format!("\n\n（{n}）第{n}段。")).collect();
    take(&ledger, &EXAMPLE.replace("1-6月进展", "1-9月进展").replace("\t已完成。\n", &format!("\t已完成。{long}\n")));
    let mut desk = Desk::over(ledger, 60, 16, Width::default());
    desk.press("Right").shows("（1）第1段。").hides("（20）");
    for _ in 0..60 {
        desk.press("Down");
        if desk.screen().contains("（40）第40段。") {
            desk.shows("│-  1 √已完成").press("Down Down Down Down").shows("│   2 >按进度");
            return;
        }
    }
    panic!("the end was never seen\n{}", desk.screen());
}

#[test]
fn initials_find_a_leader_and_enter_shows_the_leaders_tasks() {
    let mut desk = Desk::example(80, 24);
    desk.press("/").type_in("lyf").shows("│ 领导     赖燕芬  7项任务").shows("13 >按进度 加快教育基础设施建设");
    desk.press("Enter").shows("任务 · 分管领导：赖燕芬  7/25").shows("  15 >按进度").hides("市民政局");
    desk.press("Esc").shows("  4 √已完成").hides("7/25");
}

#[test]
fn the_search_answers_in_hanzi_pinyin_and_initials_as_one_types() {
    for (typed, first) in [
        ("卫健局", "单位     市卫生健康局"),
        ("weijian", "单位     市卫生健康局"),
        ("wsjkj", "单位     市卫生健康局"),
        ("wei健", "单位     市卫生健康局"),
        ("zhanglu", "责任人   张  璐"),
        ("zengjinjun", "责任人   曾锦俊"),
        ("明厨亮灶", "任务     …市“互联网+明厨亮灶”智慧监管"),
        ("15799", "进展     "),
    ] {
        let mut desk = Desk::example(80, 24);
        let screen = desk.press("/").type_in(typed).screen();
        let hit = screen.lines().nth(3).unwrap();
        assert!(hit.contains(first), "{typed}: {hit}");
    }
}

#[test]
fn the_search_is_one_key_away_from_anywhere() {
    for before in ["F1", "F7", "F5", "Tab", "C-o", "F8 F8"] {
        let mut desk = Desk::example(80, 24);
        desk.press(before).press("F3").shows("┌─ 查找 ─").type_in("lyf").press("Enter").shows("分管领导：赖燕芬");
    }
}

#[test]
fn a_number_goes_to_its_task() {
    let mut desk = Desk::example(80, 24);
    desk.press("/")
        .type_in("17")
        .press("Enter")
        .press("Right")
        .shows("│- 17 >按进度")
        .shows("四个县（市）均已开工建设");
}

#[test]
fn a_search_without_hits_says_so_and_esc_leaves_it() {
    let mut desk = Desk::example(80, 24);
    desk.press("/").type_in("查无此人").shows("没有找到“查无此人”。").press("Enter").shows("查无此人");
    desk.press("Esc").hides("查无此人").shows("┌─ 任务 ─");
}

#[test]
fn groups_show_their_counts_and_narrow_the_list_while_the_cursors_task_stays() {
    let mut desk = Desk::example(80, 24);
    desk.press("Down Down Tab").shows("┌─ 大类 ─").shows("│ 全部                        25 │");
    desk.press("Down")
        .shows("│ 一、提升公共医疗卫生服务能…  3 │")
        .press("Enter")
        .shows("大类：一、提升公共医疗卫生服务能力  3/25");
    desk.press("Esc F4").shows("┌─ 责任单位 ─").shows("│ 各市（区）政府              12 │");
    desk.press("F4").shows("┌─ 责任人 ─").press("F4 F4").shows("┌─ 状态 ─").press("Esc");
    assert_eq!(desk.session.task().unwrap().number, 3, "the cursor's task stays when the grouping changes");
}

#[test]
fn the_status_filter_shows_itself_and_can_be_taken_away() {
    let mut desk = Desk::example(80, 24);
    desk.press("F5").shows("   √已完成  4").press("Enter Esc").shows("任务 · 筛选：已完成  4/25").hides(">按进度 免费");
    desk.press("Delete").shows(">按进度 免费").hides("筛选：");
    desk.press("F5 Down Down Enter Esc").shows("没有符合条件的任务。按 Delete 取消筛选。");
}

#[test]
fn the_list_is_sorted_by_a_column_with_a_visible_mark() {
    let mut desk = Desk::example(80, 24);
    desk.press("F7 Down Down Enter Esc").shows("牵头单位↑");
    desk.press("F7 Enter Esc").shows("牵头单位↓");
}

#[test]
fn help_narrows_as_one_types_and_runs_what_is_chosen() {
    let mut desk = Desk::example(80, 24);
    desk.press("F1").shows("查找                /  F3  C-f").shows("现在不可用：只有一个期次。");
    desk.type_in("排序").hides("载入示例").press("Enter").shows("按哪一列排序");
}

#[test]
fn a_key_that_cannot_work_says_why() {
    let mut desk = Desk::example(80, 24);
    desk.press("Left")
        .shows("没有展开的任务。")
        .press("F6")
        .shows("只有一个期次。")
        .press("C-e")
        .shows("示例只能载入空库。");
    desk.press("z").shows("按键 z 在这里没有用处。F1 查看全部按键。");
    Desk::empty(80, 24).press("F8").shows("库里还没有任务：先载入示例或导入一张表。");
}

#[test]
fn an_input_method_in_chinese_mode_is_noticed_and_its_punctuation_understood() {
    let mut desk = Desk::example(80, 24);
    desk.type_in("督").shows("输入法处于中文状态：请切换到英文，或用功能键操作。");
    desk.type_in("？").shows("帮助 · 输入文字筛选").press("Esc").type_in("／").shows("┌─ 查找 ─");
}

#[test]
fn a_task_is_copied_as_text_and_asked_again_it_is_shown() {
    let mut desk = Desk::example(80, 24);
    desk.press("Down F8").shows("已送往剪贴板（");
    let text = desk.copied[0].clone();
    assert!(text.starts_with("2. 免费实施出生缺陷筛查项目。"), "{text}");
    assert!(
        text.contains("\n市财政局 李文聪\n") && text.contains("1-6月 按进度完成。（2021-06-30）\n截至6月底"),
        "{text}"
    );
    desk.press("F8").shows("复制全文：若终端不支持剪贴板").hides("│").press("Esc").shows("┌─ 任务 ─");
    assert_eq!(desk.copied.len(), 1);
}

#[test]
fn from_110_columns_on_a_detail_pane_stands_beside_the_list() {
    Desk::example(109, 30).hides("责任单位 / 责任人");
    let mut desk = Desk::example(110, 30);
    desk.shows("┌─ 任务1 ─").shows("责任单位 / 责任人").shows("分管领导  赖燕芬").press("Down").shows("┌─ 任务2 ─");
    desk.press("F11").hides("┌─ 任务2 ─").press("F11").shows("┌─ 任务2 ─");
}

#[test]
fn a_paste_goes_where_one_types_and_harms_nothing_elsewhere() {
    let mut desk = Desk::example(80, 24);
    let before = desk.screen();
    desk.send(Msg::Paste(String::from("q\nq\x1b[2J")));
    assert_eq!(desk.screen(), before);
    desk.press("/").send(Msg::Paste(String::from("卫健局\n第二行")));
    desk.shows("> 卫健局").shows("市卫生健康局");
}

#[test]
fn another_persons_change_shows_without_moving_the_cursor() {
    let mut desk = Desk::example(80, 24);
    desk.press("Down Down Down Right");
    take(&desk.ledger, &EXAMPLE.replace("1-6月进展", "1-9月进展").replace("12580.24", "19999.99"));
    let book = desk.ledger.book().unwrap();
    desk.send(Msg::Book(book));
    desk.shows("1-9月 序时75%").shows("19999.99");
    assert_eq!(desk.session.task().unwrap().number, 4);
}

#[test]
fn ones_own_second_screen_is_nobody_else_but_told_where_both_write_the_same() {
    let mut desk = Desk::example(120, 36);
    desk.send(Msg::Present(vec![Present { name: String::from("督查室"), filling: None }]));
    desk.hides("在线");
    let task = desk.session.task().unwrap();
    let key = ReportKey { plan: task.plan, task: task.id, period: Period::new(2021, 1, 6).unwrap(), unit: None };
    let own = Present { name: String::from("督查室"), filling: Some(key) };
    let other = Present { name: String::from("李科长"), filling: None };
    desk.send(Msg::Present(vec![own, other]));
    desk.shows("在线：李科长").press("F2").shows("督查室 正在填第1项");
}

#[test]
fn a_terminal_too_small_says_so_and_sixty_by_sixteen_works() {
    Desk::example(59, 16).shows("终端太小（59x16）。").hides("任务");
    Desk::example(60, 16)
        .shows("√4  >21  !0  ?0  共25")
        .shows("┌─ 任务 ─")
        .shows("F10 退出")
        .press("/")
        .type_in("lyf")
        .shows("赖燕芬");
}

#[test]
fn without_certain_frames_everything_is_ascii() {
    let ledger = Desk::example(80, 24).ledger;
    let ascii = Width { ascii: true, ambiguous_wide: false };
    let mut desk = Desk::over(ledger, 80, 24, ascii);
    desk.shows("+- ").shows("v已完成").shows(">按进度").press("Right").hides("√").hides("─").hides("…");
}

#[test]
fn quitting_ends_the_session() {
    for key in ["F10", "C-c", "q"] {
        let mut desk = Desk::example(80, 24);
        desk.press(key);
        assert!(desk.ended, "{key}");
    }
    let mut desk = Desk::example(80, 24);
    desk.press("/ q");
    assert!(!desk.ended, "a letter is text while one types");
}
