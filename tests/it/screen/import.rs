//! Tables taken in from the board.

use duban::domain::TaskId;
use duban::exchange::EXAMPLE;

use super::Desk;

#[test]
fn a_table_is_imported_from_the_keyboard_only_after_it_was_shown() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("table.txt");
    std::fs::write(&path, EXAMPLE.replacen("按进度完成。", "差不多了。", 1)).unwrap();
    let mut desk = Desk::empty(80, 24);
    desk.press("C-o").type_in("/nowhere/at/all").press("Enter").shows("读不了 /nowhere/at/all");
    desk.press("C-u").type_in(path.to_str().unwrap()).press("Enter").shows("还没有存入任何内容。");
    desk.shows("读出 25 行：新任务 25 项").shows("“差不多了。”不是已知的状态");
    assert_eq!(desk.ledger.book().unwrap().tasks().count(), 0, "nothing is stored before Enter");
    desk.press("Enter").shows("已导入：新任务 25 项，进展 24 条。").shows("?未报1");
}

/// Offers a table to the board as that of the third quarter.
fn offer(desk: &mut Desk, text: &str) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("later.txt");
    std::fs::write(&path, text.replace("1-6月进展情况", "1-9月进展情况")).unwrap();
    desk.press("C-o").type_in(path.to_str().unwrap()).press("Enter");
}

/// The example with other words in tasks 2 and 7.
fn reworded() -> String {
    EXAMPLE.replace("免费实施出生缺陷筛查", "免费开展出生缺陷筛查").replace("兜底民生服务社会工作双百工程", "双百工程")
}

#[test]
fn doubtful_rows_are_asked_about_one_by_one_before_anything_is_stored() {
    let mut desk = Desk::example(80, 24);
    let before = desk.ledger.book().unwrap();
    offer(&mut desk, &reworded());
    desk.shows("导入预览 · 回车逐项确认存疑的行，Esc 放弃");
    desk.shows("读出 25 行：新任务 0 项，已有任务 23 项，存疑 2 项（存入前逐项问您）。");
    desk.press("Enter").sees(
        "
        ¦ 2021年市十件民生实事  1-6月 序时50%  √已完成4  >按进度21  !滞后0  ?未报0  共25
        ¦┌─ 存疑的行 · 上下键选择，回车选定，Esc 返回上一步 ────────────────────────────┐
        ¦│ 存疑 1/2：第 27 行与库中第 2 项序号相同，内容不同（相近 97%）。              │
        ¦│                                                                              │
        ¦│ 表中第 27 行，序号 2                                                         │
        ¦│ 免费开展出生缺陷筛查项目。以自愿参与、知情选择为原则，为全市符合条件的孕妇   │
        ¦│ 免费提供地中海贫血、唐氏综合征、严重致死致残结构畸形的产前筛查，为全市符合   │
        ¦│ 条件的新生儿免费提供先天性甲状腺功能低减症、G6PD缺乏症（蚕豆病）、苯丙酮尿   │
        ¦│ 症、先天性肾上腺皮质增生症和新生儿听力筛查。（牵头单位：市卫生健康局）       │
        ¦│                                                                              │
        ¦│ 库中第 2 项                                                                  │
        ¦│ 免费实施出生缺陷筛查项目。以自愿参与、知情选择为原则，为全市符合条件的孕妇   │
        ¦│ 免费提供地中海贫血、唐氏综合征、严重致死致残结构畸形的产前筛查，为全市符合   │
        ¦│ 条件的新生儿免费提供先天性甲状腺功能低减症、G6PD缺乏症（蚕豆病）、苯丙酮尿   │
        ¦│ 症、先天性肾上腺皮质增生症和新生儿听力筛查。（牵头单位：市卫生健康局）       │
        ¦│                                                                              │
        ¦│                                                                              │
        ¦│                                                                              │
        ¦│                                                                              │
        ¦│                                                                              │
        ¦│ 就是库中第 2 项，进展记到它名下                                              │
        ¦│ 不导入这一行                                                                 │
        ¦└──────────────────────────────────────────────────────────────────────────────┘
        ¦ Enter 确定  Esc 返回",
    );
    desk.press("Up Enter").shows("存疑 2/2").shows("与库中第 7 项序号相同").press("Enter");
    desk.shows("导入确认 · 回车存入，Esc 返回上一步").shows("将存入新任务 0 项、已有任务 24 项，不导入 1 项。");
    assert_eq!(desk.ledger.book().unwrap(), before, "nothing is stored before all is answered and agreed to");
    desk.press("Enter").shows("已导入：新任务 0 项，进展 24 条。").shows("?未报1");
    let book = desk.ledger.book().unwrap();
    let period = |task| book.latest_report(TaskId(task)).unwrap().key.period.label();
    assert_eq!((period(2), period(7)), (String::from("1-9月"), String::from("1-6月")));
}

#[test]
fn from_every_question_a_way_leads_back() {
    let mut desk = Desk::example(80, 24);
    let before = desk.ledger.book().unwrap();
    offer(&mut desk, &reworded());
    desk.press("Enter Up Enter Enter").shows("导入确认");
    desk.press("Esc").shows("存疑 2/2").press("Esc").shows("存疑 1/2");
    // The answer given before is the chosen one; a changed mind counts.
    desk.press("Enter Enter").shows("已有任务 24 项，不导入 1 项。");
    desk.press("Esc Esc Down Enter Enter").shows("已有任务 23 项，不导入 2 项。");
    desk.press("Esc Esc Esc").shows("导入预览").press("Esc").shows("┌─ 任务 ─");
    assert_eq!(desk.ledger.book().unwrap(), before);
}

#[test]
fn a_row_whose_task_was_just_taken_is_not_asked_about() {
    let mut desk = Desk::example(80, 24);
    let text = |desk: &Desk, task| desk.ledger.book().unwrap().task(TaskId(task)).unwrap().text.clone();
    let (three, five) = (text(&desk, 3), text(&desk, 5));
    offer(&mut desk, &EXAMPLE.replace(&three, "换一种说法。").replace(&five, &three));
    desk.press("Enter").shows("存疑 1/2").shows("换一种说法。").press("Up Enter");
    desk.shows("已有任务 24 项，不导入 1 项。").press("Esc").shows("存疑 1/2").press("Down Enter");
    desk.shows("存疑 2/2：第 81 行（序号 5）与库中第 3 项内容相同，序号不同。");
}

#[test]
fn a_long_doubt_is_read_on_the_smallest_screen() {
    let mut desk = Desk::example(60, 16);
    offer(&mut desk, &reworded());
    desk.press("Enter").shows("表中第 27 行").shows("不导入这一行").hides("│ 库中第 2 项");
    desk.press("PageDown PageDown").hides("表中第 27 行").shows("│ 库中第 2 项").shows("不导入这一行");
    desk.press("Up Enter").shows("存疑 2/2");
}

#[test]
fn a_doubt_fits_a_window_that_was_made_narrower() {
    let mut desk = Desk::example(120, 30);
    offer(&mut desk, &reworded());
    desk.press("Enter Up").resize(60, 30);
    desk.shows("│ 头单位：市卫生健康局）                                   │").press("Enter").shows("存疑 2/2");
}
