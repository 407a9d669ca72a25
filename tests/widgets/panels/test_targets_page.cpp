// The Targets page: files of targets, states with margins, the baseline and its tables, keys, both palettes, files.
#include "widgets/panels/targets_page.h"

#include <QAction>
#include <QComboBox>
#include <QLabel>

#include "tests/widgets/compare/compared_runs.h"
#include "tests/widgets/support/fake_session.h"
#include "tests/widgets/support/fresh_settings.h"
#include "tests/widgets/support/widget_test_main.h"
#include "widgets/advice/text_table.h"
#include "widgets/models/words.h"
#include "widgets/panels/styled_label.h"
#include "widgets/targets/target_controls.h"
#include "widgets/theme/palettes.h"

using namespace sweeplab;
using test::fresh_settings;
using test::loaded_as;
using test::measured;

namespace {

constexpr int patience = 60'000;

constexpr auto three_targets = R"({"sweeplab_targets": 1, "name": "wide", "targets": [
  {"id": "eff", "name": "good use", "metric": "efficiency_pct", "workers": 4, "at_least": 70},
  {"id": "fast", "metric": "time_s", "workers": 4, "below": 2},
  {"id": "gaps", "metric": "chunk_gap_ms", "statistic": "p99", "below": 50},
  {"id": "quicker", "metric": "time_s", "workers": 4, "below_baseline_pct": 10}]})";

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

}  // namespace

class test_targets_page : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support).*")));
        QApplication::setPalette(light_palette());
        settings_ = std::make_unique<fresh_settings>();
        page_ = std::make_unique<targets_page>();
        page_->resize(1000, 800);
        file_ = settings_->path(QStringLiteral("wide.json"));
        write(three_targets);
    }
    void cleanup() { page_.reset(); }

    void without_a_run_it_says_what_it_is_for() {
        page_->show();
        page_->show_runs({});
        QVERIFY(visible_text(*page_).contains(QStringLiteral("Pass, fail, or not measured yet")));
        QVERIFY(!page_->has_something());
    }

    void the_shipped_targets_are_there_to_choose() {
        auto* files = named<QComboBox>(*page_, "Targets");
        QVERIFY(files->findText(QStringLiteral("streaming (shipped)")) >= 0);
        show({loaded_as(measured(1), 1, "sweep")});
        // Of a sweep without streams and without a baseline nothing of it is known.
        QVERIFY2(page_->view().headline().contains(QStringLiteral("10 targets are pending")),
                 qPrintable(page_->view().headline()));
        QVERIFY(visible_text(*page_).contains(QStringLiteral("There is no baseline")));
    }

    void each_target_has_a_state_with_sign_value_and_margin() {
        page_->choose_file(to_std(file_));
        show({loaded_as(measured(1), 1, "sweep")});
        const QString table = page_->view().targets().selected_text();
        QVERIFY2(table.contains(QStringLiteral("✓ pass\teff: good use\t")), qPrintable(table));
        QVERIFY2(table.contains(QStringLiteral("\t100 %\t≥ 70 %\t+30 points (")), qPrintable(table));
        QVERIFY2(table.contains(QStringLiteral("+30 points")), qPrintable(table));
        QVERIFY2(table.contains(QStringLiteral("✗ fail\tfast: Time\t3 s\t< 2 s\t")), qPrintable(table));
        QVERIFY2(table.contains(QStringLiteral("−1 s (")), qPrintable(table));
        QVERIFY2(table.contains(QStringLiteral("… pending\tgaps: Chunk gap\t\t< 50 ms\t\t")), qPrintable(table));
        QVERIFY2(table.contains(QStringLiteral("… pending\tquicker: Time\t\t≥ 10 % less\t\t")), qPrintable(table));
        QVERIFY2(page_->view().headline() == QStringLiteral("1 of 4 targets fails: fast"),
                 qPrintable(page_->view().headline()));
    }

    void the_starred_run_of_this_work_is_the_baseline_even_if_not_ticked() {
        test::fake_session* session = attach();
        const auto run = loaded_as(measured(1), 2, "new");
        auto before = loaded_as(measured(2), 1, "old")->record;
        before.summary.starred = true;
        session->library.runs = {run->record, before};
        page_->set_library(*session->library.list_runs());
        page_->choose_file(to_std(file_));
        show({run});
        QCOMPARE(page_->view().sheet()->report.baseline_name, std::string("old (run 1)"));
        const QString table = page_->view().targets().selected_text();
        QVERIFY2(table.contains(QStringLiteral("✓ pass\tquicker: Time\t")), qPrintable(table));
        QVERIFY2(table.contains(QStringLiteral("50 % less")), qPrintable(table));
        QVERIFY(!page_->view().tables().empty());
        const QString first = page_->view().tables().front()->selected_text();
        QVERIFY2(first.contains(QStringLiteral("pending\tpending\tpending")), qPrintable(first));
        // Without it after all, by keys.
        auto* baseline = named<QComboBox>(*page_, "Baseline");
        baseline->setFocus();
        QTest::keyClick(baseline, Qt::Key_Home);
        QVERIFY(settle());
        QVERIFY(page_->view().sheet()->report.baseline_name.empty());
        QVERIFY(page_->view().tables().empty());
    }

    void of_several_ticked_runs_the_starred_one_is_not_judged() {
        const auto old = loaded_as(measured(2), 1, "old"), fresh = loaded_as(measured(1), 2, "new");
        auto starred = old->record.summary;
        starred.starred = true;
        page_->set_library({fresh->record.summary, starred});
        page_->choose_file(to_std(file_));
        show({old, fresh});
        QCOMPARE(page_->view().sheet()->report.run_name, std::string("new (run 2)"));
        QCOMPARE(page_->view().sheet()->report.baseline_name, std::string("old (run 1)"));
        auto* run = named<QComboBox>(*page_, "Run");
        QVERIFY(run->isVisible());
        run->setFocus();
        QTest::keyClick(run, Qt::Key_Home);
        QVERIFY(settle());
        QCOMPARE(page_->view().sheet()->report.run_name, std::string("old (run 1)"));
    }

    void a_file_that_cannot_be_used_says_why_and_is_read_anew_when_saved() {
        write(R"({"sweeplab_targets": 1, "targets": [{"id": "x", "metric": "no_such_thing", "below": 1}]})");
        page_->choose_file(to_std(file_));
        show({loaded_as(measured(1), 1, "sweep")});
        QVERIFY2(page_->view().headline().startsWith(QStringLiteral("The targets cannot be used")),
                 qPrintable(page_->view().headline()));
        QVERIFY(page_->view().headline().contains(QStringLiteral("no_such_thing")));
        write(three_targets);
        QVERIFY(
            QTest::qWaitFor([&] { return page_->view().headline().contains(QStringLiteral("of 4 targets")); }, patience));
    }

    void a_chosen_file_is_remembered() {
        page_->choose_file(to_std(file_));
        page_->save_choices();
        targets_page another;
        another.restore_choices();
        QCOMPARE(to_qt(another.view().controls().file().string()), file_);
    }

    void it_is_painted_in_both_palettes_and_written() {
        page_->choose_file(to_std(file_));
        for (const auto& palette : {light_palette(), dark_palette()}) {
            QApplication::setPalette(palette);
            show({loaded_as(measured(1), 2, "new"), loaded_as(measured(2), 1, "old")});
            QCOMPARE(page_->grab().toImage().pixelColor(2, 2), palette.color(QPalette::Window));
        }
        page_->view().controls().findChildren<QComboBox*>();
        for (const auto& [format, name] : {std::pair{export_format::png, "t.png"}, std::pair{export_format::csv, "t.csv"}}) {
            const QString file = settings_->path(QLatin1String(name));
            const auto saved = page_->save(format, file, {QSize(800, 600), 1, theme_choice::light});
            QVERIFY2(saved, saved ? "" : saved.error().text().c_str());
        }
        QFile csv(settings_->path(QStringLiteral("t.csv")));
        QVERIFY(csv.open(QIODevice::ReadOnly));
        const QByteArray text = csv.readAll();
        QCOMPARE(text.count("\ntarget,"), 4);
        QVERIFY(text.contains(",eff,good use,"));
        QVERIFY(text.contains(",pass,4,%,100,"));
    }

    void a_picture_ends_where_the_tables_end_in_its_own_colours() {
        page_->choose_file(to_std(file_));
        QApplication::setPalette(dark_palette());
        const auto old = loaded_as(measured(2), 1, "old"), fresh = loaded_as(measured(1), 2, "new");
        auto starred = old->record.summary;
        starred.starred = true;
        page_->set_library({fresh->record.summary, starred});
        show({old, fresh});
        const auto wanted = picture_of(page_->view());
        const QSize size = laid_out_size(wanted, {QSize(900, 320), 1, theme_choice::light});
        const auto& copy = static_cast<const target_view&>(*wanted.view);
        QVERIFY(copy.tables().size() > 1);
        const auto* last = copy.tables().back();
        const int end = last->mapTo(&copy, last->rect().bottomLeft()).y();
        QVERIFY2(end < size.height() && end > size.height() - 30,
                 qPrintable(QStringLiteral("%1 of %2").arg(end).arg(size.height())));
        const auto* model = copy.targets().model();
        const auto passed = model->index(0, 0).data(Qt::ForegroundRole).value<QColor>();
        QCOMPARE(model->index(0, 0).data().toString(), QStringLiteral("✓ pass"));
        QCOMPARE(passed, colour_of(label_part::good, light_palette()));
    }

    void every_control_stays_whole_in_a_narrow_window() {
        page_->set_export_action(&export_);
        page_->choose_file(to_std(file_));
        show({loaded_as(measured(1), 2, "new"), loaded_as(measured(2), 1, "old")});
        for (const int width : {900, 640, 480, 360}) {
            page_->resize(width, 500);
            QCoreApplication::processEvents();
            const auto& controls = page_->view().controls();
            for (const auto* one : controls.findChildren<QWidget*>()) {
                if (!one->isVisibleTo(&controls) || one->isWindow()) continue;
                const QRect place(one->mapTo(&controls, QPoint()), one->size());
                QVERIFY2(controls.rect().contains(place),
                         qPrintable(QStringLiteral("%1 at %2").arg(one->accessibleName()).arg(width)));
            }
        }
    }

private:
    QAction export_{QStringLiteral("Export…")};
    void write(const char* text) {
        QFile file(file_);
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        QVERIFY(file.write(text) > 0);
    }
    test::fake_session* attach() {
        auto session = std::make_unique<test::fake_session>();
        auto* raw = session.get();
        bridge_ = std::make_unique<session_bridge>();
        bridge_->attach(std::move(session));
        page_->set_bridge(*bridge_);
        return raw;
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
    std::unique_ptr<session_bridge> bridge_;
    std::unique_ptr<targets_page> page_;
    QString file_;
};

SWEEPLAB_WIDGET_TEST_MAIN(test_targets_page)
#include "test_targets_page.moc"
