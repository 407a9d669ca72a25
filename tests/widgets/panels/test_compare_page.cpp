// The Compare page: what is compared with what, the refusal of unlike work, the charts, keys, both palettes, files.
#include "widgets/panels/compare_page.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QStyledItemDelegate>

#include "tests/widgets/compare/compared_runs.h"
#include "tests/widgets/support/fresh_settings.h"
#include "tests/widgets/support/widget_test_main.h"
#include "widgets/advice/text_table.h"
#include "widgets/charts/panel_grid.h"
#include "widgets/charts/scaling_panel.h"
#include "widgets/compare/comparison_controls.h"
#include "widgets/compare/comparison_tables.h"
#include "widgets/compare/difference_section.h"
#include "widgets/compare/ratio_panel.h"
#include "widgets/models/words.h"
#include "widgets/theme/palettes.h"

using namespace sweeplab;
using test::fresh_settings;
using test::loaded_as;
using test::measured;

namespace {

constexpr int patience = 60'000;

QString visible_text(const QWidget& widget) {
    QStringList texts;
    for (const auto* label : widget.findChildren<QLabel*>())
        if (label->isVisible()) texts << label->text();
    return texts.join(QLatin1Char('\n'));
}

template <class Widget>
Widget* named(const QWidget& page, const char* name) {
    for (auto* one : page.findChildren<Widget*>())
        if (one->accessibleName() == QLatin1String(name)) return one;
    return nullptr;
}

QPushButton* button(const QWidget& page, const char* text) {
    for (auto* one : page.findChildren<QPushButton*>())
        if (QString(one->text()).remove(QLatin1Char('&')) == QLatin1String(text)) return one;
    return nullptr;
}

json plan_with(const std::string& prompt) {
    return {{"sweeplab", 1},
            {"workload",
             {{"kind", "llm"},
              {"prompt", prompt},
              {"endpoint", {{"base_url", "http://x"}, {"model", "m"}}},
              {"api_key", "sk-secret"}}},
            {"sweep", {{"workers", {1, 2, 4}}, {"repeats", 3}}}};
}

loaded_run_ptr with_plan(double factor, std::int64_t id, const char* name, const std::string& prompt) {
    auto record = measured(factor);
    record.plan = plan_with(prompt);
    return loaded_as(std::move(record), id, name);
}

}  // namespace

class test_compare_page : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support).*")));
        QApplication::setPalette(light_palette());
        settings_ = std::make_unique<fresh_settings>();
        page_ = std::make_unique<compare_page>();
        page_->resize(1000, 900);
    }
    void cleanup() { page_.reset(); }

    void fewer_than_two_runs_are_nothing_to_compare() {
        page_->show();
        page_->show_runs({});
        QVERIFY(visible_text(*page_).contains(QStringLiteral("Two runs beside each other")));
        page_->show_runs({loaded_as(measured(1), 1, "alone")});
        QVERIFY(visible_text(*page_).contains(QStringLiteral("One run is ticked")));
        QVERIFY(!page_->has_something());
    }

    void nothing_is_compared_before_somebody_looks() {
        page_->show_runs({loaded_as(measured(1.2), 2, "new"), loaded_as(measured(1), 1, "old")});
        QVERIFY(page_->settled());
        QVERIFY(!page_->has_something());
        page_->show();
        QVERIFY(QTest::qWaitFor([&] { return page_->has_something(); }, patience));
    }

    void the_oldest_is_the_baseline_and_the_engine_says_the_finding() {
        show({loaded_as(measured(1.5), 2, "new"), loaded_as(measured(1), 1, "old")});
        QVERIFY2(page_->view().headline().startsWith(QStringLiteral("new is slower: it takes 1.50×")),
                 qPrintable(page_->view().headline()));
        QCOMPARE(page_->view().sheet()->against->record.summary.id.value, 1);
        const QString table = named<text_table>(*page_, "Times and ratios")->selected_text();
        QVERIFY2(table.contains(QStringLiteral("4.50 s\t3.00 s\t3 / 3\n")), qPrintable(table));
        QVERIFY(table.contains(QStringLiteral("▲ slower")));
        QVERIFY(table.contains(QStringLiteral("all\t▲ slower\t1.50×")));
        const QString factors = named<text_table>(*page_, "Speedup factors, machine by machine")->selected_text();
        QVERIFY2(factors.contains(QStringLiteral("0.667 items/s\t0.67×")), qPrintable(factors));
    }

    void a_starred_run_is_the_baseline_and_another_one_can_be_chosen() {
        const auto old = loaded_as(measured(1), 1, "old"), fresh = loaded_as(measured(1.5), 2, "new");
        auto starred = fresh->record.summary;
        starred.starred = true;
        page_->set_library({starred, old->record.summary});
        show({fresh, old});
        QVERIFY2(page_->view().headline().startsWith(QStringLiteral("old is faster")), qPrintable(page_->view().headline()));
        auto* against = named<QComboBox>(*page_, "Against");
        QCOMPARE(against->currentText().front(), QChar(0x2605));
        against->setFocus();
        QTest::keyClick(against, Qt::Key_Down);
        QVERIFY(settle());
        QVERIFY2(page_->view().headline().startsWith(QStringLiteral("new is slower")), qPrintable(page_->view().headline()));
    }

    void the_threshold_decides_what_is_no_difference() {
        show({loaded_as(measured(1.005), 2, "new"), loaded_as(measured(1), 1, "old")});
        auto* threshold = named<QDoubleSpinBox>(*page_, "Difference that does not matter, percent");
        QCOMPARE(threshold->value(), 3.0);
        threshold->setValue(10);
        QVERIFY(settle());
        QVERIFY2(page_->view().headline().startsWith(QStringLiteral("No difference larger than 10 %")),
                 qPrintable(page_->view().headline()));
        QVERIFY(named<text_table>(*page_, "Times and ratios")->selected_text().contains(QStringLiteral("= no difference")));
        page_->save_choices();
        compare_page another;
        another.restore_choices();
        QCOMPARE(another.view().controls().threshold(), 0.1);
    }

    void unlike_work_is_refused_until_the_person_wants_it() {
        show({with_plan(1.5, 2, "new", "Sum up"), with_plan(1, 1, "old", "List all")});
        QVERIFY2(page_->view().headline().contains(QStringLiteral("are not compared: the work is not the same")),
                 qPrintable(page_->view().headline()));
        QVERIFY(!page_->view().ratios().isVisible());
        QVERIFY(!page_->view().times().isVisible());
        QVERIFY(!named<text_table>(*page_, "Times and ratios")->isVisible());
        const QString differs = page_->view().differences().table().selected_text();
        QVERIFY2(differs.contains(QStringLiteral("work\tworkload › prompt\tSum up\tList all")), qPrintable(differs));
        auto* anyway = button(*page_, "Compare anyway");
        QVERIFY(anyway->isVisible());
        anyway->setFocus(Qt::TabFocusReason);
        QTest::keyClick(anyway, Qt::Key_Space);
        QVERIFY(settle());
        QVERIFY(page_->view().ratios().isVisible());
        QVERIFY(!anyway->isVisible());
        QVERIFY2(visible_text(*page_).contains(QStringLiteral("The ratio is of unlike work")),
                 qPrintable(visible_text(*page_)));
        // Other runs are another question.
        show({with_plan(1.5, 3, "newer", "Sum up"), with_plan(1, 1, "old", "List all")});
        QVERIFY(button(*page_, "Compare anyway")->isVisible());
    }

    void only_what_differs_is_listed_unless_asked() {
        show({with_plan(1.5, 2, "new", "Sum up"), with_plan(1, 1, "old", "List all")});
        auto& table = page_->view().differences().table();
        QVERIFY(!table.selected_text().contains(QStringLiteral("base url")));
        page_->view().differences().findChild<QCheckBox*>()->click();
        QVERIFY2(table.selected_text().contains(QStringLiteral("workload › endpoint › base url\t=\thttp://x")),
                 qPrintable(table.selected_text()));
        QVERIFY(!table.selected_text().contains(QStringLiteral("sk-secret")));
    }

    // A published table has neither plan nor conditions; two requests beside it may still differ from each other.
    void what_a_run_does_not_say_is_not_the_same() {
        auto known = measured(1.5), one = measured(1);
        known.plan = plan_with("Sum up");
        one.plan = plan_with("List all");
        one.plan["workload"]["endpoint"] = {{"base_url", "http://x"}, {"model", "large"}};
        auto published = measured(2);
        published.plan = {{"source", "a paper"}};
        known.summary.workload = one.summary.workload = "requests";
        published.summary.workload = "a paper's work";
        show({loaded_as(published, 3, "published"), loaded_as(known, 2, "new"), loaded_as(one, 1, "old")});
        const auto differs = difference_rows(*page_->view().sheet(), false);
        const auto row = [&](const char* place) {
            QStringList texts;
            for (const auto& cells : differs.rows)
                if (cells[1].text == QString::fromUtf8(place))
                    for (std::size_t i = 2; i < cells.size(); ++i) texts << cells[i].text;
            return texts;
        };
        QCOMPARE(row("workload › prompt"), (QStringList{"—", "Sum up", "List all"}));
        QCOMPARE(row("workload › endpoint › model"), (QStringList{"—", "m", "large"}));
        QCOMPARE(row("workload"), (QStringList{"a paper's work", "=", "requests"}));
        page_->view().differences().findChild<QCheckBox*>()->click();
        QVERIFY(!page_->view().differences().table().selected_text().contains(QStringLiteral("base url")));
    }

    void of_several_runs_each_sentence_says_which_are_meant() {
        const auto with = [](double factor, std::int64_t id, const char* prompt) {
            auto run = measured(factor, {1, 2, 4}, id == 4 ? 1 : 3);
            run.plan = plan_with(prompt);
            return loaded_as(std::move(run), id, "build");
        };
        show({with(1.5, 4, "a"), with(1.2, 3, "b"), with(1.1, 2, "b"), with(1, 1, "a")});
        const QString refusals = refusals_of(*page_->view().sheet()).join(QLatin1Char('\n'));
        QVERIFY2(refusals.contains(QStringLiteral("build (run 3) and build (run 1) are not compared")),
                 qPrintable(refusals));
        QVERIFY2(refusals.contains(QStringLiteral("build (run 2) and build (run 1) are not compared")),
                 qPrintable(refusals));
        const auto words = describe_comparison(*page_->view().sheet());
        QVERIFY2(words.detail.find("build (run 4)") != std::string::npos, words.detail.c_str());
        button(*page_, "Compare anyway")->click();
        QVERIFY(settle());
        const auto& sheet = *page_->view().sheet();
        QStringList all = further_warnings(sheet);
        for (const auto& warning : describe_comparison(sheet).warnings) all << to_qt(warning);
        const QString warnings = all.join(QLatin1Char('\n'));
        QVERIFY2(
            warnings.contains(QStringLiteral("build (run 3), build (run 2) beside build (run 1): The work is not the same")),
            qPrintable(warnings));
        QVERIFY2(warnings.contains(QStringLiteral("build (run 4) beside build (run 1): One repeat only")),
                 qPrintable(warnings));
    }

    void the_same_letter_unfolds_and_folds_what_differs() {
        show(runs_by_long_names(6));
        QPushButton* more = nullptr;
        for (auto* one : page_->view().differences().findChildren<QPushButton*>())
            if (one->isVisible()) more = one;
        QVERIFY(more);
        QCOMPARE(QKeySequence::mnemonic(more->text()), QKeySequence(Qt::ALT | Qt::Key_A));
        more->click();
        QCOMPARE(QKeySequence::mnemonic(more->text()), QKeySequence(Qt::ALT | Qt::Key_A));
    }

    void without_a_common_worker_count_the_times_are_shown() {
        show({loaded_as(measured(1, {1, 2}), 2, "new"), loaded_as(measured(1, {4, 8}), 1, "old")});
        QVERIFY2(page_->view().headline().contains(QStringLiteral("no worker count is common")),
                 qPrintable(page_->view().headline()));
        QVERIFY(!page_->view().ratios().isVisible());
        QVERIFY(page_->view().times().isVisible());
        QVERIFY(!button(*page_, "Compare anyway")->isVisible());
    }

    void one_repeat_needs_more() {
        show({loaded_as(measured(1.5, {1, 2, 4}, 1), 2, "new"), loaded_as(measured(1, {1, 2, 4}, 1), 1, "old")});
        QVERIFY(page_->view().headline().startsWith(QStringLiteral("Not decided")));
        QVERIFY(named<text_table>(*page_, "Times and ratios")
                    ->selected_text()
                    .contains(QStringLiteral("? not decided: needs more repeats")));
    }

    void times_are_overlaid_or_side_by_side_with_every_repeat() {
        show({loaded_as(measured(1.5), 3, "new"), loaded_as(measured(0.9), 2, "other"), loaded_as(measured(1), 1, "old")});
        QVERIFY2(page_->view().headline().startsWith(QStringLiteral("Beside old")), qPrintable(page_->view().headline()));
        page_->view().set_chart(comparison_chart::overlaid);
        QCOMPARE(page_->view().times().panels().size(), 1U);
        const auto& overlaid = *page_->view().times().panels().front()->picture().panel;
        QCOMPARE(overlaid.series.size(), 3U);
        for (const auto& series : overlaid.series)
            for (const auto& point : series.points) QCOMPARE(point.shown.repeats.size(), 3U);
        page_->view().set_chart(comparison_chart::side_by_side);
        const auto& panels = page_->view().times().panels();
        QCOMPARE(panels.size(), 3U);
        QCOMPARE(panels[0]->picture().panel->title, QStringLiteral("old"));
        for (const auto* panel : panels) QCOMPARE(panel->picture().data, panels[0]->picture().data);  // the axes too
        page_->save_choices();
        compare_page another;
        another.restore_choices();
        QCOMPARE(another.view().chart(), comparison_chart::side_by_side);
    }

    void points_are_reached_by_keys_and_said() {
        show({loaded_as(measured(1.5), 2, "new"), loaded_as(measured(1), 1, "old")});
        auto& panel = page_->view().ratios();
        QVERIFY(panel.accessibleDescription().contains(QStringLiteral("new over old")));
        panel.setFocus(Qt::TabFocusReason);
        QTest::keyClick(&panel, Qt::Key_End);
        QVERIFY2(panel.accessibleDescription().startsWith(QStringLiteral("new, 4 workers; Ratio 1.50×; 95 %")),
                 qPrintable(panel.accessibleDescription()));
        QVERIFY(panel.accessibleDescription().contains(QStringLiteral("Verdict slower")));
        QTest::keyClick(&panel, Qt::Key_Left);
        QVERIFY(panel.accessibleDescription().startsWith(QStringLiteral("new, 2 workers")));
        QTest::keyClick(&panel, Qt::Key_Escape);
        QVERIFY(!panel.picture().hovered);
    }

    void it_is_painted_in_both_palettes_and_in_a_small_window() {
        for (const auto& palette : {light_palette(), dark_palette()}) {
            QApplication::setPalette(palette);
            show({loaded_as(measured(1.5), 2, "new"), loaded_as(measured(1), 1, "old")});
            QCOMPARE(page_->grab().toImage().pixelColor(2, 2), palette.color(QPalette::Window));
        }
        page_->resize(420, 380);
        QCoreApplication::processEvents();
        QVERIFY(page_->view().ratios().height() >= 230);
        QVERIFY(!page_->grab().isNull());
    }

    void pictures_and_csv_are_written() {
        show({loaded_as(measured(1.5), 2, "new"), loaded_as(measured(1), 1, "old")});
        QCOMPARE(page_->suggested_name(), QStringLiteral("old_comparison"));
        for (const auto& [format, name] : {std::pair{export_format::png, "c.png"}, std::pair{export_format::svg, "c.svg"},
                                           std::pair{export_format::pdf, "c.pdf"}, std::pair{export_format::csv, "c.csv"}}) {
            const QString file = settings_->path(QLatin1String(name));
            const auto saved = page_->save(format, file, {QSize(800, 600), 1, theme_choice::dark});
            QVERIFY2(saved, saved ? "" : saved.error().text().c_str());
            QVERIFY(QFileInfo(file).size() > 200);
        }
        QFile csv(settings_->path(QStringLiteral("c.csv")));
        QVERIFY(csv.open(QIODevice::ReadOnly));
        const QByteArray text = csv.readAll();
        QCOMPARE(text.count('\n'), 1 + 3 + 1);
        for (const auto& line : text.trimmed().split('\n')) QCOMPARE(line.count(','), text.split('\n').front().count(','));
        QVERIFY(text.contains(",slower\n"));
    }

    void a_picture_holds_every_row_and_column_of_every_table() {
        show(runs_by_long_names(6));
        const chart_export_options options{QSize(900, 600), 1, theme_choice::light};
        QVERIFY2(page_->view().sheet()->any_compared(),
                 qPrintable(refusals_of(*page_->view().sheet()).join(QLatin1Char('\n'))));
        const auto wanted = picture_of(page_->view());
        const QSize size = laid_out_size(wanted, options);
        QVERIFY(size.width() >= 900);
        int tables = 0;
        for (const auto* table : wanted.view->findChildren<text_table*>()) {
            if (!table->isVisible()) continue;
            ++tables;
            QVERIFY2(table->horizontalHeader()->length() <= table->viewport()->width(), qPrintable(table->accessibleName()));
            QVERIFY2(table->verticalHeader()->length() <= table->viewport()->height(), qPrintable(table->accessibleName()));
            const auto* words = qobject_cast<const QStyledItemDelegate*>(table->itemDelegate());
            for (int row = 0; row < table->model()->rowCount(); ++row)
                for (int column = 0; column < table->model()->columnCount(); ++column) {
                    const QString text = words->displayText(table->model()->index(row, column).data(), {});
                    for (const QString& piece : text.split(QRegularExpression(QStringLiteral("[\\s\u200b]"))))
                        QVERIFY2(table->fontMetrics().horizontalAdvance(piece) <= table->columnWidth(column),
                                 qPrintable(text));
                }
            const QPoint end = table->mapTo(wanted.view.get(), table->rect().bottomRight());
            QVERIFY2(wanted.view->rect().contains(end), qPrintable(table->accessibleName()));
        }
        QCOMPARE(tables, 3);
        for (const auto* bar : wanted.view->findChildren<QScrollBar*>()) QVERIFY(!bar->isVisible());
        const auto* area = wanted.view->findChild<QScrollArea*>();
        QCOMPARE(area->widget()->height(), area->viewport()->height());
        // As high as that needs, and no higher.
        QCOMPARE(size.height(), page_->saved_size({QSize(size.width(), 320), 1, theme_choice::light}).height());
        const QString file = settings_->path(QStringLiteral("six.png"));
        QVERIFY(page_->save(export_format::png, file, options));
        QCOMPARE(QImage(file).size(), size);
        QCOMPARE(page_->saved_size(options), size);
    }

    void a_picture_too_large_for_a_file_is_refused_with_its_true_size() {
        show(runs_by_long_names(16));
        const auto saved = page_->save(export_format::png, settings_->path(QStringLiteral("large.png")),
                                       {QSize(900, 600), 8, theme_choice::light});
        const QSize size = page_->saved_size({QSize(900, 600), 8, theme_choice::light});
        QVERIFY(size.height() * 8 > 16'384);
        QVERIFY(!saved);
        QVERIFY2(saved.error().text().find(std::to_string(size.height() * 8)) != std::string::npos,
                 saved.error().text().c_str());
    }

private:
    static std::vector<loaded_run_ptr> runs_by_long_names(int count) {
        std::vector<loaded_run_ptr> runs;
        for (int i = 1; i <= count; ++i) {
            auto record = measured(1 + 0.1 * i);
            record.plan = plan_with("the same prompt");
            const std::string words = "a somewhat longer text number " + std::to_string(i) + " that has to wrap in its cell";
            for (const char* name : {"temperature", "folder", "seed", "timeout_s", "stream"})
                record.plan["workload"][name] = words;
            record.plan["workload"]["env"] = {
                {"LIST",
                 "a,list,without,any,spaces,and_with_a_rather_long_name:Donaudampfschiffahrtsgesellschaft," + words}};
            record.host.name = "a machine by a long name " + std::to_string(i);
            runs.push_back(loaded_as(std::move(record), i, "a run by a long name, number " + std::to_string(i)));
        }
        return runs;
    }
    bool settle() {
        const bool there = QTest::qWaitFor([&] { return page_->settled() && page_->has_something(); }, patience);
        QCoreApplication::processEvents();
        return there;
    }
    void show(const std::vector<loaded_run_ptr>& runs) {
        page_->show();
        page_->show_runs(runs);
        QVERIFY(settle());
    }

    std::unique_ptr<fresh_settings> settings_;
    std::unique_ptr<compare_page> page_;
};

SWEEPLAB_WIDGET_TEST_MAIN(test_compare_page)
#include "test_compare_page.moc"
